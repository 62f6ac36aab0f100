// Prompts in rows of one length.
#include "training/prompt_batches.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include "core/error.h"

namespace reverie {
namespace {

std::filesystem::path tokenizer_folder() {
  return std::filesystem::path(REVERIE_SOURCE_DIR) / "models" / "mini" / "tokenizer";
}

TEST(PromptReader, PadsEachPromptToTheLengthAndTellsItsTokens) {
  const PromptReader reader(tokenizer_folder(), torch::kCPU);
  const PromptBatch batch = reader.read({"a cat in a garden", "", "a fox"}, 16);
  EXPECT_EQ(batch.ids.sizes(), (torch::IntArrayRef{3, 16}));
  EXPECT_EQ(batch.lengths.sizes(), (torch::IntArrayRef{3}));
  EXPECT_GT(batch.lengths[0].item<int64_t>(), batch.lengths[2].item<int64_t>());
  const PromptBatch alone = reader.read({"a fox"}, 16);
  EXPECT_TRUE(torch::equal(batch.ids[2], alone.ids[0]));
}

TEST(PromptReader, KnowsWhetherAPromptFits) {
  const PromptReader reader(tokenizer_folder(), torch::kCPU);
  EXPECT_TRUE(reader.fits("a cat", 16));
  EXPECT_FALSE(reader.fits("a cat and a dog and a fox and a crab and a bus and a star and a house", 8));
}

TEST(PromptReader, RefusesAFolderWithoutATokenizer) {
  try {
    const PromptReader reader(std::filesystem::path(REVERIE_SOURCE_DIR) / "models", torch::kCPU);
    FAIL() << "read a tokenizer that is not there";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::NotFound);
  }
}

}  // namespace
}  // namespace reverie
