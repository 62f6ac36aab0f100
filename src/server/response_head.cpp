#include "server/response_head.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

namespace reverie {
namespace {

struct Reason {
  int status;
  std::string_view text;
};

constexpr Reason kReasons[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {499, "Client Closed Request"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
    {507, "Insufficient Storage"},
};

std::string_view reason_of(int status) {
  for (const Reason& reason : kReasons) {
    if (reason.status == status) return reason.text;
  }
  return "";
}

constexpr std::string_view kOwnHeaders[] = {"connection", "content-length",    "date",
                                            "server",     "transfer-encoding", "x-request-id"};

bool is_own(std::string_view name) {
  return std::any_of(std::begin(kOwnHeaders), std::end(kOwnHeaders),
                     [&](std::string_view own) { return is_same_name(own, name); });
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

// "Sun, 06 Nov 1994 08:49:37 GMT", in English whatever the locale.
std::string http_date() {
  constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[64];
  std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT",
                kDays[static_cast<std::size_t>(utc.tm_wday)], utc.tm_mday,
                kMonths[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900, utc.tm_hour, utc.tm_min,
                utc.tm_sec);
  return text;
}

}  // namespace

bool may_have_body(int status) {
  return status >= 200 && status != 204 && status != 304;
}

bool are_sendable(const Headers& headers) {
  return std::none_of(headers.begin(), headers.end(), [](const auto& header) {
    const auto& [name, value] = header;
    return name.empty() || has_control(name) || name.find(':') != std::string::npos || has_control(value);
  });
}

std::string response_head(int status, const Headers& headers, const ReplyFrame& frame) {
  std::string head = "HTTP/1.1 " + std::to_string(status) + " ";
  const auto add = [&](std::string_view name, std::string_view value) {
    head.append(name).append(": ").append(value).append("\r\n");
  };
  head.append(reason_of(status)).append("\r\n");
  for (const auto& [name, value] : headers) {
    if (!is_own(name)) add(name, value);
  }
  if (frame.length) add("content-length", std::to_string(*frame.length));
  if (frame.is_chunked) add("transfer-encoding", "chunked");
  add("connection", frame.keeps_alive ? "keep-alive" : "close");
  add("x-request-id", frame.request_id);
  add("server", "reverie");
  add("date", http_date());
  return head.append("\r\n");
}

}  // namespace reverie
