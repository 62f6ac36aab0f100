// src/tokenizer/prompt_tokens: padding, cutting, and whose byte offset an error names.
#include "tokenizer/prompt_tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "tokenizer/small_tokenizer.h"

namespace reverie {
namespace {

class PromptTokensTest : public testing::Test {
 protected:
  const ByteBpe tokenizer = ByteBpe::from_json(small_tokenizer(), "small");
  const ChatTemplate plain = ChatTemplate::from_json(
      {{"pad_token", "<|endoftext|>"}, {"chat_template", kPlainChatTemplate}}, "config");
  const std::int32_t pad = tokenizer.id_of("<|endoftext|>").value();
};

TEST_F(PromptTokensTest, PadsOnTheRight) {
  const auto expected = tokenizer.encode("a red fox");
  const PromptTokens tokens = tokenize_prompt(tokenizer, plain, "a red fox", 16);
  ASSERT_EQ(tokens.ids.size(), 16u);
  EXPECT_EQ(tokens.count, static_cast<std::int32_t>(expected.size()));
  EXPECT_EQ(tokens.cut, 0);
  for (std::size_t i = 0; i < 16; ++i) EXPECT_EQ(tokens.ids[i], i < expected.size() ? expected[i] : pad);
}

TEST_F(PromptTokensTest, KeepsTheFirstAndCountsWhatIsCut) {
  const auto all = tokenizer.encode("a red fox in the snow");
  ASSERT_GT(all.size(), 3u);
  const PromptTokens tokens = tokenize_prompt(tokenizer, plain, "a red fox in the snow", 3);
  EXPECT_EQ(tokens.ids, std::vector<std::int32_t>(all.begin(), all.begin() + 3));
  EXPECT_EQ(tokens.count, 3);
  EXPECT_EQ(tokens.cut, static_cast<std::int32_t>(all.size()) - 3);
}

TEST_F(PromptTokensTest, APromptThatFitsExactlyIsNeitherPaddedNorCut) {
  const auto all = tokenizer.encode("a red fox");
  const PromptTokens tokens =
      tokenize_prompt(tokenizer, plain, "a red fox", static_cast<std::int32_t>(all.size()));
  EXPECT_EQ(tokens.ids, all);
  EXPECT_EQ(tokens.cut, 0);
}

TEST_F(PromptTokensTest, AnEmptyPromptIsPaddingAlone) {
  const PromptTokens tokens = tokenize_prompt(tokenizer, plain, "", 4);
  EXPECT_EQ(tokens.ids, std::vector<std::int32_t>(4, pad));
  EXPECT_EQ(tokens.count, 0);
}

// A pad token in the user's words is a real token, and counts as one.
TEST_F(PromptTokensTest, TheCountIsNotFoundByLookingForPadding) {
  EXPECT_EQ(tokenize_prompt(tokenizer, plain, "<|endoftext|>", 4).count, 1);
}

TEST_F(PromptTokensTest, RefusesALengthBelowOne) {
  for (const std::int32_t length : {0, -1}) {
    try {
      tokenize_prompt(tokenizer, plain, "a", length);
      ADD_FAILURE() << "accepted";
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::InvalidRequest);
      EXPECT_THAT(e.what(), testing::HasSubstr("got " + std::to_string(length)));
    }
  }
}

TEST_F(PromptTokensTest, RefusesAPromptThatIsNotUtf8AtTheCallersByte) {
  try {
    tokenize_prompt(tokenizer, plain, "fox \xF0\x9F", 8);
    ADD_FAILURE() << "accepted";
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::InvalidRequest);
    EXPECT_EQ(e.field(), "prompt");
    EXPECT_THAT(e.what(), testing::HasSubstr("byte 4"));
  }
}

TEST_F(PromptTokensTest, RefusesAPadTokenThatTheVocabularyLacks) {
  const ChatTemplate other =
      ChatTemplate::from_json({{"pad_token", "<pad>"}, {"chat_template", kPlainChatTemplate}}, "config");
  try {
    tokenize_prompt(tokenizer, other, "a", 8);
    ADD_FAILURE() << "accepted";
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::CorruptFile);
    EXPECT_THAT(e.what(), testing::HasSubstr("\"<pad>\""));
  }
}

}  // namespace
}  // namespace reverie
