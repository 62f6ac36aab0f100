// pipeline/prompt_writer.h
//
// A model's own language model at work on prompts: a short prompt becomes a richer one, a prompt for several
// pictures becomes one prompt each. What it writes is held against the prompt (kept_meaning.h); where that
// fails, the prompt stays as it is and `note` says so.
//
// Used by   engine/pipeline_engine, apps/generate_command, apps/eval_command
// Reads     the text encoder and writer/ alone; nothing that draws is loaded.
// Proven by tests/pipeline/prompt_writer_test.cpp
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pipeline/model_parts.h"

namespace reverie {

enum class Enhancement { Standard, Fast };

struct WrittenPrompt {
  std::string prompt;  // the richer one, or the one given
  bool is_rewritten = false;
  std::string note;  // why it was kept, for people; empty if it was rewritten
};

class PromptWriter {
 public:
  // Whether a model folder says that it writes, and plans.
  static bool can_enhance(const ModelSettings& settings);
  static bool can_plan(const ModelSettings& settings);

  // Reads the small files; weights come with the first text. Throws Error(NotFound), Error(CorruptFile).
  PromptWriter(const std::filesystem::path& model_folder, torch::Device device);

  const ModelSettings& settings() const { return parts_.settings(); }

  // The same seed gives the same text. Throws Error(CorruptFile) on weights that do not fit,
  // Error(InvalidRequest, "prompt") if the prompt is not UTF-8.
  WrittenPrompt enhance(const std::string& prompt, Enhancement how, uint64_t seed);

  // One prompt for each picture, at least 2 and at most `most`; empty if the model finds that the prompt asks
  // for one picture, or writes what does not hold.
  std::vector<std::string> plan(const std::string& prompt, int64_t most, uint64_t seed);

  // What the model answers to `instruction` with its {prompt} and {count} filled in, unchecked.
  std::string answer(const std::string& instruction, const std::string& prompt, int64_t count, uint64_t seed,
                     int64_t max_tokens);

 private:
  ModelParts parts_;
};

}  // namespace reverie
