// tests/intake/ip_address_test.cpp
//
// Which addresses are public: the first and last of each special network, and their neighbours.
#include "intake/ip_address.h"

#include <gtest/gtest.h>
#include <netinet/in.h>

namespace reverie {
namespace {

IpAddress address(const std::string& text) {
  const auto parsed = IpAddress::parse(text);
  EXPECT_TRUE(parsed) << text;
  return parsed.value_or(IpAddress());
}

TEST(IpAddress, PublicOnesArePublic) {
  for (const char* text : {
           "1.1.1.1",
           "8.8.8.8",
           "9.255.255.255",
           "11.0.0.0",
           "93.184.216.34",
           "100.63.255.255",
           "100.128.0.0",
           "126.255.255.255",
           "128.0.0.0",
           "169.253.255.255",
           "169.255.0.0",
           "172.15.255.255",
           "172.32.0.0",
           "192.0.1.0",
           "192.0.3.0",
           "192.88.98.255",
           "192.88.100.0",
           "192.167.255.255",
           "192.169.0.0",
           "198.17.255.255",
           "198.20.0.0",
           "198.51.99.255",
           "198.51.101.0",
           "203.0.112.255",
           "203.0.114.0",
           "223.255.255.255",
           "168.63.129.15",
           "168.63.129.17",
           "::ffff:8.8.8.8",
           "64:ff9b::8.8.8.8",
           "2001:200::1",
           "2001:4860:4860::8888",
           "2606:4700:4700::1111",
           "2a00:1450:4001::1",
           "2000::",
           "2003::1",
           "3fff:1000::1",
       }) {
    EXPECT_TRUE(address(text).is_public()) << text;
  }
}

TEST(IpAddress, OthersAreNot) {
  for (const char* text : {
           "0.0.0.0",
           "0.1.2.3",
           "10.0.0.0",
           "10.255.255.255",
           "100.64.0.0",
           "100.100.100.200",
           "100.127.255.255",
           "127.0.0.0",
           "127.0.0.1",
           "127.255.255.255",
           "168.63.129.16",
           "169.254.0.0",
           "169.254.169.254",
           "169.254.255.255",
           "172.16.0.0",
           "172.31.255.255",
           "192.0.0.0",
           "192.0.0.192",
           "192.0.2.1",
           "192.88.99.1",
           "192.168.0.0",
           "192.168.255.255",
           "198.18.0.0",
           "198.19.255.255",
           "198.51.100.7",
           "203.0.113.255",
           "224.0.0.1",
           "239.255.255.255",
           "240.0.0.1",
           "255.255.255.255",
           // IPv6: unspecified, loopback, IPv4-compatible, discard, unique-local, link-local, site-local,
           // multicast
           "::",
           "::1",
           "::127.0.0.1",
           "::8.8.8.8",
           "100::1",
           "fc00::1",
           "fd00:ec2::254",
           "fdff::1",
           "fe80::1",
           "febf::1",
           "fec0::1",
           "ff02::1",
           "ff0e::1",
           "4000::1",
           "5f00::1",
           "e000::1",
           "1fff::1",
           // documentation, benchmarks, protocol assignments, the old test network
           "2001:db8::1",
           "2001:db8:ffff::1",
           "3fff::1",
           "3fff:fff::1",
           "2001:2::1",
           "2001:20::1",
           "2001:1ff::1",
           "3ffe::1",
           // wrapped in a tunnel or a translation
           "2001:0:4136:e378:8000:63bf:3fff:fdd2",
           "2002:7f00:1::1",
           "2002:a00:1::1",
           "2002:808:808::1",
           "::ffff:127.0.0.1",
           "::ffff:10.0.0.1",
           "::ffff:169.254.169.254",
           "::ffff:7f00:1",
           "::ffff:0:127.0.0.1",
           "64:ff9b::127.0.0.1",
           "64:ff9b::a9fe:a9fe",
           "64:ff9b::10.1.2.3",
           "64:ff9b:1::8.8.8.8",
       }) {
    EXPECT_FALSE(address(text).is_public()) << text;
  }
}

TEST(IpAddress, OnlyTheUsualSpellingIsAnAddress) {
  for (const char* text :
       {"",           "127.1",          "127.0.1",    "2130706433", "0x7f.0.0.1", "0x7f000001", "0177.0.0.1",
        "127.0.0.01", "127.0.0.256",    "127.0.0.1.", " 127.0.0.1", "127.0.0.1 ", "1.2.3.4.5",  "[::1]",
        "::1%lo",     "fe80::1%25eth0", ":::",        "1::2::3",    "localhost",  "127.0.0.1/8"}) {
    EXPECT_FALSE(IpAddress::parse(text)) << text;
  }
  EXPECT_FALSE(IpAddress::parse(std::string_view("127.0.0.1\0.example", 18)));
}

TEST(IpAddress, TheMappedSpellingIsTheSameAddress) {
  EXPECT_EQ(address("::ffff:10.0.0.1"), address("10.0.0.1"));
  EXPECT_TRUE(address("::ffff:a00:1").is_v4());
  EXPECT_EQ(address("::ffff:a00:1").text(), "10.0.0.1");
  EXPECT_EQ(address("2001:DB8:0:0::1").text(), "2001:db8::1");
}

TEST(IpAddress, ASocketsAddressIsTheSameAddress) {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(IpAddress::of(reinterpret_cast<const sockaddr&>(v4)), address("127.0.0.1"));
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_addr = in6addr_loopback;
  EXPECT_EQ(IpAddress::of(reinterpret_cast<const sockaddr&>(v6)), address("::1"));
  sockaddr other{};
  other.sa_family = AF_UNIX;
  EXPECT_FALSE(IpAddress::of(other));
}

TEST(IpNetwork, HasItsAddressesAndNoOthers) {
  const auto network = IpNetwork::parse("10.1.0.0/15");
  ASSERT_TRUE(!network) << "10.1.0.0 has a bit behind /15";
  const auto ten = IpNetwork::parse("10.2.0.0/15");
  ASSERT_TRUE(ten);
  EXPECT_TRUE(ten->contains(address("10.2.0.0")));
  EXPECT_TRUE(ten->contains(address("10.3.255.255")));
  EXPECT_TRUE(ten->contains(address("::ffff:10.3.0.1")));
  EXPECT_FALSE(ten->contains(address("10.1.255.255")));
  EXPECT_FALSE(ten->contains(address("10.4.0.0")));
  EXPECT_FALSE(ten->contains(address("::1")));

  const auto local = IpNetwork::parse("fd00::/8");
  ASSERT_TRUE(local);
  EXPECT_TRUE(local->contains(address("fdff::1")));
  EXPECT_FALSE(local->contains(address("fc00::1")));
  EXPECT_FALSE(local->contains(address("10.2.0.0")));
}

TEST(IpNetwork, OneAddressIsANetworkAndZeroBitsAreAll) {
  EXPECT_TRUE(IpNetwork::parse("127.0.0.1")->contains(address("127.0.0.1")));
  EXPECT_FALSE(IpNetwork::parse("127.0.0.1")->contains(address("127.0.0.2")));
  EXPECT_TRUE(IpNetwork::parse("::1/128")->contains(address("::1")));
  EXPECT_TRUE(IpNetwork::parse("0.0.0.0/0")->contains(address("203.0.113.1")));
  EXPECT_FALSE(IpNetwork::parse("0.0.0.0/0")->contains(address("::1")));
}

TEST(IpNetwork, OtherSpellingsAreNone) {
  for (const char* text :
       {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0.0/ 8", "::/129",
        "10.0.0.1/8", "fd00::1/8", "10.0.0.0/8/8", "10/8", "localhost", "localhost/8"}) {
    EXPECT_FALSE(IpNetwork::parse(text)) << text;
  }
}

}  // namespace
}  // namespace reverie
