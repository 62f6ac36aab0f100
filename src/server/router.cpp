#include "server/router.h"

#include <algorithm>
#include <set>

#include "core/error.h"
#include "core/printable.h"

namespace reverie {
namespace {

// Of errors that no dialect speaks for.
// Whoever runs the server wants to read these in the log.
bool is_our_fault(ErrorCode code) {
  return code == ErrorCode::Internal || code == ErrorCode::CorruptFile || code == ErrorCode::WriteFailed;
}

HttpResponse plain_error(const HttpRequest&, const Error& error) {
  Json body = {{"error", {{"code", error_code_name(error.code())}, {"message", error.what()}}}};
  if (!error.field().empty()) body["error"]["field"] = error.field();
  return json_response(status_of(error.code()), body);
}

// "/v1" holds "/v1" and "/v1/images", not "/v1x".
bool is_below(std::string_view path, std::string_view prefix) {
  if (!path.starts_with(prefix)) return false;
  return prefix.empty() || prefix.back() == '/' || path.size() == prefix.size() || path[prefix.size()] == '/';
}

std::string joined(const std::set<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

void Router::add(Route route) {
  if (route.method.empty() || !route.handler) {
    throw Error(ErrorCode::Internal,
                "router: the route \"" + route.pattern + "\" needs a method and a handler");
  }
  RoutePattern pattern(route.pattern);
  for (const Row& row : rows_) {
    if (row.route.method == route.method && row.pattern.is_same_as(pattern)) {
      throw Error(ErrorCode::Internal, "router: two routes for " + route.method + " \"" + route.pattern +
                                           "\" and \"" + row.pattern.text() + "\"");
    }
  }
  rows_.push_back({std::move(route), std::move(pattern)});
}

void Router::set_error_writer(const std::string& prefix, ErrorWriter on_error) {
  error_writers_[prefix] = std::move(on_error);
}

Router::Found Router::find(const HttpRequest& request) const {
  Found found;
  if (!request.path.starts_with('/')) return found;
  found.path = path_segments(request.path);
  const auto take_if_better = [](const Row*& best, const Row& row) {
    if (best == nullptr || row.pattern.wins_over(best->pattern)) best = &row;
  };
  const Row* get = nullptr;
  for (const Row& row : rows_) {
    if (!row.pattern.fits(found.path)) continue;
    take_if_better(found.closest, row);
    if (row.route.method == request.method) take_if_better(found.row, row);
    if (row.route.method == "GET") take_if_better(get, row);
  }
  if (found.row == nullptr && request.method == "HEAD") found.row = get;
  return found;
}

std::string Router::allowed_methods(const Found& found) const {
  std::set<std::string> methods;
  for (const Row& row : rows_) {
    if (row.pattern.fits(found.path)) methods.insert(row.route.method);
  }
  if (methods.contains("GET")) methods.insert("HEAD");
  return joined(methods);
}

void Router::set_preflight(std::function<HttpResponse(const HttpRequest&)> preflight) {
  preflight_ = std::move(preflight);
}

Answer Router::handle(const HttpRequest& request, const OnInternal& on_internal) const {
  if (preflight_ && request.method == "OPTIONS") return preflight_(request);
  const Found found = find(request);
  if (found.row == nullptr && found.closest != nullptr) {
    const std::string allowed = allowed_methods(found);
    HttpResponse response =
        error_response(request, Error(ErrorCode::InvalidRequest, "expected the method " + allowed + " at " +
                                                                     printable(request.path) + ", got " +
                                                                     printable(request.method, 20)));
    response.status = 405;
    response.headers.emplace_back("allow", allowed);
    return response;
  }
  Answer answer;
  auto failed = guarded(request, on_internal, [&] {
    if (found.row == nullptr) {
      throw Error(ErrorCode::NotFound, "there is nothing at " + printable(request.path));
    }
    answer = found.row->route.handler(request, found.row->pattern.values(found.path));
  });
  if (failed) return std::move(*failed);
  return answer;
}

std::optional<HttpResponse> Router::guarded(const HttpRequest& request, const OnInternal& on_internal,
                                            const std::function<void()>& work) const {
  std::string what;
  try {
    work();
    return std::nullopt;
  } catch (const Error& e) {
    if (!is_our_fault(e.code())) return error_response(request, e);
    if (on_internal) on_internal(request, e.what());  // the details stay with us: they may hold paths
    return error_response(request, Error(e.code(), "internal error"));
  } catch (const std::exception& e) {
    what = e.what();
  } catch (...) {
    what = "an exception of an unknown type";
  }
  if (on_internal) on_internal(request, what);
  return error_response(request, Error(ErrorCode::Internal, "internal error"));
}

HttpResponse Router::error_response(const HttpRequest& request, const Error& error) const {
  const Found found = find(request);
  const Row* const row = found.row != nullptr ? found.row : found.closest;
  if (row != nullptr && row->route.on_error) return row->route.on_error(request, error);
  return error_writer_for(request.path)(request, error);
}

const ErrorWriter& Router::error_writer_for(const std::string& path) const {
  static const ErrorWriter plain = plain_error;
  const ErrorWriter* best = &plain;
  std::size_t longest = 0;
  for (const auto& [prefix, writer] : error_writers_) {
    if (is_below(path, prefix) && prefix.size() >= longest) {
      best = &writer;
      longest = prefix.size();
    }
  }
  return *best;
}

}  // namespace reverie
