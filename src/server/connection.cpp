#include "server/connection.h"

#include <algorithm>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "core/printable.h"
#include "server/handler_pool.h"

namespace reverie {

namespace asio = boost::asio;

namespace {

constexpr std::size_t kHeadReadBytes = std::size_t{4} << 10;
constexpr std::size_t kBodyReadBytes = std::size_t{64} << 10;
constexpr std::size_t kReservedBytes = std::size_t{1} << 20;  // at most, on the word of a Content-Length
constexpr int64_t kBlobPieceBytes = int64_t{256} << 10;

std::string address_text(const asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  }
  return address.to_string();
}

// "127.0.0.1:8080", "[::1]:8080"
std::string endpoint_text(const asio::ip::tcp::endpoint& endpoint) {
  const std::string address = address_text(endpoint.address());
  const bool is_v6 = address.find(':') != std::string::npos;
  return (is_v6 ? "[" + address + "]" : address) + ":" + std::to_string(endpoint.port());
}

// A limit of years must not overflow the clock.
Connection::Clock::time_point limit_of(const WaitForJob& wait) {
  constexpr std::chrono::hours kLongest{24 * 365};
  if (!wait.limit) return Connection::Clock::time_point::max();
  return Connection::Clock::now() + std::min<std::chrono::milliseconds>(*wait.limit, kLongest);
}

// One piece of a reply of unknown length.
std::string chunk(std::string_view text) {
  char size[24];
  std::snprintf(size, sizeof size, "%zx\r\n", text.size());
  return std::string(size).append(text).append("\r\n");
}

}  // namespace

// One request and its reply.
struct Connection::Exchange {
  explicit Exchange(std::size_t& total) : bodies_bytes(total) {}
  ~Exchange() { forget_body(); }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  void charge_body() {
    bodies_bytes += request.body.size() - charged_bytes;
    charged_bytes = request.body.size();
  }
  void forget_body() {
    bodies_bytes -= std::exchange(charged_bytes, 0);
    request.body = std::string();
  }

  HttpRequest request;
  RequestHead head;
  std::optional<RefusedRequest> refusal;
  Clock::time_point begun = Clock::now();
  bool keeps_alive = false;
  bool is_broken = false;  // the reply was not written whole
  int status = 499;        // until there is another
  std::size_t body_bytes_sent = 0;
  std::size_t& bodies_bytes;  // of all connections
  std::size_t charged_bytes = 0;

  bool is_head() const { return request.method == "HEAD"; }
};

Connection::Connection(Serving& serving, std::unique_ptr<ByteStream> stream, bool is_one_too_many)
    : serving_(serving), is_one_too_many_(is_one_too_many) {
  boost::system::error_code failure;  // the client may be gone by now: then the first read says so
  client_address_ = address_text(stream->socket().remote_endpoint(failure).address());
  own_address_ = endpoint_text(stream->socket().local_endpoint(failure));
  wire_ = std::make_shared<HttpWire>(serving.io, std::move(stream));
}

asio::awaitable<void> Connection::run() {
  try {
    const bool is_open = co_await wire_->open(Clock::now() + serving_.options.header_timeout);
    if (is_open) {
      while (co_await serve_one()) {
      }
      co_await wire_->finish();
    }
  } catch (const std::exception& e) {
    HttpRequest unknown;
    unknown.client_address = client_address_;
    serving_.on_internal(unknown, std::string("connection: ") + e.what());
  }
  wire_->cut();
}

void Connection::stop() {
  if (is_idle_) wire_->cancel();
  if (stream_wake_) stream_wake_->wake();
}

// --- requests -------------------------------------------------------------------------------------

// False: the connection is to end.
asio::awaitable<bool> Connection::serve_one() {
  Exchange exchange(serving_.bodies_bytes);
  const bool is_request = co_await read_request(exchange);
  is_first_ = false;
  if (!is_request) co_return false;

  Answer answer;
  if (exchange.refusal) {
    answer = refusal_response(exchange);
  } else {
    exchange.keeps_alive = !exchange.head.wants_close;
    co_await run_on_pool(serving_.pool,
                         [&] { answer = serving_.router.handle(exchange.request, serving_.on_internal); });
  }
  exchange.forget_body();  // a client may wait for minutes now
  co_await reply(exchange, std::move(answer));
  report(exchange);
  if (exchange.is_broken) wire_->cut();
  co_return exchange.keeps_alive && !exchange.is_broken && !serving_.is_stopping;
}

// False: there is nothing to answer, the client has gone or is silent.
asio::awaitable<bool> Connection::read_request(Exchange& exchange) {
  exchange.request.id = random_id();
  exchange.request.client_address = client_address_;
  try {
    const bool has_head = co_await read_head(exchange);
    if (!has_head) co_return false;
    if (is_one_too_many_) throw RefusedRequest(503, "too many connections; try again later");
    co_return co_await read_body(exchange);
  } catch (const RefusedRequest& refusal) {
    exchange.refusal = refusal;
    if (exchange.request.path.empty()) guess_route(wire_->unread(), exchange.request);
  }
  co_return true;
}

asio::awaitable<bool> Connection::read_head(Exchange& exchange) {
  const HttpServerOptions& options = serving_.options;
  HeadScanner scanner;
  auto deadline = Clock::now() + (is_first_ ? options.header_timeout : options.idle_timeout);
  bool has_begun = false, may_skip_line = true;
  for (;;) {
    const std::string_view bytes = wire_->unread();
    if (may_skip_line && bytes.starts_with("\r\n")) {  // some clients send one after a body (RFC 9112, 2.2)
      wire_->take(2);
      may_skip_line = false;
      continue;
    }
    if (!bytes.empty() && !(may_skip_line && bytes == "\r")) {
      if (!std::exchange(has_begun, true)) {
        exchange.begun = Clock::now();
        deadline = exchange.begun + options.header_timeout;
      }
      if (const auto size = scanner.scan(bytes, options.max_header_bytes)) {
        exchange.begun = Clock::now();
        begin_request(exchange, bytes.substr(0, *size));
        wire_->take(*size);
        co_return true;
      }
    }
    if (!has_begun && serving_.is_stopping) co_return false;
    is_idle_ = !has_begun;
    const HttpWire::Read read = co_await wire_->read_more(kHeadReadBytes, deadline);
    is_idle_ = false;
    if (read == HttpWire::Read::Late && has_begun) {
      throw RefusedRequest(408, "request head: expected its end within " +
                                    std::to_string(options.header_timeout.count()) + " seconds");
    }
    if (read != HttpWire::Read::Some) co_return false;
  }
}

void Connection::begin_request(Exchange& exchange, std::string_view text) {
  exchange.head = parse_request_head(text);
  RequestHead& head = exchange.head;
  HttpRequest& request = exchange.request;
  request.method = head.method;
  request.path = head.path;
  request.query = head.query;
  request.headers = std::move(head.headers);
  request.base_url = base_url(head);
}

std::string Connection::base_url(const RequestHead& head) const {
  std::string url = serving_.options.public_url;
  while (url.ends_with('/')) url.pop_back();
  if (!url.empty()) return url;
  return (serving_.options.certificate.empty() ? "http://" : "https://") +
         (head.host.empty() ? own_address_ : head.host);
}

// False: the client has gone.
asio::awaitable<bool> Connection::read_body(Exchange& exchange) {
  const HttpServerOptions& options = serving_.options;
  BodyReader reader(exchange.head, options.max_body_bytes);
  if (reader.is_whole()) co_return true;
  if (exchange.head.wants_continue && wire_->unread().empty()) {
    const bool is_written = co_await wire_->write("HTTP/1.1 100 Continue\r\n\r\n", {}, options.idle_timeout);
    if (!is_written) co_return false;
  }
  std::string& body = exchange.request.body;
  body.reserve(std::min<uint64_t>(exchange.head.length, kReservedBytes));
  for (;;) {
    wire_->take(reader.take(wire_->unread(), body));
    exchange.charge_body();
    if (serving_.bodies_bytes > options.max_bodies_bytes) {
      throw RefusedRequest(503, "too many large requests at once; try again later");
    }
    if (reader.is_whole()) co_return true;
    const HttpWire::Read read =
        co_await wire_->read_more(kBodyReadBytes, Clock::now() + options.idle_timeout);
    if (read == HttpWire::Read::Late) {
      throw RefusedRequest(408, "body: expected more of it within " +
                                    std::to_string(options.idle_timeout.count()) + " seconds");
    }
    if (read == HttpWire::Read::Ended) co_return false;
  }
}

HttpResponse Connection::refusal_response(const Exchange& exchange) const {
  HttpResponse response = serving_.router.error_response(exchange.request, *exchange.refusal);
  response.status = exchange.refusal->status();
  if (response.status == 503 && header_of(response.headers, "retry-after").empty()) {
    response.headers.emplace_back("retry-after", "1");
  }
  return response;
}

// Instead of a reply whose headers would be read as other headers.
HttpResponse Connection::malformed_response(const Exchange& exchange) const {
  serving_.on_internal(exchange.request,
                       "a reply's header holds a control character, or a colon in its name");
  const Error error(ErrorCode::Internal, "internal error");
  HttpResponse response = serving_.router.error_response(exchange.request, error);
  if (!are_sendable(response.headers)) response.headers.clear();
  return response;
}

// --- answers --------------------------------------------------------------------------------------

asio::awaitable<void> Connection::reply(Exchange& exchange, Answer answer) {
  if (auto* const response = std::get_if<HttpResponse>(&answer)) {
    co_await send(exchange, std::move(*response));
  } else if (auto* const wait = std::get_if<WaitForJob>(&answer)) {
    co_await wait_for_job(exchange, std::move(*wait));
  } else {
    co_await stream_events(exchange, std::move(std::get<EventStream>(answer)));
  }
}

asio::awaitable<void> Connection::send(Exchange& exchange, HttpResponse response) {
  if (!are_sendable(response.headers)) response = malformed_response(exchange);
  if (response.blob) {
    co_await send_blob(exchange, std::move(response));
    co_return;
  }
  ReplyFrame frame;
  if (may_have_body(response.status)) frame.length = response.body.size();
  const std::string head = head_of(exchange, response.status, response.headers, frame);
  const bool has_body = !exchange.is_head() && may_have_body(response.status);
  co_await write(exchange, head, has_body ? std::string_view(response.body) : std::string_view());
}

asio::awaitable<void> Connection::send_blob(Exchange& exchange, HttpResponse response) {
  const BlobBody blob = *std::exchange(response.blob, std::nullopt);
  ReplyFrame frame;
  frame.length = static_cast<uint64_t>(std::max<int64_t>(blob.size, 0));
  std::string head = head_of(exchange, response.status, response.headers, frame);
  int64_t sent = 0;
  do {
    std::string piece;
    std::optional<HttpResponse> failed;
    const auto read = [&] {
      const int64_t count = std::min(kBlobPieceBytes, blob.size - sent);
      piece = serving_.blobs.read(blob.name, blob.begin + sent, count);
      if (std::cmp_not_equal(piece.size(), count)) {
        throw Error(ErrorCode::CorruptFile, "blob " + blob.name + ": expected " + std::to_string(count) +
                                                " bytes at " + std::to_string(blob.begin + sent) + ", got " +
                                                std::to_string(piece.size()));
      }
    };
    if (!exchange.is_head() && blob.size > 0) {
      co_await run_on_pool(serving_.pool, [&] {
        failed = serving_.router.guarded(exchange.request, serving_.on_internal, read);
      });
    }
    if (failed && sent == 0) {
      co_await send(exchange, std::move(*failed));
      co_return;
    }
    if (failed) exchange.is_broken = true;  // the head is out: a short body is all the client can be told
    if (!exchange.is_broken) co_await write(exchange, head, piece);
    head.clear();
    sent += static_cast<int64_t>(piece.size());
  } while (sent < blob.size && !exchange.is_head() && !exchange.is_broken);
}

asio::awaitable<void> Connection::wait_for_job(Exchange& exchange, WaitForJob wait) {
  const auto wake = std::make_shared<Wake>(serving_.io);
  const JobChanges::Subscription subscription = serving_.changes.subscribe(
      wait.job_id, "", [wake](const std::string&) { wake->wake_from_any_thread(); });
  wire_->begin_watch(wake);
  const Clock::time_point limit = limit_of(wait);
  std::optional<HttpResponse> response;
  while (!response && !wire_->has_left()) {
    const bool is_last = Clock::now() >= limit;
    co_await run_on_pool(serving_.pool, [&] { response = look_at_job(exchange.request, wait, is_last); });
    if (!response) co_await wake->sleep_until(limit);
  }
  co_await wire_->end_watch();
  if (response && !wire_->has_left()) {
    co_await send(exchange, std::move(*response));
  } else {
    exchange.is_broken = true;
  }
}

std::optional<JobView> Connection::view_of(const std::string& job_id) {
  auto job = serving_.jobs.find(job_id);
  if (!job) return std::nullopt;
  return JobView{std::move(*job), serving_.changes.progress(job_id)};
}

// The reply if it is time for it.
std::optional<HttpResponse> Connection::look_at_job(const HttpRequest& request, const WaitForJob& wait,
                                                    bool is_last) {
  std::optional<HttpResponse> response;
  auto failed = serving_.router.guarded(request, serving_.on_internal, [&] {
    const auto view = view_of(wait.job_id);
    if (!view) throw Error(ErrorCode::NotFound, "there is no job " + printable(wait.job_id));
    if (is_last || is_final(view->job.state)) response = wait.reply(*view);
  });
  return failed ? failed : response;
}

// --- event streams --------------------------------------------------------------------------------

asio::awaitable<void> Connection::stream_events(Exchange& exchange, EventStream stream) {
  const auto changed = std::make_shared<ChangedJobs>(serving_.io);
  const JobChanges::Subscription subscription = serving_.changes.subscribe(
      stream.job_id, stream.account, [changed](const std::string& job_id) { changed->add(job_id); });
  if (!are_sendable(stream.headers)) {
    HttpResponse malformed = malformed_response(exchange);
    co_await send(exchange, std::move(malformed));
    co_return;
  }
  EventStream::Step step;
  if (!stream.job_id.empty() && !exchange.is_head()) {
    const std::vector<std::string> first{stream.job_id};
    std::optional<HttpResponse> failed;
    co_await run_on_pool(serving_.pool, [&] { failed = tell(exchange.request, stream, first, step); });
    if (failed) {
      co_await send(exchange, std::move(*failed));
      co_return;
    }
  }
  stream_wake_ = changed->wake();
  wire_->begin_watch(stream_wake_);
  co_await send_events(exchange, stream, *changed, std::move(step));
  stream_wake_.reset();
  co_await wire_->end_watch();
  if (wire_->has_left()) exchange.is_broken = true;
}

asio::awaitable<void> Connection::send_events(Exchange& exchange, EventStream& stream, ChangedJobs& changed,
                                              EventStream::Step step) {
  Headers headers = std::move(stream.headers);
  if (header_of(headers, "content-type").empty()) headers.emplace_back("content-type", "text/event-stream");
  if (header_of(headers, "cache-control").empty()) headers.emplace_back("cache-control", "no-cache");
  headers.emplace_back("x-accel-buffering", "no");  // nginx would collect the events
  ReplyFrame frame;
  frame.is_chunked = !exchange.head.is_http_1_0;
  const std::string head = head_of(exchange, 200, headers, frame);
  const auto framed = [&](std::string_view text) {
    return text.empty() || !frame.is_chunked ? std::string(text) : chunk(text);
  };
  std::string bytes = exchange.is_head() ? "" : framed(step.text);
  co_await write(exchange, head, bytes);
  if (exchange.is_head()) co_return;

  auto written = Clock::now();
  while (!step.is_last && !exchange.is_broken && !wire_->has_left() && !serving_.is_stopping) {
    step.text.clear();
    const std::vector<std::string> job_ids = changed.take();
    if (!job_ids.empty()) {
      std::optional<HttpResponse> failed;
      co_await run_on_pool(serving_.pool, [&] { failed = tell(exchange.request, stream, job_ids, step); });
      if (failed) exchange.is_broken = true;  // no way to tell it in the middle of a stream
    } else {
      co_await changed.wake()->sleep_until(written + serving_.options.keep_alive_event);
    }
    const bool is_silent = Clock::now() >= written + serving_.options.keep_alive_event;
    if (step.text.empty() && is_silent) step.text = ": keep-alive\n\n";
    if (step.text.empty() || exchange.is_broken) continue;
    bytes = framed(step.text);
    co_await write(exchange, {}, bytes);
    written = Clock::now();
  }
  if (frame.is_chunked && !exchange.is_broken && !wire_->has_left()) {
    co_await write(exchange, "0\r\n\r\n", {});
  }
}

// Adds what `on_change` says of each job. An error reply if it throws.
std::optional<HttpResponse> Connection::tell(const HttpRequest& request, const EventStream& stream,
                                             const std::vector<std::string>& job_ids,
                                             EventStream::Step& step) {
  return serving_.router.guarded(request, serving_.on_internal, [&] {
    for (const std::string& job_id : job_ids) {
      const auto view = view_of(job_id);
      if (!view && !stream.job_id.empty()) {
        throw Error(ErrorCode::NotFound, "there is no job " + printable(job_id));
      }
      if (!view && !stream.on_removed) continue;
      const EventStream::Step one = view ? stream.on_change(*view) : stream.on_removed(job_id);
      step.text += one.text;
      step.is_last = one.is_last;
      if (step.is_last) break;
    }
  });
}

// --- replies --------------------------------------------------------------------------------------

std::string Connection::head_of(Exchange& exchange, int status, const Headers& headers, ReplyFrame frame) {
  frame.request_id = exchange.request.id;
  if (serving_.is_stopping) exchange.keeps_alive = false;
  frame.keeps_alive = exchange.keeps_alive;
  exchange.status = status;
  if (!serving_.options.more_headers) return response_head(status, headers, frame);
  Headers all = headers;
  for (auto& header : serving_.options.more_headers(exchange.request)) all.push_back(std::move(header));
  return response_head(status, all, frame);
}

asio::awaitable<void> Connection::write(Exchange& exchange, std::string_view head, std::string_view body) {
  const bool is_written = co_await wire_->write(head, body, serving_.options.idle_timeout);
  if (is_written) {
    exchange.body_bytes_sent += body.size();
  } else {
    exchange.is_broken = true;
  }
}

void Connection::report(const Exchange& exchange) {
  if (!serving_.on_access) return;
  AccessRecord record;
  record.request_id = exchange.request.id;
  record.method = exchange.request.method;
  record.path = exchange.request.path;
  record.client_address = client_address_;
  record.status = exchange.status;
  record.bytes = exchange.body_bytes_sent;
  record.duration = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - exchange.begun);
  serving_.on_access(record);
}

std::string Connection::random_id() {
  std::string id;
  for (int i = 0; i < 4; ++i) {
    char digits[9];
    std::snprintf(digits, sizeof digits, "%08x", serving_.random());
    id += digits;
  }
  return id;
}

}  // namespace reverie
