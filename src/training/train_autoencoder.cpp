#include "training/train_autoencoder.h"

#include <torch/utils.h>
#include <filesystem>

#include "core/error.h"
#include "core/file.h"
#include "models/flux2_autoencoder.h"
#include "training/autoencoder_scenes.h"
#include "training/coarse_levels.h"
#include "training/mini_config.h"
#include "training/mini_folder.h"
#include "training/mixed_precision.h"
#include "training/picture_loss.h"
#include "training/sample_sheet.h"
#include "training/training_loop.h"
#include "training/world/compose.h"
#include "weights/checkpoint_files.h"
#include "weights/weights.h"

namespace reverie {
namespace {

constexpr int64_t kSmallTokenPx = 64 >> kMiniCoarseLevels;
constexpr double kLatentNoise = 0.1;

// Crops of `tokens` x `tokens` tokens out of scene number `index`, 0..1 -> -1..1: [4, 3, px, px].
Tensor scene_crops(Compositor& compositor, uint64_t seed, int64_t index, bool signs, int64_t px_per_token,
                   int64_t tokens) {
  Random random(seed, static_cast<uint64_t>(index));
  const Scene scene = sample_scene(random, autoencoder_scene(index, false, signs));
  const Tensor picture = compositor.render(scene, px_per_token) * 2 - 1;  // [3, rows px, columns px]
  std::vector<Tensor> crops;
  for (int i = 0; i < 4; ++i) {
    // Half of the crops look at an object, where the detail is.
    const bool at_object = !scene.sprites.empty() && random.chance(0.5);
    int64_t row = random.below(scene.grid.rows - tokens + 1);
    int64_t column = random.below(scene.grid.columns - tokens + 1);
    if (at_object) {
      const Sprite& sprite = random.pick(scene.sprites);
      row = std::clamp<int64_t>(sprite.row + random.below(kSlotTokens) - tokens / 2, 0,
                                scene.grid.rows - tokens);
      column = std::clamp<int64_t>(sprite.column + random.below(kSlotTokens) - tokens / 2, 0,
                                   scene.grid.columns - tokens);
    }
    crops.push_back(picture.narrow(1, row * px_per_token, tokens * px_per_token)
                        .narrow(2, column * px_per_token, tokens * px_per_token));
  }
  return torch::stack(crops);
}

// Crops differ in size between steps, so that statistics over a crop and over a whole picture both occur.
int64_t crop_tokens(int64_t step) {
  constexpr int64_t kSizes[] = {4, 4, 8, 4};
  return kSizes[step % 4];
}

Tensor picture_loss(const Tensor& made, const Tensor& wanted) {
  return edge_loss(made, wanted, 1) + 2 * at::mse_loss(made, wanted);
}

class Trainer {
 public:
  explicit Trainer(const AutoencoderTraining& options)
      : options_(options),
        config_(mini_autoencoder_config()),
        source_(std::make_shared<TrainableWeights>(
            options.seed,
            options.start.empty() ? std::nullopt
                                  : std::optional(CheckpointFiles::open(options.start, kDiffusersStem)),
            options.device)),
        autoencoder_(Weights(source_), config_),
        head_source_(std::make_shared<TrainableWeights>(options.seed + 1, std::nullopt, options.device)),
        head_(Weights(head_source_).scope("coarse_head"),
              config_.decoder_block_out_channels[kMiniCoarseLevels], 3, 3, 1, 1),
        compositor_(Atlas::load(options.atlas), options.device, std::size_t{3} << 30) {
    if (has_signs()) compositor_.use_glyphs(Glyphs::load(options.glyphs));
    if (options.start.empty()) make_outer_levels_average(config_, kMiniCoarseLevels, source_->named());
    for (const auto& [name, tensor] : source_->named()) {
      const bool wanted = is_trained(name);
      Tensor(tensor).set_requires_grad(wanted);
      if (wanted) trained_.emplace_back(name, tensor);
    }
    trained_.insert(trained_.end(), head_source_->named().begin(), head_source_->named().end());
  }

  void run() {
    run_training({.run = options_.run,
                  .steps = options_.steps,
                  .learning_rate = options_.learning_rate,
                  .seed = options_.seed,
                  .muon_names = kAutoencoderMuonNames,
                  .average_decay = 0.998,
                  .checkpoint_every = options_.checkpoint_every,
                  .show_every = options_.checkpoint_every},
                 {.trained = trained_,
                  .loss = [this](int64_t step) { return step_loss(make_batch(step)); },
                  .show =
                      [this](const RunFolder& folder, int64_t done) {
                        evaluate(folder, done);
                        write_autoencoder(options_.out, source_->named(), config_);
                      }});
  }

 private:
  bool has_signs() const { return !options_.glyphs.empty(); }

  // The decoder block whose resnets work at the coarse size.
  int64_t coarse_block() const { return config_.levels() - 1 - kMiniCoarseLevels; }

  bool is_trained(const std::string& name) const {
    if (name.starts_with("bn.") || is_averaging_weight(name, kMiniCoarseLevels)) return false;
    const std::string block = "decoder.up_blocks." + std::to_string(coarse_block()) + ".";
    bool is_outer_weight = name.starts_with(block + "upsamplers") ||
                           name.starts_with("decoder.conv_norm_out") || name.starts_with("decoder.conv_out");
    for (int64_t i = coarse_block() + 1; i < config_.levels(); ++i) {
      is_outer_weight = is_outer_weight || name.starts_with("decoder.up_blocks." + std::to_string(i) + ".");
    }
    return !is_outer_weight;
  }

  // [B, 3, px, px], -1..1, of pictures made small
  Tensor make_batch(int64_t step) {
    const int64_t tokens = crop_tokens(step);
    const int64_t scenes = std::max<int64_t>(1, options_.batch_tokens / (4 * tokens * tokens));
    std::vector<Tensor> crops;
    for (int64_t i = 0; i < scenes; ++i)
      crops.push_back(
          scene_crops(compositor_, options_.seed, step * scenes + i, has_signs(), kSmallTokenPx, tokens));
    return torch::cat(crops);
  }

  // pictures made small -> latents, and back
  Tensor encode(const Tensor& pictures) const {
    return encode_coarse(autoencoder_, pictures, kMiniCoarseLevels);
  }
  Tensor decode(const Tensor& latents) const {
    return head_.forward(
        autoencoder_.decoder().forward_until(autoencoder_.to_decoder(latents), coarse_block()));
  }

  Tensor step_loss(const Tensor& pictures) const {
    const MixedPrecision products(options_.device, has_fast_bf16(options_.device));
    const Tensor latents = encode(pictures).to(torch::kFloat32);
    const Tensor made = decode(latents + kLatentNoise * torch::randn_like(latents)).to(torch::kFloat32);
    const Tensor spread = latents.square().mean({0, 2, 3});  // per channel, wanted near 1
    return picture_loss(made, pictures) + 0.02 * (spread - 1).square().mean();
  }

  // Held-out scenes: quality, the packed latents' statistics, and a sheet of originals above copies.
  void evaluate(const RunFolder& folder, int64_t step) {
    const torch::NoGradGuard no_grad;
    std::vector<Tensor> originals;
    std::vector<Tensor> copies;
    Tensor packed;
    double quality = 0;
    constexpr int64_t kScenes = 12;
    for (int64_t i = 0; i < kScenes; ++i) {
      Random random(options_.seed + 77, static_cast<uint64_t>(i));
      const Scene scene = sample_scene(random, autoencoder_scene(i, true, has_signs()));
      const Tensor picture = (compositor_.render(scene, kSmallTokenPx) * 2 - 1).unsqueeze(0);
      const Tensor latents = encode(picture);
      const Tensor tokens = patchify(latents).permute({1, 0, 2, 3}).flatten(1);  // [4 Z', tokens]
      packed = packed.defined() ? torch::cat({packed, tokens}, 1) : tokens;
      const Tensor copy = decode(latents);
      quality += psnr_db(copy, picture) / static_cast<double>(kScenes);
      if (i < 6) {
        originals.push_back(picture[0]);
        copies.push_back(copy[0]);
      }
    }
    autoencoder_.set_statistics(packed.mean(1), packed.var(1, false));
    originals.insert(originals.end(), copies.begin(), copies.end());
    write_sample_sheet(folder.path() / ("sheet-" + std::to_string(step) + ".ppm"), originals, 6);
    folder.log({{"step", step}, {"psnr_db", quality}, {"latent_deviation", packed.std().item<double>()}});
  }

  AutoencoderTraining options_;
  Flux2AutoencoderConfig config_;
  std::shared_ptr<TrainableWeights> source_;
  Flux2Autoencoder autoencoder_;
  std::shared_ptr<TrainableWeights> head_source_;
  Conv2d head_;  // coarse features to a coarse picture, only while the outer levels do not exist yet
  Compositor compositor_;
  NamedTensors trained_;
};

}  // namespace

void train_autoencoder(const AutoencoderTraining& options) {
  Trainer(options).run();
}

}  // namespace reverie
