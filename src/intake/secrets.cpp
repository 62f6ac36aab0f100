#include "intake/secrets.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <limits>

#include "core/error.h"

namespace reverie {
namespace {

constexpr std::size_t kHashBytes = 32;

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* raw(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

// What OpenSSL takes as an int.
int int_size(std::size_t size) {
  if (size > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw Error(ErrorCode::Internal, "secrets: " + std::to_string(size) + " bytes are too many for OpenSSL");
  }
  return static_cast<int>(size);
}

}  // namespace

std::string sha256(std::string_view bytes) {
  std::string hash(kHashBytes, '\0');
  unsigned length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), raw(hash), &length, EVP_sha256(), nullptr) != 1 ||
      length != kHashBytes) {
    throw Error(ErrorCode::Internal, "OpenSSL cannot compute SHA-256");
  }
  return hash;
}

std::string hmac_sha256(std::string_view key, std::string_view message) {
  std::string hash(kHashBytes, '\0');
  unsigned length = 0;
  // An empty view may have no address, which HMAC() takes for "the key of last time".
  const char* const key_data = key.empty() ? "" : key.data();
  if (HMAC(EVP_sha256(), key_data, int_size(key.size()), raw(message), message.size(), raw(hash), &length) ==
          nullptr ||
      length != kHashBytes) {
    throw Error(ErrorCode::Internal, "OpenSSL cannot compute HMAC-SHA256");
  }
  return hash;
}

std::string lower_hex(std::string_view bytes) {
  constexpr const char* kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += {kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return text;
}

std::string sha256_hex(std::string_view bytes) {
  return lower_hex(sha256(bytes));
}

bool constant_time_equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && (a.empty() || CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0);
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  if (RAND_bytes(raw(bytes), int_size(count)) != 1) {
    throw Error(ErrorCode::Internal, "the system gives no random bytes for secrets");
  }
  return bytes;
}

std::string random_token(std::size_t bytes) {
  return lower_hex(random_bytes(bytes));
}

}  // namespace reverie
