// apps/train_language_command.cpp
//
// `reverie train language`: the layers of the embedded model that write richer prompts and plans.
//
// Used by   train_command.cpp
#include <memory>

#include "apps/commands.h"
#include "apps/engine_options.h"
#include "training/train_language.h"

namespace reverie {

void add_train_language(CLI::App& train) {
  struct Options {
    LanguageTraining training;
    std::string lesson = "all";
    std::string device = "cpu";
    int threads = 0;
  };
  const auto options = std::make_shared<Options>();
  LanguageTraining& t = options->training;
  t.start = "models/mini";
  t.model = "models/mini";
  CLI::App* command =
      train.add_subcommand("language", "Train the layers that write richer prompts and plans");
  command->add_option("--start", t.start, "Model folder whose tokenizer and text encoder are read")
      ->capture_default_str();
  command
      ->add_option("--model", t.model,
                   "Model folder that gets the writer; a new one becomes a copy of --start")
      ->capture_default_str();
  command->add_option("--run", t.run, "Folder of checkpoints and log; an existing run goes on")->required();
  command->add_option("--steps", t.steps, "Optimizer steps in all")
      ->check(CLI::Range(1, 100'000'000))
      ->capture_default_str();
  command->add_option("--batch", t.batch, "Texts a step; half as many where they are plans")
      ->check(CLI::Range(1, 65536))
      ->capture_default_str();
  command->add_option("--layers", t.layers, "Above those of the text encoder")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command
      ->add_option("--lesson", options->lesson,
                   "first: 24 objects, for small means; second: about 130; all: every one")
      ->check(CLI::IsMember(lesson_names()))
      ->capture_default_str();
  command->add_option("--learning-rate", t.learning_rate, "At the plateau")->capture_default_str();
  command->add_option("--checkpoint-every", t.checkpoint_every, "Steps")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command
      ->add_option("--sample-every", t.sample_every,
                   "Steps between validations and texts in the log; 0: at the end")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  command->add_option("--seed", t.seed, "Of weights and texts")->capture_default_str();
  command->add_option("--device", options->device, "cpu or cuda")->capture_default_str();
  command->add_option("--threads", options->threads, "CPU threads; 0 means all")->capture_default_str();
  command->callback([options] {
    use_threads(options->threads);
    options->training.device = parse_device(options->device);
    options->training.lesson = lesson_of(options->lesson);
    train_language(options->training);
  });
}

}  // namespace reverie
