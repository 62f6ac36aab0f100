// apps/train_drawing_commands.cpp
//
// `reverie train transformer` and `reverie train distil`: the parts of `mini` that learn from drawn examples,
// and the options they share.

#include <memory>

#include "apps/commands.h"
#include "apps/engine_options.h"
#include "training/train_distilled.h"
#include "training/train_transformer.h"

namespace reverie {
namespace {

// What is not yet what the trainer takes.
struct RunText {
  std::string lesson = "all";
  std::string device = "cpu";
  int threads = 0;
};

void add_run_options(CLI::App& command, ExampleRun& run, RunText& text) {
  run.atlas = "build/atlas.safetensors";
  command.add_option("--atlas", run.atlas, "The file of sprites")->capture_default_str();
  run.glyphs = "build/glyphs.safetensors";
  command.add_option("--glyphs", run.glyphs, "The letters of signs, which only the lesson all has")
      ->capture_default_str();
  command.add_option("--run", run.run, "Folder of checkpoints, log and sheets; an existing run goes on")
      ->required();
  command.add_option("--steps", run.steps, "Optimizer steps in all")
      ->check(CLI::Range(1, 100'000'000))
      ->capture_default_str();
  command.add_option("--batch", run.batch, "Scenes a step")
      ->check(CLI::Range(1, 65536))
      ->capture_default_str();
  command.add_option("--fresh-per-step", run.fresh_per_step, "New scenes a step; the others are used again")
      ->check(CLI::Range(1, 65536))
      ->capture_default_str();
  command.add_option("--pool", run.pool, "Scenes kept for use")
      ->check(CLI::Range(1, 100'000'000))
      ->capture_default_str();
  command
      .add_option("--lesson", text.lesson,
                  "first: 24 objects, for small means; broad: every object in the places of first; "
                  "second: about 130; wide: every one in every place; all: with styles and signs too")
      ->check(CLI::IsMember(lesson_names()))
      ->capture_default_str();
  command.add_option("--learning-rate", run.learning_rate, "At the plateau")->capture_default_str();
  command.add_option("--checkpoint-every", run.checkpoint_every, "Steps")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command
      .add_option("--sheet-every", run.sheet_every, "Steps between validations and sample sheets; 0: none")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  command.add_option("--seed", run.seed, "Of weights, scenes and noise")->capture_default_str();
  command.add_option("--device", text.device, "cpu or cuda")->capture_default_str();
  command.add_option("--threads", text.threads, "CPU threads; 0 means all")->capture_default_str();
}

void resolve(ExampleRun& run, const RunText& text) {
  use_threads(text.threads);
  run.device = parse_device(text.device);
  run.lesson = lesson_of(text.lesson);
}

}  // namespace

void add_train_transformer(CLI::App& train) {
  struct Options {
    TransformerTraining training;
    RunText text;
  };
  const auto options = std::make_shared<Options>();
  TransformerTraining& t = options->training;
  t.model = "models/mini";
  CLI::App* command =
      train.add_subcommand("transformer", "Train the transformer and the text encoder together");
  add_run_options(*command, t, options->text);
  command->add_option("--start", t.start, "A model folder whose transformer and text encoder begin");
  command->add_option("--model", t.model, "Model folder: tokenizer and vae are read, the rest is written")
      ->capture_default_str();
  command
      ->add_option("--tokens-per-scene", t.tokens_per_scene, "A random part of each scene; 0 means all of it")
      ->check(CLI::Range(0, 4096))
      ->capture_default_str();
  command->add_flag(
      "--picture-book", t.picture_book,
      "Look up what prompts name in pictures of single objects, which become a part of the model");
  command->add_flag("!--keep-text-encoder", t.text_encoder,
                    "Train the transformer alone: what was trained on the text encoder stays right");
  command->add_flag("--references", t.references,
                    "Learn from examples with reference pictures too; the model then takes up to 14");
  command->callback([options] {
    resolve(options->training, options->text);
    train_transformer(options->training);
  });
}

void add_train_distil(CLI::App& train) {
  struct Options {
    Distillation distillation;
    RunText text;
  };
  const auto options = std::make_shared<Options>();
  Distillation& d = options->distillation;
  CLI::App* command =
      train.add_subcommand("distil", "Teach a copy of a model to draw in 4 steps without guidance");
  add_run_options(*command, d, options->text);
  command->add_option("--start", d.start, "The teacher's model folder")->required();
  command->add_option("--model", d.model, "The student's model folder to write")->required();
  command
      ->add_option("--teacher-steps", d.trajectory.teacher_steps,
                   "Steps of the teacher, with guidance, for one of the student's")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  command
      ->add_option("--own-share", d.trajectory.own_share,
                   "Share of examples that begin where the student gets to by itself")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command->add_flag("--train-text-encoder", d.train_text_encoder,
                    "Train it too; it stays the teacher's else");
  command->callback([options] {
    resolve(options->distillation, options->text);
    train_distilled(options->distillation);
  });
}

}  // namespace reverie
