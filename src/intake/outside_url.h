// intake/outside_url.h
//
// A web address that a stranger gave us, taken apart and rebuilt, before anything is asked of any network.
//
// Used by   guarded_fetch.cpp, address_guard.cpp.
// Source    RFC 3986; the ways to write an address that one parser reads differently from the next.
// Traps     What is checked must be what is asked. So the host is first read by our own plain rules, then by
//           libcurl, and they must agree; and the text that goes to libcurl is rebuilt from the parts.
//           Anything that needs interpretation is refused: user names, percent signs and other alphabets in
//           the host (write xn--...), numbers that are not a dotted quad (2130706433, 0x7f.1, 127.1,
//           0177.0.0.1). The query is a secret (signed addresses): show shown(), never text.
// Proven by tests/intake/outside_url_test.cpp, tests/fuzz/url_fuzz.cpp
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "intake/ip_address.h"

namespace reverie {

struct OutsideUrl {
  bool is_https = false;
  std::string host;                  // lower case; an IPv6 address without brackets
  std::optional<IpAddress> literal;  // if the host is an address
  std::uint16_t port = 0;            // as written, or 80 or 443
  std::string text;                  // what is asked: no user, no fragment, and other bytes percent-encoded
  std::string path;                  // begins with '/', percent-encoded

  // "https://host:port/path" for messages: the query is left out, a long path is cut.
  std::string shown() const;
};

// Reads an absolute http or https address of at most 8 KiB.
// Throws Error(InvalidRequest, ..., field); the message does not repeat the address.
OutsideUrl read_outside_url(std::string_view text, const std::string& field);

// Where a redirect from `from` leads: as above, and never from https to http.
OutsideUrl read_redirect(const OutsideUrl& from, std::string_view location, const std::string& field);

}  // namespace reverie
