#include "server/wake.h"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace reverie {

namespace asio = boost::asio;

Wake::Wake(std::shared_ptr<asio::io_context> io) : io_(std::move(io)), timer_(*io_) {}

void Wake::wake() {
  is_woken_ = true;
  timer_.cancel();
}

void Wake::wake_from_any_thread() {
  if (is_posted_.exchange(true)) return;
  asio::post(*io_, [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self) return;
    self->is_posted_ = false;  // first: what changes from here on is a new post
    self->wake();
  });
}

asio::awaitable<bool> Wake::sleep_until(Clock::time_point until) {
  if (!is_woken_) {
    boost::system::error_code ignored;  // of the cancelled timer: is_woken_ says it better
    timer_.expires_at(until);
    co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  co_return std::exchange(is_woken_, false);
}

}  // namespace reverie
