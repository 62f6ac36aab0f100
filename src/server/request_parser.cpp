#include "server/request_parser.h"

#include <algorithm>
#include <charconv>

#include "core/printable.h"

namespace reverie {
namespace {

constexpr std::size_t kMaxMethodBytes = 32;
constexpr std::size_t kMaxChunkLineBytes = 256;
constexpr std::size_t kMaxTrailerBytes = 4096;

[[noreturn]] void refuse(int status, const std::string& message, const std::string& field = {}) {
  throw RefusedRequest(status, message, field);
}

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_token(std::string_view text) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_letter_or_digit(c) || kMarks.find(c) != std::string_view::npos;
  });
}

// Bytes above 0x7f are let through: they are old, allowed, and no proxy reads them as structure.
bool is_field_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
  });
}

bool is_host_text(std::string_view text) {
  return text.size() <= 300 && std::all_of(text.begin(), text.end(), [](char c) {
           return is_letter_or_digit(c) || std::string_view("-._:[]").find(c) != std::string_view::npos;
         });
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Whether a comma-separated list holds `word`.
bool has_word(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::string_view item = list.substr(0, list.find(','));
    if (is_same_name(trimmed(item), word)) return true;
    list.remove_prefix(std::min(list.size(), item.size() + 1));
  }
  return false;
}

// The next line of a head that a HeadScanner has looked at; takes it from `text`.
std::string_view next_line(std::string_view& text) {
  const auto end = text.find("\r\n");
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(text.size(), line.size() + 2));
  return line;
}

void parse_target(std::string_view target, RequestHead& head) {
  if (target.size() > kMaxTargetBytes) {
    refuse(414, "request target: expected at most " + std::to_string(kMaxTargetBytes) + " bytes, got " +
                    std::to_string(target.size()));
  }
  if (!std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7f && c != '#'; })) {
    refuse(400, "request target: expected visible ASCII characters without '#', got \"" + printable(target) +
                    "\"");
  }
  if (!target.starts_with('/')) {
    const auto scheme_end = target.find("://");
    const std::string_view scheme = target.substr(0, scheme_end);
    if (scheme_end == std::string_view::npos ||
        !(is_same_name(scheme, "http") || is_same_name(scheme, "https"))) {
      refuse(400,
             "request target: expected \"/path\" or \"http://host/path\", got \"" + printable(target) + "\"");
    }
    target.remove_prefix(scheme_end + 3);
    head.host = target.substr(0, target.find_first_of("/?"));
    target.remove_prefix(head.host.size());
    if (head.host.empty() || !is_host_text(head.host)) refuse(400, "request target: expected a host name");
  }
  const auto mark = target.find('?');
  head.path = target.substr(0, mark);
  if (head.path.empty()) head.path = "/";
  if (mark != std::string_view::npos) head.query = target.substr(mark + 1);
}

void parse_request_line(std::string_view line, RequestHead& head) {
  const auto first = line.find(' '), last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) {
    refuse(400, "request line: expected \"METHOD target HTTP/1.1\", got \"" + printable(line) + "\"");
  }
  head.method = line.substr(0, first);
  if (!is_token(head.method) || head.method.size() > kMaxMethodBytes) {
    refuse(400, "request line: expected a method, got \"" + printable(head.method, kMaxMethodBytes) + "\"");
  }
  const std::string_view version = line.substr(last + 1);
  const bool is_version = version.size() == 8 && version.starts_with("HTTP/") && version[6] == '.' &&
                          is_letter_or_digit(version[5]) && is_letter_or_digit(version[7]);
  if (!is_version) {
    refuse(400, "request line: expected HTTP/1.1 at its end, got \"" + printable(version, 40) + "\"");
  }
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    refuse(505, "expected HTTP/1.1, got " + printable(version));
  }
  head.is_http_1_0 = version == "HTTP/1.0";
  parse_target(line.substr(first + 1, last - first - 1), head);
}

void parse_header(std::string_view line, RequestHead& head) {
  if (line.starts_with(' ') || line.starts_with('\t')) {
    refuse(400, "headers: a header may not be continued on the next line");
  }
  const auto colon = line.find(':');
  const std::string_view name = line.substr(0, colon);
  if (colon == std::string_view::npos || !is_token(name)) {
    refuse(400, "headers: expected \"Name: value\", got \"" + printable(line, 80) + "\"");
  }
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (!is_field_text(value)) {
    refuse(400, "headers: a control character in the value", printable(name, 80));
  }
  if (head.headers.size() == kMaxHeaders) {
    refuse(431, "headers: expected at most " + std::to_string(kMaxHeaders));
  }
  head.headers.emplace_back(name, value);
}

// The value of a header that may appear once; nothing if it does not.
std::optional<std::string_view> only_value(const Headers& headers, std::string_view name) {
  std::optional<std::string_view> only;
  for (const auto& [own_name, value] : headers) {
    if (!is_same_name(own_name, name)) continue;
    if (only) refuse(400, "headers: expected one " + std::string(name), std::string(name));
    only = value;
  }
  return only;
}

void read_host(RequestHead& head) {
  const auto host = only_value(head.headers, "Host");
  if (!host && !head.is_http_1_0) refuse(400, "headers: expected a Host", "Host");
  if (!host) return;
  if (!is_host_text(*host))
    refuse(400, "headers: expected a host name, got \"" + printable(*host) + "\"", "Host");
  if (head.host.empty()) head.host = *host;  // one in the target counts more (RFC 9112, 3.2.2)
}

void read_framing(RequestHead& head) {
  const auto length = only_value(head.headers, "Content-Length");
  const auto coding = only_value(head.headers, "Transfer-Encoding");
  if (length && coding) {
    refuse(400, "headers: expected Content-Length or Transfer-Encoding, got both", "Content-Length");
  }
  if (coding) {
    if (head.is_http_1_0) {
      refuse(400, "headers: HTTP/1.0 has no transfer codings", "Transfer-Encoding");
    }
    if (!is_same_name(*coding, "chunked")) {
      refuse(501, "headers: expected the transfer coding \"chunked\", got \"" + printable(*coding) + "\"",
             "Transfer-Encoding");
    }
    head.is_chunked = true;
  }
  if (length) {
    const auto [end, failure] = std::from_chars(length->data(), length->data() + length->size(), head.length);
    if (failure != std::errc() || end != length->data() + length->size()) {
      refuse(400, "headers: expected a number of bytes, got \"" + printable(*length, 40) + "\"",
             "Content-Length");
    }
  }
}

void read_wishes(RequestHead& head) {
  for (const auto& [name, value] : head.headers) {
    if (is_same_name(name, "Connection") && has_word(value, "close")) head.wants_close = true;
    if (!is_same_name(name, "Expect") || head.is_http_1_0) continue;
    if (!is_same_name(value, "100-continue")) {
      refuse(417, "headers: expected 100-continue, got \"" + printable(value, 80) + "\"", "Expect");
    }
    head.wants_continue = true;
  }
  // HTTP/1.0 connections are not kept: its clients cannot read chunks either, the end of the bytes ends the
  // reply.
  if (head.is_http_1_0) head.wants_close = true;
}

// The first line of `bytes`, without CRLF; nothing while it is not whole.
std::optional<std::string_view> whole_line(std::string_view bytes, std::size_t max_bytes) {
  const auto end = bytes.find('\n');
  if (end == std::string_view::npos ? bytes.size() > max_bytes : end > max_bytes) {
    refuse(400, "chunked body: a line of more than " + std::to_string(max_bytes) + " bytes");
  }
  if (end == std::string_view::npos) return std::nullopt;
  if (end == 0 || bytes[end - 1] != '\r') refuse(400, "chunked body: expected CR LF at the end of a line");
  const std::string_view line = bytes.substr(0, end - 1);
  if (!is_field_text(line)) refuse(400, "chunked body: a control character outside the data");
  return line;
}

[[noreturn]] void refuse_body(uint64_t max_bytes) {
  refuse(413, "body: expected at most " + std::to_string(max_bytes) + " bytes");
}

ErrorCode code_of_status(int status) {
  if (status == 503) return ErrorCode::Busy;
  return status == 413 || status == 414 || status == 431 ? ErrorCode::TooLarge : ErrorCode::InvalidRequest;
}

}  // namespace

RefusedRequest::RefusedRequest(int status, const std::string& message, const std::string& field)
    : Error(code_of_status(status), message, field), status_(status) {}

std::optional<std::size_t> HeadScanner::scan(std::string_view bytes, std::size_t max_bytes) {
  if (!bytes.empty() && !is_token(bytes.substr(0, 1))) {
    refuse(400, "request line: expected a method (TLS spoken to a plain port?)");
  }
  for (;;) {
    const auto line_end = bytes.find('\n', scanned_);
    if (line_end == std::string_view::npos || line_end >= max_bytes) break;
    if (line_end == 0 || bytes[line_end - 1] != '\r') {
      refuse(400, "request head: expected CR LF at the end of each line, got LF alone");
    }
    scanned_ = line_end + 1;
    if (line_end >= 3 && bytes.substr(line_end - 3, 4) == "\r\n\r\n") return scanned_;
  }
  if (scanned_ == 0 && bytes.size() > kMaxTargetBytes + 100) {
    refuse(414, "request target: expected at most " + std::to_string(kMaxTargetBytes) + " bytes");
  }
  if (bytes.size() >= max_bytes) {
    refuse(431, "request head: expected at most " + std::to_string(max_bytes) + " bytes");
  }
  return std::nullopt;
}

RequestHead parse_request_head(std::string_view text) {
  RequestHead head;
  parse_request_line(next_line(text), head);
  for (std::string_view line = next_line(text); !line.empty(); line = next_line(text)) {
    parse_header(line, head);
  }
  read_host(head);
  read_framing(head);
  read_wishes(head);
  return head;
}

void guess_route(std::string_view head, HttpRequest& request) {
  const std::string_view line = head.substr(0, head.find_first_of("\r\n"));
  const std::string_view method = line.substr(0, line.find(' '));
  if (is_token(method)) request.method = method.substr(0, kMaxMethodBytes);
  std::string_view target = line.substr(std::min(line.size(), method.size() + 1));
  target = target.substr(0, target.find_first_of(" ?"));
  request.path = target.starts_with('/') ? printable(target, 1000) : "/";
}

BodyReader::BodyReader(const RequestHead& head, uint64_t max_bytes)
    : step_(head.is_chunked   ? Step::ChunkSize
            : head.length > 0 ? Step::Data
                              : Step::End),
      left_(head.length),
      max_bytes_(max_bytes) {
  if (head.length > max_bytes) refuse_body(max_bytes);
}

std::size_t BodyReader::take(std::string_view bytes, std::string& body) {
  std::size_t used = 0;
  while (step_ != Step::End) {
    const auto taken = step(bytes.substr(used), body);
    if (!taken) break;
    used += *taken;
  }
  return used;
}

// One step further; how many bytes it used up, nothing if it needs more of them.
std::optional<std::size_t> BodyReader::step(std::string_view bytes, std::string& body) {
  if (bytes.empty()) return std::nullopt;
  if (step_ == Step::Data) return take_data(bytes, body, Step::End);
  if (step_ == Step::ChunkData) return take_data(bytes, body, Step::ChunkEnd);

  const auto line = whole_line(bytes, step_ == Step::Trailers ? kMaxTrailerBytes : kMaxChunkLineBytes);
  if (!line) {
    // Not even the beginning of CR LF: no need to wait for the end of that line.
    if (step_ == Step::ChunkEnd && bytes.front() != '\r') {
      refuse(400, "chunked body: expected CR LF after a chunk");
    }
    return std::nullopt;
  }
  if (step_ == Step::ChunkSize) {
    begin_chunk(*line, body.size());
  } else if (step_ == Step::ChunkEnd) {
    if (!line->empty()) refuse(400, "chunked body: expected CR LF after a chunk");
    step_ = Step::ChunkSize;
  } else {
    trailer_bytes_ += line->size() + 2;
    if (trailer_bytes_ > kMaxTrailerBytes) refuse(431, "chunked body: too many trailers");
    if (line->empty()) step_ = Step::End;
  }
  return line->size() + 2;
}

std::size_t BodyReader::take_data(std::string_view bytes, std::string& body, Step next) {
  const std::string_view data = bytes.substr(0, std::min<uint64_t>(bytes.size(), left_));
  body.append(data);
  left_ -= data.size();
  if (left_ == 0) step_ = next;
  return data.size();
}

// "1a;name=value"
void BodyReader::begin_chunk(std::string_view line, std::size_t body_size) {
  const std::string_view digits = line.substr(0, line.find(';'));
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), left_, 16);
  if (failure != std::errc() || end != digits.data() + digits.size()) {
    refuse(400, "chunked body: expected a size in hex digits, got \"" + printable(digits, 40) + "\"");
  }
  if (left_ > max_bytes_ - body_size) refuse_body(max_bytes_);
  step_ = left_ == 0 ? Step::Trailers : Step::ChunkData;
}

}  // namespace reverie
