// intake/secrets.h
//
// Hashes, keyed hashes and random tokens: the only file of this folder that knows OpenSSL.
//
// Used by   webhook_signature.cpp, server/auth (keys are stored and looked up by their hash), ids and signed
//           file addresses.
// Source    FIPS 180-4 (SHA-256), RFC 2104 (HMAC); test vectors of RFC 4231.
// Traps     A secret is compared with constant_time_equal(), never with ==, which stops at the first
//           difference and so tells how much of a guess was right.
// Proven by tests/intake/secrets_test.cpp
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace reverie {

// The 32 raw bytes.
std::string sha256(std::string_view bytes);
std::string hmac_sha256(std::string_view key, std::string_view message);

// Two lower-case digits for each byte.
std::string lower_hex(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);

// The time depends on the lengths only.
bool constant_time_equal(std::string_view a, std::string_view b);

// From the system's generator for secrets. Throws Error(Internal) if it has none to give.
std::string random_bytes(std::size_t count);

// `bytes` random bytes as hex digits: 16 for an id that nobody shall guess, 32 for a key.
std::string random_token(std::size_t bytes);

}  // namespace reverie
