#include "intake/outside_url.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "core/error.h"
#include "core/printable.h"

namespace reverie {
namespace {

constexpr std::size_t kMaxUrlBytes = 8192;
constexpr std::size_t kMaxHostBytes = 253;
constexpr std::size_t kMaxLabelBytes = 63;

[[noreturn]] void refuse(const std::string& why, const std::string& field) {
  throw Error(ErrorCode::InvalidRequest, "expected an http or https address, got " + why, field);
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '_';
}

// Whether some parser would take a host that ends in `label` for a number (WHATWG URL, "ends in a number").
bool looks_like_number(std::string_view label) {
  return std::all_of(label.begin(), label.end(), is_digit) || label.starts_with("0x");
}

// `host` in lower case: a name whose last label is no number, or a dotted quad.
void check_host_name(std::string_view host, const std::string& field) {
  if (IpAddress::parse(host)) return;
  if (host.size() > kMaxHostBytes) refuse("one with a host of more than 253 characters", field);
  for (std::string_view rest = host;;) {
    const std::size_t dot = rest.find('.');
    const std::string_view label = rest.substr(0, dot);
    if (label.empty() || label.size() > kMaxLabelBytes)
      refuse("one whose host has an empty or long label", field);
    if (!std::all_of(label.begin(), label.end(), is_host_character)) {
      refuse("one whose host has a character other than letters, digits, '-', '_' and '.'", field);
    }
    if (dot == std::string_view::npos) {
      if (looks_like_number(label)) refuse("one whose host is a number but not four decimal ones", field);
      return;
    }
    rest.remove_prefix(dot + 1);
  }
}

struct Authority {
  std::string host;  // lower case, IPv6 without brackets
  std::optional<IpAddress> literal;
  std::optional<std::uint16_t> port;
};

// What stands between "//" and the path, by our own rules.
Authority read_authority(std::string_view text, const std::string& field) {
  if (text.find('@') != std::string_view::npos) refuse("one with a user name", field);
  Authority authority;
  std::string_view rest;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) refuse("one whose '[' has no ']'", field);
    const std::string_view inside = text.substr(1, end - 1);
    authority.literal = IpAddress::parse(inside);
    if (!authority.literal || inside.find(':') == std::string_view::npos) {
      refuse("one with brackets around something other than an IPv6 address", field);
    }
    authority.host = authority.literal->text();
    rest = text.substr(end + 1);
  } else {
    const std::size_t colon = std::min(text.find(':'), text.size());
    authority.host = lower_case(text.substr(0, colon));
    check_host_name(authority.host, field);
    authority.literal = IpAddress::parse(authority.host);
    rest = text.substr(colon);
  }
  if (rest.empty()) return authority;
  std::uint16_t port = 0;
  const std::string_view digits = rest.substr(1, 5);
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  const bool is_number = failure == std::errc() && end == rest.data() + rest.size() && port != 0;
  if (rest.front() != ':' || !is_number) refuse("one whose port is no number from 1 to 65535", field);
  authority.port = port;
  return authority;
}

struct UrlDeleter {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using CurlUrl = std::unique_ptr<CURLU, UrlDeleter>;

std::string part_of(const CurlUrl& url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), part, &text, flags) != CURLUE_OK || text == nullptr) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

// Whether libcurl reads the same host.
bool is_same_host(const Authority& ours, std::string theirs) {
  if (theirs.starts_with('[') && theirs.ends_with(']')) theirs = theirs.substr(1, theirs.size() - 2);
  if (const auto address = IpAddress::parse(theirs)) return address == ours.literal;
  return !ours.literal && lower_case(theirs) == ours.host;
}

}  // namespace

std::string OutsideUrl::shown() const {
  const bool is_v6 = host.find(':') != std::string::npos;
  const bool is_usual_port = port == (is_https ? 443 : 80);
  return printable(std::string(is_https ? "https://" : "http://") + (is_v6 ? "[" + host + "]" : host) +
                   (is_usual_port ? "" : ":" + std::to_string(port)) + path);
}

OutsideUrl read_outside_url(std::string_view text, const std::string& field) {
  if (text.size() > kMaxUrlBytes) refuse("one of more than 8192 bytes", field);
  const bool has_bad_character = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '\\';
  });
  if (has_bad_character) refuse("one with a blank, a control character or a backslash", field);

  const std::size_t slashes = text.find("://");
  if (slashes == std::string_view::npos) refuse("something without \"://\"", field);
  const std::string scheme = lower_case(text.substr(0, slashes));
  if (scheme != "http" && scheme != "https") refuse("another scheme", field);
  std::string_view authority_text = text.substr(slashes + 3);
  authority_text = authority_text.substr(0, authority_text.find_first_of("/?#"));
  const Authority authority = read_authority(authority_text, field);

  const CurlUrl url(curl_url());
  if (!url) throw Error(ErrorCode::OutOfMemory, "no memory for an address");
  const std::string copy(text);
  if (curl_url_set(url.get(), CURLUPART_URL, copy.c_str(), CURLU_DISALLOW_USER | CURLU_URLENCODE) !=
          CURLUE_OK ||
      !is_same_host(authority, part_of(url, CURLUPART_HOST))) {
    refuse("one that cannot be read in one way only", field);
  }
  curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);

  OutsideUrl outside;
  outside.is_https = scheme == "https";
  outside.host = authority.host;
  outside.literal = authority.literal;
  outside.path = part_of(url, CURLUPART_PATH);
  outside.port = authority.port.value_or(outside.is_https ? 443 : 80);
  const bool is_v6 = outside.host.find(':') != std::string::npos;
  const std::string query = part_of(url, CURLUPART_QUERY);
  outside.text = scheme + "://" + (is_v6 ? "[" + outside.host + "]" : outside.host) + ":" +
                 std::to_string(outside.port) + outside.path + (query.empty() ? "" : "?" + query);
  return outside;
}

OutsideUrl read_redirect(const OutsideUrl& from, std::string_view location, const std::string& field) {
  OutsideUrl to = read_outside_url(location, field);
  if (from.is_https && !to.is_https) {
    throw Error(ErrorCode::InvalidRequest, from.shown() + " leads from https to http, which is not followed",
                field);
  }
  return to;
}

}  // namespace reverie
