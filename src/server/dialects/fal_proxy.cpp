#include "server/dialects/fal_proxy.h"

#include "core/printable.h"
#include "server/dialects/fal_queue.h"
#include "server/route_pattern.h"

namespace reverie::fal {
namespace {

constexpr Field kFields[] = {
    {"content_type", Use::Ignored, Kind::Text, "what a file is, its bytes tell"},
    {"file_name", Use::Ignored, Kind::Text, "files are found by their id"},
};

struct Target {
  std::string host;
  std::string path;
  std::string query;
};

// "https://queue.fal.run/fal-ai/bytedance?logs=1". Nothing if it is no such address.
std::optional<Target> target_of(std::string_view url) {
  constexpr std::string_view kScheme = "https://";
  if (!url.starts_with(kScheme)) return std::nullopt;
  url.remove_prefix(kScheme.size());
  url = url.substr(0, url.find('#'));
  const std::size_t slash = url.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  Target target;
  target.host = url.substr(0, slash);
  const std::string_view rest = url.substr(slash);
  const std::size_t mark = rest.find('?');
  target.path = rest.substr(0, mark);
  if (mark != std::string_view::npos) target.query = rest.substr(mark + 1);
  return target;
}

// Where we have what that host has; nothing if we do not stand for it.
std::optional<std::string> mount_of_host(std::string_view host) {
  if (host == "fal.run") return std::string(kMount);
  if (host == "queue.fal.run") return std::string(kMount) + "/queue";
  if (host == "rest.fal.ai" || host == "rest.alpha.fal.ai") return std::string(kMount);
  return std::nullopt;
}

struct ProxyRoute {
  std::string_view method;
  std::string_view pattern;
  Answer (*handler)(ImageService&, const HttpRequest&, const PathValues&);
};

// The first that fits is taken.
constexpr ProxyRoute kRoutes[] = {
    {"POST", "/fal/storage/upload/initiate", initiate_upload},
    {"POST", "/fal/storage/upload/initiate-multipart", refuse_large_upload},
    {"GET", "/fal/queue/{app...}/requests/{id}/status/stream", stream_status},
    {"GET", "/fal/queue/{app...}/requests/{id}/status", status},
    {"GET", "/fal/queue/{app...}/requests/{id}", result},
    {"PUT", "/fal/queue/{app...}/requests/{id}/cancel", cancel},
    {"POST", "/fal/{endpoint...}", run},
};

HttpResponse text_reply(int status, const std::string& text) {
  return json_response(status, {{"detail", text}, {"message", text}});
}

std::string place_of(const HttpRequest& request, const std::string& id) {
  return request.base_url + std::string(kMount) + "/storage/" + id;
}

void check_id(const std::string& id) {
  if (!is_uuid(id)) throw Error(ErrorCode::NotFound, "there is no file " + printable(id), "id");
}

}  // namespace

constexpr FieldTable kInitiateFields{kFields, UnknownFields::Ignored, NullValues::Absent};

Answer proxy(ImageService& service, const HttpRequest& request, const PathValues&) {
  const std::string_view url = request.header("x-fal-target-url");
  if (url.empty()) return text_reply(400, "x-fal-target-url: missing; expected the address that is meant");
  const auto target = target_of(url);
  const auto mount = target ? mount_of_host(target->host) : std::nullopt;
  if (!mount) {
    return text_reply(
        412, "x-fal-target-url: expected fal.run, queue.fal.run or rest.fal.ai, got " + printable(url));
  }
  HttpRequest meant = request;
  meant.path = *mount + target->path;
  meant.query = target->query;
  const std::vector<std::string_view> path = path_segments(meant.path);
  for (const ProxyRoute& route : kRoutes) {
    const RoutePattern pattern{std::string(route.pattern)};
    if (route.method == meant.method && pattern.fits(path)) {
      return route.handler(service, meant, pattern.values(path));
    }
  }
  throw Error(ErrorCode::NotFound, "there is nothing at " + printable(url) + " for " + meant.method);
}

Answer initiate_upload(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Caller caller = service.authenticate(request);
  Draft nothing;
  read_fields(kInitiateFields, parse_body(request.body), nothing);
  const std::string id = new_job_id();
  const std::string place = place_of(request, id);
  return json_response(
      200, {{"upload_url", place + "?" + service.upload_ticket(caller, id)}, {"file_url", place}});
}

Answer put_upload(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const std::string& id = values.at("id");
  check_id(id);
  const Caller caller = service.caller_of_ticket(request, id);
  const Upload upload = service.keep_upload(caller, request.body, id, "body", id);
  return json_response(200, {{"file_url", place_of(request, upload.id)}});
}

Answer get_upload(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  HttpResponse response;
  response.status = 302;
  response.headers.emplace_back("location",
                                service.upload_url(request, service.find_upload(caller, values.at("id"))));
  return response;
}

Answer refuse_large_upload(ImageService& service, const HttpRequest& request, const PathValues&) {
  service.authenticate(request);
  throw Error(ErrorCode::TooLarge, "the file is larger than any picture that is taken here (30 MB)");
}

}  // namespace reverie::fal
