#include "training/transformer_sheet.h"

#include <torch/utils.h>

#include "lookup/picture_layout.h"
#include "sampling/flow_match_euler.h"
#include "sampling/noise.h"

namespace reverie {
namespace {

constexpr Grid kSheetGrid{16, 16};
constexpr uint64_t kSheetSeed = 7;

// Prompts that every sheet draws.
const std::vector<std::string> kSheetPrompts{"a red car next to an avocado on a beach at sunset",
                                             "a cat in a garden",
                                             "a fox in a forest at night",
                                             "a mountain lake at dawn",
                                             "a penguin in a snowy village",
                                             "three apples in a kitchen",
                                             "an owl in a reading nook at night",
                                             "a rocket in space",
                                             "a blue car in a city at night",
                                             "a sailboat on the sea",
                                             "a house on the left and a robot on the right in a meadow",
                                             "a cactus in a desert at sunset"};

}  // namespace

Tensor draw_example(const MiniNetworks& networks, const PromptReader& reader, const TrainingBatch& one,
                    const Tensor& noise, const Drawing& drawing) {
  const torch::NoGradGuard no_grad;
  Conditioning conditioning = condition_on(networks, one);
  if (drawing.guidance_scale > 1) {
    conditioning.negative_text = networks.embed(reader.read({""}, one.prompts.ids.size(1)));
  }
  const std::vector<float> sigmas = flow_schedule(drawing.steps, noise.size(1));
  return denoise(networks.transformer(), noise, conditioning, sigmas, drawing.guidance_scale);
}

std::vector<Tensor> TransformerSheet::draw_prompts(const MiniNetworks& networks,
                                                   const Drawing& drawing) const {
  const int64_t channels = networks.transformer().config().in_channels;
  const int64_t tokens = kSheetGrid.rows * kSheetGrid.columns;
  std::vector<Tensor> pictures;
  for (std::size_t i = 0; i < kSheetPrompts.size(); ++i) {
    TrainingBatch one;
    one.prompts = reader_.read({kSheetPrompts[i]}, kMiniTextLengths[0]);
    if (const auto& book = reader_.book()) {
      const std::string& prompt = kSheetPrompts[i];
      reader_.show(one.prompts, {{plan_layout(*book, book->named_in(prompt), kSheetGrid, kSheetSeed + i),
                                  book->backdrop_named_in(prompt, kSheetGrid, i)}});
    }
    one.image_ids = image_position_ids(kSheetGrid.rows, kSheetGrid.columns, 0).to(device_);
    const Tensor noise = gaussian_noise(kSheetSeed, i, {1, tokens, channels}).to(device_);
    pictures.push_back(picture_of(draw_example(networks, reader_, one, noise, drawing)[0], kSheetGrid));
  }
  return pictures;
}

std::vector<Tensor> TransformerSheet::draw_references(const MiniNetworks& networks,
                                                      const LatentPool& examples,
                                                      const Drawing& drawing) const {
  constexpr std::size_t kCells = 3 * 8;
  std::vector<Tensor> pictures;
  for (int64_t i = 0; i < examples.size() && pictures.size() < kCells; ++i) {
    const PooledExample& pooled = examples[i];
    if (pooled.reference_tokens.empty()) continue;
    const auto stream = static_cast<uint64_t>(i);
    Random random(kSheetSeed, stream);
    const TrainingBatch one = batch_of_one(pooled, words_for(pooled.example, random), reader_, device_);
    const Tensor noise = gaussian_noise(kSheetSeed, stream, one.latents.sizes()).to(device_);
    pictures.push_back(picture_of(pooled.reference_tokens.front(), pooled.shape.references.front()));
    pictures.push_back(
        picture_of(draw_example(networks, reader_, one, noise, drawing)[0], pooled.shape.target));
    pictures.push_back(picture_of(pooled.tokens, pooled.shape.target));
  }
  return pictures;
}

Tensor TransformerSheet::picture_of(const Tensor& tokens, Grid grid) const {
  const torch::NoGradGuard no_grad;
  const Tensor packed = tokens.t().reshape({1, tokens.size(1), grid.rows, grid.columns});
  return at::avg_pool2d(autoencoder_.decode(autoencoder_.unpack(packed)), {4, 4})[0];
}

}  // namespace reverie
