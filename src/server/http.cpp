#include "server/http.h"

#include <algorithm>

#include "core/error.h"
#include "core/printable.h"

namespace reverie {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// -1 if `c` is no hex digit.
int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char letter = lower(c);
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

// As browsers and HTTP libraries write queries: '+' is a blank.
std::string decode_query_part(std::string_view text) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), '+', ' ');
  return percent_decode(plain);
}

}  // namespace

bool is_same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char left, char right) { return lower(left) == lower(right); });
}

std::string_view header_of(const Headers& headers, std::string_view name) {
  for (const auto& [own_name, value] : headers) {
    if (is_same_name(own_name, name)) return value;
  }
  return {};
}

std::optional<std::string> HttpRequest::query_value(std::string_view name) const {
  std::vector<std::string> values = query_values(name);
  if (values.empty()) return std::nullopt;
  return std::move(values.front());
}

std::vector<std::string> HttpRequest::query_values(std::string_view name) const {
  std::vector<std::string> values;
  for (std::string_view rest = query; !rest.empty();) {
    const std::string_view part = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    const auto equals = part.find('=');
    try {
      if (decode_query_part(part.substr(0, equals)) != name) continue;
      values.push_back(equals == std::string_view::npos ? "" : decode_query_part(part.substr(equals + 1)));
    } catch (const Error& e) {
      throw Error(e.code(), std::string("query: ") + e.what(), std::string(name));
    }
  }
  return values;
}

HttpRequest head_of(const HttpRequest& request) {
  HttpRequest head;
  head.method = request.method;
  head.path = request.path;
  head.query = request.query;
  head.headers = request.headers;
  head.client_address = request.client_address;
  head.id = request.id;
  head.base_url = request.base_url;
  return head;
}

HttpResponse json_response(int status, const Json& body) {
  // Bytes that are not UTF-8 come from clients and are shown back to them; they must not end in an exception.
  return {status,
          {{"content-type", "application/json"}},
          body.dump(-1, ' ', false, Json::error_handler_t::replace),
          std::nullopt};
}

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::InvalidRequest: return 400;
    case ErrorCode::TooLarge: return 413;
    case ErrorCode::Unauthenticated: return 401;
    case ErrorCode::Forbidden: return 403;
    case ErrorCode::OutOfCredits: return 402;
    case ErrorCode::Refused: return 422;
    case ErrorCode::NotFound: return 404;
    case ErrorCode::Conflict: return 409;
    case ErrorCode::Busy: return 429;
    case ErrorCode::Cancelled: return 409;
    case ErrorCode::OutOfMemory: return 503;
    case ErrorCode::Unreachable: return 502;
    case ErrorCode::WriteFailed: return 507;
    case ErrorCode::CorruptFile:
    case ErrorCode::Internal: return 500;
  }
  return 500;
}

std::string server_sent_event(std::string_view name, std::string_view data) {
  if (name.find_first_of("\r\n") != std::string_view::npos ||
      data.find_first_of("\r\n") != std::string_view::npos) {
    throw Error(ErrorCode::Internal, "a server-sent event holds a line break");
  }
  std::string text;
  text.reserve(name.size() + data.size() + 16);
  if (!name.empty()) text.append("event: ").append(name).append("\n");
  text.append("data: ").append(data).append("\n\n");
  return text;
}

std::string percent_decode(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
    if (high < 0 || low < 0 || (high == 0 && low == 0)) {
      throw Error(ErrorCode::InvalidRequest, "expected %01..%FF after each '%', got \"" +
                                                 printable(text.substr(i, 3)) + "\" in \"" + printable(text) +
                                                 "\"");
    }
    plain += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return plain;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kHexDigits = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-' ||
                          c == '.' || c == '_' || c == '~';
    if (is_plain) {
      escaped += c;
    } else {
      escaped += {'%', kHexDigits[byte / 16], kHexDigits[byte % 16]};
    }
  }
  return escaped;
}

}  // namespace reverie
