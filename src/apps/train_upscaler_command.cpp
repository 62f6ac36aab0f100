// apps/train_upscaler_command.cpp
//
// `reverie train upscaler`: the network that doubles the embedded model's pictures.
//
// Used by   train_command.cpp
#include <memory>

#include "apps/commands.h"
#include "apps/engine_options.h"
#include "training/train_upscaler.h"

namespace reverie {

void add_train_upscaler(CLI::App& train) {
  struct Options {
    UpscalerTraining training;
    std::string device = "cpu";
    int threads = 0;
  };
  const auto options = std::make_shared<Options>();
  UpscalerTraining& t = options->training;
  t.atlas = "build/large_sprites.safetensors";
  t.model = "models/mini";
  CLI::App* command =
      train.add_subcommand("upscaler", "Train the network that doubles pictures beyond the native size");
  command
      ->add_option("--atlas", t.atlas,
                   "The file of large sprites (reverie train atlas --objects 96 --px 1536)")
      ->capture_default_str();
  command->add_option("--glyphs", t.glyphs, "The letters of signs; without them scenes have none");
  command->add_option("--run", t.run, "Folder of checkpoints, log and sheets; an existing run goes on")
      ->required();
  command->add_option("--model", t.model, "Model folder: vae is read, upscaler is written")
      ->capture_default_str();
  command->add_option("--steps", t.steps, "Optimizer steps in all")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  command->add_option("--batch", t.batch, "Crops a step")->check(CLI::Range(1, 65536))->capture_default_str();
  command->add_option("--crop-px", t.crop_px, "Side of a crop, in pixels before doubling")
      ->check(CLI::Range(16, 448))
      ->capture_default_str();
  command->add_option("--steps-per-scene", t.steps_per_scene, "Steps before another scene is drawn")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command->add_option("--pool", t.pool, "Scenes kept for use, up to 66 MB each")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  command->add_option("--validation-scenes", t.validation_scenes, "Scenes of withheld combinations")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  command->add_option("--learning-rate", t.learning_rate, "At the plateau")->capture_default_str();
  command->add_option("--checkpoint-every", t.checkpoint_every, "Steps; validates too")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command->add_option("--seed", t.seed, "Of weights, scenes and crops")->capture_default_str();
  command->add_option("--device", options->device, "cpu or cuda")->capture_default_str();
  command->add_option("--threads", options->threads, "CPU threads; 0 means all")->capture_default_str();
  command->callback([options] {
    use_threads(options->threads);
    options->training.device = parse_device(options->device);
    train_upscaler(options->training);
  });
}

}  // namespace reverie
