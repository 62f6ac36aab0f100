// apps/train_command.cpp
//
// `reverie train atlas|tokenizer|autoencoder|transformer`: makes the embedded model `mini`, part by part.
// docs/training.md tells the order and the commands that made the shipped one.

#include <iostream>
#include <memory>

#include "apps/commands.h"
#include "core/error.h"
#include "training/train_autoencoder.h"
#ifdef REVERIE_HAS_VIPS
#include "training/world/atlas_build.h"
#endif

namespace reverie {
namespace {

torch::Device parse_device(const std::string& name) {
  if (name == "cpu") return torch::kCPU;
  if (name == "cuda" && torch::cuda::is_available()) return torch::kCUDA;
  throw Error(ErrorCode::InvalidRequest, "expected cpu, or cuda on a machine that has it, got \"" + name + "\"", "--device");
}

void add_atlas(CLI::App& train) {
  struct Options {
    std::string icons = "assets/objects/noto.json";
    std::string out = "build/atlas.safetensors";
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = train.add_subcommand("atlas", "Draw the objects of the world into one file of sprites");
  command->add_option("--icons", options->icons, "The icons' vector drawings")->capture_default_str();
  command->add_option("--out", options->out, "The file to write")->capture_default_str();
  command->callback([options] {
#ifdef REVERIE_HAS_VIPS
    build_atlas(options->icons, options->out);
    std::cerr << "wrote " << options->out << std::endl;
#else
    throw Error(ErrorCode::InvalidRequest, "this build has no libvips; make the atlas elsewhere and bring " + options->out);
#endif
  });
}

void add_autoencoder(CLI::App& train) {
  struct Options {
    AutoencoderTraining training;
    std::string stage = "inner";
    std::string device = "cpu";
    int threads = 0;
  };
  const auto options = std::make_shared<Options>();
  options->training.atlas = "build/atlas.safetensors";
  options->training.out = "models/mini/vae";
  CLI::App* command = train.add_subcommand("autoencoder", "Train pictures <-> latents, inner levels first");
  AutoencoderTraining& t = options->training;
  command->add_option("--stage", options->stage, "inner: from a quarter of the size inwards; outer: the rest")
      ->check(CLI::IsMember({"inner", "outer"}))
      ->capture_default_str();
  command->add_option("--atlas", t.atlas, "The file of sprites")->capture_default_str();
  command->add_option("--run", t.run, "Folder of checkpoints, log and sheets; an existing run goes on")->required();
  command->add_option("--start", t.start, "A vae folder to begin from");
  command->add_option("--out", t.out, "The vae folder to write")->capture_default_str();
  command->add_option("--steps", t.steps, "Optimizer steps in all")->check(CLI::Range(1, 10'000'000))->capture_default_str();
  command->add_option("--batch-tokens", t.batch_tokens, "64 px squares a step")->check(CLI::Range(64, 65536))->capture_default_str();
  command->add_option("--learning-rate", t.learning_rate, "At the plateau")->capture_default_str();
  command->add_option("--checkpoint-every", t.checkpoint_every, "Steps")->check(CLI::Range(1, 1'000'000))->capture_default_str();
  command->add_option("--seed", t.seed, "Of weights and scenes")->capture_default_str();
  command->add_option("--device", options->device, "cpu or cuda")->capture_default_str();
  command->add_option("--threads", options->threads, "CPU threads; 0 means all")->capture_default_str();
  command->callback([options] {
    if (options->threads > 0) torch::set_num_threads(options->threads);
    options->training.device = parse_device(options->device);
    options->training.stage =
        options->stage == "outer" ? AutoencoderTraining::Stage::Outer : AutoencoderTraining::Stage::Inner;
    train_autoencoder(options->training);
  });
}

}  // namespace

void add_train_command(CLI::App& app) {
  CLI::App* train = app.add_subcommand("train", "Train the embedded model, part by part");
  train->require_subcommand(1);
  add_atlas(*train);
  add_autoencoder(*train);
}

}  // namespace reverie
