// tokenizer.json, broken at random in ways that are the same in every run: each file is either refused with
// our own error, or works. tests/fuzz/tokenizer_fuzz.cpp looks further; its finds become named cases
// elsewhere.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "core/error.h"
#include "tokenizer/byte_bpe.h"
#include "tokenizer/small_tokenizer.h"

namespace reverie {
namespace {

// Opens the file and uses it. True if it was accepted.
bool try_file(const Json& json) {
  try {
    const ByteBpe tokenizer = ByteBpe::from_json(json, "mutated");
    const auto ids = tokenizer.encode("a red fox<|im_end|> in the snow, \u00E9 \U0001F98A  12");
    for (const std::int32_t id : ids) EXPECT_LT(id, tokenizer.vocabulary_size());
    EXPECT_FALSE(tokenizer.decode(ids).empty());
    return true;
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::CorruptFile) << e.what();
    return false;
  }
}

Json odd_value(std::mt19937& random) {
  const Json values[] = {nullptr,
                         true,
                         false,
                         0,
                         -1,
                         1.5,
                         4294967296,
                         "",
                         "a",
                         "a b",
                         "ByteLevel",
                         Json::array(),
                         Json::object(),
                         {"a", "b"},
                         {{"type", "BPE"}},
                         300};
  return values[random() % std::size(values)];
}

// Every value of the file, in turn.
std::vector<Json::json_pointer> every_path(const Json& json) {
  std::vector<Json::json_pointer> paths;
  const Json flat = json.flatten();
  for (const auto& [path, value] : flat.items()) {
    for (Json::json_pointer at(path);; at = at.parent_pointer()) {
      paths.push_back(at);
      if (at.empty()) break;
    }
  }
  return paths;
}

TEST(TokenizerMutation, AFileWithOneOddValueIsRefusedOrWorks) {
  const Json good = small_tokenizer();
  std::mt19937 random(7);
  int refused = 0, accepted = 0;
  const auto paths = every_path(good);
  for (int i = 0; i < 1500; ++i) {
    Json json = good;
    json[paths[random() % paths.size()]] = odd_value(random);
    (try_file(json) ? accepted : refused) += 1;
  }
  EXPECT_GE(refused, 1000);  // observed 1,4xx; a check that always accepts would fail here
  EXPECT_GE(accepted, 1);    // a switch that is off may be off in several ways
}

TEST(TokenizerMutation, AFileWithoutOneValueIsRefusedOrWorks) {
  const Json good = small_tokenizer();
  int refused = 0;
  for (const auto& path : every_path(good)) {
    if (path.empty()) continue;
    Json json = good;
    Json& parent = json[path.parent_pointer()];
    if (parent.is_object()) {
      parent.erase(path.back());
    } else {
      parent.erase(static_cast<std::size_t>(std::stoul(path.back())));
    }
    refused += try_file(json) ? 0 : 1;
  }
  EXPECT_GE(refused, 256);  // at least one for each byte's token
}

TEST(TokenizerMutation, AFileWithBrokenBytesIsRefusedOrWorks) {
  const std::string good = small_tokenizer().dump();
  std::mt19937 random(11);
  int refused = 0;
  for (int i = 0; i < 1500; ++i) {
    std::string text = good;
    switch (random() % 3) {
      case 0: text[random() % text.size()] = static_cast<char>(random() % 256); break;
      case 1: text.resize(random() % text.size()); break;
      default: text.erase(random() % text.size(), 1 + random() % 20);
    }
    try {
      refused += try_file(parse_json(text, "mutated")) ? 0 : 1;
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::CorruptFile);
      ++refused;
    }
  }
  EXPECT_GE(refused, 1000);
}

}  // namespace
}  // namespace reverie
