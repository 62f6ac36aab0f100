// tests/tokenizer/token_cases.h
//
// Reads the strings and ids that scripts/goldens/tokenizer.py stores (write_cases there has the layout).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace reverie {

struct TokenCase {
  std::string text;
  std::vector<std::int32_t> ids;
};

// Throws std::runtime_error if the file is missing or cut short: a short golden must not pass as a small one.
std::vector<TokenCase> read_token_cases(const std::filesystem::path& path);

}  // namespace reverie
