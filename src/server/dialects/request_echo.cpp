#include "server/dialects/request_echo.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace reverie {
namespace {

constexpr std::size_t kMostMediaType = 100;
// No prompt is so long a word, and a smaller picture does no harm.
constexpr std::size_t kShortestFile = 2048;

bool is_base64(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("+/-_=").find(c) != std::string_view::npos;
}

std::string echo_of_text(const std::string& text) {
  if (text.starts_with("data:")) {
    const std::size_t comma = text.substr(0, kMostMediaType).find(',');
    return comma == std::string::npos ? "data:..." : text.substr(0, comma + 1) + "...";
  }
  const bool is_file =
      text.size() >= kShortestFile && std::all_of(text.begin(), text.begin() + kShortestFile, is_base64);
  return is_file ? "base64,..." : text;
}

}  // namespace

Json echo_of(const Json& request) {
  if (request.is_string()) return echo_of_text(request.get_ref<const std::string&>());
  if (!request.is_structured()) return request;
  Json echo = request;
  for (Json& value : echo) value = echo_of(value);
  return echo;
}

}  // namespace reverie
