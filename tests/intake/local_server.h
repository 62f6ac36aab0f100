// tests/intake/local_server.h
//
// An HTTP/1.1 server on the loopback interface with an ephemeral port: each connection carries one request,
// which is recorded and answered with bytes that the test gives verbatim.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace reverie::testing {

struct LocalRequest {
  std::string method;
  std::string target;                          // path and query as sent
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

struct LocalReply {
  std::string bytes;
  bool then_hangs = false;  // keeps the connection open, silent, until the server goes
};

// "HTTP/1.1 STATUS ..." with a length and `extra` header lines ("Name: value\r\n").
LocalReply reply_with(int status, std::string_view body, const std::string& extra = "");
LocalReply redirect_to(const std::string& location, int status = 302);

class LocalServer {
 public:
  using Handler = std::function<LocalReply(const LocalRequest&)>;

  explicit LocalServer(Handler handler);
  ~LocalServer();
  LocalServer(const LocalServer&) = delete;
  LocalServer& operator=(const LocalServer&) = delete;

  int port() const { return port_; }
  std::string authority() const;                           // 127.0.0.1:PORT
  std::string url(const std::string& target = "/") const;  // http://127.0.0.1:PORT/...
  std::vector<LocalRequest> requests() const;

 private:
  void accept_all();
  void serve(int connection);

  Handler handler_;
  mutable std::mutex mutex_;
  std::vector<LocalRequest> requests_;
  std::vector<int> open_connections_;
  std::vector<std::thread> workers_;
  std::atomic<bool> is_closing_{false};
  int listener_ = -1;
  int port_ = 0;
  std::thread accepter_;
};

}  // namespace reverie::testing
