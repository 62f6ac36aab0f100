// src/tokenizer/bpe_trainer: small trainings that can be followed by hand. That it finds the package's
// merges, one by one, on 20,000 captions is checked by scripts/goldens/tokenizer.py compare.
#include "tokenizer/bpe_trainer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/error.h"
#include "tokenizer/byte_alphabet.h"
#include "tokenizer/byte_bpe.h"
#include "tokenizer/chat_template.h"

namespace reverie {
namespace {

using Strings = std::vector<std::string>;

const Strings kSpecial = {"<|endoftext|>", "<|im_start|>", "<|im_end|>"};

std::string merges_of(const Strings& captions, std::int32_t merges) {
  Strings lines;
  const Json tokenizer = train_byte_bpe(captions, 256 + merges, {});
  for (const Json& merge : tokenizer["model"]["merges"]) {
    lines.push_back(merge[0].get<std::string>() + "+" + merge[1].get<std::string>());
  }
  std::string joined;
  for (const std::string& line : lines) joined += (joined.empty() ? "" : " ") + line;
  return joined;
}

void expect_refused(const Strings& captions, std::int32_t size, const Strings& special,
                    const std::string& why) {
  try {
    train_byte_bpe(captions, size, special);
    ADD_FAILURE() << "accepted, expected: " << why;
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::InvalidRequest);
    EXPECT_THAT(e.what(), testing::HasSubstr(why));
  }
}

TEST(TrainByteBpe, TheMostFrequentPairGoesFirst) {
  EXPECT_EQ(merges_of({"hug pug pun bun hugs"}, 3), "u+g h+ug u+n");
}

TEST(TrainByteBpe, OfEquallyFrequentPairsTheLowerIdsGoFirst) {
  EXPECT_EQ(merges_of({"xy", "ab", "xy", "ab"}, 2), "a+b x+y");
  EXPECT_EQ(merges_of({"abc", "abc"}, 2), "a+b ab+c");
}

TEST(TrainByteBpe, OverlappingPairsAreMergedFromTheLeft) {
  EXPECT_EQ(merges_of({"aaaa", "aaaa"}, 2), "a+a aa+aa");
  EXPECT_EQ(merges_of({"aaa", "aaa"}, 2), "a+a aa+a");
}

TEST(TrainByteBpe, ATokenNeverCrossesWords) {
  const Json tokenizer = train_byte_bpe(Strings(9, "1024 a1"), 400, {});
  for (const auto& [token, id] : tokenizer["model"]["vocab"].items()) {
    EXPECT_LT(std::count_if(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; }), 2)
        << token;
  }
}

TEST(TrainByteBpe, StopsWhereNoPairOccursTwice) {
  const Json tokenizer = train_byte_bpe(Strings{"abcdef"}, 1000, kSpecial);
  EXPECT_TRUE(tokenizer["model"]["merges"].empty());
  EXPECT_EQ(ByteBpe::from_json(tokenizer, "t").vocabulary_size(), 259);
}

TEST(TrainByteBpe, BytesComeFirstAndSpecialTokensLast) {
  const Json tokenizer = train_byte_bpe(Strings(5, "a red fox in the snow"), 270, kSpecial);
  const ByteBpe loaded = ByteBpe::from_json(tokenizer, "t");
  EXPECT_EQ(loaded.vocabulary_size(), 270);
  const auto bytes = bytes_in_alphabet_order();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    EXPECT_EQ(loaded.id_of(spell_bytes(std::string(1, static_cast<char>(bytes[i])))),
              static_cast<std::int32_t>(i));
  }
  EXPECT_EQ(loaded.id_of("<|endoftext|>"), 267);
  EXPECT_EQ(loaded.id_of("<|im_end|>"), 269);
}

TEST(TrainByteBpe, TheOrderOfCaptionsDoesNotMatter) {
  Strings captions = {"a red fox", "the snow in the pines", "an owl, a fox", "neon caf\u00E9",
                      "cafe\u0301 sign"};
  const Json forward = train_byte_bpe(captions, 300, kSpecial);
  std::reverse(captions.begin(), captions.end());
  EXPECT_EQ(train_byte_bpe(captions, 300, kSpecial).dump(), forward.dump());
}

TEST(TrainByteBpe, CountsNormalisedText) {
  EXPECT_EQ(merges_of({"\u00E9", "e\u0301"}, 5), "\u00C3+\u00A9");
}

TEST(TrainByteBpe, NoCaptionsGiveBytesAlone) {
  EXPECT_EQ(ByteBpe::from_json(train_byte_bpe({}, 256, {}), "t").vocabulary_size(), 256);
}

TEST(TrainByteBpe, RefusesWhatCannotBeTrained) {
  expect_refused({"a"}, 258, kSpecial, "at least 259 tokens");
  expect_refused({"a"}, -5, {}, "at least 256 tokens");
  expect_refused({"a"}, 300, {"<x>", "<x>"}, "\"<x>\" is given twice");
  expect_refused({"a"}, 300, {""}, "a special token is empty");
  expect_refused({"a"}, 300, {"a"}, "\"a\" is an ordinary token already");
  expect_refused({"a"}, 300, {"\xFF"}, "a special token is not UTF-8");
  expect_refused({"ok", "ab\xFF"}, 300, {}, "caption 1 is not UTF-8 at byte 2");
}

TEST(TokenizerConfig, SaysWhatTransformersNeeds) {
  const Json tokenizer = train_byte_bpe(Strings{"a fox"}, 300, kSpecial);
  const Json config = tokenizer_config(tokenizer, kPlainChatTemplate, 128);
  EXPECT_EQ(config["tokenizer_class"], "Qwen2Tokenizer");
  EXPECT_EQ(config["pad_token"], "<|endoftext|>");
  EXPECT_EQ(config["eos_token"], "<|im_end|>");
  EXPECT_EQ(config["model_max_length"], 128);
  EXPECT_EQ(config["added_tokens_decoder"]["256"]["content"], "<|endoftext|>");
  EXPECT_FALSE(config["added_tokens_decoder"]["256"].contains("id"));
  EXPECT_EQ(ChatTemplate::from_json(config, "c").render("a fox"), "a fox");
}

TEST(TokenizerConfig, RefusesATokenizerWithoutThePadOrEndToken) {
  for (const Strings& special : {Strings{"<|endoftext|>"}, Strings{"<|im_end|>"}, Strings{}}) {
    const Json tokenizer = train_byte_bpe(Strings{"a fox"}, 300, special);
    EXPECT_THROW(tokenizer_config(tokenizer, kPlainChatTemplate, 128), Error);
  }
}

TEST(WriteTokenizer, WritesAFolderThatOpens) {
  const auto folder = std::filesystem::temp_directory_path() / "reverie_write_tokenizer_test";
  std::filesystem::create_directories(folder);
  const Json tokenizer = train_byte_bpe(Strings(3, "caf\u00E9 \u4E00 fox"), 300, kSpecial);
  write_tokenizer(folder, tokenizer, tokenizer_config(tokenizer, kPlainChatTemplate, 64));
  const std::string text = "a caf\u00E9 fox<|im_end|>";
  EXPECT_EQ(ByteBpe::from_file(folder / "tokenizer.json").encode(text),
            ByteBpe::from_json(tokenizer, "t").encode(text));
  EXPECT_EQ(ChatTemplate::from_folder(folder).pad_token(), "<|endoftext|>");
  std::filesystem::remove_all(folder);
  EXPECT_THROW(write_tokenizer(folder, tokenizer, tokenizer), Error);
}

}  // namespace
}  // namespace reverie
