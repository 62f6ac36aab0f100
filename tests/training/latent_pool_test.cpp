// The pool of encoded scenes: what it holds depends on the count alone, so a resumed run refills it.
#include "training/latent_pool.h"

#include <gtest/gtest.h>

#include <torch/utils.h>
#include <algorithm>

#include "lookup/block_glyphs.h"
#include "training/coarse_levels.h"
#include "training/mini_config.h"
#include "training/reference_examples.h"
#include "training/reference_view.h"
#include "training/scratch.h"
#include "training/world/sprites.h"

namespace reverie {
namespace {

constexpr int64_t kCapacity = 6;
constexpr uint64_t kSeed = 5;
// Convolutions over batches of other sizes may add in another order. Latents are about 1.
constexpr double kBound = 2e-5;

class LatentPoolTest : public testing::Test {
 protected:
  LatentPoolTest() {
    disturb(source_->named(), 0.02, 3);
    make_outer_levels_average(mini_autoencoder_config(), kMiniCoarseLevels, source_->named());
    const torch::NoGradGuard no_grad;
    for (const auto& [name, tensor] : source_->named()) {  // statistics that would show if they were left out
      if (name == "bn.running_mean") Tensor(tensor).fill_(0.25);
      if (name == "bn.running_var") Tensor(tensor).fill_(0.5);
    }
  }

  LatentPool pool(int64_t capacity = kCapacity) { return {autoencoder_, compositor_, kSeed, capacity}; }

  static Scene scene_number(uint64_t index) {
    Random random(kSeed, index);
    return sample_example(random, {}).target;
  }

  static std::string text_of(const Scene& scene) {
    std::string text = std::to_string(scene.place) + ' ' + std::to_string(static_cast<int>(scene.time)) +
                       ' ' + std::to_string(scene.layout) + ' ' + std::to_string(scene.grid.rows) + 'x' +
                       std::to_string(scene.grid.columns);
    for (const Sprite& s : scene.sprites) {
      for (const int64_t value : {s.object, s.colour, s.row, s.column}) text += ' ' + std::to_string(value);
    }
    return text;
  }

  static void expect_scenes(const LatentPool& pool, uint64_t first) {
    for (int64_t i = 0; i < pool.size(); ++i) {
      EXPECT_EQ(text_of(pool[i].example.target), text_of(scene_number(first + static_cast<uint64_t>(i))))
          << i;
    }
  }

  std::shared_ptr<TrainableWeights> source_ =
      std::make_shared<TrainableWeights>(3, std::nullopt, torch::kCPU);
  Flux2Autoencoder autoencoder_{Weights(source_), mini_autoencoder_config(),
                                Flux2Autoencoder::Parts::EncoderOnly};
  Compositor compositor_{block_atlas(), torch::kCPU};
};

TEST_F(LatentPoolTest, HoldsTheSameWhetherItAdvancedInOneGoOrInSteps) {
  LatentPool at_once = pool(), stepwise = pool();
  at_once.advance_to(11);
  for (const int64_t end : {2, 3, 8, 8, 11}) stepwise.advance_to(end);
  ASSERT_EQ(at_once.size(), kCapacity);
  ASSERT_EQ(stepwise.size(), kCapacity);
  expect_scenes(at_once, 5);
  expect_scenes(stepwise, 5);
  double worst = 0;
  for (int64_t i = 0; i < kCapacity; ++i) {
    ASSERT_EQ(at_once[i].tokens.sizes(), stepwise[i].tokens.sizes());
    worst = std::max(worst, (at_once[i].tokens - stepwise[i].tokens).abs().max().item<double>());
  }
  RecordProperty("observed", std::to_string(worst));
  EXPECT_LT(worst, kBound);
}

TEST_F(LatentPoolTest, HoldsTheSameAfterARestartAtAnyCount) {
  LatentPool runs_on = pool(3);
  for (int64_t end = 1; end <= 5; ++end) {
    runs_on.advance_to(end);
    LatentPool restarted = pool(3);
    restarted.advance_to(end);
    ASSERT_EQ(restarted.size(), runs_on.size());
    EXPECT_EQ(runs_on.size(), std::min<int64_t>(end, 3));
    for (int64_t i = 0; i < runs_on.size(); ++i) {
      EXPECT_EQ(text_of(restarted[i].example.target), text_of(runs_on[i].example.target));
      EXPECT_LT((restarted[i].tokens - runs_on[i].tokens).abs().max().item<double>(), kBound);
    }
  }
}

TEST_F(LatentPoolTest, DrawsNothingTwiceAndForgetsNothingWhenAskedForLess) {
  LatentPool pool_of_three = pool(3);
  pool_of_three.advance_to(4);
  const Tensor kept = pool_of_three[2].tokens;
  pool_of_three.advance_to(4);
  pool_of_three.advance_to(2);
  ASSERT_EQ(pool_of_three.size(), 3);
  EXPECT_TRUE(pool_of_three[2].tokens.is_same(kept));
  pool_of_three.advance_to(5);
  EXPECT_TRUE(pool_of_three[1].tokens.is_same(kept));
  expect_scenes(pool_of_three, 2);
}

TEST_F(LatentPoolTest, ShowsTheObjectsItWasGivenAndNoOthers) {
  const std::vector<int64_t> lesson{object_index("cat"), object_index("car"), object_index("dog")};
  LatentPool small(autoencoder_, compositor_, kSeed, 4, {.scene = {.objects = lesson}});
  small.advance_to(4);
  for (int64_t i = 0; i < small.size(); ++i) {
    for (const Sprite& sprite : small[i].example.target.sprites) {
      EXPECT_NE(std::find(lesson.begin(), lesson.end(), sprite.object), lesson.end()) << sprite.object;
    }
  }
}

TEST_F(LatentPoolTest, KeepsEachScenesOwnTokensRowByRow) {
  LatentPool filled = pool();
  filled.advance_to(kCapacity);
  const torch::NoGradGuard no_grad;
  for (int64_t i = 0; i < kCapacity; ++i) {
    const Grid grid = filled[i].example.target.grid;
    const Tensor picture = compositor_.render(filled[i].example.target, 16).unsqueeze(0) * 2 - 1;
    const Tensor packed =
        autoencoder_.pack(encode_coarse(autoencoder_, picture, kMiniCoarseLevels));  // [1, Z, rows, columns]
    ASSERT_EQ(filled[i].tokens.sizes(), (torch::IntArrayRef{grid.rows * grid.columns, 64}));
    EXPECT_FALSE(filled[i].tokens.requires_grad());
    const Tensor token = filled[i].tokens[3 * grid.columns + 5];
    EXPECT_LT((token - packed[0].select(1, 3).select(1, 5)).abs().max().item<double>(), kBound);
    const Tensor all = packed.flatten(2)[0].t();  // [I, Z]
    EXPECT_LT((filled[i].tokens - all).abs().max().item<double>(), kBound);
    EXPECT_GT(all.std(0).max().item<double>(), 1e-2) << "tokens that are all alike would prove nothing";
  }
}

TEST_F(LatentPoolTest, KeepsWhatAPlaceIsShownAsWhereItIsAskedTo) {
  compositor_.use_glyphs(block_glyphs());
  const ExampleOptions options{.scene = {.seasons_and_weather = true, .signs = true}};
  LatentPool prepared(autoencoder_, compositor_, kSeed, 16, options, sample_example, true);
  prepared.advance_to(16);
  int64_t with = 0, with_sign = 0, with_lit = 0;
  for (int64_t i = 0; i < prepared.size(); ++i) {
    ASSERT_EQ(prepared[i].scenery.has_value(), prepared[i].scenery_tokens.defined());
    if (!prepared[i].scenery) continue;
    ++with;
    with_sign += prepared[i].scenery->written.empty() ? 0 : 1;
    EXPECT_EQ(prepared[i].scenery_tokens.sizes(), prepared[i].tokens.sizes());
    EXPECT_FALSE(prepared[i].scenery->picture.defined()) << "what is encoded needs no more room";
    if (!prepared[i].scenery->atmosphere.on_things) continue;
    EXPECT_EQ(prepared[i].lit.size(), prepared[i].example.target.sprites.size()) << "each thing in its light";
    with_lit += static_cast<int64_t>(prepared[i].lit.size());
  }
  EXPECT_GT(with, 4);
  EXPECT_GT(with_sign, 1);
  EXPECT_GT(with_lit, 4);
  LatentPool plain(autoencoder_, compositor_, kSeed, 4, options);
  plain.advance_to(4);
  for (int64_t i = 0; i < plain.size(); ++i) EXPECT_FALSE(plain[i].scenery) << i;
}

TEST_F(LatentPoolTest, KeepsReferencesAsInferenceWouldCutThem) {
  const auto sample = [](Random& random, const ExampleOptions& options) {
    Example example = small_example(random, options);
    SceneOptions tall;
    tall.grid = {18, 14};  // comes back as a reference half a token narrower on both sides
    example.references.push_back(sample_scene(random, tall));
    return example;
  };
  LatentPool filled(autoencoder_, compositor_, kSeed, 4, {.references = true}, sample);
  filled.advance_to(4);
  const torch::NoGradGuard no_grad;
  for (int64_t i = 0; i < filled.size(); ++i) {
    const PooledExample& pooled = filled[i];
    ASSERT_EQ(pooled.reference_tokens.size(), pooled.example.references.size());
    ASSERT_EQ(pooled.shape.references.size(), pooled.example.references.size());
    EXPECT_EQ(pooled.shape.references.back(), (Grid{18, 13}));
    for (std::size_t r = 0; r < pooled.reference_tokens.size(); ++r) {
      const Scene& scene = pooled.example.references[r];
      const Tensor picture = compositor_.render(scene, 16).unsqueeze(0) * 2 - 1;
      const Tensor seen = reference_view(picture, scene.grid, 16);
      const Tensor packed = autoencoder_.pack(encode_coarse(autoencoder_, seen, kMiniCoarseLevels));
      EXPECT_EQ(packed.size(2), pooled.shape.references[r].rows);
      EXPECT_LT((pooled.reference_tokens[r] - packed.flatten(2)[0].t()).abs().max().item<double>(), kBound);
    }
  }
}

TEST_F(LatentPoolTest, HoldsTheSameReferencesAfterARestart) {
  const ExampleOptions options{.references = true};
  LatentPool runs_on(autoencoder_, compositor_, kSeed, 5, options, small_example);
  for (int64_t end = 1; end <= 8; ++end) runs_on.advance_to(end);
  LatentPool restarted(autoencoder_, compositor_, kSeed, 5, options, small_example);
  restarted.advance_to(8);
  int64_t references = 0;
  for (int64_t i = 0; i < 5; ++i) {
    ASSERT_EQ(restarted[i].shape, runs_on[i].shape);
    for (std::size_t r = 0; r < runs_on[i].reference_tokens.size(); ++r, ++references) {
      const Tensor difference = restarted[i].reference_tokens[r] - runs_on[i].reference_tokens[r];
      EXPECT_LT(difference.abs().max().item<double>(), kBound);
    }
  }
  EXPECT_GT(references, 0) << "a pool without references proves nothing";
}

TEST_F(LatentPoolTest, FindsTheExamplesOfAShape) {
  LatentPool filled(autoencoder_, compositor_, kSeed, 12, {.references = true}, small_example);
  filled.advance_to(12);
  int64_t found = 0;
  for (const std::vector<Grid>& references :
       {std::vector<Grid>{}, {kSmallGrid}, {kSmallGrid, kWideGrid}, {kWideGrid}}) {
    const ExampleShape shape{kSmallGrid, references};
    for (const int64_t place : filled.alike(shape, false)) EXPECT_EQ(filled[place].shape, shape);
    found += static_cast<int64_t>(filled.alike(shape, false).size());
    EXPECT_TRUE(filled.alike({kWideGrid, references}, false).empty());
    EXPECT_EQ(filled.alike({kWideGrid, references}, true), filled.alike(shape, false));
  }
  EXPECT_EQ(found, 12);
}

}  // namespace
}  // namespace reverie
