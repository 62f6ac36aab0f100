// server/byte_stream.h
//
// A connection's bytes, through TLS or not. The one place that sees TLS: what is above reads and writes
// either. Everything runs on the thread of the io_context.
//
// Used by   server/http_wire, server/http_server
// Proven by tests/server/http_server_test.cpp
#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <filesystem>
#include <memory>

namespace reverie {

class ByteStream {
 public:
  using Buffers = std::array<boost::asio::const_buffer, 2>;

  virtual ~ByteStream() = default;

  // The TLS handshake, if there is one. False: it failed.
  virtual boost::asio::awaitable<bool> open() = 0;
  // How many bytes came; 0: the stream has ended or failed, or cancel() was called.
  virtual boost::asio::awaitable<std::size_t> read_some(boost::asio::mutable_buffer into) = 0;
  // Writes all of them. False: the stream has failed, or cancel() was called.
  virtual boost::asio::awaitable<bool> write(Buffers bytes) = 0;
  // Tells the other side that no more will come.
  virtual boost::asio::awaitable<void> end_writing() = 0;

  // Below TLS. What is under way ends with cancel(), the stream survives; nothing survives close().
  virtual boost::asio::ip::tcp::socket& socket() = 0;
  void cancel();
  void close();
};

std::unique_ptr<ByteStream> plain_stream(boost::asio::ip::tcp::socket socket);

// A certificate with its key; makes streams that speak TLS 1.2 or 1.3. Must outlive them.
class Tls {
 public:
  // PEM files. Throws Error(InvalidRequest, "certificate" or "private_key").
  Tls(const std::filesystem::path& certificate, const std::filesystem::path& private_key);
  ~Tls();

  std::unique_ptr<ByteStream> stream(boost::asio::ip::tcp::socket socket);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace reverie
