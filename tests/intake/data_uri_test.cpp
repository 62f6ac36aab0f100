// tests/intake/data_uri_test.cpp
//
// Pictures written into requests: the forms clients send, and those that are refused.
#include "intake/data_uri.h"

#include "intake/base64.h"
#include "intake/intake_test_support.h"

namespace reverie {
namespace {

using testing::expect_refused;

InlineImage read(std::string_view text) {
  return read_inline_image(text, "image[0]");
}

TEST(DataUri, APictureComesBackWithItsType) {
  const InlineImage image = read("data:image/png;base64,Zm9v");
  EXPECT_EQ(image.mime, "image/png");
  EXPECT_EQ(image.bytes, "foo");
}

TEST(DataUri, TheTypeIsReadInAnyCaseAndGivenInLowerCase) {
  EXPECT_EQ(read("DATA:Image/JPEG;Base64,Zm9v").mime, "image/jpeg");
  EXPECT_EQ(read("data:image/svg+xml;base64,Zm9v").mime, "image/svg+xml");
  EXPECT_EQ(read("data:image/vnd.x-icon;base64,Zm9v").mime, "image/vnd.x-icon");
}

// The Replicate client's data-uri strategy says so of a Buffer.
TEST(DataUri, BytesOfUnknownTypeAreRead) {
  EXPECT_EQ(read("data:application/octet-stream;base64,Zm9v").mime, "application/octet-stream");
}

TEST(DataUri, BareBase64HasNoType) {
  const InlineImage image = read("_-8");
  EXPECT_EQ(image.mime, "");
  EXPECT_EQ(image.bytes, "\xff\xef");
}

TEST(DataUri, WhatIsWrittenIsRead) {
  const std::string text = make_data_uri("image/webp", "\x01\x02\x03\x04");
  EXPECT_EQ(text, "data:image/webp;base64,AQIDBA==");
  EXPECT_EQ(read(text).bytes, "\x01\x02\x03\x04");
}

TEST(DataUri, KnowsADataUriByItsScheme) {
  EXPECT_TRUE(is_data_uri("data:"));
  EXPECT_TRUE(is_data_uri("Data:image/png"));
  EXPECT_FALSE(is_data_uri("dat"));
  EXPECT_FALSE(is_data_uri("https://example.com/data:"));
}

TEST(DataUri, OtherFormsAreRefused) {
  const char* const wrong[] = {
      "data:",
      "data:,",
      "data:,Zm9v",
      "data:;base64,Zm9v",
      "data:image/png,Zm9v",
      "data:image/png;base64",
      "data:image/png;base64Zm9v",
      "data:image/;base64,Zm9v",
      "data:image;base64,Zm9v",
      "data:text/html;base64,Zm9v",
      "data:application/octet-streamx;base64,Zm9v",
      "data: image/png;base64,Zm9v",
      "data:image/png ;base64,Zm9v",
      "data:image/png; base64,Zm9v",
      "data:image/png;charset=utf-8;base64,Zm9v",
      "data:image/png;base64;base64,Zm9v",
      "data:image/p/ng;base64,Zm9v",
      "data:image/p\xc3\xa9;base64,Zm9v",
      "data:image/..%2f;base64,Zm9v",
      "data://image/png;base64,Zm9v",
      "data:image/png;base64, Zm9v",
      "data:image/png;base64,Zm9v\n",
      "data:image/png;base64,Zm9v#x",
      "data:image/png;base64,%5am9v",
      "data:image/png;base64,data:image/png;base64,Zm9v",
      "data:image/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;base64,Zm9v",
      "https://example.com/a.png",
      " data:image/png;base64,Zm9v",
  };
  for (const char* text : wrong) expect_refused([&] { read(text); }, "image[0]", "expected", text);
}

TEST(DataUri, NoBytesAreNoPicture) {
  expect_refused([] { read(""); }, "image[0]", "got no bytes");
  expect_refused([] { read("data:image/png;base64,"); }, "image[0]", "got no bytes");
}

TEST(DataUri, MoreThan30MebibytesAreRefusedByTheirLength) {
  std::string text(kMaxInlineBytes / 3 * 4, 'A');
  EXPECT_EQ(read(text).bytes.size(), kMaxInlineBytes);
  text += "AA";
  expect_refused([&] { read(text); }, "image[0]", "more than the 31457280 allowed");
  expect_refused([&] { read("data:image/png;base64," + text); }, "image[0]",
                 "more than the 31457280 allowed");
}

}  // namespace
}  // namespace reverie
