#include "server/http_server.h"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <unordered_set>

#include "core/error.h"
#include "server/connection.h"

namespace reverie {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int kBacklog = 4096;  // the system's own limit may be lower
constexpr std::chrono::milliseconds kTick{100};
// So many connections beyond the limit get a 503; those after them are closed without a word.
constexpr std::size_t kRefusedAtOnce = 64;

std::unique_ptr<Tls> tls_of(const HttpServerOptions& options) {
  if (options.certificate.empty() && options.private_key.empty()) return nullptr;
  if (options.certificate.empty() || options.private_key.empty()) {
    const char* const missing = options.certificate.empty() ? "certificate" : "private_key";
    throw Error(ErrorCode::InvalidRequest, "TLS needs a certificate and its private_key, got one of them",
                missing);
  }
  return std::make_unique<Tls>(options.certificate, options.private_key);
}

}  // namespace

struct HttpServer::State {
  State(HttpServerOptions options, const Router& router, JobStore& jobs, JobChanges& changes,
        BlobStore& blobs, std::function<void(const AccessRecord&)> on_access, OnInternal on_internal);
  ~State();

  void listen();
  asio::awaitable<void> accept_all();
  void welcome(tcp::socket socket);
  asio::awaitable<void> look_after_connections();
  void stop();
  void cut();

  std::shared_ptr<asio::io_context> io = std::make_shared<asio::io_context>(1);
  Serving serving;
  std::unique_ptr<Tls> tls;  // outlives the connections
  tcp::acceptor acceptor{*io};
  uint16_t port = 0;
  std::unordered_set<std::shared_ptr<Connection>> connections;
  Clock::time_point cut_at = Clock::time_point::max();
};

HttpServer::State::State(HttpServerOptions options, const Router& router, JobStore& jobs, JobChanges& changes,
                         BlobStore& blobs, std::function<void(const AccessRecord&)> on_access,
                         OnInternal on_internal)
    : serving{std::move(options),
              router,
              jobs,
              changes,
              blobs,
              std::move(on_access),
              on_internal ? std::move(on_internal) : [](const HttpRequest&, const std::string&) {},
              io,
              static_cast<std::size_t>(std::max(1, serving.options.handler_threads))},
      tls(tls_of(serving.options)) {}

// Handlers may be running if run() was left by an exception; they post to `io`.
HttpServer::State::~State() {
  serving.pool.join();
}

void HttpServer::State::listen() {
  const HttpServerOptions& options = serving.options;
  const auto check = [&](const error_code& failure) {
    if (!failure) return;
    throw Error(ErrorCode::Unreachable,
                "cannot listen on " + options.host + " port " + std::to_string(options.port) + ": " +
                    failure.message(),
                "listen");
  };
  std::string host = options.host;
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  error_code failure;
  tcp::resolver resolver(*io);
  const auto found = resolver.resolve(host, std::to_string(options.port), tcp::resolver::passive, failure);
  check(failure);
  const tcp::endpoint endpoint = found.begin()->endpoint();
  acceptor.open(endpoint.protocol(), failure);
  check(failure);
  acceptor.set_option(tcp::acceptor::reuse_address(true), failure);
  check(failure);
  acceptor.bind(endpoint, failure);
  check(failure);
  acceptor.listen(kBacklog, failure);
  check(failure);
  port = acceptor.local_endpoint(failure).port();
  check(failure);
}

asio::awaitable<void> HttpServer::State::accept_all() {
  while (acceptor.is_open()) {
    error_code failure;
    tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, failure));
    if (!failure) {
      welcome(std::move(socket));
    } else if (acceptor.is_open()) {
      // Out of descriptors, most likely. The connection waits in the system's queue; trying at once again
      // would take a whole core.
      asio::steady_timer pause(*io, kTick);
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, failure));
    }
  }
}

void HttpServer::State::welcome(tcp::socket socket) try {
  const std::size_t limit = serving.options.max_connections;
  if (connections.size() >= limit + kRefusedAtOnce) return;
  error_code ignored;  // a slower connection, if anything
  socket.set_option(tcp::no_delay(true), ignored);
  auto stream = tls ? tls->stream(std::move(socket)) : plain_stream(std::move(socket));
  const auto connection =
      std::make_shared<Connection>(serving, std::move(stream), connections.size() >= limit);
  connections.insert(connection);
  asio::co_spawn(*io, connection->run(),
                 [this, connection](const std::exception_ptr&) { connections.erase(connection); });
} catch (const std::exception& e) {
  // One client less, for want of memory; the next one may fare better.
  serving.on_internal(HttpRequest(), std::string("accept: ") + e.what());
}

asio::awaitable<void> HttpServer::State::look_after_connections() {
  asio::steady_timer tick(*io);
  while (!serving.is_stopping || !connections.empty()) {
    const auto now = Clock::now();
    for (const auto& connection : connections) {
      connection->expire_if_late(now);
      if (serving.is_stopping) connection->stop();
    }
    if (now >= cut_at) cut();
    error_code ignored;  // nobody cancels it
    tick.expires_at(now + kTick);
    co_await tick.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
}

void HttpServer::State::stop() {
  if (serving.is_stopping) return cut();
  serving.is_stopping = true;
  error_code ignored;  // closed it is
  acceptor.close(ignored);
  cut_at = Clock::now() + serving.options.stop_grace;
  for (const auto& connection : connections) connection->stop();
}

void HttpServer::State::cut() {
  for (const auto& connection : connections) connection->cut();
}

HttpServer::HttpServer(HttpServerOptions options, const Router& router, JobStore& jobs, JobChanges& changes,
                       BlobStore& blobs, std::function<void(const AccessRecord&)> on_access,
                       OnInternal on_internal)
    : state_(std::make_unique<State>(std::move(options), router, jobs, changes, blobs, std::move(on_access),
                                     std::move(on_internal))) {
  state_->listen();
}

HttpServer::~HttpServer() = default;

uint16_t HttpServer::port() const {
  return state_->port;
}

void HttpServer::run() {
  asio::co_spawn(*state_->io, state_->accept_all(), asio::detached);
  asio::co_spawn(*state_->io, state_->look_after_connections(), asio::detached);
  state_->io->run();
}

void HttpServer::stop() {
  asio::post(*state_->io, [state = state_.get()] { state->stop(); });
}

}  // namespace reverie
