// tests/pipeline/looked_up_test.cpp
//
// A whole model with a picture book: what a prompt names changes the picture, and a book that does not fit is
// refused. The model is golden/klein_tiny in its form with reused references.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/utils.h>

#include "core/error.h"
#include "lookup/block_glyphs.h"
#include "lookup/picture_book.h"
#include "pipeline/golden_model.h"
#include "pipeline/image_pipeline.h"
#include "pipeline/model_report.h"
#include "pipeline/picture_tensor.h"
#include "weights/safetensors.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr int64_t kChannels = 16;  // of the tiny transformer
constexpr int64_t kTokens = kSlotTokens * kSlotTokens;

class LookedUpTest : public testing::Test {
 protected:
  // A cat and a car, whose pictures are noise of `seed`.
  void give_book(uint64_t seed, int64_t channels = kChannels) const {
    torch::manual_seed(seed);
    const PictureBook book(kSlotTokens, kSlotTokens, {{{"cat", "cats"}, 0}, {{"car"}, 1}}, {},
                           torch::randn({2 * kTokens, channels}),
                           BookDrawings{torch::full({2, 4, kSlotTokens * PictureBook::kDrawingPx,
                                                     kSlotTokens * PictureBook::kDrawingPx},
                                                    255, torch::kUInt8),
                                        {{1, 1, 1}}});
    book.save(folder.path() / kPictureBookFolder);
  }

  ImageResult drawn(const std::string& prompt, const std::vector<Image>& references = {}) const {
    ImagePipeline pipeline(folder.path(), torch::kCPU);
    ImageRequest request;
    request.prompt = prompt;
    request.size = {256, 256};  // 16x16 tokens
    request.references = references;
    request.seed = 3;
    request.steps = 2;
    return pipeline.run(request);
  }

  std::vector<uint8_t> bytes_of(const std::string& prompt) const { return drawn(prompt).images.at(0).rgb; }

  const KleinTinyFolder folder{KleinTiny::Reused};
};

TEST_F(LookedUpTest, ThePictureOfWhatAPromptNamesChangesWhatIsDrawn) {
  const auto without = bytes_of("a cat");
  const auto without_words = bytes_of("a meadow");
  give_book(1);
  const auto with = bytes_of("a cat");
  EXPECT_NE(with, without);
  EXPECT_EQ(bytes_of("a cat"), with);
  EXPECT_EQ(bytes_of("a meadow"), without_words) << "nothing in it is in the book";
  give_book(2);
  EXPECT_NE(bytes_of("a cat"), with) << "another picture of it";
}

TEST_F(LookedUpTest, WorksBesideReferencesAndSaysWhatItTook) {
  give_book(1);
  const Image grey{256, 256, std::vector<uint8_t>(std::size_t{256} * 256 * 3, 128)};
  const ImageResult result = drawn("remove the cat", {grey});
  EXPECT_THAT(result.notes, ElementsAre("not found on the picture: cat"));
  std::vector<std::string> stages;
  for (const auto& [stage, seconds] : result.clock.seconds()) stages.push_back(stage);
  EXPECT_THAT(stages, testing::Contains("look_up"));
}

TEST_F(LookedUpTest, AThingOfAnotherSizeIsDrawnForThePicture) {
  give_book(1);
  const ImageResult result = drawn("a huge cat");
  std::vector<std::string> stages;
  for (const auto& [stage, seconds] : result.clock.seconds()) stages.push_back(stage);
  EXPECT_THAT(stages, testing::Contains("prepare_things"));
  EXPECT_NE(bytes_of("a huge cat"), bytes_of("a tiny cat"));
}

TEST_F(LookedUpTest, ABookOfOtherChannelsIsACorruptFile) {
  give_book(1, kChannels + 1);
  try {
    drawn("a cat");
    FAIL() << "drew with a book that does not fit";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::CorruptFile);
    EXPECT_THAT(error.what(), HasSubstr("expected pictures of 16 channels"));
  }
}

TEST_F(LookedUpTest, WordsInQuotesAreSetWithTheLettersOfTheModel) {
  give_book(1);
  const auto without = bytes_of("a sign that says \"HI\"");
  const auto file = folder.path() / kPictureBookFolder / (std::string(kShippedLettersStem) + ".safetensors");
  block_glyphs().smaller(kShippedLettersShrunk).save(file);
  const ImageResult with = drawn("a sign that says \"HI\"");
  EXPECT_THAT(with.notes, IsEmpty());
  EXPECT_NE(with.images.at(0).rgb, without);
  ASSERT_TRUE(with.sign);
  Tensor again = picture_to_tensor(with.images.at(0))[0] / 2 + 0.5;
  const Tensor before = again.clone();
  put_in_front(again, {*with.sign}, 16);
  const Tensor is_opaque = with.sign->rgba[3] >= 1;
  EXPECT_GT(is_opaque.sum().item<int64_t>(), 500);
  const auto under = [&](const Tensor& picture) {
    return picture.narrow(1, with.sign->slot.row * 16, is_opaque.size(0))
        .narrow(2, with.sign->slot.column * 16, is_opaque.size(1))
        .masked_select(is_opaque);
  };
  EXPECT_LT((under(again) - under(before)).abs().max().item<double>(), 0.005)
      << "the finished picture has it to the pixel, but for the rounding to bytes";
  EXPECT_EQ(bytes_of("a sign that says \"HI\""), with.images.at(0).rgb);
  write_safetensors(file, {{"masks", torch::zeros({1})}});
  EXPECT_THROW(drawn("a cat"), Error) << "letters that are none";
}

TEST_F(LookedUpTest, IsAPartOfTheModelWithoutParameters) {
  const int64_t parameters = inspect_model(folder.path()).parameters();
  give_book(1);
  const ModelReport report = inspect_model(folder.path());
  EXPECT_THAT(report.faults, IsEmpty());
  EXPECT_EQ(report.parts.back().name, kPictureBookFolder);
  EXPECT_EQ(report.parts.back().bytes, 2 * kTokens * kChannels * 4 + 2 * 4 * 24 * 24);
  EXPECT_EQ(report.parameters(), parameters);
}

}  // namespace
}  // namespace reverie
