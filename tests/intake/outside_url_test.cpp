// tests/intake/outside_url_test.cpp
//
// Addresses from strangers: what is read, and the many that are refused before any network is asked.
#include "intake/outside_url.h"

#include "intake/intake_test_support.h"

namespace reverie {
namespace {

using testing::contains;
using testing::error_of;
using testing::expect_refused;

OutsideUrl read(std::string_view text) {
  return read_outside_url(text, "image_url");
}

TEST(OutsideUrl, IsTakenApart) {
  const OutsideUrl url = read("https://Pictures.Example.com:8443/a/lake.png?signature=s3cret#top");
  EXPECT_TRUE(url.is_https);
  EXPECT_EQ(url.host, "pictures.example.com");
  EXPECT_EQ(url.port, 8443);
  EXPECT_EQ(url.path, "/a/lake.png");
  EXPECT_FALSE(url.literal);
  EXPECT_EQ(url.text, "https://pictures.example.com:8443/a/lake.png?signature=s3cret");
}

TEST(OutsideUrl, HasThePortAndThePathThatGoUnsaid) {
  EXPECT_EQ(read("http://example.com").text, "http://example.com:80/");
  EXPECT_EQ(read("HTTPS://example.com?a=b").text, "https://example.com:443/?a=b");
  EXPECT_EQ(read("http://example.com/%7Ea//b/../c").path, "/%7Ea//c");
}

TEST(OutsideUrl, OtherAlphabetsInThePathAreEncoded) {
  EXPECT_EQ(read("http://example.com/\xe6\xb9\x96.png?q=\xc3\xa9").text,
            "http://example.com:80/%e6%b9%96.png?q=%c3%a9");
}

TEST(OutsideUrl, AnAddressAsHostIsKnownAsOne) {
  EXPECT_EQ(read("http://93.184.216.34/").literal, IpAddress::parse("93.184.216.34"));
  const OutsideUrl v6 = read("http://[2606:4700:4700:0:0::1111]:8080/");
  EXPECT_EQ(v6.literal, IpAddress::parse("2606:4700:4700::1111"));
  EXPECT_EQ(v6.host, "2606:4700:4700::1111");
  EXPECT_EQ(v6.text, "http://[2606:4700:4700::1111]:8080/");
  EXPECT_EQ(read("http://[::ffff:10.0.0.1]/").text, "http://10.0.0.1:80/");
}

TEST(OutsideUrl, NamesThatOnlyLookOddAreNames) {
  for (const char* text : {"http://xn--bcher-kva.example/", "http://0xdead.example.com/", "http://1.2.3.com/",
                           "http://my_bucket.s3.example.com/", "http://localhost/", "http://a--b.c-/",
                           "http://10.0.0.1.nip.io/"}) {
    EXPECT_NO_THROW(read(text)) << text;
    EXPECT_FALSE(read(text).literal) << text;
  }
}

TEST(OutsideUrl, HostileOnesAreRefused) {
  const std::pair<const char*, const char*> hostile[] = {
      // other schemes, or none
      {"", "without \"://\""},
      {"example.com/a.png", "without \"://\""},
      {"//example.com/a.png", "without \"://\""},
      {"/etc/passwd", "without \"://\""},
      {"http:/example.com/", "without \"://\""},
      {"file:///etc/passwd", "another scheme"},
      {"gopher://127.0.0.1:6379/_FLUSHALL", "another scheme"},
      {"ftp://example.com/a.png", "another scheme"},
      {"dict://127.0.0.1:11211/stat", "another scheme"},
      {"javascript://example.com/%0aalert(1)", "another scheme"},
      {"://example.com", "another scheme"},
      {"http\t://example.com", "a control character"},
      // users, and hosts behind them
      {"http://user:password@example.com/", "user name"},
      {"http://user@example.com/", "user name"},
      {"http://@example.com/", "user name"},
      {"http://example.com:80@127.0.0.1/", "user name"},
      {"http://example.com@[::1]/", "user name"},
      // two parsers, two hosts
      {"http://example.com\\@127.0.0.1/", "backslash"},
      {"http://127.0.0.1 .example.com/", "a blank"},
      {"http://example.com\r\nHost: 127.0.0.1\r\n/", "a control character"},
      {"http://example.com%00.127.0.0.1/", "character other than"},
      {"http://%31%32%37.0.0.1/", "character other than"},
      {"http://127.0.0.1%2f.example.com/", "character other than"},
      {"http://ex\xc3\xa4mple.com/", "character other than"},
      {"http://\xe2\x91\xa0\xe2\x91\xa1\xe2\x91\xa6.0.0.1/", "character other than"},  // circled digits
      {"http://127\xe3\x80\x82"
       "0\xe3\x80\x82"
       "0\xe3\x80\x82"
       "1/",
       "character other than"},  // ideographic dots
      {"http://example,com/", "character other than"},
      {"http://*/", "character other than"},
      // numbers in other clothes
      {"http://2130706433/", "a number"},
      {"http://017700000001/", "a number"},
      {"http://0x7f000001/", "a number"},
      {"http://0x7f.1/", "a number"},
      {"http://0x7f.0x0.0x0.0x1/", "a number"},
      {"http://0X7F.0.0.1/", "a number"},
      {"http://127.1/", "a number"},
      {"http://127.0.1/", "a number"},
      {"http://0177.0.0.1/", "a number"},
      {"http://127.0.0.01/", "a number"},
      {"http://127.0.0.256/", "a number"},
      {"http://1.2.3.4.5/", "a number"},
      {"http://0/", "a number"},
      {"http://example.0x1/", "a number"},
      // hosts that are none
      {"http:///etc/passwd", "empty or long label"},
      {"http://", "empty or long label"},
      {"http://?a", "empty or long label"},
      {"http://:80/", "empty or long label"},
      {"http://127.0.0.1./", "empty or long label"},
      {"http://localhost./", "empty or long label"},
      {"http://a..b/", "empty or long label"},
      {"http://.a/", "empty or long label"},
      // brackets
      {"http://[::1/", "no ']'"},
      {"http://[127.0.0.1]/", "brackets"},
      {"http://[fe80::1%25eth0]/", "brackets"},
      {"http://[fe80::1%eth0]/", "brackets"},
      {"http://[localhost]/", "brackets"},
      {"http://[]/", "brackets"},
      {"http://[::1]x/", "port"},
      {"http://::1/", "empty or long label"},
      // ports
      {"http://example.com:/", "port"},
      {"http://example.com:0/", "port"},
      {"http://example.com:65536/", "port"},
      {"http://example.com:99999/", "port"},
      {"http://example.com:-80/", "port"},
      {"http://example.com:+80/", "port"},
      {"http://example.com:80:81/", "port"},
      {"http://example.com:0x50/", "port"},
      {"http://example.com:000080/", "port"},
  };
  for (const auto& [text, why] : hostile) expect_refused([&] { read(text); }, "image_url", why, text);
  expect_refused([] { read(std::string_view("http://example.com/\0", 20)); }, "image_url",
                 "control character");
}

TEST(OutsideUrl, EndlessOnesAreRefused) {
  const std::string base = "http://example.com/";
  EXPECT_NO_THROW(read(base + std::string(8192 - base.size(), 'a')));
  expect_refused([&] { read(base + std::string(8193 - base.size(), 'a')); }, "image_url", "8192 bytes");
  expect_refused([] { read("http://" + std::string(64, 'a') + ".com/"); }, "image_url", "long label");
  std::string host;
  for (int i = 0; i < 127; ++i) host += "a.";
  expect_refused([&] { read("http://" + host + "com/"); }, "image_url", "253 characters");
}

TEST(OutsideUrl, WhatIsAskedIsReadAgainAsItself) {
  for (const char* text : {"http://example.com/?", "https://e.com/a?b?c#d#e", "http://[::1]:8080",
                           "http://e.com/%41%zz", "http://e.com/a;b=c/@x:y?http://z@q/"}) {
    const OutsideUrl once = read(text);
    EXPECT_EQ(read(once.text).text, once.text) << text;
  }
}

TEST(OutsideUrl, IsShownWithoutItsQuery) {
  const OutsideUrl url = read("https://example.com/a.png?X-Signature=s3cret#s3cret");
  EXPECT_EQ(url.shown(), "https://example.com/a.png");
  EXPECT_EQ(read("http://[::1]:8080/x?y").shown(), "http://[::1]:8080/x");
  EXPECT_LE(read("http://example.com/" + std::string(5000, 'a')).shown().size(), 203u);
}

TEST(OutsideUrl, IsNotRepeatedInARefusal) {
  const Error e = error_of([] { read("http://root:s3cret@example.com/?s3cret"); });
  EXPECT_FALSE(contains(e.what(), "s3cret")) << e.what();
  EXPECT_FALSE(contains(e.what(), "example")) << e.what();
}

TEST(OutsideUrl, ARedirectNeverLeadsFromHttpsToHttp) {
  const OutsideUrl safe = read("https://example.com/a?s3cret");
  const OutsideUrl plain = read("http://example.com/a");
  EXPECT_EQ(read_redirect(safe, "https://other.example/", "image_url").host, "other.example");
  EXPECT_TRUE(read_redirect(plain, "https://example.com/", "image_url").is_https);
  EXPECT_FALSE(read_redirect(plain, "http://example.com/b", "image_url").is_https);
  expect_refused([&] { read_redirect(safe, "http://example.com/b?s3cret", "image_url"); }, "image_url",
                 "https to http");
  const Error e = error_of([&] { read_redirect(safe, "http://example.com/b?s3cret", "image_url"); });
  EXPECT_FALSE(contains(e.what(), "s3cret")) << e.what();
}

TEST(OutsideUrl, ARedirectIsReadByTheSameRules) {
  const OutsideUrl from = read("http://example.com/a");
  for (const char* text : {"file:///etc/passwd", "http://user@example.com/", "http://0x7f.1/", "/relative"}) {
    expect_refused([&] { read_redirect(from, text, "image_url"); }, "image_url", "expected", text);
  }
}

}  // namespace
}  // namespace reverie
