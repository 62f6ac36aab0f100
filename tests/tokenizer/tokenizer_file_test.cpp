// src/tokenizer/tokenizer_file: what is read, and that every setting we do not follow is refused by name.
#include "tokenizer/tokenizer_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "core/error.h"
#include "tokenizer/pre_tokenize.h"
#include "tokenizer/small_tokenizer.h"

namespace reverie {
namespace {

using testing::HasSubstr;

using Path = Json::json_pointer;

// `json` is refused as a corrupt file, in words that contain `why`.
void expect_refused(const Json& json, const std::string& why) {
  try {
    parse_tokenizer_file(json, "t.json");
    ADD_FAILURE() << "accepted, expected: " << why;
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::CorruptFile);
    EXPECT_THAT(e.what(), HasSubstr(why));
    EXPECT_THAT(e.what(), testing::StartsWith("t.json"));
  }
}

// The small tokenizer with `value` at `path`.
void expect_refused_with(const std::string& path, const Json& value, const std::string& why) {
  SCOPED_TRACE(path + " = " + value.dump());
  Json json = small_tokenizer();
  json[Path(path)] = value;
  expect_refused(json, why);
}

TEST(TokenizerFile, ReadsVocabularyMergesAndAddedTokens) {
  const Json json = small_tokenizer();
  const TokenizerFile file = parse_tokenizer_file(json, "t.json");
  EXPECT_EQ(file.ids.size(), json["model"]["vocab"].size() + 3);
  EXPECT_EQ(file.merges.size(), json["model"]["merges"].size());
  EXPECT_EQ(file.pieces.at(static_cast<std::size_t>(file.ids.at("\u0120the"))), " the");
  EXPECT_EQ(file.pieces.back(), "<|im_end|>");
  EXPECT_EQ(file.byte_ids['!'], 0);
  ASSERT_EQ(file.added.size(), 3u);
  EXPECT_TRUE(file.added[2].is_special);
}

TEST(TokenizerFile, ReadsBothSpellingsOfMerges) {
  Json json = small_tokenizer();
  const TokenizerFile pairs = parse_tokenizer_file(json, "t.json");
  for (Json& merge : json["model"]["merges"]) {
    merge = merge[0].get<std::string>() + " " + merge[1].get<std::string>();
  }
  json["model"]["merges"].insert(json["model"]["merges"].begin(), "#version: 0.2");
  const TokenizerFile lines = parse_tokenizer_file(json, "t.json");
  ASSERT_EQ(lines.merges.size(), pairs.merges.size());
  for (std::size_t i = 0; i < lines.merges.size(); ++i) {
    EXPECT_EQ(lines.merges[i].left, pairs.merges[i].left);
    EXPECT_EQ(lines.merges[i].right, pairs.merges[i].right);
    EXPECT_EQ(lines.merges[i].merged, pairs.merges[i].merged);
  }
}

TEST(TokenizerFile, AcceptsUnknownSettingsThatAreOff) {
  Json json = small_tokenizer();
  json["later"] = nullptr;
  json["model"]["later"] = false;
  json["post_processor"] = nullptr;
  json["model"].erase("ignore_merges");  // older files have none
  json["model"]["continuing_subword_prefix"] = nullptr;
  EXPECT_EQ(parse_tokenizer_file(json, "t.json").added.size(), 3u);
}

TEST(TokenizerFile, RefusesUnknownSettingsThatAreOn) {
  expect_refused_with("/later", 1, "\"later\" is 1, a setting that this program does not know");
  expect_refused_with("/model/later", true, "model: \"later\" is true");
  expect_refused_with("/pre_tokenizer/pretokenizers/0/later", "x", "pretokenizers[0]: \"later\"");
  expect_refused_with("/added_tokens/1/later", "x", "added_tokens[1]: \"later\"");
  expect_refused_with("/version", "2.0", "\"version\" is \"2.0\", expected \"1.0\"");
}

TEST(TokenizerFile, RefusesOtherTextRules) {
  expect_refused_with("/normalizer", nullptr, "normalizer: expected an object");
  expect_refused_with("/normalizer/type", "NFKC", "\"type\" is \"NFKC\", expected \"NFC\"");
  expect_refused_with("/pre_tokenizer/pretokenizers/0/pattern/Regex", R"(\w+)",
                      R"("Regex" is "\\w+", expected)");
  expect_refused_with("/pre_tokenizer/pretokenizers/0/pattern", {{"String", " "}}, "\"String\" is");
  expect_refused_with("/pre_tokenizer/pretokenizers/0/behavior", "Removed", "\"behavior\" is \"Removed\"");
  expect_refused_with("/pre_tokenizer/pretokenizers/0/invert", true, "\"invert\" is true");
  expect_refused_with("/pre_tokenizer/pretokenizers/1/add_prefix_space", true, "expected false");
  expect_refused_with("/pre_tokenizer/pretokenizers/1/use_regex", true, "expected false");
  expect_refused_with("/pre_tokenizer/type", "ByteLevel", "expected \"Sequence\"");
  expect_refused_with("/pre_tokenizer/pretokenizers/2", Json::object(), "expected two steps");
  expect_refused_with("/decoder/type", "Metaspace", "expected \"ByteLevel\"");
  expect_refused_with("/post_processor/type", "TemplateProcessing", "expected \"ByteLevel\"");
  expect_refused_with("/truncation", {{"max_length", 8}}, "\"truncation\"");
  expect_refused_with("/padding", {{"direction", "Left"}}, "\"padding\"");
}

TEST(TokenizerFile, RefusesAByteLevelStepThatLeavesItsSwitchesToADefault) {
  Json json = small_tokenizer();
  json[Path("/pre_tokenizer/pretokenizers/1")].erase("use_regex");
  expect_refused(json, "\"use_regex\" is missing");
}

TEST(TokenizerFile, RefusesOtherModels) {
  expect_refused_with("/model/type", "Unigram", "expected \"BPE\"");
  expect_refused_with("/model/dropout", 0.1, "\"dropout\" is 0.1");
  expect_refused_with("/model/unk_token", "<unk>", "\"unk_token\"");
  expect_refused_with("/model/continuing_subword_prefix", "##", "\"continuing_subword_prefix\"");
  expect_refused_with("/model/end_of_word_suffix", "</w>", "\"end_of_word_suffix\"");
  expect_refused_with("/model/byte_fallback", true, "\"byte_fallback\"");
  expect_refused_with("/model/fuse_unk", true, "\"fuse_unk\"");
  expect_refused_with("/model/ignore_merges", true, "\"ignore_merges\"");
}

TEST(TokenizerFile, RefusesABrokenVocabulary) {
  expect_refused_with("/model/vocab", Json::array(), "vocab: expected an object");
  expect_refused_with("/model/vocab/a", -1, "the id of \"a\" is -1");
  expect_refused_with("/model/vocab/a", 1.5, "the id of \"a\" is 1.5");
  expect_refused_with("/model/vocab/a", "7", "the id of \"a\" is \"7\"");
  expect_refused_with("/model/vocab/a", 4000000000, "the id of \"a\" is 4000000000");
  expect_refused_with("/model/vocab/a", 18446744073709551615u, "the id of \"a\"");
  expect_refused_with("/model/vocab/a", 0, "is taken already");
  Json json = small_tokenizer();
  json["model"]["vocab"].erase("\u0100");
  expect_refused(json, "there is no token for the byte 0");
}

TEST(TokenizerFile, RefusesBrokenMerges) {
  expect_refused_with("/model/merges", Json::object(), "merges: expected a list");
  expect_refused_with("/model/merges/0", "abc", "merges[0]: expected \"a b\"");
  expect_refused_with("/model/merges/0", "a b c", "merges[0]: expected \"a b\"");
  expect_refused_with("/model/merges/0", {"a"}, "merges[0]: expected \"a b\"");
  expect_refused_with("/model/merges/0", {"a", 1}, "merges[0]: expected \"a b\"");
  expect_refused_with("/model/merges/0", "nix b", "\"nix\" is not in the vocabulary");
  expect_refused_with("/model/merges/0", "q z", "\"qz\" is not in the vocabulary");
  Json json = small_tokenizer();
  json["model"]["merges"].push_back(json["model"]["merges"][0]);
  expect_refused(json, "this pair is in the list twice");
}

TEST(TokenizerFile, RefusesAddedTokensWithFlagsItDoesNotHonour) {
  for (const char* flag : {"single_word", "lstrip", "rstrip", "normalized"}) {
    expect_refused_with(std::string("/added_tokens/0/") + flag, true,
                        std::string("\"") + flag + "\" is true, expected false");
    Json json = small_tokenizer();
    json["added_tokens"][0].erase(flag);
    expect_refused(json, std::string("\"") + flag + "\" is missing");
  }
  expect_refused_with("/added_tokens/0/special", 1, "expected true or false");
  expect_refused_with("/added_tokens/0/content", "", "\"content\" is \"\"");
  expect_refused_with("/added_tokens/1/content", "<|endoftext|>", "is in the list twice");
  expect_refused_with("/added_tokens", Json::object(), "added_tokens: expected a list");
}

// The package would number such a token otherwise, with no more than a warning.
TEST(TokenizerFile, RefusesAddedTokensWhoseIdsThePackageWouldChange) {
  const auto first = small_tokenizer()[Path("/added_tokens/0/id")].get<int>();
  expect_refused_with("/added_tokens/0/id", first + 9, "expected " + std::to_string(first));
  expect_refused_with("/added_tokens/0/content", "a", "the id of \"a\"");
}

TEST(TokenizerFile, AnAddedTokenMayBeInTheVocabularyToo) {
  Json json = small_tokenizer();
  const int first = json[Path("/added_tokens/0/id")];
  json["model"]["vocab"]["<|endoftext|>"] = first;
  const TokenizerFile file = parse_tokenizer_file(json, "t.json");
  EXPECT_EQ(file.ids.at("<|endoftext|>"), first);
  EXPECT_EQ(file.ids.at("<|im_end|>"), first + 2);
}

TEST(TokenizerFile, RefusesWhatIsNoObject) {
  expect_refused(Json::array(), "expected an object, found []");
  expect_refused(Json::object(), "\"version\" is missing");
  for (const char* key : {"model", "added_tokens", "normalizer", "pre_tokenizer", "decoder"}) {
    Json json = small_tokenizer();
    json.erase(key);
    expect_refused(json, std::string("\"") + key + "\" is missing");
    json[key] = "x";
    expect_refused(json, "expected");
  }
}

}  // namespace
}  // namespace reverie
