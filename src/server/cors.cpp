#include "server/cors.h"

#include <algorithm>

namespace reverie {
namespace {

bool may_read(const CorsRules& rules, std::string_view origin) {
  return !origin.empty() &&
         std::any_of(rules.origins.begin(), rules.origins.end(),
                     [&](const std::string& rule) { return rule == "*" || rule == origin; });
}

}  // namespace

Headers cors_headers(const CorsRules& rules, const HttpRequest& request) {
  const std::string_view origin = request.header("origin");
  if (!may_read(rules, origin)) return {};
  return {{"access-control-allow-origin", std::string(origin)},
          {"access-control-expose-headers", "x-request-id, retry-after, location"},
          {"vary", "origin"}};
}

HttpResponse preflight_reply(const CorsRules& rules, const HttpRequest& request) {
  HttpResponse response;
  response.status = 204;
  if (!may_read(rules, request.header("origin"))) return response;
  response.headers.emplace_back("access-control-allow-methods", "GET, POST, PUT, DELETE");
  // The names are echoed: which of them matter is for the handlers to say.
  response.headers.emplace_back("access-control-allow-headers",
                                std::string(request.header("access-control-request-headers")));
  response.headers.emplace_back("access-control-max-age", "600");
  return response;
}

}  // namespace reverie
