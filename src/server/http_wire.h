// server/http_wire.h
//
// One connection as the HTTP code sees it: bytes that came and are not used up yet, writing that cannot hang,
// and noticing that the client leaves while we wait for something else.
//
// Used by   server/connection
// Proven by tests/server/http_server_test.cpp
//
// DEADLINES  Each read and write has one. There is no timer for it: the server looks at all its connections
//            ten times a second and calls expire_if_late(), which cancels what is late.
// LEAVING    Between begin_watch() and end_watch() a read is always under way, so the end of the connection
// is
//            noticed. What comes (a pipelined request) is kept for later. A client that closes only its
//            sending half while it waits for a job counts as gone: the two cannot be told apart.
#pragma once

#include <string>
#include <string_view>

#include "server/byte_stream.h"
#include "server/wake.h"

namespace reverie {

class HttpWire : public std::enable_shared_from_this<HttpWire> {
 public:
  using Clock = std::chrono::steady_clock;
  enum class Read { Some, Ended, Late };

  HttpWire(std::shared_ptr<boost::asio::io_context> io, std::unique_ptr<ByteStream> stream);

  boost::asio::awaitable<bool> open(Clock::time_point deadline);

  // What came and was not taken yet. Valid until the next read.
  std::string_view unread() const { return std::string_view(input_).substr(taken_); }
  void take(std::size_t count);
  // At most `max_bytes` more.
  boost::asio::awaitable<Read> read_more(std::size_t max_bytes, Clock::time_point deadline);

  // One after the other, in pieces; no piece may take longer than `patience`. False: the client is gone or
  // does not read, nothing more can be written.
  boost::asio::awaitable<bool> write(std::string_view first, std::string_view second,
                                     Clock::duration patience);

  // Wakes `wake` when the client leaves. end_watch() must be awaited before anything else is read; without
  // it, cut() ends the watch too.
  void begin_watch(std::shared_ptr<Wake> wake);
  boost::asio::awaitable<void> end_watch();
  bool has_left() const { return has_left_; }

  // Ends the connection so that the client gets to read the last reply: closing a socket that holds unread
  // bytes would throw the reply away (RST). Reads and drops what still comes, for a moment.
  boost::asio::awaitable<void> finish();

  void expire_if_late(Clock::time_point now);
  void cancel() { stream_->cancel(); }
  void cut();
  bool is_cut() const { return is_cut_; }

 private:
  boost::asio::awaitable<std::size_t> read_into_input(std::size_t max_bytes);
  static boost::asio::awaitable<void> watch(std::shared_ptr<HttpWire> wire, std::shared_ptr<Wake> wake);

  std::shared_ptr<boost::asio::io_context> io_;
  std::unique_ptr<ByteStream> stream_;
  std::string input_;
  std::size_t taken_ = 0;  // of input_
  Clock::time_point deadline_ = Clock::time_point::max();
  bool is_watching_ = false, ends_watch_ = false;
  std::shared_ptr<Wake> watch_ended_;
  bool has_left_ = false, is_cut_ = false;
};

}  // namespace reverie
