// server/request_parser.h
//
// The bytes of an HTTP/1.1 request, into its head and its body; no sockets. Strict on purpose: a proxy in
// front of us may read doubtful bytes in another way than we do, and a second request hidden between the two
// readings passes the proxy's checks (request smuggling). What is doubtful is refused, never repaired.
//
//   head      METHOD SP TARGET SP "HTTP/1.1" CRLF, then NAME ":" VALUE CRLF ..., then CRLF
//   refused   a line that ends in LF alone, a header continued on the next line, a blank before ':', control
//             characters anywhere, two Host or Content-Length headers or one of them beside a
//             Transfer-Encoding, any transfer coding but "chunked", a length that is not digits only
//   targets   "/path?query" or "http://host/path?query", visible ASCII; not "*", not CONNECT's
//   chunks    extensions and trailers are bounded, checked and dropped
//
// Used by   server/http_wire, server/connection
// Source    RFC 9112 (messages), RFC 9110 (Host, Expect, Connection)
// Proven by tests/server/request_parser_test.cpp
//
// Why not Boost.Beast's parser: it joins continued lines, takes a Content-Length that is repeated, and adds
// trailers to the headers, so the bytes would have to be read here first all the same.
#pragma once

#include <cstdint>

#include "core/error.h"
#include "server/http.h"

namespace reverie {

inline constexpr std::size_t kMaxTargetBytes = 8192;
inline constexpr std::size_t kMaxHeaders = 128;

// A request that is answered with `status` before any handler sees it; the connection ends after that.
class RefusedRequest : public Error {
 public:
  RefusedRequest(int status, const std::string& message, const std::string& field = {});
  int status() const noexcept { return status_; }

 private:
  int status_;
};

struct RequestHead {
  std::string method, path, query;
  std::string host;  // "example.org:8080", checked; empty if the client named none
  Headers headers;
  bool is_http_1_0 = false;
  bool wants_close = false;
  bool wants_continue = false;
  bool is_chunked = false;
  uint64_t length = 0;  // of the body, unless it is chunked

  bool has_body() const { return is_chunked || length > 0; }
};

// Finds the end of a head in bytes that come in pieces, looking at each byte once.
class HeadScanner {
 public:
  // `bytes` is all that came so far. The head's size with its empty line; nothing while more is needed.
  // Throws RefusedRequest: 400, 414, 431 beyond `max_bytes`.
  std::optional<std::size_t> scan(std::string_view bytes, std::size_t max_bytes);

 private:
  std::size_t scanned_ = 0;
};

// Throws RefusedRequest: 400, 414, 417, 431, 501, 505.
RequestHead parse_request_head(std::string_view head);

// "GET" and "/path" of a head that was refused, as far as they can be read: its error reply belongs to a
// route.
void guess_route(std::string_view head, HttpRequest& request);

class BodyReader {
 public:
  // Throws RefusedRequest(413) if the head already announces more than `max_bytes`.
  BodyReader(const RequestHead& head, uint64_t max_bytes);

  // Appends to `body` what `bytes` begins with; returns how many of them were used up, framing included.
  // What is left over comes again, with more behind it. Throws RefusedRequest: 400, 413.
  std::size_t take(std::string_view bytes, std::string& body);
  bool is_whole() const { return step_ == Step::End; }

 private:
  enum class Step { Data, ChunkSize, ChunkData, ChunkEnd, Trailers, End };
  std::optional<std::size_t> step(std::string_view bytes, std::string& body);
  std::size_t take_data(std::string_view bytes, std::string& body, Step next);
  void begin_chunk(std::string_view line, std::size_t body_size);

  Step step_;
  uint64_t left_ = 0;  // of the body, or of the chunk
  uint64_t max_bytes_;
  std::size_t trailer_bytes_ = 0;
};

}  // namespace reverie
