#include "hub/url.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

namespace reverie {
namespace {

struct UrlDeleter {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, UrlDeleter>;

Url parse_url(const std::string& text) {
  Url url(curl_url());
  if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return nullptr;
  return url;
}

std::string url_part(const Url& url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), part, &text, flags) != CURLUE_OK || text == nullptr) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

// "https://host:443", or empty if `text` is not an http(s) address.
std::string origin_of(const std::string& text) {
  const Url url = parse_url(text);
  if (!url) return {};
  const std::string scheme = lower_case(url_part(url, CURLUPART_SCHEME));
  if (scheme != "http" && scheme != "https") return {};
  return scheme + "://" + lower_case(url_part(url, CURLUPART_HOST)) + ":" +
         url_part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
}

}  // namespace

std::string hub_base(const HubOptions& options) {
  std::string base = options.base_url;
  while (base.ends_with('/')) base.pop_back();
  return base;
}

std::string encode_segment(std::string_view text) {
  constexpr const char* kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          std::string_view("-._~").find(c) != std::string_view::npos;
    if (is_plain) {
      encoded += c;
    } else {
      encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return encoded;
}

std::string encode_path(std::string_view path) {
  std::string encoded;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    encoded += encode_segment(path.substr(begin, end - begin));
    if (end < path.size()) encoded += '/';
    begin = end + 1;
  }
  return encoded;
}

void check_hop(const std::string& from, const std::string& to) {
  const std::string origin = origin_of(to);
  const bool is_downgrade = origin_of(from).starts_with("https:") && origin.starts_with("http:");
  if (origin.empty() || is_downgrade) {
    throw Error(ErrorCode::Unreachable,
                shown_url(from) + " leads to " + shown_url(to) +
                    ", which is not followed (only http and https, never from https to http)");
  }
}

std::string absolute_url(const std::string& base, const std::string& reference) {
  const Url url = parse_url(base);
  if (!url || curl_url_set(url.get(), CURLUPART_URL, reference.c_str(), 0) != CURLUE_OK) {
    throw Error(ErrorCode::Unreachable,
                "the hub names an address that is none: \"" + printable(reference) + "\"");
  }
  return url_part(url, CURLUPART_URL);
}

bool is_same_origin(const std::string& url, const std::string& other) {
  const std::string origin = origin_of(url);
  return !origin.empty() && origin == origin_of(other);
}

std::string shown_url(const std::string& url) {
  const Url parsed = parse_url(url);
  if (!parsed) return "an address that is none";
  const std::string port = url_part(parsed, CURLUPART_PORT);
  return printable(url_part(parsed, CURLUPART_SCHEME) + "://" + url_part(parsed, CURLUPART_HOST) +
                   (port.empty() ? "" : ":" + port) + url_part(parsed, CURLUPART_PATH));
}

}  // namespace reverie
