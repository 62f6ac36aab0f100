// tests/intake/base64_test.cpp
//
// Both directions against RFC 4648's own vectors, and every way a text can be wrong.
#include "intake/base64.h"

#include <ctime>

#include "intake/intake_test_support.h"

namespace reverie {
namespace {

using testing::expect_refused;

std::string decoded(std::string_view text) {
  return decode_base64(text, 1000, "image");
}

// RFC 4648, section 10.
constexpr std::pair<const char*, const char*> kVectors[] = {
    {"", ""},
    {"f", "Zg=="},
    {"fo", "Zm8="},
    {"foo", "Zm9v"},
    {"foob", "Zm9vYg=="},
    {"fooba", "Zm9vYmE="},
    {"foobar", "Zm9vYmFy"},
};

TEST(Base64, AgreesWithTheStandardsVectorsBothWays) {
  for (const auto& [plain, text] : kVectors) {
    EXPECT_EQ(encode_base64(plain), text);
    EXPECT_EQ(decoded(text), plain);
  }
}

TEST(Base64, PaddingMayBeAbsent) {
  EXPECT_EQ(decoded("Zg"), "f");
  EXPECT_EQ(decoded("Zm8"), "fo");
}

TEST(Base64, AllBytesComeBack) {
  std::string bytes;
  for (int i = 0; i < 259; ++i) bytes += static_cast<char>(i);
  for (std::size_t size = 256; size <= bytes.size(); ++size) {
    EXPECT_EQ(decoded(encode_base64(bytes.substr(0, size))), bytes.substr(0, size));
  }
}

TEST(Base64, TheUrlSafeAlphabetIsRead) {
  EXPECT_EQ(encode_base64("\xfb\xff\xfe"), "+//+");
  EXPECT_EQ(decoded("-__-"), "\xfb\xff\xfe");
}

TEST(Base64, TwoAlphabetsInOneTextAreRefused) {
  expect_refused([] { decoded("+__+"); }, "image", "both alphabets");
  expect_refused([] { decoded("AAAA-AAA/w"); }, "image", "both alphabets");
}

TEST(Base64, BlanksAndOtherCharactersAreRefusedWithTheirPlace) {
  expect_refused([] { decoded("Zm9v\nYmFy"); }, "image", "got one character too many");
  expect_refused([] { decoded("Zm9v YmF"); }, "image", "at byte 4");
  expect_refused([] { decoded("Zm9v\r\nYm"); }, "image", "at byte 4");
  expect_refused([] { decoded("Zm%v"); }, "image", "at byte 2");
  expect_refused([] { decoded(std::string_view("Zm\0v", 4)); }, "image", "at byte 2");
  expect_refused([] { decoded("Zm9v\xc3\xa9"); }, "image", "at byte 4");
}

TEST(Base64, PaddingInTheWrongPlaceIsRefused) {
  for (const char* text : {"Zg=", "Zm9v=", "Zm9v==", "=", "==", "===", "====", "Z===", "Zm8==", "Zg==="}) {
    expect_refused([&] { decoded(text); }, "image", "expected base64", text);
  }
  expect_refused([] { decoded("Zg==Zg=="); }, "image", "at byte 2");
}

TEST(Base64, ALengthThatNoBytesHaveIsRefused) {
  expect_refused([] { decoded("Z"); }, "image", "one character");
  expect_refused([] { decoded("Zm9vY"); }, "image", "one character");
}

TEST(Base64, LastBitsThatBelongToNoByteAreRefused) {
  expect_refused([] { decoded("Zh=="); }, "image", "last bits");
  expect_refused([] { decoded("Zh"); }, "image", "last bits");
  expect_refused([] { decoded("Zm9"); }, "image", "last bits");
}

TEST(Base64, TooMuchIsRefusedBeforeItIsDecoded) {
  EXPECT_EQ(decode_base64("Zm9v", 3, "image"), "foo");
  expect_refused([] { decode_base64("Zm9vYg", 3, "image"); }, "image", "4 bytes, more than the 3");
  expect_refused([] { decode_base64("!!!!!!!!", 3, "image"); }, "image", "6 bytes, more than the 3");
}

TEST(Base64, TheTextIsNotInTheMessage) {
  const Error e = testing::error_of([] { decoded("c2VjcmV0!"); });
  EXPECT_FALSE(testing::contains(e.what(), "c2Vj")) << e.what();
}

// The largest picture, 30 MiB: observed 0.03 s optimised and 0.3 s without; the bound is for builds with
// sanitizers.
TEST(Base64, TheLargestPictureIsReadAtOnce) {
  const std::string bytes(std::size_t{30} << 20, '\xa5');
  const std::string text = encode_base64(bytes);
  const std::clock_t start = std::clock();  // of this program only: the machine may be busy with others
  const std::string back = decode_base64(text, bytes.size(), "image");
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  EXPECT_TRUE(back == bytes);
  EXPECT_LT(seconds, 2.0);
  RecordProperty("seconds", std::to_string(seconds));
}

}  // namespace
}  // namespace reverie
