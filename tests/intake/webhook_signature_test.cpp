// tests/intake/webhook_signature_test.cpp
//
// The vectors were made with Python's own library:
//
//   import base64, hashlib, hmac
//   body = b'{"event":"completed","jobId":"job_1"}'
//   hmac.new(hashlib.sha256(b"afk_test_key").digest(), body, hashlib.sha256).hexdigest()
//   hmac.new(bytes(range(24)), b"msg_1.1790000000." + body, hashlib.sha256).digest()    # then base64
#include "intake/webhook_signature.h"

#include "intake/intake_test_support.h"
#include "intake/secrets.h"

namespace reverie {
namespace {

using testing::expect_refused;

constexpr const char* kBody = R"({"event":"completed","jobId":"job_1"})";
constexpr const char* kSecret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";  // the bytes 0 to 23

TEST(WebhookSignature, ApiframesAgreesWithPython) {
  EXPECT_EQ(apiframe_signature(kBody, "afk_test_key"),
            "sha256=40aa79b7aa409112fe2f18a064a1b28df75e373d6cb50a60088d186e3aa6cb0b");
}

TEST(WebhookSignature, ApiframesNeedsOnlyTheDigestOfTheKey) {
  EXPECT_EQ(apiframe_signature_by_digest(kBody, sha256_hex("afk_test_key")),
            apiframe_signature(kBody, "afk_test_key"));
}

TEST(WebhookSignature, ADigestThatIsNoneIsCorrupt) {
  for (const std::string& wrong : {std::string(), std::string(63, 'a'), std::string(64, 'x'),
                                   std::string(65, 'a'), "-" + std::string(63, '1')}) {
    try {
      apiframe_signature_by_digest(kBody, wrong);
      FAIL() << wrong;
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::CorruptFile) << wrong;
    }
  }
}

// The other reading of apiframe's page, which its SDK does not share.
TEST(WebhookSignature, ApiframesKeyIsTheHashItselfAndNotItsHexDigits) {
  EXPECT_EQ(lower_hex(hmac_sha256(sha256_hex("afk_test_key"), kBody)),
            "f7d9207ed03b1e977be0af5c3106ce719644ba939a30d71f5006c57bf09842ff");
}

TEST(WebhookSignature, TheStandardOneAgreesWithPython) {
  EXPECT_EQ(standard_webhook_signature(kSecret, "msg_1", 1790000000, kBody),
            "v1,YdA0lKq7vIRtkpq5YyBwbF8tJqI+M7TCptP6zo74ofo=");
}

// The example that the libraries of Standard Webhooks test themselves with.
TEST(WebhookSignature, TheStandardOneAgreesWithItsPublishedExample) {
  EXPECT_EQ(
      standard_webhook_signature("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
                                 1649367553, R"({"email":"test@example.com","username":"test_user"})"),
      "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=");
}

TEST(WebhookSignature, EverythingThatIsSignedCounts) {
  const std::string good = standard_webhook_signature(kSecret, "msg_1", 1790000000, kBody);
  EXPECT_NE(standard_webhook_signature(kSecret, "msg_2", 1790000000, kBody), good);
  EXPECT_NE(standard_webhook_signature(kSecret, "msg_1", 1790000001, kBody), good);
  EXPECT_NE(standard_webhook_signature(kSecret, "msg_1", 1790000000, std::string(kBody) + "\n"), good);
  EXPECT_NE(standard_webhook_signature(new_webhook_secret(), "msg_1", 1790000000, kBody), good);
}

TEST(WebhookSignature, ASecretOfAnotherFormIsRefusedAndNotShown) {
  const char* const wrong[] = {
      "",
      "whsec_",
      "AAECAwQFBgcICQoLDA0ODxAREhMUFRYX",
      "WHSEC_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX",
      "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFR!X",
      "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRY",  // 23 bytes
  };
  for (const char* secret : wrong) {
    expect_refused([&] { standard_webhook_signature(secret, "msg_1", 1, kBody); }, "webhook_secret",
                   "expected", secret);
  }
  const Error e = testing::error_of([] { standard_webhook_signature("whsec_AAECAwQF", "msg_1", 1, kBody); });
  EXPECT_FALSE(testing::contains(e.what(), "AAEC")) << e.what();
}

TEST(WebhookSignature, AFreshSecretSignsAndHasNoCharacterThatClientsSplitAt) {
  for (int i = 0; i < 50; ++i) {
    const std::string secret = new_webhook_secret();
    EXPECT_NO_THROW(standard_webhook_signature(secret, "msg_1", 1, kBody));
    // The Replicate client takes what follows the last '_' for the key.
    EXPECT_EQ(secret.rfind('_'), std::string("whsec").size());
    EXPECT_NE(secret, new_webhook_secret());
  }
}

}  // namespace
}  // namespace reverie
