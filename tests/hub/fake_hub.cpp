#include "hub/fake_hub.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "hub/digest.h"

namespace reverie::testing {
namespace {

std::string decoded(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      plain += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

FakeRequest parse_request(const std::string& head) {
  FakeRequest request;
  const std::string target = head.substr(4, head.find(' ', 4) - 4);  // after "GET "
  const auto mark = target.find('?');
  request.path = decoded(target.substr(0, mark));
  if (mark != std::string::npos) request.query = target.substr(mark + 1);
  for (auto begin = head.find("\r\n") + 2; begin < head.size() && head[begin] != '\r';) {
    const auto end = head.find("\r\n", begin);
    const auto colon = head.find(':', begin);
    std::string name = head.substr(begin, colon - begin);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    request.headers[name] = head.substr(colon + 2, end - colon - 2);
    begin = end + 2;
  }
  return request;
}

bool send_all(int connection, const char* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t sent = ::send(connection, bytes, count, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes += sent;
    count -= static_cast<std::size_t>(sent);
  }
  return true;
}

// The deterministic content of a file of weights.
std::string weights(std::size_t size, unsigned seed) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) {
    seed = seed * 1664525u + 1013904223u;
    byte = static_cast<char>(seed >> 24);
  }
  return bytes;
}

}  // namespace

FakeHub::FakeHub() {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (listener_ < 0 || ::bind(listener_, generic, length) != 0 || ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, generic, &length) != 0) {
    throw std::runtime_error(std::string("fake hub: ") + std::strerror(errno));
  }
  port_ = ntohs(address.sin_port);
  accepter_ = std::thread([this] { accept_all(); });
}

FakeHub::~FakeHub() {
  is_closing_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  accepter_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int connection : open_connections_) ::shutdown(connection, SHUT_RDWR);
  }
  for (std::thread& worker : workers_) worker.join();
  ::close(listener_);
}

std::string FakeHub::url() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

void FakeHub::add(const std::string& path, const std::string& content, bool in_lfs) {
  files_[path] = {content, in_lfs};
}

void FakeHub::add_tiny_model() {
  add("model_index.json", R"({"_class_name": "Flux2KleinPipeline"})", false);
  add("scheduler/scheduler_config.json", R"({"shift": 3.0})", false);
  add("tokenizer/tokenizer.json", R"({"model": {"type": "BPE"}})", false);
  add("transformer/config.json", R"({"num_layers": 5})", false);
  add("transformer/diffusion_pytorch_model.safetensors", weights(300'000, 1), true);
  add("vae/config.json", R"({"latent_channels": 32})", false);
  add("vae/diffusion_pytorch_model.safetensors", weights(50'000, 2), true);
  add("tiny-model.safetensors", weights(1'000, 3), true);
  add("example.png", "not really a picture", false);
}

void FakeHub::intercept(Handler handler) {
  const std::lock_guard lock(mutex_);
  handlers_.push_back(std::move(handler));
}

std::vector<FakeRequest> FakeHub::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::vector<FakeRequest> FakeHub::requests_for(const std::string& path_part) const {
  std::vector<FakeRequest> found = requests();
  std::erase_if(found, [&](const FakeRequest& r) { return r.path.find(path_part) == std::string::npos; });
  return found;
}

void FakeHub::forget_requests() {
  const std::lock_guard lock(mutex_);
  requests_.clear();
}

void FakeHub::accept_all() {
  while (!is_closing_) {
    const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    const int at_once = 1;  // head and body are two writes, which would else wait 40 ms for each other
    ::setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    const std::lock_guard lock(mutex_);
    open_connections_.push_back(connection);
    workers_.emplace_back([this, connection] { serve(connection); });
  }
}

void FakeHub::serve(int connection) {
  std::string received;
  bool is_open = true;
  while (is_open) {
    auto end = received.find("\r\n\r\n");
    while (end == std::string::npos) {
      char piece[4096];
      const ssize_t count = ::recv(connection, piece, sizeof piece, 0);
      if (count <= 0) break;
      received.append(piece, static_cast<std::size_t>(count));
      end = received.find("\r\n\r\n");
    }
    if (end == std::string::npos) break;
    const FakeRequest request = parse_request(received.substr(0, end + 2));
    received.erase(0, end + 4);

    const FakeReply reply = reply_to(request);
    std::string head = "HTTP/1.1 " + std::to_string(reply.status) + " Fake\r\n";
    for (const auto& [name, value] : reply.headers) head += name + ": " + value + "\r\n";
    if (reply.has_length) head += "Content-Length: " + std::to_string(reply.body.size()) + "\r\n";
    if (!reply.has_length) head += "Connection: close\r\n";
    head += "\r\n";
    is_open = send_all(connection, head.data(), head.size());
    for (int waited_ms = 0; waited_ms < reply.pause_ms && !is_closing_; waited_ms += 10) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    const std::size_t count = std::min(reply.body.size(), reply.cut_after.value_or(reply.body.size()));
    is_open = is_open && send_all(connection, reply.body.data(), count);
    is_open = is_open && !reply.cut_after && reply.has_length;
  }
  const std::lock_guard lock(mutex_);  // so that the destructor never shuts down a reused number
  std::erase(open_connections_, connection);
  ::shutdown(connection, SHUT_RDWR);
  ::close(connection);
}

FakeReply FakeHub::reply_to(const FakeRequest& request) {
  std::vector<Handler> handlers;
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    handlers = handlers_;
  }
  for (const Handler& handler : handlers) {
    if (auto reply = handler(request)) return *reply;
  }
  return answer(request);
}

FakeReply FakeHub::answer(const FakeRequest& request) const {
  const std::string& path = request.path;
  const std::string api = std::string("/api/models/") + kModel;
  const std::string resolve = std::string("/") + kModel + "/resolve/" + kCommit + "/";
  const std::string cdn = "/cdn/";
  if (path.starts_with(cdn)) {
    const auto file = files_.find(path.substr(cdn.size()));
    return file == files_.end() ? refusal(404) : content_of(file->second, request);
  }
  if (!token.empty()) {
    const auto sent = request.headers.find("authorization");
    if (sent == request.headers.end() || sent->second != "Bearer " + token) return refusal(401);
  }
  if (path == api + "/revision/main")
    return {200, {}, "{\"sha\":\"" + std::string(kCommit) + "\"}", {}, true, 0};
  if (path == api + "/tree/" + kCommit) return tree(request);
  if (path.starts_with(resolve)) {
    const std::string name = path.substr(resolve.size());
    const auto file = files_.find(name);
    if (file == files_.end()) return refusal(404);
    if (!file->second.in_lfs) return content_of(file->second, request);
    const std::string base = cdn_base.empty() ? "" : cdn_base;  // relative, as the real hub also does
    return {302, {{"Location", base + cdn + name + "?signature=s3cret"}}, "Found. Redirecting", {}, true, 0};
  }
  return refusal(404);
}

FakeReply FakeHub::tree(const FakeRequest& request) const {
  std::size_t begin = 0;
  if (const auto at = request.query.find("cursor="); at != std::string::npos) {
    begin = std::stoul(request.query.substr(at + 7));
  }
  nlohmann::json page = nlohmann::json::array();
  std::size_t index = 0;
  for (const auto& [path, file] : files_) {
    const std::size_t here = index++;
    if (here < begin || here >= begin + page_size) continue;
    Digest blob = Digest::git_blob(file.content.size());
    blob.add(file.content);
    nlohmann::json entry = {
        {"type", "file"}, {"path", path}, {"size", file.content.size()}, {"oid", blob.hex()}};
    if (file.in_lfs) {
      Digest sha = Digest::sha256();
      sha.add(file.content);
      entry["oid"] = std::string(40, 'e');  // of the pointer: must not be taken for the content's
      entry["lfs"] = {{"oid", sha.hex()}, {"size", file.content.size()}, {"pointerSize", 134}};
    }
    page.push_back(entry);
  }
  FakeReply reply{200, {}, page.dump(), {}, true, 0};
  if (begin + page_size < files_.size()) {
    reply.headers["Link"] = "<" + url() + request.path +
                            "?recursive=true&cursor=" + std::to_string(begin + page_size) + ">; rel=\"next\"";
  }
  return reply;
}

FakeReply FakeHub::content_of(const File& file, const FakeRequest& request) const {
  FakeReply reply{200, {{"ETag", "\"v1\""}}, file.content, {}, true, 0};
  const auto range = request.headers.find("range");
  if (range == request.headers.end() || !knows_ranges) return reply;
  const std::size_t begin = std::stoul(range->second.substr(std::string("bytes=").size()));
  if (begin >= file.content.size()) return refusal(416);
  reply.status = 206;
  reply.body = file.content.substr(begin);
  reply.headers["Content-Range"] = "bytes " + std::to_string(begin) + "-" +
                                   std::to_string(file.content.size() - 1) + "/" +
                                   std::to_string(file.content.size());
  return reply;
}

FakeHub::Handler fail_times(const std::string& path_part, int count, FakeReply reply) {
  const auto left = std::make_shared<std::atomic<int>>(count);
  return [=](const FakeRequest& request) -> std::optional<FakeReply> {
    if (request.path.find(path_part) == std::string::npos || left->fetch_sub(1) <= 0) return std::nullopt;
    return reply;
  };
}

}  // namespace reverie::testing
