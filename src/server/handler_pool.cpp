#include "server/handler_pool.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <utility>

namespace reverie {

namespace asio = boost::asio;

asio::awaitable<void> run_on_pool(asio::thread_pool& pool, std::function<void()> work) {
  const auto own = co_await asio::this_coro::executor;
  std::exception_ptr failure;
  const auto begin = [&](auto resume) {
    // The guard keeps the io_context running while nothing else is going on there.
    asio::post(pool, [&, own, guard = asio::make_work_guard(own), resume = std::move(resume)]() mutable {
      try {
        work();
      } catch (...) {
        failure = std::current_exception();
      }
      asio::post(own, std::move(resume));
    });
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(begin, asio::use_awaitable);
  if (failure) std::rethrow_exception(failure);
}

}  // namespace reverie
