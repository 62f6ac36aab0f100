// intake/base64.h
//
// Base64 in and out of memory.
//
// Used by   data_uri.cpp, webhook_signature.cpp, the replies that carry pictures inline.
// Source    RFC 4648, sections 4 (standard alphabet), 5 (URL-safe alphabet) and 3.5 (no stray last bits).
// Traps     Reading is strict, so that one picture has one text and no decoder after us sees another one: no
//           blanks, one alphabet per text, padding whole or absent, unused last bits zero.
// Proven by tests/intake/base64_test.cpp, tests/fuzz/data_uri_fuzz.cpp
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace reverie {

// Standard alphabet, padded.
std::string encode_base64(std::string_view bytes);

// Either alphabet, with or without padding. Too much is refused by its length, before anything is decoded.
// Throws Error(InvalidRequest, ..., field); the message gives the byte at fault, never the text.
std::string decode_base64(std::string_view text, std::size_t max_bytes, const std::string& field);

}  // namespace reverie
