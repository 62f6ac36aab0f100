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

TEST(PromptReader, ShowsEachPromptItsPicturesAndFillsUpWithZeros) {
  PromptReader reader(tokenizer_folder(), torch::kCPU);
  PromptBatch batch = reader.read({"a fox", "", "a fox and a cat"}, 16);
  const std::vector<LookedUp> shown{{{{1, {}}}, {}}, {}, {{{1, {2, 3}}, {0, {}}}, {}}};
  reader.show(batch, shown);
  EXPECT_FALSE(batch.pictures.defined()) << "no book, no pictures";
  reader.look_up_in(PictureBook(1, 2, {{{"cat"}, 0}, {{"fox"}, 1}}, {}, torch::arange(8.0).view({4, 2}) + 1));
  reader.show(batch, shown);
  const Tensor fox = torch::tensor({5.0, 6.0, 7.0, 8.0}), cat = torch::tensor({1.0, 2.0, 3.0, 4.0});
  const Tensor none = torch::zeros({4});
  EXPECT_TRUE(torch::equal(
      batch.pictures.flatten(1),
      torch::stack({torch::cat({fox, none}), torch::cat({none, none}), torch::cat({fox, cat})})));
  ASSERT_EQ(batch.picture_ids.sizes(), (torch::IntArrayRef{3, 4, 4}));
  EXPECT_TRUE(torch::equal(batch.picture_ids[2].narrow(0, 0, 2),
                           reader.book()->ids(std::vector<PlacedPicture>{{1, {2, 3}}})));
  PromptBatch nothing = reader.read({"", "a house"}, 16);
  reader.show(nothing, {{}, {}});
  EXPECT_FALSE(nothing.pictures.defined());
}

}  // namespace
}  // namespace reverie
