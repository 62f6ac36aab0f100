#include "training/train_language.h"

#include <torch/utils.h>
#include <array>

#include "core/error.h"
#include "models/qwen3_text_encoder.h"
#include "models/writer_weights.h"
#include "sampling/write_tokens.h"
#include "tokenizer/byte_bpe.h"
#include "tokenizer/chat_template.h"
#include "training/mini_folder.h"
#include "training/training_loop.h"
#include "training/world/writing.h"
#include "training/writer_folder.h"
#include "weights/weights.h"

namespace reverie {
namespace {

constexpr std::size_t kLongestText = 224;  // tokens of question and answer; longer ones are drawn again
constexpr double kPlanShare = 0.3;         // of the steps
constexpr double kFastShare = 0.3;         // of the rows of the others
constexpr std::array kTasks{WritingTask::Standard, WritingTask::Fast, WritingTask::Plan};
constexpr std::array kTaskNames{"standard", "fast", "plan"};

// Questions whose answers stand in the log, so that a reader sees what was learned.
const std::vector<std::string> kSampleQuestions{"enhance: a cat\n",
                                                "enhance: red car, beach\n",
                                                "enhance: an owl and a robot in a kitchen\n",
                                                "enhance: a pengiun in a forest\n",
                                                "enhance: a blue gromp with the words \"Open 7\"\n",
                                                "add a little: a house\n",
                                                "plan 4: three pictures of a fox in different places\n",
                                                "plan 4: a robot through the day\n"};

// One text as tokens: the first `question` of them are given, the others are to be written.
struct Tokens {
  std::vector<int64_t> ids;
  std::size_t question;
};

struct Batch {
  Tensor ids;      // [B, T], padded on the right
  Tensor places;   // [N] into the B * T places: those before a token of an answer
  Tensor targets;  // [N] that token
};

Qwen3Config writer_config(Qwen3Config text_encoder, int64_t layers) {
  text_encoder.num_hidden_layers += layers;
  // The embedding is frozen and was trained for pictures; choosing words needs numbers of its own.
  text_encoder.tie_word_embeddings = false;
  return text_encoder;
}

class Trainer {
 public:
  explicit Trainer(const LanguageTraining& options)
      : options_(options),
        tokenizer_(ByteBpe::from_file(options.start / "tokenizer" / "tokenizer.json")),
        chat_template_(ChatTemplate::from_folder(options.start / "tokenizer")),
        text_config_(Qwen3Config::from_json(read_json(options.start / "text_encoder" / "config.json"))),
        config_(writer_config(text_config_, options.layers)),
        lower_(std::make_shared<FileWeights>(
            CheckpointFiles::open(options.start / "text_encoder", kTransformersStem), "text encoder",
            torch::kFloat32, options.device)),
        upper_(std::make_shared<TrainableWeights>(options.seed, std::nullopt, options.device)),
        writer_(Weights(std::make_shared<WriterWeights>(lower_, upper_, text_config_.num_hidden_layers)),
                config_, config_.num_hidden_layers, /*with_head=*/true),
        end_(id_of(chat_template_.end_token())),
        lesson_(lesson_scenes(options.lesson)),
        words_(writing_words(lesson_)) {
    prepare_writer_folder(options.start, options.model);
  }

  void run() {
    run_training({.run = options_.run,
                  .steps = options_.steps,
                  .learning_rate = options_.learning_rate,
                  .seed = options_.seed,
                  .muon_names = {"model.layers."},
                  .checkpoint_every = options_.checkpoint_every,
                  .show_every = options_.sample_every},
                 {.trained = upper_->named(),
                  .loss = [this](int64_t step) { return loss(make_batch(step)); },
                  .show = [this](const RunFolder& folder, int64_t done) { show(folder, done); }});
  }

 private:
  void show(const RunFolder& folder, int64_t done) const {
    folder.log({{"step", done}, {"validation", validation_losses()}, {"samples", samples()}});
    write_writer(options_.model, upper_->named(), config_, words_);
  }

  int64_t id_of(const std::string& token) const {
    const auto id = tokenizer_.id_of(token);
    if (!id)
      throw Error(ErrorCode::CorruptFile, "the tokenizer lacks \"" + token + "\", which ends an answer");
    return *id;
  }

  Tokens tokens_of(const WritingSample& sample) const {
    const auto question = tokenizer_.encode(chat_template_.render(sample.question));
    const auto answer = tokenizer_.encode(sample.answer);
    Tokens tokens{{question.begin(), question.end()}, question.size()};
    tokens.ids.insert(tokens.ids.end(), answer.begin(), answer.end());
    tokens.ids.push_back(end_);
    return tokens;
  }

  Tokens draw(WritingTask task, bool held_out, Random& random) const {
    const SceneOptions scenes = written_about(lesson_, held_out);
    while (true) {
      Tokens tokens = tokens_of(writing_of(sample_scene(random, scenes), task, Surprises::Some, random));
      if (tokens.ids.size() <= kLongestText) return tokens;
    }
  }

  Batch make_batch(int64_t step) const {
    Random random(options_.seed + 31, static_cast<uint64_t>(step));
    const bool is_plan = random.chance(kPlanShare);
    const int64_t rows = is_plan ? std::max<int64_t>(1, options_.batch / 2) : options_.batch;
    std::vector<Tokens> texts;
    for (int64_t i = 0; i < rows; ++i) {
      const bool is_fast = random.chance(kFastShare);
      const WritingTask task = is_plan   ? WritingTask::Plan
                               : is_fast ? WritingTask::Fast
                                         : WritingTask::Standard;
      texts.push_back(draw(task, false, random));
    }
    return padded(texts);
  }

  Batch padded(const std::vector<Tokens>& texts) const {
    std::size_t longest = 0;
    for (const Tokens& text : texts) longest = std::max(longest, text.ids.size());
    std::vector<int64_t> ids, places, targets;
    for (const Tokens& text : texts) {
      const std::size_t row = ids.size();
      ids.insert(ids.end(), text.ids.begin(), text.ids.end());
      ids.resize(row + longest, end_);
      for (std::size_t i = text.question; i < text.ids.size(); ++i) {
        places.push_back(static_cast<int64_t>(row + i) - 1);
        targets.push_back(text.ids[i]);
      }
    }
    const auto on_device = [&](const std::vector<int64_t>& values) {
      return torch::tensor(values, torch::kInt64).to(options_.device);
    };
    return {on_device(ids).view({static_cast<int64_t>(texts.size()), -1}), on_device(places),
            on_device(targets)};
  }

  Tensor loss(const Batch& batch) const {
    const Tensor states = writer_.last_states(batch.ids, nullptr).flatten(0, 1);  // [B * T, C]
    const Tensor logits = writer_.head(states.index_select(0, batch.places));     // [N, vocab_size]
    return at::cross_entropy_loss(logits, batch.targets);
  }

  // On combinations never trained on, by task.
  Json validation_losses() const {
    constexpr uint64_t kTexts = 48;
    Json losses;
    for (std::size_t i = 0; i < kTasks.size(); ++i) {
      std::vector<Tokens> texts;
      for (uint64_t j = 0; j < kTexts; ++j) {
        Random random(options_.seed + 79, j);
        texts.push_back(draw(kTasks[i], true, random));
      }
      losses[kTaskNames[i]] = loss(padded(texts)).item<double>();
    }
    return losses;
  }

  Json samples() const {
    constexpr int64_t kMostTokens = 96;
    Json texts = Json::array();
    for (const std::string& question : kSampleQuestions) {
      const auto ids = tokenizer_.encode(chat_template_.render(question));
      WritingOptions writing;
      writing.sampling.temperature = 0;
      writing.max_tokens = kMostTokens;
      writing.stop = {end_};
      const auto written = write_tokens(writer_, {ids.begin(), ids.end()}, writing);
      texts.push_back(question + tokenizer_.decode(std::vector<int32_t>(written.begin(), written.end())));
    }
    return texts;
  }

  LanguageTraining options_;
  ByteBpe tokenizer_;
  ChatTemplate chat_template_;
  Qwen3Config text_config_, config_;
  std::shared_ptr<FileWeights> lower_;
  std::shared_ptr<TrainableWeights> upper_;
  Qwen3TextEncoder writer_;
  int64_t end_;
  SceneOptions lesson_;
  WritingWords words_;
};

}  // namespace

void train_language(const LanguageTraining& options) {
  Trainer(options).run();
}

}  // namespace reverie
