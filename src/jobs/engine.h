// jobs/engine.h
//
// What draws. The worker and the server know this interface only; engine/pipeline_engine is the real one.
//
// Used by   jobs/worker, server/image_service
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "jobs/job.h"

namespace reverie {

// What a model can do, known without loading its weights.
struct ModelFacts {
  std::string name;
  std::string description;
  int64_t max_references = 0;
  bool anchors_groups = true;      // the first picture of a group is a reference of its others
  bool can_rewrite = false;        // has a language model that enriches prompts
  std::vector<std::string> words;  // that it knows; empty: not limited
  bool is_loaded = false;
  int64_t default_steps = 4;
  std::optional<double> default_guidance;  // nothing: it draws without, and takes none
  int64_t native_pixels = kMaxPixels;      // larger pictures are drawn at this area and enlarged
  int64_t most_tokens = 0;                 // of a prompt; what is longer loses its end
  int64_t size_bytes = 0;                  // of its files
};

// What a model makes of a prompt before it draws.
struct PromptFacts {
  int64_t tokens = 0;  // those that it counts against ModelFacts::most_tokens
  std::vector<std::string> unknown_words = {};
  // Slips of the keyboard, each with what it is read as.
  std::vector<std::pair<std::string, std::string>> read_as = {};
};

struct DrawRequest {
  std::string model;
  std::string prompt;
  PixelSize size;
  std::vector<std::string> references;  // files' bytes
  uint64_t seed = 0;
  uint64_t noise_stream = 0;  // picture i of one seed has stream i
  std::optional<int64_t> steps;
  std::optional<double> guidance_scale;
  PictureFormat format = PictureFormat::Jpeg;
  bool has_watermark = false;
  bool wants_previews = false;
};

struct DrawProgress {
  double share = 0;   // 0..1 of this picture
  std::string stage;  // "denoise[2]"
  std::string preview_jpeg;
};

struct Drawing {
  std::string file;  // in the format asked for, with its metadata inside
  PixelSize size;
  std::vector<std::string> notes;
};

class Engine {
 public:
  virtual ~Engine() = default;

  // Throws Error(NotFound, "model").
  virtual ModelFacts facts(const std::string& model) = 0;

  // Reads the model's vocabulary, not its weights. Throws Error: NotFound, InvalidRequest (no UTF-8),
  // CorruptFile.
  virtual PromptFacts check_prompt(const std::string& model, const std::string& prompt) = 0;

  // Draws one picture; loads the model first if need be. `on_progress` returning false cancels between two
  // steps. Throws Error: InvalidRequest, Cancelled, OutOfMemory, CorruptFile, Internal.
  virtual Drawing draw(const DrawRequest& request,
                       const std::function<bool(const DrawProgress&)>& on_progress) = 0;

  // Loads the model, so that its next picture need not wait for it; waits for the picture under way. What was
  // loaded before is released where only one fits. Throws Error: NotFound, OutOfMemory, CorruptFile.
  virtual void load(const std::string& model) = 0;
  // Releases its memory after the picture under way. Nothing happens if it is not loaded.
  virtual void unload(const std::string& model) = 0;

  // The prompts of a group of at most `most` pictures that belong together. The same seed gives the same
  // ones.
  virtual std::vector<std::string> plan_group(const std::string& model, const std::string& prompt,
                                              int64_t most, uint64_t seed) = 0;

  // A richer prompt of the same meaning; the prompt itself where the model cannot write, or wrote what does
  // not keep the meaning. The same seed gives the same text.
  virtual std::string rewrite(const std::string& model, const std::string& prompt, Rewrite how,
                              uint64_t seed) = 0;
};

}  // namespace reverie
