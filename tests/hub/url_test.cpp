// tests/hub/url_test.cpp
//
// Addresses are compared by origin, shown without secrets, and never lead to another protocol.

#include "hub/url.h"

#include "hub/hub_test_support.h"

namespace reverie {
namespace {

using testing::contains;
using testing::error_of;

TEST(Url, TheSameOriginNeedsSchemeHostAndPort) {
  EXPECT_TRUE(is_same_origin("https://hub.example/a", "https://HUB.example:443/b"));
  EXPECT_FALSE(is_same_origin("https://hub.example/", "http://hub.example/"));
  EXPECT_FALSE(is_same_origin("http://hub.example:81/", "http://hub.example:82/"));
  EXPECT_FALSE(is_same_origin("https://hub.example/", "https://hub.example.evil/"));
  EXPECT_FALSE(is_same_origin("https://hub.example@evil.example/", "https://hub.example/"));
  EXPECT_FALSE(is_same_origin("nonsense", "nonsense"));
}

TEST(Url, ARelativeReferenceIsResolvedAgainstItsPage) {
  EXPECT_EQ(absolute_url("http://h:81/a/b?c", "/d?e"), "http://h:81/d?e");
  EXPECT_EQ(absolute_url("http://h:81/a/b", "https://other/x"), "https://other/x");
  EXPECT_EQ(error_of([] { absolute_url("http://h/", "http://[bad"); }).code(), ErrorCode::Unreachable);
}

TEST(Url, AHopToAnotherProtocolOrDownToHttpIsRefused) {
  EXPECT_NO_THROW(check_hop("http://a/", "https://b/"));
  EXPECT_NO_THROW(check_hop("https://a/", "https://b/"));
  EXPECT_EQ(error_of([] { check_hop("https://a/", "http://a/"); }).code(), ErrorCode::Unreachable);
  EXPECT_EQ(error_of([] { check_hop("http://a/", "file:///etc/passwd"); }).code(), ErrorCode::Unreachable);
  EXPECT_EQ(error_of([] { check_hop("http://a/", "ftp://b/"); }).code(), ErrorCode::Unreachable);
}

TEST(Url, AShownAddressHasNoUserNoPasswordAndNoQuery) {
  const std::string shown = shown_url("https://me:hunter2@hub.example:8443/a/b?signature=s3cret#x");
  EXPECT_EQ(shown, "https://hub.example:8443/a/b");
}

TEST(Url, SegmentsAreEncodedAndPathsKeepTheirSlashes) {
  EXPECT_EQ(encode_segment("refs/pr/1"), "refs%2Fpr%2F1");
  EXPECT_EQ(encode_path("a b/c?d#e%/\xc3\xa9.json"), "a%20b/c%3Fd%23e%25/%C3%A9.json");
  EXPECT_EQ(encode_path("a-b_c.d~e/f"), "a-b_c.d~e/f");
}

TEST(Url, ABaseAddressLosesItsClosingSlashes) {
  HubOptions options;
  options.base_url = "http://h/mirror//";
  EXPECT_EQ(hub_base(options), "http://h/mirror");
}

}  // namespace
}  // namespace reverie
