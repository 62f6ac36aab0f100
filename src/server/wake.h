// server/wake.h
//
// Something a coroutine sleeps on until somebody else wakes it: an event that is remembered if nobody waits.
// Everything but wake_from_any_thread() is for the thread that runs the io_context.
//
// Used by   server/http_wire, server/connection
// Proven by tests/server/http_server_test.cpp
//
// Trap      A publisher may call wake_from_any_thread() after the server is gone (jobs/job_changes.h), so a
// Wake
//           shares the io_context and must itself be held by a shared_ptr. The posted call holds only a weak
//           one: a queue that owns what owns the queue would never be freed.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>

namespace reverie {

class Wake : public std::enable_shared_from_this<Wake> {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Wake(std::shared_ptr<boost::asio::io_context> io);

  void wake();
  void wake_from_any_thread();

  // True if it was woken since the last call ended, false when `until` has come.
  boost::asio::awaitable<bool> sleep_until(Clock::time_point until);

 private:
  const std::shared_ptr<boost::asio::io_context> io_;
  boost::asio::steady_timer timer_;
  bool is_woken_ = false;
  std::atomic<bool> is_posted_{false};  // many changes in a row are one post
};

}  // namespace reverie
