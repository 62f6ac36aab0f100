// server/cors.h
//
// Which web pages may call the API from a browser. Same-origin pages (the workbench) need nothing; others are
// named by the operator.
//
// Source    Fetch standard, CORS protocol, read 2026-11
// Used by   server/routes.cpp
// Proven by tests/server/admission_parts_test.cpp
#pragma once

#include <string>
#include <vector>

#include "server/http.h"

namespace reverie {

struct CorsRules {
  std::vector<std::string> origins;  // "https://app.example", or "*" alone for any (then never with cookies)
};

// The headers that let the request's origin read the answer, on every reply; none if it may not.
Headers cors_headers(const CorsRules& rules, const HttpRequest& request);

// The answer to a preflight (OPTIONS with Access-Control-Request-Method), beside cors_headers().
HttpResponse preflight_reply(const CorsRules& rules, const HttpRequest& request);

}  // namespace reverie
