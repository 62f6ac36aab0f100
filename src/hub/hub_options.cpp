#include "hub/hub_options.h"

#include <algorithm>

namespace reverie {
namespace {

constexpr std::size_t kMaxTokenBytes = 4096;
constexpr std::size_t kMaxRevisionBytes = 200;
constexpr std::size_t kMaxUrlBytes = 2000;

bool is_visible_ascii(char c) {
  return c > 0x20 && c < 0x7f;
}

bool is_visible_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_visible_ascii(c); });
}

void check_base_url(const std::string& url) {
  const auto refuse = [](const std::string& why) -> void {
    throw Error(ErrorCode::InvalidRequest, "the hub's address " + why, "--hub");
  };
  const bool is_http = url.starts_with("http://") || url.starts_with("https://");
  if (!is_http) refuse("is expected to start with http:// or https://");
  const std::string rest = url.substr(url.find("://") + 3);
  if (rest.empty() || rest.front() == '/') refuse("names no host");
  if (url.size() > kMaxUrlBytes || !is_visible_ascii(url)) refuse("has characters that no address has");
  // The address is shown in errors and progress, so a password must not be part of it.
  if (rest.find('@') != std::string::npos) refuse("contains '@': a secret belongs in --token");
  if (rest.find_first_of("?#\\") != std::string::npos) refuse("contains '?', '#' or '\\'");
}

}  // namespace

void stop_if_cancelled(const CancelCheck& cancelled) {
  if (cancelled && cancelled()) throw Error(ErrorCode::Cancelled, "the download was cancelled");
}

void check_hub_options(const HubOptions& options) {
  check_base_url(options.base_url);
  // A line break in the token would let it write headers of its own.
  if (options.token.size() > kMaxTokenBytes || !is_visible_ascii(options.token)) {
    throw Error(ErrorCode::InvalidRequest,
                "the token has characters that no token has (a line break, a space?)", "--token");
  }
  const std::string& revision = options.revision;
  if (revision.empty() || revision.size() > kMaxRevisionBytes || !is_visible_ascii(revision) ||
      revision.find("..") != std::string::npos) {
    throw Error(ErrorCode::InvalidRequest,
                "expected a branch, a tag or a commit, got \"" + printable(revision) + "\"", "--revision");
  }
  if (options.max_attempts < 1) {
    throw Error(ErrorCode::InvalidRequest, "at least one attempt is needed", "max_attempts");
  }
}

std::string without_secret(std::string message, const HubOptions& options) {
  if (options.token.empty()) return message;
  const std::string_view kShown = "(token)";
  for (auto at = message.find(options.token); at != std::string::npos;
       at = message.find(options.token, at + kShown.size())) {
    message.replace(at, options.token.size(), kShown);
  }
  return message;
}

}  // namespace reverie
