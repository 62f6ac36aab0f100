// tests/intake/address_guard_test.cpp
//
// Where a request may send us, and what an operator's list opens.
#include "intake/address_guard.h"

#include "intake/intake_test_support.h"

namespace reverie {
namespace {

using testing::contains;
using testing::error_of;
using testing::expect_refused;

OutsideUrl url_of(const std::string& text) {
  return read_outside_url(text, "image_url");
}

std::vector<IpAddress> addresses(const std::vector<std::string>& texts) {
  std::vector<IpAddress> parsed;
  for (const std::string& text : texts) parsed.push_back(IpAddress::parse(text).value());
  return parsed;
}

void check(const AddressGuard& guard, const std::string& url, const std::vector<std::string>& resolved) {
  guard.check_port(url_of(url), "image_url");
  guard.check_addresses(url_of(url), addresses(resolved), "image_url");
}

TEST(AddressGuard, PublicAddressesMayBeAsked) {
  EXPECT_NO_THROW(check(AddressGuard({}), "https://example.com/", {"93.184.216.34", "2606:4700::1111"}));
}

TEST(AddressGuard, OneAddressThatIsNotPublicSpoilsTheName) {
  const AddressGuard guard({});
  for (const char* text :
       {"10.0.0.1", "127.0.0.1", "169.254.169.254", "::1", "fd00::1", "64:ff9b::10.0.0.1"}) {
    expect_refused(
        [&] {
          check(guard, "https://example.com/", {"93.184.216.34", text});
        },
        "image_url", "is not a public address", text);
  }
}

TEST(AddressGuard, TheMessageHasNeitherTheAddressNorTheQuery) {
  const Error e = error_of([] { check(AddressGuard({}), "https://example.com/a?s3cret", {"10.11.12.13"}); });
  EXPECT_STREQ(e.what(), "https://example.com/a is not a public address");
}

TEST(AddressGuard, PortsOfTheSystemAreClosedButForTheWebs) {
  const AddressGuard guard({});
  for (const char* port : {"80", "443", "1024", "8080", "65535"}) {
    EXPECT_NO_THROW(check(guard, std::string("http://example.com:") + port + "/", {"1.1.1.1"})) << port;
  }
  for (const char* port : {"1", "22", "25", "53", "79", "81", "442", "444", "1023"}) {
    expect_refused([&] { check(guard, std::string("http://example.com:") + port + "/", {"1.1.1.1"}); },
                   "image_url", "expected port 80", port);
  }
}

TEST(AddressGuard, ANetworkOfTheListCountsAsPublic) {
  const AddressGuard guard({"10.1.0.0/16", "fd00::/8", "192.168.7.7"});
  EXPECT_NO_THROW(check(guard, "http://nas.internal/", {"10.1.200.3", "fd12::1", "192.168.7.7"}));
  EXPECT_NO_THROW(check(guard, "http://[::ffff:10.1.2.3]/", {"10.1.2.3"}));
  expect_refused([&] { check(guard, "http://nas.internal/", {"10.2.0.1"}); }, "image_url", "not a public");
  expect_refused(
      [&] {
        check(guard, "http://nas.internal/", {"10.1.0.1", "127.0.0.1"});
      },
      "image_url", "not a public");
  expect_refused([&] { check(guard, "http://nas.internal:22/", {"10.1.0.1"}); }, "image_url",
                 "expected port");
}

TEST(AddressGuard, AHostOfTheListIsOpenAtItsPortOnly) {
  const AddressGuard guard({"MinIO.internal:900", "[::1]:8080", "127.0.0.1:9000"});
  EXPECT_NO_THROW(check(guard, "http://minio.internal:900/a", {"10.0.0.5"}));
  EXPECT_NO_THROW(check(guard, "http://[0::1]:8080/", {"::1"}));
  EXPECT_NO_THROW(check(guard, "http://127.0.0.1:9000/", {"127.0.0.1"}));
  expect_refused([&] { check(guard, "http://minio.internal:9001/", {"10.0.0.5"}); }, "image_url",
                 "not a public");
  expect_refused([&] { check(guard, "http://other.internal:9000/", {"10.0.0.5"}); }, "image_url",
                 "not a public");
  expect_refused([&] { check(guard, "http://localhost:9000/", {"127.0.0.1"}); }, "image_url", "not a public");
}

TEST(AddressGuard, AnEntryThatIsNeitherIsRefused) {
  for (const char* entry : {"", "localhost", "10.0.0.1/8", "10.0.0.0/99", "http://a:80", "a:80/x", "a:0",
                            "a:b", "[::1]", "u@a:80", "a b:80", "*:80", "*"}) {
    expect_refused([&] { AddressGuard guard({entry}, "--allow"); }, "--allow", "expected a network", entry);
  }
}

}  // namespace
}  // namespace reverie
