#include "intake/local_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <stdexcept>

namespace reverie::testing {
namespace {

LocalRequest parse_head(const std::string& head) {
  LocalRequest request;
  const auto space = head.find(' ');
  request.method = head.substr(0, space);
  request.target = head.substr(space + 1, head.find(' ', space + 1) - space - 1);
  for (auto begin = head.find("\r\n") + 2; begin < head.size();) {
    const auto end = head.find("\r\n", begin);
    const auto colon = head.find(':', begin);
    std::string name = head.substr(begin, colon - begin);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    request.headers[name] = head.substr(colon + 2, end - colon - 2);
    begin = end + 2;
  }
  return request;
}

bool receive_more(int connection, std::string& received) {
  char piece[4096];
  const ssize_t count = ::recv(connection, piece, sizeof piece, 0);
  if (count > 0) received.append(piece, static_cast<std::size_t>(count));
  return count > 0;
}

void send_all(int connection, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // the client has enough
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

}  // namespace

LocalReply reply_with(int status, std::string_view body, const std::string& extra) {
  return {"HTTP/1.1 " + std::to_string(status) + " Local\r\nConnection: close\r\n" + extra +
              "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body),
          false};
}

LocalReply redirect_to(const std::string& location, int status) {
  return reply_with(status, "see there", "Location: " + location + "\r\n");
}

LocalServer::LocalServer(Handler handler) : handler_(std::move(handler)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  if (listener_ < 0 || ::bind(listener_, plain, size) != 0 || ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, plain, &size) != 0) {
    throw std::runtime_error("no port on the loopback interface");
  }
  port_ = ntohs(address.sin_port);
  accepter_ = std::thread([this] { accept_all(); });
}

LocalServer::~LocalServer() {
  is_closing_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  accepter_.join();
  ::close(listener_);
  {
    const std::lock_guard lock(mutex_);
    for (const int connection : open_connections_) ::shutdown(connection, SHUT_RDWR);
  }
  for (std::thread& worker : workers_) worker.join();
}

std::string LocalServer::authority() const {
  return "127.0.0.1:" + std::to_string(port_);
}

std::string LocalServer::url(const std::string& target) const {
  return "http://" + authority() + target;
}

std::vector<LocalRequest> LocalServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void LocalServer::accept_all() {
  while (!is_closing_) {
    const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    const std::lock_guard lock(mutex_);
    open_connections_.push_back(connection);
    workers_.emplace_back([this, connection] { serve(connection); });
  }
}

void LocalServer::serve(int connection) {
  std::string received;
  bool is_alive = true;
  while (is_alive && received.find("\r\n\r\n") == std::string::npos)
    is_alive = receive_more(connection, received);
  if (is_alive) {
    const auto end = received.find("\r\n\r\n");
    LocalRequest request = parse_head(received.substr(0, end + 2));
    received.erase(0, end + 4);
    const auto length = request.headers.find("content-length");
    const std::size_t size = length == request.headers.end() ? 0 : std::stoul(length->second);
    while (is_alive && received.size() < size) is_alive = receive_more(connection, received);
    request.body = received;
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    const LocalReply reply = handler_(request);
    send_all(connection, reply.bytes);
    while (reply.then_hangs && !is_closing_ && receive_more(connection, received)) {
    }
  }
  const std::lock_guard lock(mutex_);  // so that the destructor never shuts down a reused number
  std::erase(open_connections_, connection);
  ::close(connection);
}

}  // namespace reverie::testing
