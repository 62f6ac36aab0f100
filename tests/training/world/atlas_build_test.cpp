// Icons to sprites: every object is drawn, fills its square and stands on its lower edge.
#include "training/world/atlas_build.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "core/error.h"
#include "core/json.h"
#include "training/world/objects.h"

namespace reverie {
namespace {

const std::string kIcons = REVERIE_SOURCE_DIR "/assets/objects/noto.json";

// All of them, once: it costs some 25 seconds.
const Atlas& drawn() {
  static const Atlas atlas = draw_atlas(kIcons);
  return atlas;
}

TEST(AtlasBuild, DrawsEveryObjectAsLargeAsFitsAndOnTheGround) {
  for (std::size_t i = 0; i < objects().size(); ++i) {
    const auto one = drawn().sprites[static_cast<std::int64_t>(i)][3] > 8;  // [384, 384]
    const auto rows = one.any(1).nonzero().view({-1});
    const auto columns = one.any(0).nonzero().view({-1});
    ASSERT_GT(rows.numel(), 0) << objects()[i].name;
    const auto top = rows[0].item<std::int64_t>(), bottom = rows[-1].item<std::int64_t>();
    const auto left = columns[0].item<std::int64_t>(), right = columns[-1].item<std::int64_t>();
    EXPECT_GE(bottom, kSpritePx - 2) << objects()[i].name;
    EXPECT_GE(std::max(bottom - top, right - left), kSpritePx - 4) << objects()[i].name;
    EXPECT_NEAR(static_cast<double>(left + right) / 2, (kSpritePx - 1) / 2.0, 1.5) << objects()[i].name;
  }
}

TEST(AtlasBuild, DrawsNoTwoObjectsAlike) {
  std::vector<torch::Tensor> each;  // pooled one by one: all of them as floats would take 2 GB
  for (const torch::Tensor& sprite : drawn().sprites.unbind()) {
    each.push_back(torch::avg_pool2d(sprite.to(torch::kFloat), 16).flatten() / 255);
  }
  const auto small = torch::stack(each);  // [N, 2304]
  const auto distance = torch::cdist(small, small) + 1e3 * torch::eye(small.size(0));
  const auto nearest = distance.argmin().item<std::int64_t>();
  const auto name = [&](std::int64_t index) { return objects()[static_cast<std::size_t>(index)].name; };
  EXPECT_GT(distance.min().item<float>(), 3.0F)
      << name(nearest / small.size(0)) << " and " << name(nearest % small.size(0));
}

TEST(AtlasBuild, DrawsOnlyWhatItIsAskedFor) {
  const std::int64_t wanted = object_index("avocado");
  const auto sprites = draw_atlas(kIcons, {wanted}).sprites;
  EXPECT_TRUE(torch::equal(sprites[wanted], drawn().sprites[wanted]));
  EXPECT_FALSE(sprites[wanted + 1].any().item<bool>());
}

TEST(AtlasBuild, DrawsSomeObjectsAtAnotherSize) {
  const Atlas some = draw_chosen_atlas(kIcons, 3, 768);
  ASSERT_EQ(some.chosen.size(), 3u);
  EXPECT_EQ(some.sprites.sizes(), torch::IntArrayRef({3, 4, 768, 768}));
  for (std::int64_t i = 0; i < 3; ++i) {
    const auto small = torch::avg_pool2d(some.sprites[i].to(torch::kFloat), 2);
    const auto usual = drawn().sprites[some.chosen[static_cast<std::size_t>(i)]].to(torch::kFloat);
    // The same drawing: of alpha, observed 0.6 to 2.2 of 255 in the mean; another object is tens away.
    EXPECT_LT((small[3] - usual[3]).abs().mean().item<double>(), 5);
  }
}

TEST(AtlasBuild, NamesTheIconThatIsMissingOrBroken) {
  const auto path = std::filesystem::path(REVERIE_BINARY_DIR) / "broken_icons.json";
  for (const bool missing : {true, false}) {
    Json icons = read_json(kIcons);
    if (missing) {
      icons["icons"].erase("avocado");
    } else {
      icons["icons"]["avocado"]["body"] = "";
    }
    write_json(path, icons);
    try {
      draw_atlas(path, {object_index("avocado")});
      FAIL() << "a broken icon was accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::CorruptFile);
      EXPECT_THAT(error.what(), testing::HasSubstr("avocado"));
    }
  }
}

TEST(AtlasBuild, RefusesAFileThatIsNotThere) {
  EXPECT_THROW(draw_atlas("no/such/icons.json"), Error);
}

}  // namespace
}  // namespace reverie
