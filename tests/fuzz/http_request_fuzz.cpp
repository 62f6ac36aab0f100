// tests/fuzz/http_request_fuzz.cpp
//
// Any bytes are requests, or the beginning of one, or are refused with a status. Read in pieces they mean the
// same as read at once: a parser that disagrees with itself about where a request ends is what request
// smuggling is made of. Nothing that was accepted holds a control character.
//
// Built with -DREVERIE_FUZZ=ON (clang). Seeds: tests/fuzz/make_seeds.py.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "server/request_parser.h"

namespace {

constexpr std::size_t kMaxHead = 4096;
constexpr std::uint64_t kMaxBody = 4096;

struct Reading {
  int status = 0;  // of a refusal
  bool is_whole = false;
  std::size_t head_size = 0, body_used = 0;
  std::string body;

  bool operator==(const Reading&) const = default;
};

bool is_clean(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
  });
}

void check(const reverie::RequestHead& head) {
  if (!head.path.starts_with('/') || !is_clean(head.path + head.query + head.method + head.host))
    std::abort();
  if (head.is_chunked && !reverie::header_of(head.headers, "content-length").empty()) std::abort();
  for (const auto& [name, value] : head.headers) {
    if (name.empty() || !is_clean(name) || !is_clean(value)) std::abort();
  }
}

Reading read(std::string_view bytes, std::size_t piece) {
  Reading reading;
  try {
    reverie::HeadScanner scanner;
    std::optional<std::size_t> head_size;
    for (std::size_t end = 0; !head_size && end < bytes.size();) {
      end = std::min(bytes.size(), end + piece);
      head_size = scanner.scan(bytes.substr(0, end), kMaxHead);
    }
    if (!head_size) return reading;
    reading.head_size = *head_size;
    const reverie::RequestHead head = reverie::parse_request_head(bytes.substr(0, *head_size));
    check(head);

    reverie::BodyReader reader(head, kMaxBody);
    std::string unread;
    for (std::size_t at = *head_size; at < bytes.size() && !reader.is_whole(); at += piece) {
      unread += bytes.substr(at, piece);
      const std::size_t used = reader.take(unread, reading.body);
      if (used > unread.size() || reading.body.size() > kMaxBody) std::abort();
      unread.erase(0, used);
      reading.body_used += used;
    }
    reading.is_whole = reader.is_whole();
  } catch (const reverie::RefusedRequest& refusal) {
    if (refusal.status() < 400 || refusal.status() > 505) std::abort();
    reading = Reading();
    reading.status = refusal.status();
    reverie::HttpRequest request;
    reverie::guess_route(bytes, request);
    if (!request.path.starts_with('/')) std::abort();
  }
  return reading;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Reading whole = read(bytes, size + 1);
  const Reading split = read(bytes, 1);
  // What is refused may be refused for another reason when less of it has come; never accepted.
  if (whole.status != 0 || split.status != 0) {
    if ((whole.status == 0 && whole.is_whole) || (split.status == 0 && split.is_whole)) std::abort();
  } else if (!(whole == split)) {
    std::abort();
  }
  return 0;
}
