#include "server/support/running_server.h"

namespace reverie::testing {

HttpResponse text_error(const HttpRequest&, const Error& error) {
  HttpResponse response{400, {{"content-type", "text/plain"}}, "", std::nullopt};
  response.body = std::string(error_code_name(error.code())) + ": " + error.what();
  if (!error.field().empty()) response.body += " (" + error.field() + ")";
  if (error.code() == ErrorCode::NotFound) response.status = 404;
  if (error.code() == ErrorCode::Internal) response.status = 500;
  return response;
}

RunningServer::RunningServer() {
  options.port = 0;
  options.handler_threads = 4;
  router.set_error_writer("", text_error);
  route("GET", "/hello", [](const HttpRequest&, const PathValues&) {
    return HttpResponse{200, {{"content-type", "text/plain"}}, "hello", std::nullopt};
  });
  route("POST", "/echo", [](const HttpRequest& request, const PathValues&) {
    return HttpResponse{200, {}, request.body, std::nullopt};
  });
}

RunningServer::~RunningServer() {
  stop();
}

void RunningServer::route(const std::string& method, const std::string& pattern, Handler handler) {
  router.add({method, pattern, std::move(handler), {}});
}

void RunningServer::start() {
  server_.emplace(
      options, router, jobs, changes, blobs,
      [this](const AccessRecord& record) {
        const std::lock_guard lock(mutex_);
        accesses_.push_back(record);
        changed_.notify_all();
      },
      [this](const HttpRequest&, const std::string& what) {
        const std::lock_guard lock(mutex_);
        internal_.push_back(what);
      });
  thread_ = std::thread([this] { server_->run(); });
}

void RunningServer::stop() {
  if (!thread_.joinable()) return;
  server_->stop();
  thread_.join();
}

std::vector<AccessRecord> RunningServer::accesses(std::size_t count) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, std::chrono::seconds(20), [&] { return accesses_.size() >= count; });
  return accesses_;
}

std::vector<std::string> RunningServer::internal_errors() {
  const std::lock_guard lock(mutex_);
  return internal_;
}

}  // namespace reverie::testing
