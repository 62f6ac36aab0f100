// intake/ip_address.h
//
// Internet addresses, networks of them, and which of them are the public internet.
//
// Used by   outside_url.cpp, resolve.cpp, address_guard.cpp.
// Source    the IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890 and what followed it);
//           NAT64: RFC 6052, RFC 8215.
// Traps     One address, one form: IPv4 is kept as IPv4-mapped IPv6 (::ffff:a.b.c.d), so that the mapped
//           spelling of 127.0.0.1 is 127.0.0.1 for every rule.
//           IPv6 is judged by what is public, IPv4 by what is not: of the former only 2000::/3 is in use.
// Proven by tests/intake/ip_address_test.cpp
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct sockaddr;

namespace reverie {

class IpAddress {
 public:
  // Dotted decimal with four numbers and no leading zeros, or IPv6 without brackets and zone; else nothing.
  static std::optional<IpAddress> parse(std::string_view text);
  // Nothing unless it is AF_INET or AF_INET6.
  static std::optional<IpAddress> of(const sockaddr& address);

  bool is_v4() const noexcept;
  // Whether the address is for anybody on the internet: not private, loopback, link-local, shared (CGNAT),
  // multicast, reserved, for documentation or benchmarks, nor a tunnel's (6to4, Teredo) or a translation
  // (NAT64) of such an address.
  bool is_public() const noexcept;
  // The usual short form, IPv6 without brackets.
  std::string text() const;

  const std::array<std::uint8_t, 16>& bytes() const noexcept { return bytes_; }
  bool operator==(const IpAddress&) const = default;

 private:
  static IpAddress of_v4(const std::uint8_t* four);
  static IpAddress of_v6(const std::uint8_t* sixteen);

  std::array<std::uint8_t, 16> bytes_{};
};

class IpNetwork {
 public:
  // "10.0.0.0/8", "fd00::/8", or one address; bits behind the prefix must be zero. Else nothing.
  static std::optional<IpNetwork> parse(std::string_view text);

  bool contains(const IpAddress& address) const noexcept;

 private:
  IpAddress first_;
  unsigned prefix_bits_ = 0;  // of 128; 96 more than written for IPv4
};

}  // namespace reverie
