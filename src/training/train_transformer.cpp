#include "training/train_transformer.h"

#include <torch/utils.h>
#include <array>
#include <chrono>
#include <map>

#include "core/error.h"
#include "models/flux2_autoencoder.h"
#include "models/flux2_transformer.h"
#include "models/qwen3_text_encoder.h"
#include "sampling/denoise.h"
#include "sampling/flow_match_euler.h"
#include "sampling/noise.h"
#include "tokenizer/prompt_tokens.h"
#include "training/latent_pool.h"
#include "training/learning_rate.h"
#include "training/mini_config.h"
#include "training/mini_folder.h"
#include "training/optimizer.h"
#include "training/run_folder.h"
#include "training/sample_sheet.h"
#include "training/world/captions.h"
#include "weights/weights.h"

namespace reverie {
namespace {

constexpr int64_t kSheetTokens = 16;  // rows and columns of a sheet's pictures
constexpr double kNoCaption = 0.1;    // share of scenes without words, for guidance
// Noise levels at which the loss on held-out scenes is measured.
constexpr std::array kValidationSigmas{1.0F, 0.75F, 0.5F, 0.25F};

struct Batch {
  Tensor latents;    // [B, K, Z], clean
  Tensor image_ids;  // [B, K, 4]
  Tensor ids;        // [B, T] tokens of the captions
  Tensor lengths;    // [B]
  Tensor weights;    // [B, K] of each token in the loss, 1 in the mean of a scene
};

// How much each token of a scene matters, relative to the others: [rows * columns]. A place fills most of a
// picture and is learned long before the objects that stand in it.
Tensor token_weights(const Scene& scene) {
  constexpr double kObjectWeight = 3;
  const Tensor weights = torch::ones({scene.grid.rows, scene.grid.columns});
  for (const Sprite& sprite : scene.sprites) {
    weights.narrow(0, sprite.row, kSlotTokens).narrow(1, sprite.column, kSlotTokens).fill_(kObjectWeight);
  }
  return weights.flatten();
}

// Prompts that every sheet draws, so that sheets can be compared.
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

class Trainer {
 public:
  explicit Trainer(const TransformerTraining& options)
      : options_(options),
        tokenizer_(ByteBpe::from_file(options.model / "tokenizer" / "tokenizer.json")),
        chat_template_(ChatTemplate::from_folder(options.model / "tokenizer")),
        autoencoder_(Weights(std::make_shared<FileWeights>(
                         CheckpointFiles::open(options.model / "vae", kDiffusersStem), "flux2_autoencoder",
                         torch::kFloat32, options.device)),
                     Flux2AutoencoderConfig::from_json(read_json(options.model / "vae" / "config.json"))),
        transformer_source_(source("transformer", kDiffusersStem, 0)),
        transformer_(Weights(transformer_source_), mini_transformer_config()),
        text_config_(mini_text_encoder_config(tokenizer_.vocabulary_size())),
        text_source_(source("text_encoder", kTransformersStem, 1)),
        text_encoder_(Weights(text_source_), text_config_, text_config_.num_hidden_layers),
        compositor_(Atlas::load(options.atlas), options.device),
        pool_(autoencoder_, compositor_, options.seed, options.pool, lesson_scenes(options.lesson)) {
    for (const auto& [name, tensor] : transformer_source_->named())
      trained_.emplace_back("transformer." + name, tensor);
    for (const auto& [name, tensor] : text_source_->named())
      trained_.emplace_back("text_encoder." + name, tensor);
  }

  void run() {
    RunFolder folder(options_.run);
    Optimizer optimizer(trained_, {"transformer_blocks.", "model.layers."}, {});
    WeightAverage average(trained_);
    int64_t step = 0;
    if (const auto checkpoint = folder.latest()) {
      copy_by_name(checkpoint->weights, trained_, "checkpoint");
      average.load(checkpoint->averaged);
      optimizer.load_state(checkpoint->optimizer);
      step = checkpoint->step;
    }
    double loss_sum = 0;
    auto since = std::chrono::steady_clock::now();
    for (; step < options_.steps; ++step) {
      torch::manual_seed(static_cast<uint64_t>(step) + options_.seed * 1'000'003);
      pool_.advance_to(options_.batch * 4 + (step + 1) * options_.fresh_per_step);
      Random random(options_.seed + 13, static_cast<uint64_t>(step));
      const Tensor loss = step_loss(make_batch(random), random);
      loss.backward();
      const double rate = learning_rate(options_.learning_rate, step, options_.steps);
      const double norm = optimizer.step(rate);
      average.update(trained_, std::min(0.999, 1 - 1 / (1 + static_cast<double>(step) / 10)));
      loss_sum += loss.item<double>();
      const int64_t done = step + 1;
      constexpr int64_t kLogEvery = 50;
      if (done % kLogEvery == 0) {
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - since).count();
        folder.log({{"step", done},
                    {"loss", loss_sum / kLogEvery},
                    {"rate", rate},
                    {"gradient_norm", norm},
                    {"scenes_per_second", static_cast<double>(kLogEvery * options_.batch) / seconds}});
        loss_sum = 0;
        since = now;
      }
      if (done % options_.checkpoint_every == 0 || done == options_.steps) {
        folder.save({done, trained_, average.averaged(), optimizer.state()});
      }
      if (done == options_.steps || (options_.sheet_every > 0 && done % options_.sheet_every == 0)) {
        const WithAveragedWeights averaged(trained_, average.averaged());
        const torch::NoGradGuard no_grad;
        if (options_.sheet_every > 0) {
          folder.log({{"step", done}, {"validation", validation_losses()}});
          write_sheet(folder.path() / ("sheet-" + std::to_string(done) + ".ppm"));
        }
        write_mini_folder(options_.model, transformer_source_->named(), text_source_->named(), text_config_,
                          lesson_words(options_.lesson));
      }
    }
  }

 private:
  std::shared_ptr<TrainableWeights> source(const char* part, const char* stem, uint64_t offset) const {
    const std::optional<CheckpointFiles> start =
        options_.start.empty() ? std::nullopt
                               : std::optional(CheckpointFiles::open(options_.start / part, stem));
    return std::make_shared<TrainableWeights>(options_.seed + offset, start, options_.device);
  }

  Tensor embed(const Tensor& ids, const Tensor& lengths) const {
    return text_encoder_.prompt_embeds(ids, lengths, kMiniTextLayers);
  }

  // The prompts' tokens, padded to `length`.
  std::pair<Tensor, Tensor> tokenize(const std::vector<std::string>& prompts, int64_t length) const {
    std::vector<int64_t> ids;
    std::vector<int64_t> lengths;
    for (const std::string& prompt : prompts) {
      const PromptTokens tokens =
          tokenize_prompt(tokenizer_, chat_template_, prompt, static_cast<int32_t>(length));
      ids.insert(ids.end(), tokens.ids.begin(), tokens.ids.end());
      lengths.push_back(tokens.count);
    }
    const auto rows = static_cast<int64_t>(prompts.size());
    return {torch::tensor(ids, torch::kInt64).view({rows, length}).to(options_.device),
            torch::tensor(lengths, torch::kInt64).to(options_.device)};
  }

  // A caption of at most `length` tokens; nothing if the scene takes more words than that.
  std::optional<std::string> fitting_caption(const Scene& scene, Random& random, int64_t length) const {
    for (int tries = 0; tries < 10; ++tries) {
      std::string text = caption(scene, random);
      if (static_cast<int64_t>(tokenizer_.encode(text).size()) <= length) return text;
    }
    return std::nullopt;
  }

  Batch make_batch(Random& random) const {
    const int64_t length = kMiniTextLengths[random.chance(0.75) ? 0 : 1];
    std::vector<std::string> captions;
    std::vector<Tensor> latents;
    std::vector<Tensor> image_ids;
    std::vector<Tensor> weights;
    const Grid grid = pool_[random.below(pool_.size())].scene.grid;
    while (static_cast<int64_t>(captions.size()) < options_.batch) {
      const PooledScene& pooled = pool_[random.below(pool_.size())];
      const std::optional<std::string> text = fitting_caption(pooled.scene, random, length);
      if (!text) continue;
      const Tensor ids = image_position_ids(pooled.scene.grid.rows, pooled.scene.grid.columns, 0);
      if (options_.tokens_per_scene == 0) {
        if (pooled.scene.grid != grid) continue;  // whole scenes of a batch have one shape
        latents.push_back(pooled.tokens);
        image_ids.push_back(ids);
        const Tensor scene_weights = token_weights(pooled.scene);
        weights.push_back(scene_weights / scene_weights.mean());
      } else {
        const Tensor kept = torch::multinomial(token_weights(pooled.scene), options_.tokens_per_scene, false);
        latents.push_back(pooled.tokens.index_select(0, kept.to(options_.device)));
        image_ids.push_back(ids.index_select(0, kept));
        weights.push_back(
            torch::ones({options_.tokens_per_scene}));  // the choice of tokens weighs them already
      }
      captions.push_back(random.chance(kNoCaption) ? "" : *text);
    }
    const auto [ids, lengths] = tokenize(captions, length);
    return {torch::stack(latents), torch::stack(image_ids).to(options_.device), ids, lengths,
            torch::stack(weights).to(options_.device)};
  }

  // One noise level per scene: [B]. Half of them are spread as the schedule's steps are, half evenly.
  Tensor draw_sigmas(Random& random, int64_t count) const {
    const double mu = empirical_mu(kSheetTokens * kSheetTokens, kMiniSteps);
    std::vector<float> drawn;
    for (int64_t i = 0; i < count; ++i) {
      const double even = 1 - random.uniform();  // 0 is never drawn
      drawn.push_back(static_cast<float>(random.chance(0.5) ? shift_sigma(even, mu) : even));
    }
    return torch::tensor(drawn).to(options_.device);
  }

  Tensor velocity_loss(const Batch& batch, const Tensor& sigma, const Tensor& noise) const {
    const Tensor level = sigma.view({-1, 1, 1});
    Flux2Transformer::Input in;
    in.latents = (1 - level) * batch.latents + level * noise;
    in.text = embed(batch.ids, batch.lengths);
    in.sigma = sigma;
    in.image_ids = batch.image_ids;
    in.text_ids = text_position_ids(batch.ids.size(1)).to(options_.device);
    const Tensor errors = (transformer_.forward(in) - (noise - batch.latents)).square().mean(-1);  // [B, K]
    return (errors * batch.weights).mean();
  }

  Tensor step_loss(const Batch& batch, Random& random) const {
    return velocity_loss(batch, draw_sigmas(random, batch.latents.size(0)), torch::randn_like(batch.latents));
  }

  // The loss on combinations never trained on, at each of kValidationSigmas.
  Json validation_losses() {
    constexpr int64_t kScenes = 32;
    SceneOptions held_out_scenes = lesson_scenes(options_.lesson);
    held_out_scenes.held_out = true;
    LatentPool held_out(autoencoder_, compositor_, options_.seed + 77, kScenes, held_out_scenes);
    held_out.advance_to(kScenes);
    Json losses;
    for (const float sigma : kValidationSigmas) {
      double sum = 0;
      for (int64_t i = 0; i < kScenes; ++i) {
        Random random(options_.seed + 78, static_cast<uint64_t>(i));
        const auto [ids, lengths] = tokenize({caption(held_out[i].scene, random)}, kMiniTextLengths.back());
        const Grid grid = held_out[i].scene.grid;
        const Batch one{held_out[i].tokens.unsqueeze(0),
                        image_position_ids(grid.rows, grid.columns, 0).unsqueeze(0).to(options_.device), ids,
                        lengths, torch::ones({1, grid.rows * grid.columns}, options_.device)};
        const Tensor noise =
            gaussian_noise(options_.seed, static_cast<uint64_t>(i), one.latents.sizes()).to(options_.device);
        sum += velocity_loss(one, torch::full({1}, sigma, one.latents.options()), noise).item<double>();
      }
      losses.push_back(sum / static_cast<double>(kScenes));
    }
    return losses;
  }

  void write_sheet(const std::filesystem::path& path) const {
    const std::vector<float> sigmas = flow_schedule(kMiniSteps, kSheetTokens * kSheetTokens);
    const auto [no_ids, no_lengths] = tokenize({""}, kMiniTextLengths[0]);
    std::vector<Tensor> pictures;
    for (std::size_t i = 0; i < kSheetPrompts.size(); ++i) {
      const auto [ids, lengths] = tokenize({kSheetPrompts[i]}, kMiniTextLengths[0]);
      Conditioning conditioning;
      conditioning.text = embed(ids, lengths);
      conditioning.negative_text = embed(no_ids, no_lengths);
      conditioning.image_ids = image_position_ids(kSheetTokens, kSheetTokens, 0).to(options_.device);
      const int64_t channels = transformer_.config().in_channels;
      const Tensor noise =
          gaussian_noise(7, i, {1, kSheetTokens * kSheetTokens, channels}).to(options_.device);
      const Tensor tokens = denoise(transformer_, noise, conditioning, sigmas, kMiniGuidanceScale);
      const Tensor packed = tokens.transpose(1, 2).reshape({1, channels, kSheetTokens, kSheetTokens});
      const Tensor picture = autoencoder_.decode(autoencoder_.unpack(packed));
      pictures.push_back(at::avg_pool2d(picture, {4, 4})[0]);
    }
    write_sample_sheet(path, pictures, 4);
  }

  TransformerTraining options_;
  ByteBpe tokenizer_;
  ChatTemplate chat_template_;
  Flux2Autoencoder autoencoder_;
  std::shared_ptr<TrainableWeights> transformer_source_;
  Flux2Transformer transformer_;
  Qwen3Config text_config_;
  std::shared_ptr<TrainableWeights> text_source_;
  Qwen3TextEncoder text_encoder_;
  Compositor compositor_;
  LatentPool pool_;
  NamedTensors trained_;
};

}  // namespace

void train_transformer(const TransformerTraining& options) {
  Trainer(options).run();
}

}  // namespace reverie
