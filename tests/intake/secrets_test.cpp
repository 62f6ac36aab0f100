// tests/intake/secrets_test.cpp
#include "intake/secrets.h"

#include <gtest/gtest.h>

#include <set>

namespace reverie {
namespace {

TEST(Secrets, Sha256AgreesWithTheStandardsVectors) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("abc").size(), 32u);
}

// RFC 4231, cases 1, 2 and 6 (a key longer than a block).
TEST(Secrets, HmacAgreesWithTheStandardsVectors) {
  EXPECT_EQ(lower_hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(lower_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(lower_hex(hmac_sha256(std::string(131, '\xaa'),
                                  "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

// Python: hmac.new(b"", b"", "sha256").hexdigest()
TEST(Secrets, AnEmptyKeyIsAKeyAndNotTheOneOfLastTime) {
  hmac_sha256("another", "message");
  EXPECT_EQ(lower_hex(hmac_sha256({}, {})),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Secrets, EqualIsEqualInAllBytes) {
  EXPECT_TRUE(constant_time_equal("", {}));
  EXPECT_TRUE(constant_time_equal("key", "key"));
  EXPECT_FALSE(constant_time_equal("key", "kez"));
  EXPECT_FALSE(constant_time_equal("key", "ley"));
  EXPECT_FALSE(constant_time_equal("key", "keyy"));
  EXPECT_FALSE(constant_time_equal("key", ""));
  EXPECT_FALSE(constant_time_equal(std::string_view("a\0b", 3), std::string_view("a\0c", 3)));
}

TEST(Secrets, TokensAreLongAndDoNotRepeat) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string token = random_token(16);
    EXPECT_EQ(token.size(), 32u);
    EXPECT_EQ(token.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_TRUE(seen.insert(token).second);
  }
  EXPECT_EQ(random_bytes(32).size(), 32u);
  EXPECT_EQ(random_token(0), "");
}

}  // namespace
}  // namespace reverie
