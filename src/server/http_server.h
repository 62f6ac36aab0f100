// server/http_server.h
//
// Sockets: HTTP/1.1 in, Router, HTTP/1.1 out. One thread drives all connections with coroutines; handlers run
// on a small pool, since they read databases and files. A thousand clients waiting for jobs are a thousand
// suspended coroutines, no threads.
//
// Used by   apps/serve_command
// Proven by tests/server/http_server_test.cpp
//
// Everything a stranger can send is bounded: header bytes, body bytes, time for the header, time between
// two pieces of the body or of the reply, connections, the bodies of all requests together. What could be
// read in two ways is refused and the connection is closed (request_parser.h). A limit that is met before a
// handler is found answers through Router::error_response() with the status that HTTP has for it.
//
//   http_server      listens, accepts, looks for late connections, stops
//   connection       one client: its requests, one after the other, and the four kinds of answers
//   http_wire        bytes in and out with deadlines; notices a client that leaves
//   request_parser   bytes to requests, no sockets        response_head   the reverse
//   byte_stream      TCP or TLS        wake, handler_pool   between the threads
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "jobs/blob_store.h"
#include "jobs/job_store.h"
#include "server/router.h"

namespace reverie {

struct HttpServerOptions {
  std::string host = "127.0.0.1";
  uint16_t port = 8080;  // 0: any free one
  int handler_threads = 8;
  std::size_t max_header_bytes = 32 * 1024;
  std::size_t max_body_bytes = 128 * 1024 * 1024;
  std::size_t max_bodies_bytes = std::size_t{2} << 30;  // of all requests that are being read or handled
  std::size_t max_connections = 10'000;
  std::chrono::seconds header_timeout{15};
  std::chrono::seconds idle_timeout{75};      // between requests, and between pieces of a body or a reply
  std::chrono::seconds stop_grace{10};        // for answers that are under way when the server stops
  std::chrono::seconds keep_alive_event{15};  // ": keep-alive" in event streams
  std::filesystem::path certificate, private_key;  // PEM; empty: no TLS
  std::string public_url;  // what clients reach us as; empty: taken from the Host header
  // That every reply carries too (CORS); may be empty.
  std::function<Headers(const HttpRequest&)> more_headers;
};

struct AccessRecord {
  std::string request_id, method, path, client_address;
  int status = 0;         // 499: the client left before there was an answer
  std::size_t bytes = 0;  // of the reply's body
  std::chrono::microseconds duration{0};
};

class HttpServer {
 public:
  // The references must outlive the server. `on_access` and `more_headers` are called on the thread of the
  // connections and must be quick; `on_internal` on any. Throws Error(Unreachable, "listen") if the address
  // is taken or there is none such, Error(InvalidRequest, "certificate" or "private_key") for files that do
  // not serve.
  HttpServer(HttpServerOptions options, const Router& router, JobStore& jobs, JobChanges& changes,
             BlobStore& blobs, std::function<void(const AccessRecord&)> on_access, OnInternal on_internal);
  ~HttpServer();

  uint16_t port() const;

  // Until stop(); then answers under way are finished, for at most stop_grace. Then connections are cut; a
  // handler that is running is waited for in any case.
  void run();
  // From any thread, also from one that waits for signals (not from a signal handler); returns at once. The
  // second call cuts.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace reverie
