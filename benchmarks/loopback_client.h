// benchmarks/loopback_client.h
//
// The least an HTTP client can be: one connection to a server on this machine, requests with a JSON body,
// whole replies with a Content-Length. A client that waits is a socket and 200 bytes, so that a thousand of
// them do not hide the server's own memory.
//
// Used by   server_latency.cpp
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "core/error.h"

namespace reverie {

class LoopbackClient {
 public:
  explicit LoopbackClient(uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int now = 1;
    if (socket_ < 0 || connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &now, sizeof now) != 0) {
      fail("connect");
    }
  }
  ~LoopbackClient() {
    if (socket_ >= 0) close(socket_);
  }
  LoopbackClient(LoopbackClient&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), reply_(std::move(other.reply_)) {}
  LoopbackClient& operator=(LoopbackClient&&) = delete;

  void send(const std::string& path, const std::string& body, const std::string& headers = {}) {
    reply_.clear();
    const std::string text =
        "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + std::to_string(body.size()) +
        "\r\n" + headers + "\r\n" + body;
    for (std::size_t sent = 0; sent < text.size();) {
      const ssize_t count = ::send(socket_, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) fail("send");
      sent += static_cast<std::size_t>(count);
    }
  }

  // Takes what has come, waiting for some; true once the reply is whole. Throws Error(Internal) for a status
  // other than 200: a refusal is quick, and would be measured as a picture.
  bool receive() {
    char piece[4096];
    const ssize_t count = recv(socket_, piece, sizeof piece, 0);
    if (count <= 0) fail("recv");
    reply_.append(piece, static_cast<std::size_t>(count));
    const std::size_t head_end = reply_.find("\r\n\r\n");
    if (head_end == std::string::npos) return false;
    if (!reply_.starts_with("HTTP/1.1 200 ")) throw Error(ErrorCode::Internal, "expected 200, got " + reply_);
    constexpr std::string_view kLength = "\r\ncontent-length: ";
    const std::size_t length = reply_.find(kLength);
    if (length > head_end) throw Error(ErrorCode::Internal, "expected a length, got " + reply_);
    return reply_.size() == head_end + 4 + std::stoull(reply_.substr(length + kLength.size(), 20));
  }

  int socket() const { return socket_; }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw Error(ErrorCode::Internal, what + ": " + std::strerror(errno));
  }

  int socket_;
  std::string reply_;
};

}  // namespace reverie
