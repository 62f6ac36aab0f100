#include "server/http_wire.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace reverie {

namespace asio = boost::asio;

namespace {

constexpr std::size_t kPieceBytes = std::size_t{256} << 10;  // of a write: what `patience` is for
constexpr std::size_t kAheadBytes = std::size_t{64} << 10;   // kept of a client that should wait and sends
constexpr std::size_t kKeptBytes = std::size_t{16} << 10;    // of an emptied input buffer
constexpr std::chrono::seconds kFinishPatience{2};  // for a client that goes on sending after the last reply

}  // namespace

HttpWire::HttpWire(std::shared_ptr<asio::io_context> io, std::unique_ptr<ByteStream> stream)
    : io_(std::move(io)), stream_(std::move(stream)), watch_ended_(std::make_shared<Wake>(io_)) {}

asio::awaitable<bool> HttpWire::open(Clock::time_point deadline) {
  deadline_ = deadline;
  const bool is_open = co_await stream_->open();
  deadline_ = Clock::time_point::max();
  co_return is_open;
}

void HttpWire::take(std::size_t count) {
  taken_ += count;
  if (taken_ < input_.size()) return;
  input_.clear();
  taken_ = 0;
  // Thousands of idle connections should not each keep the buffer of their largest request.
  if (input_.capacity() > kKeptBytes) input_.shrink_to_fit();
}

asio::awaitable<std::size_t> HttpWire::read_into_input(std::size_t max_bytes) {
  input_.erase(0, std::exchange(taken_, 0));
  const std::size_t before = input_.size();
  input_.resize(before + max_bytes);
  const asio::mutable_buffer into(input_.data() + before, max_bytes);
  const std::size_t count = co_await stream_->read_some(into);
  input_.resize(before + count);
  co_return count;
}

asio::awaitable<HttpWire::Read> HttpWire::read_more(std::size_t max_bytes, Clock::time_point deadline) {
  deadline_ = deadline;
  const std::size_t count = co_await read_into_input(max_bytes);
  deadline_ = Clock::time_point::max();
  if (count > 0) co_return Read::Some;
  co_return Clock::now() >= deadline ? Read::Late : Read::Ended;
}

asio::awaitable<bool> HttpWire::write(std::string_view first, std::string_view second,
                                      Clock::duration patience) {
  bool is_written = true;
  while (is_written && !(first.empty() && second.empty())) {
    const std::string_view head = first.substr(0, kPieceBytes);
    const std::string_view tail = second.substr(0, kPieceBytes - head.size());
    first.remove_prefix(head.size());
    second.remove_prefix(tail.size());
    const ByteStream::Buffers buffers{asio::buffer(head), asio::buffer(tail)};
    deadline_ = Clock::now() + patience;
    is_written = co_await stream_->write(buffers);
    deadline_ = Clock::time_point::max();
  }
  co_return is_written;
}

void HttpWire::begin_watch(std::shared_ptr<Wake> wake) {
  is_watching_ = true;
  ends_watch_ = false;
  asio::co_spawn(*io_, watch(shared_from_this(), std::move(wake)), asio::detached);
}

asio::awaitable<void> HttpWire::watch(std::shared_ptr<HttpWire> wire, std::shared_ptr<Wake> wake) {
  while (!wire->ends_watch_ && wire->unread().size() < kAheadBytes) {
    const std::size_t count = co_await wire->read_into_input(4096);
    if (count > 0) continue;
    if (!wire->ends_watch_) {
      wire->has_left_ = true;
      wake->wake();
    }
    break;
  }
  wire->is_watching_ = false;
  wire->watch_ended_->wake();
}

asio::awaitable<void> HttpWire::end_watch() {
  ends_watch_ = true;
  while (is_watching_) {
    // Again and again: between two steps of a TLS read there is nothing on the socket that could be
    // cancelled.
    stream_->cancel();
    const auto soon = Clock::now() + std::chrono::milliseconds(5);
    co_await watch_ended_->sleep_until(soon);
  }
}

asio::awaitable<void> HttpWire::finish() {
  if (!is_cut_ && !has_left_) {
    deadline_ = Clock::now() + kFinishPatience;
    co_await stream_->end_writing();
    std::array<char, 4096> dropped;
    boost::system::error_code failure;
    while (!failure && !is_cut_ && Clock::now() < deadline_) {
      co_await stream_->socket().async_read_some(asio::buffer(dropped),
                                                 asio::redirect_error(asio::use_awaitable, failure));
    }
    deadline_ = Clock::time_point::max();
  }
  stream_->close();
}

void HttpWire::expire_if_late(Clock::time_point now) {
  if (now >= deadline_) stream_->cancel();
}

void HttpWire::cut() {
  is_cut_ = true;
  stream_->close();
}

}  // namespace reverie
