// server/connection.h
//
// One client: reads its requests one after the other, has the router answer them, and sends the answers. A
// coroutine on the thread of the connections; handlers, stores and blobs are called on the pool.
//
//   run: serve_one*            serve_one: read_request, Router::handle (pool), then one of
//                                send            HttpResponse with a body
//                                send_blob       HttpResponse with a blob, piece by piece
//                                wait_for_job    WaitForJob
//                                stream_events   EventStream
//
// Used by   server/http_server
// Proven by tests/server/http_server_test.cpp
//
// Trap      Subscribe before the job is read, never after: a change between the two would wake nobody.
#pragma once

#include <boost/asio/thread_pool.hpp>
#include <random>

#include "server/changed_jobs.h"
#include "server/http_server.h"
#include "server/http_wire.h"
#include "server/request_parser.h"
#include "server/response_head.h"

namespace reverie {

// What the connections of one server share.
struct Serving {
  HttpServerOptions options;
  const Router& router;
  JobStore& jobs;
  JobChanges& changes;
  BlobStore& blobs;
  std::function<void(const AccessRecord&)> on_access;
  OnInternal on_internal;
  std::shared_ptr<boost::asio::io_context> io;
  boost::asio::thread_pool pool;

  // Of the thread of the connections alone:
  bool is_stopping = false;
  std::size_t bodies_bytes = 0;
  std::random_device random{};
};

class Connection {
 public:
  using Clock = HttpWire::Clock;

  // With `is_one_too_many` the first request is answered with 503.
  Connection(Serving& serving, std::unique_ptr<ByteStream> stream, bool is_one_too_many);

  boost::asio::awaitable<void> run();

  void expire_if_late(Clock::time_point now) { wire_->expire_if_late(now); }
  void stop();  // after the answer under way; at once if there is none. May be called again and again
  void cut() { wire_->cut(); }

 private:
  struct Exchange;
  using Task = boost::asio::awaitable<void>;
  using Check = boost::asio::awaitable<bool>;

  Check serve_one();
  Check read_request(Exchange& exchange);
  Check read_head(Exchange& exchange);
  Check read_body(Exchange& exchange);
  void begin_request(Exchange& exchange, std::string_view head);
  std::string base_url(const RequestHead& head) const;

  HttpResponse refusal_response(const Exchange& exchange) const;
  HttpResponse malformed_response(const Exchange& exchange) const;
  Task reply(Exchange& exchange, Answer answer);
  Task send(Exchange& exchange, HttpResponse response);
  Task send_blob(Exchange& exchange, HttpResponse response);
  Task wait_for_job(Exchange& exchange, WaitForJob wait);
  Task stream_events(Exchange& exchange, EventStream stream);
  Task send_events(Exchange& exchange, EventStream& stream, ChangedJobs& changed, EventStream::Step step);

  // On the pool:
  std::optional<JobView> view_of(const std::string& job_id);
  std::optional<HttpResponse> look_at_job(const HttpRequest& request, const WaitForJob& wait, bool is_last);
  std::optional<HttpResponse> tell(const HttpRequest& request, const EventStream& stream,
                                   const std::vector<std::string>& job_ids, EventStream::Step& step);

  std::string head_of(Exchange& exchange, int status, const Headers& headers, ReplyFrame frame);
  Task write(Exchange& exchange, std::string_view head, std::string_view body);
  void report(const Exchange& exchange);
  std::string random_id();

  Serving& serving_;
  std::string client_address_, own_address_;
  std::shared_ptr<HttpWire> wire_;
  std::shared_ptr<Wake> stream_wake_;  // of the event stream under way
  const bool is_one_too_many_;
  bool is_first_ = true, is_idle_ = false;
};

}  // namespace reverie
