// server/router.h
//
// Finds the handler of a request. Patterns are matched against the path as it was sent, segment by segment,
// and only then decoded: a model id may hold an encoded slash ("bytedance%2Fseedream-4.5").
//
//   "/v1/predictions/{id}"               {id} is one segment
//   "/client/v4/accounts/{account}/ai/run/{model...}"   {model...} is one or more segments, to the end
//
// Something may follow {rest...}: "/{model...}/requests/{id}". Literal segments win over {one}, {one} over
// {rest...}, the first segment that differs decides.
//
// Used by   server/routes.cpp
// Proven by tests/server/router_test.cpp
#pragma once

#include <map>

#include "server/http.h"
#include "server/route_pattern.h"

namespace reverie {

using Handler = std::function<Answer(const HttpRequest&, const PathValues&)>;

// Turns an error into the reply of whoever owns the route. Must not throw.
using ErrorWriter = std::function<HttpResponse(const HttpRequest&, const Error&)>;

struct Route {
  std::string method;
  std::string pattern;
  Handler handler;
  ErrorWriter on_error;
};

// What went wrong on our side, for the log. Called on any thread.
using OnInternal = std::function<void(const HttpRequest&, const std::string&)>;

class Router {
 public:
  // Throws Error(Internal) if two routes have the same method and pattern, or a pattern is malformed.
  void add(Route route);
  // Errors of requests below `prefix` that no route takes; the longest prefix wins. "" is the last resort.
  void set_error_writer(const std::string& prefix, ErrorWriter on_error);

  // Answers OPTIONS at every path.
  void set_preflight(std::function<HttpResponse(const HttpRequest&)> preflight);

  // Runs the handler. Whatever it throws becomes the route's own error reply. What is our fault (an exception
  // that is no Error; Internal, CorruptFile, WriteFailed) is told to `on_internal`, for the log, and answered
  // with its code (Internal) but without its text. No route: Error(NotFound); another method: 405 with Allow.
  // HEAD is answered by GET's handler.
  Answer handle(const HttpRequest& request, const OnInternal& on_internal) const;

  // The same translation for what comes later, while a job is waited for: the error reply if `work` throws.
  std::optional<HttpResponse> guarded(const HttpRequest& request, const OnInternal& on_internal,
                                      const std::function<void()>& work) const;

  HttpResponse error_response(const HttpRequest& request, const Error& error) const;

 private:
  struct Row {
    Route route;
    RoutePattern pattern;
  };
  struct Found {
    const Row* row = nullptr;      // that takes the request
    const Row* closest = nullptr;  // that takes its path, whatever the method
    std::vector<std::string_view> path;
  };
  Found find(const HttpRequest& request) const;
  std::string allowed_methods(const Found& found) const;
  const ErrorWriter& error_writer_for(const std::string& path) const;

  std::vector<Row> rows_;
  std::map<std::string, ErrorWriter> error_writers_;
  std::function<HttpResponse(const HttpRequest&)> preflight_;
};

}  // namespace reverie
