// intake/address_guard.h
//
// The rule about where a request may send us: the public internet, and what the operator opens besides.
//
// Used by   guarded_fetch.cpp, for every address before it is asked, redirects included.
// Source    OWASP, "Server-Side Request Forgery Prevention".
// Traps     A name is refused if any of its addresses is not public: which one gets asked is left to chance.
//           Messages name the host as its sender wrote it, never an address it resolved to.
// Proven by tests/intake/address_guard_test.cpp
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "intake/ip_address.h"
#include "intake/outside_url.h"

namespace reverie {

class AddressGuard {
 public:
  // Each of `allow` is a network ("10.1.0.0/16", "fd00::/8", "10.1.2.3"), whose addresses count as public, or
  // a host with its port ("minio.internal:9000", "[::1]:8080"), which is believed whatever its addresses are.
  // Throws Error(InvalidRequest, ..., field).
  explicit AddressGuard(const std::vector<std::string>& allow, const std::string& field = "allow");

  // Refuses ports other than 80, 443 and 1024 up. Needs no lookup.
  void check_port(const OutsideUrl& url, const std::string& field) const;

  // Refuses the whole list if one address in it may not be asked. Both throw Error(InvalidRequest, ...,
  // field).
  void check_addresses(const OutsideUrl& url, const std::vector<IpAddress>& addresses,
                       const std::string& field) const;

 private:
  bool is_allowed_host(const OutsideUrl& url) const;

  std::vector<IpNetwork> networks_;
  std::vector<std::pair<std::string, std::uint16_t>> hosts_;  // in lower case
};

}  // namespace reverie
