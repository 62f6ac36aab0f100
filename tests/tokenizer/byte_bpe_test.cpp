// src/tokenizer/byte_bpe: behaviour that a reader can check by eye. Agreement with the package is in
// byte_bpe_golden_test.cpp.
#include "tokenizer/byte_bpe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <ctime>
#include <thread>

#include "core/error.h"
#include "tokenizer/small_tokenizer.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ByteBpeTest : public testing::Test {
 protected:
  std::int32_t id(const char* token) const { return tokenizer.id_of(token).value(); }

  const ByteBpe tokenizer = ByteBpe::from_json(small_tokenizer(), "small");
};

TEST_F(ByteBpeTest, MergesWordsIntoTheirTokens) {
  EXPECT_THAT(tokenizer.encode("the red"), ElementsAre(id("the"), id("\u0120red")));
  EXPECT_THAT(tokenizer.encode("zq"), ElementsAre(id("z"), id("q")));
  EXPECT_THAT(tokenizer.encode(""), IsEmpty());
}

TEST_F(ByteBpeTest, NormalisesBeforeItCuts) {
  EXPECT_EQ(tokenizer.encode("e\u0301"), tokenizer.encode("\u00E9"));
  EXPECT_THAT(tokenizer.encode("\u00E9"), ElementsAre(id("\u00C3"), id("\u00A9")));
}

TEST_F(ByteBpeTest, FindsAddedTokensAnywhere) {
  EXPECT_THAT(tokenizer.encode("the<|im_end|>the"), ElementsAre(id("the"), id("<|im_end|>"), id("the")));
  EXPECT_THAT(tokenizer.encode("<|im_start|><|im_end|>"), ElementsAre(id("<|im_start|>"), id("<|im_end|>")));
  EXPECT_THAT(tokenizer.encode("<|im_<|im_end|>").back(), id("<|im_end|>"));
  EXPECT_THAT(tokenizer.encode("<|IM_END|>"), testing::Not(testing::Contains(id("<|im_end|>"))));
}

// U+0338 would compose with the '>' if the text were normalised first.
TEST_F(ByteBpeTest, FindsAddedTokensBeforeItNormalises) {
  EXPECT_EQ(tokenizer.encode("<|im_end|>\u0338").front(), id("<|im_end|>"));
}

TEST_F(ByteBpeTest, TheLongestAddedTokenWins) {
  Json json = small_tokenizer();
  Json longer = json["added_tokens"][2];
  longer["content"] = "<|im_end|>!";
  longer["id"] = longer["id"].get<int>() + 1;
  json["added_tokens"].push_back(longer);
  const ByteBpe both = ByteBpe::from_json(json, "both");
  EXPECT_THAT(both.encode("<|im_end|>!"), ElementsAre(longer["id"].get<int>()));
  EXPECT_THAT(both.encode("<|im_end|>?"), ElementsAre(id("<|im_end|>"), id("?")));
}

TEST_F(ByteBpeTest, RefusesTextThatIsNotUtf8AtItsByte) {
  for (const auto& [text, offset] : {std::pair{std::string("abc\xFF"), "byte 3"},
                                     std::pair{std::string("e\u0301<|im_end|>\xE2\x82"), "byte 13"}}) {
    try {
      tokenizer.encode(text);
      ADD_FAILURE() << "accepted";
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::InvalidRequest);
      EXPECT_THAT(e.what(), HasSubstr(offset));
    }
  }
}

TEST_F(ByteBpeTest, DecodesWhatItEncoded) {
  const std::string text = "The red f\u00F6x\n <|im_end|> \U0001F98A";
  EXPECT_EQ(tokenizer.decode(tokenizer.encode(text)), text);
  EXPECT_EQ(tokenizer.decode({}), "");
}

TEST_F(ByteBpeTest, DecodesHalfACharacterAsReplacement) {
  auto ids = tokenizer.encode("fox \U0001F98A");
  ids.pop_back();
  EXPECT_EQ(tokenizer.decode(ids), "fox \uFFFD");
}

TEST_F(ByteBpeTest, RefusesIdsThatNoTokenHas) {
  for (const std::int32_t bad : {-1, tokenizer.vocabulary_size(), 2147483647}) {
    try {
      tokenizer.decode(std::vector{0, bad});
      ADD_FAILURE() << "accepted " << bad;
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::InvalidRequest);
      EXPECT_THAT(e.what(), HasSubstr("the id " + std::to_string(bad)));
    }
  }
}

TEST_F(ByteBpeTest, AGapInTheIdsIsNoToken) {
  Json json = small_tokenizer();
  json["added_tokens"] = Json::array();
  json["model"]["vocab"]["zz"] = 1000;
  const ByteBpe gappy = ByteBpe::from_json(json, "gappy");
  EXPECT_EQ(gappy.vocabulary_size(), 1001);
  EXPECT_EQ(gappy.decode(std::vector{1000}), "zz");
  EXPECT_THROW(gappy.decode(std::vector{999}), Error);
}

TEST_F(ByteBpeTest, KnowsTokensByTheirSpelling) {
  EXPECT_EQ(tokenizer.id_of("!"), 0);
  EXPECT_EQ(tokenizer.id_of("<|im_end|>"), tokenizer.vocabulary_size() - 1);
  EXPECT_EQ(tokenizer.id_of(" the"), std::nullopt);  // spelled with U+0120
}

TEST_F(ByteBpeTest, MissingAndBrokenFilesAreRefused) {
  try {
    ByteBpe::from_file("no_such_folder/tokenizer.json");
    ADD_FAILURE() << "accepted";
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::NotFound);
  }
}

// Merges that look for the best pair by going over the word again would take hours here.
TEST_F(ByteBpeTest, AMillionLettersWithoutASpaceTakeNoTimeToSpeakOf) {
  std::string text;
  while (text.size() < 1000000) text += "theredsnow";
  const std::clock_t start = std::clock();  // processor time: a busy machine must not fail the test
  EXPECT_EQ(tokenizer.decode(tokenizer.encode(text)), text);
  EXPECT_LT(std::clock() - start, 10 * CLOCKS_PER_SEC);  // observed 0.3 s
}

TEST_F(ByteBpeTest, SeveralThreadsGetTheSameIds) {
  const std::string text = "a red fox, an owl in the snow";
  const auto expected = ByteBpe::from_json(small_tokenizer(), "other").encode(text);
  std::vector<std::thread> threads;
  std::atomic<int> differ = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 200; ++n) differ += tokenizer.encode(text) == expected ? 0 : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(differ, 0);
}

}  // namespace
}  // namespace reverie
