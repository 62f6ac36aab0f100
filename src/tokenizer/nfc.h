// tokenizer/nfc.h
//
// Unicode Normalization Form C: "e" + U+0301 and U+00E9 become the same text before it is cut into tokens.
//
// Used by   byte_bpe.cpp, bpe_trainer.cpp.
// Source    UAX #15; Hangul arithmetic from The Unicode Standard, section 3.12. Data: unicode.h.
// Proven by tests/tokenizer/nfc_test.cpp, tests/tokenizer/byte_bpe_golden_test.cpp
#pragma once

#include <string>
#include <string_view>

namespace reverie {

// Throws Error(InvalidRequest) with the byte offset if `text` is not UTF-8.
std::string to_nfc(std::string_view text);

}  // namespace reverie
