// tests/hub/fake_hub.h
//
// A hub on the loopback interface for the tests of tests/hub: an HTTP/1.1 server with an ephemeral
// port and a thread for each connection, which answers like the Hugging Face API.
//
//   /api/models/ID/revision/main          {"sha": kCommit}
//   /api/models/ID/tree/kCommit           pages of `page_size` entries, Link: rel="next"
//   /ID/resolve/kCommit/PATH              302 to `cdn_base`/cdn/PATH?signature=... for LFS files, else the
//   content /cdn/PATH                             the content; Range, ETag
//
// A test bends it with intercept(): the first handler that gives an answer wins. Every request is
// recorded before it is answered.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace reverie::testing {

inline constexpr const char* kCommit = "0123456789abcdef0123456789abcdef01234567";
inline constexpr const char* kModel = "reverie-labs/tiny-model";

struct FakeRequest {
  std::string path;                            // decoded, without the query
  std::string query;                           // without '?'
  std::map<std::string, std::string> headers;  // names in lower case
};

struct FakeReply {
  int status = 200;
  std::map<std::string, std::string> headers;
  std::string body;
  std::optional<std::size_t> cut_after;  // closes the connection after so many bytes of the body
  bool has_length = true;                // false: no Content-Length, the body ends with the connection
  int pause_ms = 0;                      // before the body
};

class FakeHub {
 public:
  using Handler = std::function<std::optional<FakeReply>(const FakeRequest&)>;

  FakeHub();
  ~FakeHub();
  FakeHub(const FakeHub&) = delete;
  FakeHub& operator=(const FakeHub&) = delete;

  std::string url() const;  // http://127.0.0.1:PORT

  // The repository; fill it before the first request.
  void add(const std::string& path, const std::string& content, bool in_lfs);
  void add_tiny_model();  // seven files of a whole diffusers layout, two of them in LFS, and two to skip
  std::string content(const std::string& path) const { return files_.at(path).content; }

  std::size_t page_size = 1000;
  bool knows_ranges = true;
  std::string token;     // not empty: needed for everything but /cdn/
  std::string cdn_base;  // empty: this server

  void intercept(Handler handler);
  std::vector<FakeRequest> requests() const;
  std::vector<FakeRequest> requests_for(const std::string& path_part) const;
  void forget_requests();

  // The normal answer, for handlers that change only part of it.
  FakeReply answer(const FakeRequest& request) const;
  static FakeReply refusal(int status) { return {status, {}, "{\"error\":\"refused\"}", {}, true, 0}; }

 private:
  struct File {
    std::string content;
    bool in_lfs = false;
  };

  void accept_all();
  void serve(int connection);
  FakeReply reply_to(const FakeRequest& request);
  FakeReply tree(const FakeRequest& request) const;
  FakeReply content_of(const File& file, const FakeRequest& request) const;

  std::map<std::string, File> files_;
  mutable std::mutex mutex_;
  std::vector<Handler> handlers_;
  std::vector<FakeRequest> requests_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> is_closing_{false};
  std::vector<int> open_connections_;
  std::vector<std::thread> workers_;
  std::thread accepter_;
};

// Fails `count` times with `reply`, then lets requests for `path_part` through.
FakeHub::Handler fail_times(const std::string& path_part, int count, FakeReply reply);

}  // namespace reverie::testing
