// Batches: one shape each, every example in its turn, references numbered as at inference.
#include "training/training_batches.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include <set>

#include "models/flux2_transformer.h"
#include "training/tiny_mini.h"

namespace reverie {
namespace {

constexpr int64_t kExamples = 24;

class TrainingBatches : public testing::Test {
 protected:
  TrainingBatch draw(uint64_t number, const BatchOptions& options) const {
    Random random(9, number);
    return draw_batch(tiny_.pool, reader_, options, random, torch::kCPU);
  }

  // Places in the pool of a batch's examples.
  std::vector<int64_t> members(const TrainingBatch& batch) const {
    std::vector<int64_t> places;
    for (int64_t b = 0; b < batch.size(); ++b) {
      for (int64_t i = 0; i < tiny_.pool.size(); ++i) {
        if (torch::equal(tiny_.pool[i].tokens, batch.latents[b])) places.push_back(i);
      }
    }
    return places;
  }

  TinyPool tiny_{kExamples};
  PromptReader reader_{mini_tokenizer(), torch::kCPU};
};

TEST_F(TrainingBatches, HoldExamplesOfOneShapeWithTheirOwnReferences) {
  std::set<int64_t> reference_tokens;
  for (uint64_t n = 0; n < 20; ++n) {
    const TrainingBatch batch = draw(n, {.size = 5});
    const std::vector<int64_t> places = members(batch);
    ASSERT_EQ(places.size(), 5U);
    reference_tokens.insert(batch.reference_tokens.defined() ? batch.reference_tokens.size(1) : 0);
    for (std::size_t b = 0; b < places.size(); ++b) {
      const PooledExample& pooled = tiny_.pool[places[b]];
      EXPECT_EQ(pooled.shape, tiny_.pool[places[0]].shape);
      if (!batch.reference_tokens.defined()) {
        EXPECT_TRUE(pooled.reference_tokens.empty());
        continue;
      }
      const Tensor own = torch::cat(pooled.reference_tokens);
      EXPECT_TRUE(torch::equal(batch.reference_tokens[static_cast<int64_t>(b)], own));
    }
  }
  EXPECT_EQ(reference_tokens, (std::set<int64_t>{0, 64, 64 + 72}));
}

// Every example of a wide target takes more words than can be read.
Example often_long(Random& random, const ExampleOptions& options) {
  Example example = small_example(random, options);
  if (random.chance(0.5)) return example;
  example.target.grid = kWideGrid;
  Edit edit{example.target, example.target, {}};
  edit.after.time = TimeOfDay::Night;
  edit.changes.assign(60, {ChangeKind::Time});
  example.task = edit;
  return example;
}

TEST(TrainingBatchesOfLongWords, AreMadeOfWhatCanBeSaid) {
  const TinyPool tiny(12, false, often_long);
  const PromptReader reader(mini_tokenizer(), torch::kCPU);
  ASSERT_FALSE(tiny.pool.alike({kWideGrid, {}}, false).empty());
  for (uint64_t n = 0; n < 10; ++n) {
    Random random(9, n);
    const TrainingBatch batch = draw_batch(tiny.pool, reader, {.size = 2}, random, torch::kCPU);
    EXPECT_EQ(batch.latents.size(1), kSmallGrid.rows * kSmallGrid.columns);
  }
}

// The book of a forest and a cat, and an example of them in the rain.
class PictureBookBatches : public testing::Test {
 protected:
  PictureBookBatches() {
    BookPlaces places_shown{{{"forest", "in a forest"}}, {{8, 8}}, 3, torch::zeros({3, 64, 4})};
    places_shown.weathers = {{{"in the rain"}, {{}}}};
    reader_.look_up_in({kSlotTokens,
                        kSlotTokens,
                        {{{"cat"}, 0}},
                        {},
                        torch::full({kSlotTokens * kSlotTokens, 4}, 2.0),
                        {},
                        places_shown});
    const auto forest =
        std::find_if(places().begin(), places().end(), [](const Place& one) { return one.name == "forest"; });
    pooled_.example.target = {.place = forest - places().begin(),
                              .time = TimeOfDay::Day,
                              .weather = Weather::Rain,
                              .layout = 0,
                              .grid = {8, 8},
                              .arrangement = Arrangement::Empty,
                              .sprites = {}};
    pooled_.shape = {{8, 8}, {}};
    pooled_.tokens = torch::zeros({64, 4});
    pooled_.scenery = WorldScenery{{}, 1, 0};
    pooled_.scenery_tokens = torch::ones({64, 4});
  }

  // [tokens, Z]; undefined where nothing is shown.
  Tensor shown(const char* words) const {
    const Tensor pictures = batch_of_one(pooled_, words, reader_, torch::kCPU).prompts.pictures;
    return pictures.defined() ? pictures[0] : Tensor();
  }

  PromptReader reader_{mini_tokenizer(), torch::kCPU};
  PooledExample pooled_;
};

TEST_F(PictureBookBatches, ShowAPreparedPlaceWhereTheWordsAskForIt) {
  EXPECT_TRUE(torch::equal(shown("in a forest, in the rain"), pooled_.scenery_tokens));
  EXPECT_TRUE(torch::equal(shown("in a forest"), torch::zeros({64, 4}))) << "the book's own";
  EXPECT_FALSE(shown("a dog, in the rain").defined()) << "no place is named";
}

TEST_F(PictureBookBatches, ShowThingsInTheLightOfAPreparedPlace) {
  constexpr int64_t kThing = kSlotTokens * kSlotTokens;
  const Tensor wet = torch::full({kThing, 4}, 3.0), day = torch::full({kThing, 4}, 2.0);
  pooled_.example.target.sprites = {{object_index("cat"), kNoColour, 1, 1}};
  pooled_.lit = {{{wet, {kSlotTokens, kSlotTokens}, {1, 1}}, Slot{1, 1}}};
  const auto has = [](const Tensor& all, const Tensor& thing) {
    return all.size(0) == 64 + kThing &&
           (torch::equal(all.narrow(0, 0, kThing), thing) || torch::equal(all.narrow(0, 64, kThing), thing));
  };
  EXPECT_TRUE(has(shown("a cat in a forest, in the rain"), wet));
  EXPECT_TRUE(has(shown("a cat in a forest"), day)) << "the rain is not said";
  EXPECT_EQ(shown("in a forest, in the rain").size(0), 64) << "the cat is not named";

  pooled_.lit[0].by_day.reset();  // as those of other sizes, which no book has
  pooled_.example.target.sprites[0] = {object_index("cat"), kNoColour, 0, 0, 8};
  pooled_.drawn = {{day * 2, {kSlotTokens, kSlotTokens}, {1, 1}}};
  EXPECT_TRUE(has(shown("a cat in a forest, in the rain"), wet));
  EXPECT_TRUE(has(shown("a cat in a forest"), day * 2));
}

TEST_F(TrainingBatches, NumberReferencesAsInferenceDoes) {
  for (uint64_t n = 0; n < 20; ++n) {
    const TrainingBatch batch = draw(n, {.size = 1});
    if (!batch.reference_tokens.defined() || batch.reference_tokens.size(1) < 100) continue;
    // As tests/pipeline/reference_pictures_test.cpp pins them: t = 10, 20, rows and columns from 0.
    const Tensor first = image_position_ids(8, 8, 10), second = image_position_ids(8, 9, 20);
    EXPECT_TRUE(torch::equal(batch.reference_ids, torch::cat({first, second})));
    return;
  }
  FAIL() << "no batch with two references";
}

TEST_F(TrainingBatches, UseEveryExampleSoonerOrLater) {
  std::set<int64_t> used;
  for (uint64_t n = 0; n < 60; ++n) {
    for (const int64_t place : members(draw(n, {.size = 8}))) used.insert(place);
  }
  EXPECT_EQ(used.size(), static_cast<std::size_t>(kExamples));
}

TEST_F(TrainingBatches, UseAnExampleAgainWhereItsShapeHasTooFew) {
  const TinyPool one(1);
  Random random(1, 1);
  const TrainingBatch batch = draw_batch(one.pool, reader_, {.size = 4}, random, torch::kCPU);
  EXPECT_EQ(batch.size(), 4);
}

TEST_F(TrainingBatches, LeaveOutWordsAndKeepReferences) {
  const PromptBatch empty = reader_.read({""}, 16);
  bool seen_references = false;
  for (uint64_t n = 0; n < 10; ++n) {
    const TrainingBatch without = draw(n, {.size = 3, .share_without_words = 1});
    const TrainingBatch with = draw(n, {.size = 3, .share_without_words = 0});
    EXPECT_TRUE((without.prompts.lengths == empty.lengths).all().item<bool>());
    EXPECT_TRUE((with.prompts.lengths > empty.lengths).all().item<bool>());
    EXPECT_EQ(without.reference_tokens.defined(), with.reference_tokens.defined());
    seen_references = seen_references || without.reference_tokens.defined();
  }
  EXPECT_TRUE(seen_references);
}

TEST_F(TrainingBatches, TakeSomeTokensOfTheTargetAndAllOfTheReferences) {
  bool seen_references = false;
  for (uint64_t n = 0; n < 10; ++n) {
    const TrainingBatch batch = draw(n, {.size = 3, .tokens_per_scene = 16});
    EXPECT_EQ(batch.latents.size(1), 16);
    EXPECT_EQ(batch.image_ids.sizes(), (torch::IntArrayRef{3, 16, 4}));
    if (!batch.reference_tokens.defined()) continue;
    seen_references = true;
    EXPECT_EQ(batch.reference_tokens.size(1), batch.reference_ids.size(0));
    EXPECT_GE(batch.reference_tokens.size(1), 64);
  }
  EXPECT_TRUE(seen_references);
}

}  // namespace
}  // namespace reverie
