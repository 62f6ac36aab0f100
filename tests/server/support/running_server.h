// server/support/running_server.h
//
// A server on a free port of the loopback interface, running on a thread of its own until the end of the
// test.
//
// Used by   tests/server/*_test.cpp
#pragma once

#include <condition_variable>
#include <optional>
#include <thread>

#include "server/http_server.h"
#include "server/support/memory_stores.h"
#include "server/support/raw_client.h"

namespace reverie::testing {

class RunningServer {
 public:
  // Routes that every test has: GET /hello, POST /echo (answers the body), and an error writer that shows the
  // code, so that a test sees who wrote the error.
  RunningServer();
  ~RunningServer();

  // Before start():
  HttpServerOptions options;
  Router router;
  MemoryJobStore jobs;
  MemoryBlobStore blobs;
  JobChanges changes;
  void route(const std::string& method, const std::string& pattern, Handler handler);

  void start();
  void stop();  // and waits for the end
  HttpServer& server() { return *server_; }
  uint16_t port() const { return server_->port(); }

  RawClient client() { return RawClient(port()); }
  RawReply ask(const std::string& bytes) { return testing::ask(port(), bytes); }

  // Waits until so many requests are in the access log, and returns it.
  std::vector<AccessRecord> accesses(std::size_t count);
  std::vector<std::string> internal_errors();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<AccessRecord> accesses_;
  std::vector<std::string> internal_;
  std::optional<HttpServer> server_;
  std::thread thread_;
};

// "InvalidRequest: message (field)" as text/plain.
HttpResponse text_error(const HttpRequest& request, const Error& error);

}  // namespace reverie::testing
