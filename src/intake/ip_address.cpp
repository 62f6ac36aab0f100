#include "intake/ip_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace reverie {
namespace {

constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr std::array<std::uint8_t, 12> kNat64{0, 0x64, 0xff, 0x9b};
constexpr unsigned kMappedBits = 96;

struct V4Network {
  std::uint8_t first[4];
  unsigned prefix_bits;
};

constexpr V4Network kNotPublicV4[] = {
    {{0, 0, 0, 0}, 8},         // this network
    {{10, 0, 0, 0}, 8},        // private
    {{100, 64, 0, 0}, 10},     // shared between a provider and its customers
    {{127, 0, 0, 0}, 8},       // loopback
    {{168, 63, 129, 16}, 32},  // Azure's host, which answers virtual machines only
    {{169, 254, 0, 0}, 16},    // link-local, with the clouds' metadata services
    {{172, 16, 0, 0}, 12},     // private
    {{192, 0, 0, 0}, 24},      // protocol assignments
    {{192, 0, 2, 0}, 24},      // documentation
    {{192, 88, 99, 0}, 24},    // 6to4 relays
    {{192, 168, 0, 0}, 16},    // private
    {{198, 18, 0, 0}, 15},     // benchmarks
    {{198, 51, 100, 0}, 24},   // documentation
    {{203, 0, 113, 0}, 24},    // documentation
    {{224, 0, 0, 0}, 4},       // multicast
    {{240, 0, 0, 0}, 4},       // reserved, broadcast
};

struct V6Network {
  std::uint8_t first[4];  // the rest is zero
  unsigned prefix_bits;
};

constexpr V6Network kGlobalUnicast{{0x20, 0, 0, 0}, 3};
constexpr V6Network kNotPublicV6[] = {
    {{0x20, 0x01, 0, 0}, 23},        // protocol assignments: Teredo, benchmarks, overlays
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    {{0x20, 0x02, 0, 0}, 16},        // 6to4
    {{0x3f, 0xfe, 0, 0}, 16},        // the test network of old
    {{0x3f, 0xff, 0, 0}, 20},        // documentation
};

bool has_prefix(const std::uint8_t* bytes, const std::uint8_t* prefix, unsigned bits) {
  const unsigned whole = bits / 8, rest = bits % 8;
  if (std::memcmp(bytes, prefix, whole) != 0) return false;
  return rest == 0 || (bytes[whole] ^ prefix[whole]) >> (8 - rest) == 0;
}

bool is_public_v4(const std::uint8_t* four) {
  return std::none_of(std::begin(kNotPublicV4), std::end(kNotPublicV4), [&](const V4Network& network) {
    return has_prefix(four, network.first, network.prefix_bits);
  });
}

bool is_public_v6(const std::uint8_t* sixteen) {
  if (!has_prefix(sixteen, kGlobalUnicast.first, kGlobalUnicast.prefix_bits)) return false;
  return std::none_of(std::begin(kNotPublicV6), std::end(kNotPublicV6), [&](const V6Network& network) {
    return has_prefix(sixteen, network.first, network.prefix_bits);
  });
}

}  // namespace

IpAddress IpAddress::of_v4(const std::uint8_t* four) {
  IpAddress address;
  std::copy(kMapped.begin(), kMapped.end(), address.bytes_.begin());
  std::copy(four, four + 4, address.bytes_.begin() + kMapped.size());
  return address;
}

IpAddress IpAddress::of_v6(const std::uint8_t* sixteen) {
  IpAddress address;
  std::copy(sixteen, sixteen + 16, address.bytes_.begin());
  return address;
}

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  const std::string copy(text);
  if (copy.find('\0') != std::string::npos) return std::nullopt;
  std::uint8_t bytes[16];
  if (::inet_pton(AF_INET, copy.c_str(), bytes) == 1) return of_v4(bytes);
  if (::inet_pton(AF_INET6, copy.c_str(), bytes) == 1) return of_v6(bytes);
  return std::nullopt;
}

std::optional<IpAddress> IpAddress::of(const sockaddr& address) {
  std::uint8_t bytes[16];
  if (address.sa_family == AF_INET) {
    std::memcpy(bytes, &reinterpret_cast<const sockaddr_in*>(&address)->sin_addr, 4);
    return of_v4(bytes);
  }
  if (address.sa_family == AF_INET6) {
    std::memcpy(bytes, &reinterpret_cast<const sockaddr_in6*>(&address)->sin6_addr, 16);
    return of_v6(bytes);
  }
  return std::nullopt;
}

bool IpAddress::is_v4() const noexcept {
  return std::equal(kMapped.begin(), kMapped.end(), bytes_.begin());
}

bool IpAddress::is_public() const noexcept {
  const bool is_nat64 = std::equal(kNat64.begin(), kNat64.end(), bytes_.begin());
  return is_v4() || is_nat64 ? is_public_v4(bytes_.data() + kMapped.size()) : is_public_v6(bytes_.data());
}

std::string IpAddress::text() const {
  char text[INET6_ADDRSTRLEN] = {};
  const int family = is_v4() ? AF_INET : AF_INET6;
  const std::uint8_t* const bytes = bytes_.data() + (is_v4() ? kMapped.size() : 0);
  return ::inet_ntop(family, bytes, text, sizeof text) != nullptr ? text : "";
}

std::optional<IpNetwork> IpNetwork::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string_view first = text.substr(0, slash);
  const auto address = IpAddress::parse(first);
  if (!address) return std::nullopt;
  // By the spelling: "::ffff:0.0.0.0/96" counts from the front of IPv6.
  const bool is_v4 = first.find(':') == std::string_view::npos;
  const unsigned most = is_v4 ? 32 : 128;
  unsigned bits = most;
  if (slash != std::string_view::npos) {
    const std::string_view digits = text.substr(slash + 1);
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    if (failure != std::errc() || end != digits.data() + digits.size() || bits > most) return std::nullopt;
  }
  IpNetwork network;
  network.first_ = *address;
  network.prefix_bits_ = bits + (is_v4 ? kMappedBits : 0);
  for (unsigned bit = network.prefix_bits_; bit < 128; ++bit) {
    if ((address->bytes()[bit / 8] >> (7 - bit % 8) & 1) != 0) return std::nullopt;
  }
  return network;
}

bool IpNetwork::contains(const IpAddress& address) const noexcept {
  return has_prefix(address.bytes().data(), first_.bytes().data(), prefix_bits_);
}

}  // namespace reverie
