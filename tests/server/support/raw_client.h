// server/support/raw_client.h
//
// A TCP client that sends exactly the bytes it is told to and reads replies with a small parser of its own,
// so that a mistake of the server's reader is not repeated on the other side.
//
// Used by   tests/server/*_test.cpp
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace reverie::testing {

struct RawReply {
  int status = 0;                              // 0: the connection ended before a whole reply came
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;                            // chunks joined
};

class RawClient {
 public:
  // Throws std::runtime_error if nobody listens. Every read fails after `patience`.
  explicit RawClient(uint16_t port, std::chrono::milliseconds patience = std::chrono::seconds(20),
                     const std::string& address = "127.0.0.1");
  ~RawClient();
  RawClient(RawClient&& other) noexcept;
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // False: the server has closed the connection.
  bool send(const std::string& bytes);
  // Of a reply to HEAD there is no body, whatever its headers say.
  RawReply read_reply(bool is_to_head = false);
  // Status line and headers only: the body is read with read_chunk() or read_bytes().
  RawReply read_head();
  // The next chunk's content; "" for the last one, nothing if the connection ended.
  std::optional<std::string> read_chunk();
  // All until the server closes.
  std::string read_all();
  // Whether the server has closed the connection: waits for it.
  bool is_closed() { return read_all().empty(); }

  void end_sending();
  void close();
  int descriptor() const { return socket_; }

 private:
  bool fill();
  std::string read_bytes(std::size_t count);
  std::optional<std::string> read_line();

  int socket_ = -1;
  std::string input_;
};

// One request on a connection of its own.
RawReply ask(uint16_t port, const std::string& bytes);

// "GET /path HTTP/1.1", a Host, the other headers, an empty line.
std::string get(const std::string& path, const std::string& headers = "");

}  // namespace reverie::testing
