// apps/train_crop_commands.cpp
//
// `reverie train decoder` and `reverie train upscaler`: the parts of `mini` that learn from crops of drawn
// scenes, and the options they share.
//
// Used by   train_command.cpp
#include <memory>

#include "apps/commands.h"
#include "apps/engine_options.h"
#include "training/train_decoder.h"
#include "training/train_upscaler.h"

namespace reverie {
namespace {

// What is not yet what the trainer takes.
struct RunText {
  std::string device = "cpu";
  int threads = 0;
};

// `atlas` and `scene` say what the sprites are and what a kept scene costs.
void add_run_options(CLI::App& command, CropRun& run, RunText& text, const std::string& atlas,
                     const std::string& scene) {
  command.add_option("--atlas", run.atlas, atlas)->capture_default_str();
  command.add_option("--glyphs", run.glyphs, "The letters of signs; without them scenes have none");
  command.add_option("--run", run.run, "Folder of checkpoints, log and sheets; an existing run goes on")
      ->required();
  command.add_option("--steps", run.steps, "Optimizer steps in all")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  command.add_option("--batch", run.batch, "Crops a step")
      ->check(CLI::Range(1, 65536))
      ->capture_default_str();
  command.add_option("--steps-per-scene", run.steps_per_scene, "Steps before another scene is drawn")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command.add_option("--pool", run.pool, "Scenes kept for use, " + scene)
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  command.add_option("--validation-scenes", run.validation_scenes, "Scenes of withheld combinations")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  command.add_option("--learning-rate", run.learning_rate, "At the plateau")->capture_default_str();
  command.add_option("--checkpoint-every", run.checkpoint_every, "Steps; validates too")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command.add_option("--seed", run.seed, "Of weights, scenes and crops")->capture_default_str();
  command.add_option("--device", text.device, "cpu or cuda")->capture_default_str();
  command.add_option("--threads", text.threads, "CPU threads; 0 means all")->capture_default_str();
}

void resolve(CropRun& run, const RunText& text) {
  use_threads(text.threads);
  run.device = parse_device(text.device);
}

}  // namespace

void add_train_decoder(CLI::App& train) {
  struct Options {
    DecoderTraining training;
    RunText text;
  };
  const auto options = std::make_shared<Options>();
  DecoderTraining& t = options->training;
  t.atlas = "build/atlas.safetensors";
  t.start = t.out = "models/mini/vae";
  CLI::App* command =
      train.add_subcommand("decoder", "Train latents -> pictures at full size; latents stay what they are");
  add_run_options(*command, t, options->text, "The file of sprites", "about 3 MB each");
  command->add_option("--start", t.start, "The vae folder to begin from")->capture_default_str();
  command->add_option("--out", t.out, "The vae folder to write")->capture_default_str();
  command->add_option("--crop-tokens", t.crop_tokens, "Side of a crop in tokens")
      ->check(CLI::Range(1, 8))
      ->capture_default_str();
  command->callback([options] {
    resolve(options->training, options->text);
    train_decoder(options->training);
  });
}

void add_train_upscaler(CLI::App& train) {
  struct Options {
    UpscalerTraining training;
    RunText text;
  };
  const auto options = std::make_shared<Options>();
  UpscalerTraining& t = options->training;
  t.atlas = "build/large_sprites.safetensors";
  t.model = "models/mini";
  CLI::App* command =
      train.add_subcommand("upscaler", "Train the network that doubles pictures beyond the native size");
  add_run_options(*command, t, options->text,
                  "The file of large sprites (reverie train atlas --objects 96 --px 1536)",
                  "up to 66 MB each");
  command->add_option("--model", t.model, "Model folder: vae is read, upscaler is written")
      ->capture_default_str();
  command->add_option("--crop-px", t.crop_px, "Side of a crop, in pixels before doubling")
      ->check(CLI::Range(16, 448))
      ->capture_default_str();
  command->callback([options] {
    resolve(options->training, options->text);
    train_upscaler(options->training);
  });
}

}  // namespace reverie
