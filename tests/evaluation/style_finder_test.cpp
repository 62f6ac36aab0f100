// How often the style of a true scene is told from the picture alone.
#include "lookup/style_finder.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

#include <map>

#include "evaluation/expect_at_least.h"
#include "evaluation/real_atlas.h"
#include "training/style_looks.h"
#include "training/world_book.h"

namespace reverie {
namespace {

TEST(StyleFinder, TellsTheStylesOfScenesThatItNeverSaw) {
  constexpr int64_t kScenes = 20;
  Compositor compositor(testing_atlas::real_atlas(), torch::kCPU);
  BookPlaces places{{{"forest"}}, {{16, 16}}, 1, {}};
  const auto looks = learn_style_looks(compositor, 60, 31);
  for (std::size_t i = 0; i < looks.size(); ++i) places.styles.push_back({{}, all_styles()[i], looks[i]});
  const StyleFinder finder(places);
  int64_t right = 0, all = 0;
  std::map<std::string, int64_t> wrong;
  for (int64_t i = 0; i < kScenes; ++i) {
    Random random(99, static_cast<uint64_t>(i));
    const Scene scene = sample_scene(random, {.seasons_and_weather = true});
    const Tensor flat = compositor.render(scene, 16).unsqueeze(0);
    for (const Style style : all_styles()) {
      const Style seen = finder.look(apply_style(flat, style, 16, kPaperSeed)[0]);
      ++all;
      right += seen == style ? 1 : 0;
      if (seen != style) ++wrong[name_of(style) + " as " + name_of(seen)];
    }
  }
  std::string mistakes;
  for (const auto& [what, count] : wrong) mistakes += what + " " + std::to_string(count) + ", ";
  RecordProperty("observed", std::to_string(right) + " of " + std::to_string(all));
  // Observed 330 of 340.
  EXPECT_GE(static_cast<double>(right) / static_cast<double>(all), 0.95) << mistakes;
}

}  // namespace
}  // namespace reverie
