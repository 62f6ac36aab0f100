#include "intake/webhook_signature.h"

#include <charconv>

#include "core/error.h"
#include "intake/base64.h"
#include "intake/secrets.h"

namespace reverie {
namespace {

constexpr std::string_view kPrefix = "whsec_";
constexpr const char* kField = "webhook_secret";
constexpr std::size_t kMinKeyBytes = 24;
constexpr std::size_t kMaxKeyBytes = 64;
constexpr std::size_t kNewKeyBytes = 32;

std::string key_of(std::string_view secret) {
  if (!secret.starts_with(kPrefix)) {
    throw Error(ErrorCode::InvalidRequest, "expected a webhook secret that begins with \"whsec_\"", kField);
  }
  std::string key = decode_base64(secret.substr(kPrefix.size()), kMaxKeyBytes, kField);
  if (key.size() < kMinKeyBytes) {
    throw Error(ErrorCode::InvalidRequest,
                "expected a webhook secret of 24 to 64 bytes, got " + std::to_string(key.size()), kField);
  }
  return key;
}

std::string bytes_of_digest(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    unsigned value = 0;
    const auto [end, fault] = std::from_chars(&hex[i], &hex[i] + 2, value, 16);
    if (fault != std::errc() || end != &hex[i] + 2) break;
    bytes += static_cast<char>(value);
  }
  if (hex.size() != 64 || bytes.size() != 32) {
    throw Error(ErrorCode::CorruptFile, "expected the SHA-256 of a key as 64 hex digits");
  }
  return bytes;
}

std::string signed_for_apiframe(std::string_view body, std::string_view key) {
  return "sha256=" + lower_hex(hmac_sha256(key, body));
}

}  // namespace

std::string apiframe_signature(std::string_view body, std::string_view api_key) {
  return signed_for_apiframe(body, sha256(api_key));
}

std::string apiframe_signature_by_digest(std::string_view body, std::string_view key_digest) {
  return signed_for_apiframe(body, bytes_of_digest(key_digest));
}

std::string standard_webhook_signature(std::string_view secret, std::string_view id,
                                       std::int64_t unix_seconds, std::string_view body) {
  std::string signed_text(id);
  signed_text += "." + std::to_string(unix_seconds) + ".";
  signed_text += body;
  return "v1," + encode_base64(hmac_sha256(key_of(secret), signed_text));
}

std::string new_webhook_secret() {
  return std::string(kPrefix) + encode_base64(random_bytes(kNewKeyBytes));
}

}  // namespace reverie
