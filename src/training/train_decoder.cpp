#include "training/train_decoder.h"

#include <torch/utils.h>
#include <algorithm>
#include <memory>

#include "core/error.h"
#include "core/file.h"
#include "models/flux2_autoencoder.h"
#include "training/autoencoder_scenes.h"
#include "training/mini_config.h"
#include "training/mini_folder.h"
#include "training/mixed_precision.h"
#include "training/picture_bytes.h"
#include "training/picture_loss.h"
#include "training/rolling_pool.h"
#include "training/sample_sheet.h"
#include "training/training_loop.h"
#include "training/world/compose.h"
#include "weights/weights.h"

namespace reverie {
namespace {

constexpr double kLatentNoise = 0.1;
constexpr double kEdgeShare = 1;
constexpr int64_t kFirstScenes = 8;  // in the pool before the first step
constexpr std::size_t kSheetScenes = 6;
constexpr std::size_t kCompositorBytes = std::size_t{2} << 30;

struct DrawnScene {
  Tensor picture;  // [3, h, w] uint8
  Tensor latents;  // [Z', h / S, w / S] of the whole picture
};

class Trainer {
 public:
  explicit Trainer(const DecoderTraining& options)
      : options_(options),
        source_(std::make_shared<TrainableWeights>(
            options.seed, CheckpointFiles::open(options.start, kDiffusersStem), options.device)),
        autoencoder_(Weights(source_),
                     Flux2AutoencoderConfig::from_json(read_json(options.start / "config.json"))),
        compositor_(Atlas::load(options.atlas), options.device, kCompositorBytes),
        scenes_(options.pool, [this](int64_t index) { return draw(options_.seed, index, false); }),
        validation_(options.validation_scenes,
                    [this](int64_t index) { return draw(options_.seed + 77, index, true); }) {
    if (options.crop_tokens > kSmallestGrid) {
      throw Error(ErrorCode::InvalidRequest,
                  "expected a side that every scene has, at most " + std::to_string(kSmallestGrid) +
                      " tokens, got " + std::to_string(options.crop_tokens),
                  "--crop-tokens");
    }
    if (!options.glyphs.empty()) compositor_.use_glyphs(Glyphs::load(options.glyphs));
    for (const auto& [name, tensor] : source_->named()) {
      const bool learns = name.starts_with("decoder.") || name.starts_with("post_quant_conv.");
      Tensor(tensor).set_requires_grad(learns);
      if (learns) trained_.emplace_back(name, tensor);
    }
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
                  .loss = [this](int64_t step) { return step_loss(step); },
                  .show =
                      [this](const RunFolder& folder, int64_t done) {
                        evaluate(folder, done);
                        write_autoencoder(options_.out, source_->named(), autoencoder_.config());
                      }});
  }

 private:
  DrawnScene draw(uint64_t seed, int64_t index, bool held_out) {
    const torch::NoGradGuard no_grad;
    Random random(seed, static_cast<uint64_t>(index));
    const Scene scene = sample_scene(random, autoencoder_scene(index, held_out, !options_.glyphs.empty()));
    const Tensor picture = compositor_.render(scene, autoencoder_.config().pixels_per_token()) * 2 - 1;
    return {bytes_of(picture), autoencoder_.encode(picture.unsqueeze(0))[0]};
  }

  Tensor step_loss(int64_t step) {
    scenes_.advance_to(kFirstScenes + step / options_.steps_per_scene);
    Random random(options_.seed + 1, static_cast<uint64_t>(step));
    const int64_t px = autoencoder_.config().pixels_per_latent();
    const int64_t side = 2 * options_.crop_tokens;  // in latents
    std::vector<Tensor> latents, pictures;
    for (int64_t i = 0; i < options_.batch; ++i) {
      const auto count = static_cast<int64_t>(scenes_.items().size());
      const DrawnScene& scene = scenes_.items()[static_cast<std::size_t>(random.below(count))];
      const int64_t row = random.below(scene.latents.size(1) - side + 1);
      const int64_t column = random.below(scene.latents.size(2) - side + 1);
      latents.push_back(scene.latents.narrow(1, row, side).narrow(2, column, side));
      pictures.push_back(scene.picture.narrow(1, row * px, side * px).narrow(2, column * px, side * px));
    }
    const Tensor given = torch::stack(latents);
    const MixedPrecision products(options_.device, has_fast_bf16(options_.device));
    const Tensor made = autoencoder_.decode(given + kLatentNoise * torch::randn_like(given));
    return edge_loss(made.to(torch::kFloat32), unit_of(torch::stack(pictures)), kEdgeShare);
  }

  // Withheld combinations, whole scenes; a sheet of some of them above what comes back.
  void evaluate(const RunFolder& folder, int64_t step) {
    validation_.advance_to(options_.validation_scenes);
    double quality = 0;
    std::vector<Tensor> originals, copies;
    for (const DrawnScene& scene : validation_.items()) {
      const Tensor original = unit_of(scene.picture).unsqueeze(0);
      const Tensor copy = autoencoder_.decode(scene.latents.unsqueeze(0));
      quality += psnr_db(copy, original) / static_cast<double>(validation_.items().size());
      if (originals.size() == kSheetScenes) continue;
      originals.push_back(original[0]);
      copies.push_back(copy[0]);
    }
    originals.insert(originals.end(), copies.begin(), copies.end());
    write_sample_sheet(folder.path() / ("sheet-" + std::to_string(step) + ".ppm"), originals,
                       static_cast<int64_t>(copies.size()));
    folder.log({{"step", step}, {"psnr_db", quality}});
  }

  DecoderTraining options_;
  std::shared_ptr<TrainableWeights> source_;
  Flux2Autoencoder autoencoder_;
  Compositor compositor_;
  RollingPool<DrawnScene> scenes_;
  RollingPool<DrawnScene> validation_;
  NamedTensors trained_;
};

}  // namespace

void train_decoder(const DecoderTraining& options) {
  Trainer(options).run();
}

}  // namespace reverie
