// server/handler_pool.h
//
// The way from the thread of the connections to the threads of the handlers, and back.
//
// Used by   server/connection
// Proven by tests/server/http_server_test.cpp
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>

namespace reverie {

// Runs `work` on the pool while the coroutine sleeps; the coroutine goes on where it was, on its own thread.
// `work` may use the coroutine's locals by reference. What it throws is thrown here.
boost::asio::awaitable<void> run_on_pool(boost::asio::thread_pool& pool, std::function<void()> work);

}  // namespace reverie
