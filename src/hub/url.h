// hub/url.h
//
// Addresses: joining, comparing, encoding and showing them. Parsing is libcurl's, so that what is
// checked here is what is asked there.
//
// Used by   http.cpp, hub.cpp, retries.cpp.
// Traps     An address may carry a signature in its query. Show it through shown_url() only.
// Proven by tests/hub/url_test.cpp
#pragma once

#include <string>
#include <string_view>

#include "hub/hub_options.h"

namespace reverie {

// options.base_url without slashes at its end.
std::string hub_base(const HubOptions& options);

// `text` percent-encoded for one segment of a path; encode_path keeps the '/'.
std::string encode_segment(std::string_view text);
std::string encode_path(std::string_view path);

// `reference` (absolute or relative) seen from `base`. Throws Error(Unreachable) if it is no address.
std::string absolute_url(const std::string& base, const std::string& reference);

// Refuses to go from one address to another that is not http(s), or from https down to http.
// Throws Error(Unreachable).
void check_hop(const std::string& from, const std::string& to);

// Whether both have the same scheme, host and port.
bool is_same_origin(const std::string& url, const std::string& other);

// "https://host:port/path" of `url`, without user name and query.
std::string shown_url(const std::string& url);

}  // namespace reverie
