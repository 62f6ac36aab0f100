#include "server/support/raw_client.h"

#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <utility>

namespace reverie::testing {

RawClient::RawClient(uint16_t port, std::chrono::milliseconds patience, const std::string& address) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (::getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) {
    throw std::runtime_error("raw client: no such address");
  }
  socket_ = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int connected = socket_ < 0 ? -1 : ::connect(socket_, found->ai_addr, found->ai_addrlen);
  ::freeaddrinfo(found);
  if (connected != 0) {
    close();
    throw std::runtime_error("raw client: cannot connect");
  }
  timeval time{};
  time.tv_sec = patience.count() / 1000;
  time.tv_usec = patience.count() % 1000 * 1000;
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), input_(std::move(other.input_)) {}

RawClient::~RawClient() {
  close();
}

void RawClient::close() {
  if (socket_ >= 0) ::close(std::exchange(socket_, -1));
}

void RawClient::end_sending() {
  ::shutdown(socket_, SHUT_WR);
}

bool RawClient::send(const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const ssize_t count = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) return false;
    sent += static_cast<std::size_t>(count);
  }
  return true;
}

bool RawClient::fill() {
  char bytes[16384];
  const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
  if (count <= 0) return false;
  input_.append(bytes, static_cast<std::size_t>(count));
  return true;
}

std::string RawClient::read_bytes(std::size_t count) {
  while (input_.size() < count && fill()) {
  }
  std::string bytes = input_.substr(0, count);
  input_.erase(0, bytes.size());
  return bytes;
}

std::optional<std::string> RawClient::read_line() {
  std::size_t end;
  while ((end = input_.find("\r\n")) == std::string::npos) {
    if (!fill()) return std::nullopt;
  }
  std::string line = input_.substr(0, end);
  input_.erase(0, end + 2);
  return line;
}

RawReply RawClient::read_head() {
  RawReply reply;
  const auto first = read_line();
  if (!first || !first->starts_with("HTTP/1.1 ")) return reply;
  for (auto line = read_line(); line; line = read_line()) {
    if (line->empty()) {
      reply.status = std::stoi(first->substr(9, 3));
      return reply;
    }
    const auto colon = line->find(": ");
    std::string name = line->substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    reply.headers[name] = line->substr(colon + 2);
  }
  return reply;
}

std::optional<std::string> RawClient::read_chunk() {
  const auto line = read_line();
  if (!line) return std::nullopt;
  const std::size_t size = std::stoul(*line, nullptr, 16);
  std::string bytes = read_bytes(size + 2);
  if (bytes.size() != size + 2) return std::nullopt;
  return bytes.substr(0, size);
}

RawReply RawClient::read_reply(bool is_to_head) {
  RawReply reply = read_head();
  if (reply.status < 200 || is_to_head) return reply;
  if (reply.headers["transfer-encoding"] == "chunked") {
    for (auto chunk = read_chunk(); chunk && !chunk->empty(); chunk = read_chunk()) reply.body += *chunk;
  } else if (const auto length = reply.headers.find("content-length"); length != reply.headers.end()) {
    const std::size_t size = std::stoul(length->second);
    reply.body = read_bytes(size);
    if (reply.body.size() != size) reply.status = 0;
  }
  return reply;
}

std::string RawClient::read_all() {
  while (fill()) {
  }
  return std::exchange(input_, {});
}

RawReply ask(uint16_t port, const std::string& bytes) {
  RawClient client(port);
  client.send(bytes);
  return client.read_reply(bytes.starts_with("HEAD "));
}

std::string get(const std::string& path, const std::string& headers) {
  return "GET " + path + " HTTP/1.1\r\nHost: example.org\r\n" + headers + "\r\n";
}

}  // namespace reverie::testing
