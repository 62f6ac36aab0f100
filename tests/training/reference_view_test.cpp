// A drawn picture given back as a reference: the trainer cuts it as the pipeline does.
#include "training/reference_view.h"

#include <gtest/gtest.h>

#include "pipeline/picture_tensor.h"
#include "pipeline/reference_pictures.h"
#include "pipeline/render_plan.h"

namespace reverie {
namespace {

using torch::Tensor;

constexpr int64_t kTokenPx = 64;
constexpr int64_t kNativePx = 1024 * 1024;
constexpr int64_t kCoarsePx = 16;  // a token's, as the trainer draws

// Sizes people ask for, one for each of training_grids().
const std::vector<PixelSize> kSizes{{1024, 1024}, {1152, 864}, {864, 1152}, {2496, 1664},
                                    {1280, 720},  {720, 1280}, {1512, 648}};

Grid grid_of(PixelSize size) {
  return {size.height_px / kTokenPx, size.width_px / kTokenPx};
}

Image noise_picture(Grid grid) {
  torch::manual_seed(1);
  const Tensor coarse = torch::randint(0, 256, {3, grid.rows * kCoarsePx, grid.columns * kCoarsePx});
  const Tensor full = coarse.repeat_interleave(4, 1).repeat_interleave(4, 2);  // a block of 4x4 each
  return tensor_to_picture(full.to(torch::kFloat32) / 255 * 2 - 1);
}

// [1, 3, h / 4, w / 4], -1..1
Tensor coarse(const Image& image) {
  return at::avg_pool2d(picture_to_tensor(image), {4, 4});
}

TEST(ReferenceView, HasTheGridThatThePipelineMakesOfEachSize) {
  std::vector<Grid> drawn;
  for (const PixelSize size : kSizes) {
    const RenderPlan plan = plan_render(size, kTokenPx, kNativePx);
    drawn.push_back(grid_of(plan.drawn));
    const Image delivered{size.width_px, size.height_px,
                          std::vector<uint8_t>(static_cast<std::size_t>(3 * size.pixels()))};
    EXPECT_EQ(reference_grid(drawn.back()), grid_of(prepare_reference(delivered, kTokenPx).size()))
        << to_string(size);
  }
  for (const Grid& grid : training_grids()) {
    EXPECT_NE(std::find(drawn.begin(), drawn.end(), grid), drawn.end())
        << grid.rows << "x" << grid.columns << " stands for no size in this test";
  }
}

TEST(ReferenceView, ShowsThePixelsThatThePipelineEncodes) {
  for (const PixelSize size : kSizes) {
    if (size.pixels() > kNativePx) continue;  // those are enlarged and made small again: not the same pixels
    const RenderPlan plan = plan_render(size, kTokenPx, kNativePx);
    const Image drawn = noise_picture(grid_of(plan.drawn));
    const Tensor inferred = coarse(prepare_reference(finish_render(drawn, plan), kTokenPx));
    const Tensor trained = reference_view(coarse(drawn), grid_of(plan.drawn), kCoarsePx);
    ASSERT_EQ(trained.sizes(), inferred.sizes()) << to_string(size);
    EXPECT_LT((trained - inferred).abs().max().item<double>(), 1e-6) << to_string(size);
  }
}

TEST(ReferenceView, LeavesAPictureOfWholeTokensAsItIs) {
  EXPECT_EQ(reference_grid({8, 12}), (Grid{8, 12}));
  const Tensor picture = torch::rand({2, 3, 8 * kCoarsePx, 12 * kCoarsePx});
  EXPECT_TRUE(torch::equal(reference_view(picture, {8, 12}, kCoarsePx), picture));
}

}  // namespace
}  // namespace reverie
