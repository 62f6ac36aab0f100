#include "training/train_transformer.h"

#include <torch/utils.h>
#include <algorithm>

#include "core/error.h"
#include "lookup/sign_request.h"
#include "training/mixed_precision.h"
#include "training/sample_sheet.h"
#include "training/training_loop.h"
#include "training/transformer_sheet.h"
#include "training/world_book.h"

namespace reverie {
namespace {

constexpr int64_t kHeldOut = 32;  // examples for validation

class Trainer {
 public:
  explicit Trainer(const TransformerTraining& options)
      : options_(options),
        reader_(options.model / "tokenizer", options.device),
        autoencoder_(open_mini_autoencoder(options.model, options.device)),
        networks_(options.start, reader_.vocabulary_size(), options.seed, options.device),
        compositor_(open_compositor(options)),
        pool_(examples(options.seed, options.pool, false)) {
    networks_.let_learn(options.text_encoder ? Learning::Both : Learning::Transformer);
    if (options.picture_book) {
      reader_.look_up_in(draw_world_book(lesson_scenes(options.lesson), compositor_, autoencoder_));
    }
  }

  void run() {
    if (options_.references) expect_references();
    run_training({.run = options_.run,
                  .steps = options_.steps,
                  .learning_rate = options_.learning_rate,
                  .seed = options_.seed,
                  .muon_names = kMiniMuonNames,
                  .checkpoint_every = options_.checkpoint_every,
                  .show_every = options_.sheet_every,
                  .scenes_per_step = options_.batch},
                 {.trained = networks_.named(options_.text_encoder),
                  .loss = [this](int64_t step) { return step_loss(step); },
                  .show = [this](const RunFolder& folder, int64_t done) { show(folder, done); }});
  }

 private:
  LatentPool examples(uint64_t seed, int64_t capacity, bool held_out) {
    ExampleOptions drawn{.scene = network_scenes(options_.lesson), .references = options_.references};
    drawn.scene.held_out = held_out;
    return {autoencoder_, compositor_, seed, capacity, drawn, options_.sample, options_.picture_book};
  }

  void expect_references() const {
    constexpr uint64_t kTries = 1000;
    const ExampleOptions drawn{.scene = network_scenes(options_.lesson), .references = true};
    for (uint64_t i = 0; i < kTries; ++i) {
      Random random(options_.seed, i);
      if (!options_.sample(random, drawn).references.empty()) return;
    }
    throw Error(ErrorCode::InvalidRequest,
                "expected examples with reference pictures, got none among " + std::to_string(kTries),
                "--references");
  }

  Tensor step_loss(int64_t step) {
    pool_.advance_to(options_.batch * 4 + (step + 1) * options_.fresh_per_step);
    Random random(options_.seed + 13, static_cast<uint64_t>(step));
    const TrainingBatch batch =
        draw_batch(pool_, reader_, {.size = options_.batch, .tokens_per_scene = options_.tokens_per_scene},
                   random, options_.device);
    const Tensor sigmas = draw_sigmas(random, batch.size(), options_.device);
    const MixedPrecision products(options_.device, has_fast_bf16(options_.device));
    return velocity_loss(networks_, batch, sigmas, torch::randn_like(batch.latents));
  }

  void show(const RunFolder& folder, int64_t done) {
    if (options_.sheet_every > 0) {
      LatentPool held_out = examples(options_.seed + 77, kHeldOut, true);
      held_out.advance_to(kHeldOut);
      folder.log(
          {{"step", done},
           {"validation", validation_losses(networks_, held_out, reader_, options_.seed, options_.device)}});
      const TransformerSheet sheet(reader_, autoencoder_, options_.device);
      const std::string name = "sheet-" + std::to_string(done);
      write_sample_sheet(folder.path() / (name + ".ppm"), sheet.draw_prompts(networks_, {}), 4);
      const std::vector<Tensor> pairs = sheet.draw_references(networks_, held_out, {});
      if (!pairs.empty()) write_sample_sheet(folder.path() / (name + "-references.ppm"), pairs, 6);
    }
    networks_.write(options_.model, {.takes_references = options_.references,
                                     .groups_by_words = reader_.book().has_value(),
                                     .words = words(),
                                     .read_words = read_words(),
                                     .read_as = other_words_for(words(), read_words())});
    if (reader_.book()) save_book();
  }

  void save_book() const {
    const std::filesystem::path folder = options_.model / kPictureBookFolder;
    reader_.book()->save(folder);
    if (compositor_.glyphs())
      compositor_.glyphs()
          ->smaller(kShippedLettersShrunk)
          .save(folder / (std::string(kShippedLettersStem) + ".safetensors"));
  }

  // Those of the examples, and every name in the picture book.
  std::vector<std::string> words() const {
    std::vector<std::string> all = example_words(options_.lesson, options_.references);
    if (!reader_.book()) return all;
    const auto add = [&](const std::vector<std::string>& names) {
      for (const std::string& name : names) {
        for (std::string& word : words_in(name)) all.push_back(std::move(word));
      }
    };
    for (const BookThing& thing : reader_.book()->things()) add(thing.names);
    for (const BookCategory& category : reader_.book()->categories()) add(category.names);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

  std::vector<std::string> read_words() const {
    if (!reader_.book()) return {};
    std::vector<std::string> words = reader_.book()->words_read();
    if (!options_.glyphs.empty()) {
      const std::vector<std::string> of_signs = sign_request_words();
      words.insert(words.end(), of_signs.begin(), of_signs.end());
    }
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
  }

  TransformerTraining options_;
  PromptReader reader_;
  Flux2Autoencoder autoencoder_;
  MiniNetworks networks_;
  Compositor compositor_;
  LatentPool pool_;
};

}  // namespace

void train_transformer(const TransformerTraining& options) {
  Trainer(options).run();
}

}  // namespace reverie
