// Thousands of small damages to a valid file, the same ones on every run. Each damaged file either opens,
// and then all of its tensors can be read to the last byte, or is refused with our own Error.
// The open-ended search is tests/fuzz/safetensors_fuzz.cpp; this is the part that needs no clang.
#include <random>

#include "weights/safetensors.h"
#include "weights/safetensors_header.h"
#include "weights/test_files.h"

namespace reverie {
namespace {

constexpr int kMutations = 4000;
constexpr uint32_t kSeed = 20260801;

std::string valid_file(const TempFolder& folder) {
  write_safetensors(folder / "valid",
                    NamedTensors{{"a.weight", torch::ones({2, 3})},
                                 {"b", torch::ones({5}, torch::kBool)},
                                 {"c", torch::ones({4}, torch::kBFloat16)},
                                 {"d", torch::empty({0, 7})}},
                    {{"format", "pt"}});
  return read_bytes(folder / "valid");
}

// What a header is made of, so that damage often stays valid JSON and reaches the later rules.
constexpr std::string_view kPieces[] = {"0",
                                        "1",
                                        "-1",
                                        "9223372036854775807",
                                        "18446744073709551616",
                                        "1e999",
                                        "1.5",
                                        "[",
                                        "]",
                                        "{",
                                        "}",
                                        "\"",
                                        ",",
                                        ":",
                                        "F64",
                                        "I8",
                                        "BOOL",
                                        "\\u0000",
                                        "null",
                                        "true",
                                        "[[[[",
                                        "\"a.weight\"",
                                        "\"__metadata__\"",
                                        "\xff",
                                        " "};

// The header's length field, set to what it should be: otherwise most damage would end at rule 1.
void mend_length(std::string& bytes, std::size_t header_bytes) {
  const std::uint64_t length = header_bytes;
  std::memcpy(bytes.data(), &length, sizeof length);
}

std::string mutated(const std::string& valid, std::size_t header_bytes, std::mt19937& random) {
  const auto below = [&](std::size_t bound) {
    return random() % bound;
  };  // the same with every standard library
  std::string bytes = valid;
  std::size_t length = header_bytes;
  for (std::size_t edits = 1 + below(3); edits > 0; --edits) {
    const std::size_t at = 8 + below(length);
    switch (below(5)) {
      case 0: bytes[at] = static_cast<char>(below(256)); break;
      case 1:
        bytes.erase(at, 1);
        --length;
        break;
      case 2: {
        const std::string_view piece = kPieces[below(std::size(kPieces))];
        bytes.insert(at, piece);
        length += piece.size();
        break;
      }
      case 3:  // another digit keeps the JSON whole and breaks the numbers
        if (bytes[at] >= '0' && bytes[at] <= '9') bytes[at] = static_cast<char>('0' + below(10));
        break;
      case 4: bytes.resize(bytes.size() - below(std::min<std::size_t>(4, bytes.size() - at))); break;
    }
    length = std::min(length, bytes.size() - 8);
  }
  if (below(8) == 0)
    bytes[below(8)] = static_cast<char>(below(256));
  else
    mend_length(bytes, length);
  return bytes;
}

TEST(SafetensorsMutations, OpenOrAreRefusedWithOurErrorAndNothingElse) {
  const TempFolder folder;
  const std::string valid = valid_file(folder);
  const std::size_t header_bytes = parse_safetensors_header(valid, "valid").data_start - 8;
  std::mt19937 random(kSeed);
  int opened = 0;
  int refused = 0;
  for (int i = 0; i < kMutations; ++i) {
    const std::string bytes = mutated(valid, header_bytes, random);
    std::ofstream(folder / "mutated", std::ios::binary | std::ios::trunc) << bytes;
    try {
      const SafetensorsFile file = SafetensorsFile::open(folder / "mutated");
      for (const std::string& name : file.names()) {
        EXPECT_EQ(file.tensor(name).clone().sizes(), at::IntArrayRef(file.shape(name))) << i;
      }
      ++opened;
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::CorruptFile) << i << ": " << e.what();
      ++refused;
    } catch (const std::exception& e) {
      ADD_FAILURE() << "mutation " << i << " escaped as " << e.what();
    }
  }
  // Both happen, or the damage would prove nothing.
  EXPECT_GT(opened, kMutations / 100);
  EXPECT_GT(refused, kMutations / 2);
}

}  // namespace
}  // namespace reverie
