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

const Atlas& drawn() {
  static const Atlas atlas = draw_atlas(kIcons);
  return atlas;
}

TEST(AtlasBuild, DrawsEveryObjectAsLargeAsFitsAndOnTheGround) {
  const auto opaque = drawn().sprites.select(1, 3) > 8;  // [N, 384, 384]
  for (std::size_t i = 0; i < objects().size(); ++i) {
    const auto one = opaque[static_cast<std::int64_t>(i)];
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
  const auto small = torch::avg_pool2d(drawn().sprites.to(torch::kFloat), 16).flatten(1) / 255;  // [N, 2304]
  const auto distance = torch::cdist(small, small) + 1e3 * torch::eye(small.size(0));
  EXPECT_GT(distance.min().item<float>(), 3.0F);
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
      draw_atlas(path);
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
