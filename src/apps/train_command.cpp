// apps/train_command.cpp
//
// `reverie train`: makes the embedded model `mini`, part by part. Here are atlas, glyphs, tokenizer and
// autoencoder; transformer and distil are in train_drawing_commands.cpp, decoder and upscaler in
// train_crop_commands.cpp, language in train_language_command.cpp. docs/training.md tells the order and the
// commands that made the shipped one.

#include <iostream>
#include <memory>

#include "apps/commands.h"
#include "apps/engine_options.h"
#include "core/error.h"
#include "core/file.h"
#include "tokenizer/bpe_trainer.h"
#include "tokenizer/chat_template.h"
#include "training/train_autoencoder.h"
#include "training/world/atlas.h"
#include "training/world/example.h"
#include "training/world/writing.h"
#ifdef REVERIE_HAS_VIPS
#include "training/world/atlas_build.h"
#include "training/world/lettering/glyphs_build.h"
#endif

namespace reverie {
namespace {

void add_atlas(CLI::App& train) {
  struct Options {
    std::string icons = "assets/objects/noto.json";
    std::string out = "build/atlas.safetensors";
    int64_t objects = 0;
    int64_t side_px = kSpritePx;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = train.add_subcommand("atlas", "Draw the objects of the world into one file of sprites");
  command->add_option("--icons", options->icons, "The icons' vector drawings")->capture_default_str();
  command->add_option("--out", options->out, "The file to write")->capture_default_str();
  command
      ->add_option("--objects", options->objects,
                   "Only so many, spread evenly over the table, as `train upscaler` reads them; 0: all")
      ->check(CLI::Range(0, 100'000))
      ->capture_default_str();
  command->add_option("--px", options->side_px, "Side of a sprite; 1536 serves 256 px a token")
      ->check(CLI::Range(int64_t{1}, kLargestSpritePx))
      ->capture_default_str();
  command->callback([options] {
#ifdef REVERIE_HAS_VIPS
    if (options->objects == 0 && options->side_px != kSpritePx) {
      throw Error(ErrorCode::InvalidRequest,
                  "every object at another size than " + std::to_string(kSpritePx) +
                      " would fill the memory; say how many",
                  "--objects");
    }
    if (options->objects == 0) {
      build_atlas(options->icons, options->out);
    } else {
      draw_chosen_atlas(options->icons, options->objects, options->side_px).save(options->out);
    }
    std::cerr << "wrote " << options->out << std::endl;
#else
    throw Error(ErrorCode::InvalidRequest,
                "this build has no libvips; make the atlas elsewhere and bring " + options->out);
#endif
  });
}

void add_glyphs(CLI::App& train) {
  const auto out = std::make_shared<std::string>("build/glyphs.safetensors");
  CLI::App* command = train.add_subcommand("glyphs", "Draw the letters of signs into one file");
  command->add_option("--out", *out, "The file to write")->capture_default_str();
  command->callback([out] {
#ifdef REVERIE_HAS_VIPS
    build_glyphs(*out);
    std::cerr << "wrote " << *out << std::endl;
#else
    throw Error(ErrorCode::InvalidRequest,
                "this build has no libvips; make the glyphs elsewhere and bring " + *out);
#endif
  });
}

// What the language part reads and writes, so that its words are tokens too.
std::string text_to_write(const Scene& scene, WritingTask task, Random& random) {
  const WritingSample sample = writing_of(scene, task, Surprises::None, random);
  return sample.question + sample.answer;
}

void add_tokenizer(CLI::App& train) {
  struct Options {
    std::filesystem::path out = "models/mini/tokenizer";
    int32_t vocabulary_size = 1536;
    int64_t captions = 20000;
    uint64_t seed = 1;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = train.add_subcommand("tokenizer", "Make the byte-level BPE tokenizer out of captions");
  command->add_option("--out", options->out, "The tokenizer folder to write")->capture_default_str();
  command->add_option("--vocabulary-size", options->vocabulary_size, "Tokens at most")
      ->check(CLI::Range(300, 200000))
      ->capture_default_str();
  command->add_option("--captions", options->captions, "Prompts to learn from")
      ->check(CLI::Range(100, 10'000'000))
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Of the captions")->capture_default_str();
  command->callback([options] {
    const ExampleOptions whole_world{.scene = lesson_scenes(Lesson::All), .references = true};
    std::vector<std::string> captions;
    for (int64_t i = 0; i < options->captions; ++i) {
      Random random(options->seed, static_cast<uint64_t>(i));
      captions.push_back(words_for(sample_example(random, whole_world), random));
      if (i % 4 != 0) continue;
      const Scene scene = sample_scene(random, written_about(whole_world.scene, false));
      captions.push_back(text_to_write(scene, static_cast<WritingTask>(i / 4 % 3), random));
    }
    const Json tokenizer =
        train_byte_bpe(captions, options->vocabulary_size,
                       {std::string(kEndOfText), "<|im_start|>", std::string(kMessageEnd)});
    create_folder(options->out);
    constexpr int32_t kLongestPrompt = 1024;
    write_tokenizer(options->out, tokenizer, tokenizer_config(tokenizer, kPlainChatTemplate, kLongestPrompt));
    std::cerr << "wrote " << options->out.string() << std::endl;
  });
}

void add_autoencoder(CLI::App& train) {
  struct Options {
    AutoencoderTraining training;
    std::string device = "cpu";
    int threads = 0;
  };
  const auto options = std::make_shared<Options>();
  options->training.atlas = "build/atlas.safetensors";
  options->training.out = "models/mini/vae";
  CLI::App* command =
      train.add_subcommand("autoencoder", "Train pictures <-> latents, at a quarter of the size");
  AutoencoderTraining& t = options->training;
  command->add_option("--atlas", t.atlas, "The file of sprites")->capture_default_str();
  command->add_option("--glyphs", t.glyphs, "The letters of signs; without them scenes have none");
  command->add_option("--run", t.run, "Folder of checkpoints, log and sheets; an existing run goes on")
      ->required();
  command->add_option("--start", t.start, "A vae folder to begin from");
  command->add_option("--out", t.out, "The vae folder to write")->capture_default_str();
  command->add_option("--steps", t.steps, "Optimizer steps in all")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  command->add_option("--batch-tokens", t.batch_tokens, "64 px squares a step")
      ->check(CLI::Range(64, 65536))
      ->capture_default_str();
  command->add_option("--learning-rate", t.learning_rate, "At the plateau")->capture_default_str();
  command->add_option("--checkpoint-every", t.checkpoint_every, "Steps")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command->add_option("--seed", t.seed, "Of weights and scenes")->capture_default_str();
  command->add_option("--device", options->device, "cpu or cuda")->capture_default_str();
  command->add_option("--threads", options->threads, "CPU threads; 0 means all")->capture_default_str();
  command->callback([options] {
    use_threads(options->threads);
    options->training.device = parse_device(options->device);
    train_autoencoder(options->training);
  });
}

}  // namespace

void add_train_command(CLI::App& app) {
  CLI::App* train = app.add_subcommand("train", "Train the embedded model, part by part");
  train->require_subcommand(1);
  add_atlas(*train);
  add_glyphs(*train);
  add_tokenizer(*train);
  add_autoencoder(*train);
  add_train_decoder(*train);
  add_train_upscaler(*train);
  add_train_transformer(*train);
  add_train_distil(*train);
  add_train_language(*train);
}

}  // namespace reverie
