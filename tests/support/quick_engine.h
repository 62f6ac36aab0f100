// tests/support/quick_engine.h
//
// An engine for tests of everything around the drawing: answers in a millisecond with a small real picture,
// and fails, waits or counts as the test asks.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "image/write_image.h"
#include "jobs/engine.h"

namespace reverie {

class QuickEngine final : public Engine {
 public:
  std::atomic<int64_t> max_references{14};
  std::atomic<bool> anchors_groups{true};
  std::optional<double> default_guidance;
  static constexpr int64_t kMostTokens = 64;
  static constexpr const char* kUnknownWord = "zyzzyva";
  static constexpr const char* kSlip = "avocdao";
  std::atomic<int64_t> drawn{0};
  std::atomic<int64_t> steps{4};
  std::atomic<int64_t> step_ms{0};
  std::vector<std::vector<std::string>> references_seen;  // of each picture; read it when the jobs are done
  // A prompt that holds one of these words fails so.
  static constexpr const char* kFailsHere = "unpaintable";   // InvalidRequest: this picture alone
  static constexpr const char* kBreaksHere = "catastrophe";  // Internal: the whole job

  ModelFacts facts(const std::string& model) override {
    ModelFacts facts;
    facts.name = model;
    facts.description = "a quick engine";
    facts.max_references = max_references;
    facts.anchors_groups = anchors_groups;
    facts.can_rewrite = true;
    facts.is_loaded = model == loaded_;
    facts.default_guidance = default_guidance;
    facts.native_pixels = 1 << 20;
    facts.most_tokens = kMostTokens;
    facts.size_bytes = 123;
    return facts;
  }

  // Counts characters.
  PromptFacts check_prompt(const std::string&, const std::string& prompt) override {
    PromptFacts facts;
    facts.tokens = static_cast<int64_t>(prompt.size());
    if (prompt.find(kUnknownWord) != std::string::npos) facts.unknown_words.push_back(kUnknownWord);
    if (prompt.find(kSlip) != std::string::npos) facts.read_as.emplace_back(kSlip, "avocado");
    return facts;
  }

  Drawing draw(const DrawRequest& request,
               const std::function<bool(const DrawProgress&)>& on_progress) override {
    if (request.prompt.find(kFailsHere) != std::string::npos) {
      throw Error(ErrorCode::InvalidRequest, "prompt: this cannot be painted", "prompt");
    }
    if (request.prompt.find(kBreaksHere) != std::string::npos) {
      throw Error(ErrorCode::Internal, "the brush broke");
    }
    const std::string preview = file_of(request, ImageFormat::Jpeg, 8);
    for (int64_t step = 0; step < steps; ++step) {
      if (step_ms > 0) std::this_thread::sleep_for(std::chrono::milliseconds(step_ms));
      const bool goes_on = on_progress({.share = static_cast<double>(step + 1) / static_cast<double>(steps),
                                        .stage = "denoise[" + std::to_string(step) + "]",
                                        .preview_jpeg = request.wants_previews ? preview : ""});
      if (!goes_on) throw Error(ErrorCode::Cancelled, "cancelled between two steps");
    }
    references_seen.push_back(request.references);
    ++drawn;
    constexpr ImageFormat kFormats[] = {ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Webp};
    Drawing drawing;
    drawing.file = file_of(request, kFormats[static_cast<int>(request.format)], 32);
    drawing.size = request.size;
    return drawing;
  }

  void load(const std::string& model) override { loaded_ = model; }
  void unload(const std::string& model) override {
    if (loaded_ == model) loaded_.clear();
  }

  std::vector<std::string> plan_group(const std::string&, const std::string& prompt, int64_t most,
                                      uint64_t) override {
    std::vector<std::string> prompts;
    for (int64_t i = 0; i < most; ++i) prompts.push_back(prompt + ", picture " + std::to_string(i + 1));
    return prompts;
  }

  static constexpr const char* kSaysAll = "in every detail";  // a prompt that holds this is not made richer
  std::string rewrite(const std::string&, const std::string& prompt, Rewrite, uint64_t) override {
    if (prompt.find(kSaysAll) != std::string::npos) return prompt;
    return prompt + ", in fine detail";
  }

 private:
  std::string loaded_;

  // Small, and different for each seed, stream and prompt.
  static std::string file_of(const DrawRequest& request, ImageFormat format, int64_t side) {
    Image image{side, side, std::vector<uint8_t>(static_cast<std::size_t>(side * side * 3))};
    const auto tone = std::hash<std::string>{}(request.prompt + std::to_string(request.seed) + "/" +
                                               std::to_string(request.noise_stream));
    for (std::size_t i = 0; i < image.rgb.size(); ++i) {
      image.rgb[i] = static_cast<uint8_t>((tone >> (i % 3 * 8)) + i);
    }
    return encode_image(image, format);
  }
};

}  // namespace reverie
