// pipeline/progress.h
//
// What a running request tells about itself, under the one set of stage names that logs, progress bars,
// profiles and docs/one_image.md share:
//
//   admit · queue · tokenize · encode_text · init_latents · denoise[i] · decode · finish_picture ·
//   encode_image · store · reply
//
// Used by   pipeline/ (which reports), apps/ (which show)
#pragma once

#include <torch/types.h>

#include <chrono>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace reverie {

struct ProgressEvent {
  std::string stage;    // "denoise[0]"
  int64_t image_index;  // of the request's images
  int64_t image_count;
  double share;           // 0..1 of the whole request, never falling
  torch::Tensor preview;  // [3, h, w], -1..1, small; defined after a denoise step if previews were asked for
};

// Returning false cancels the request between two steps.
using OnProgress = std::function<bool(const ProgressEvent&)>;

// Seconds by stage, in order of first use; the steps of a stage are added up.
class StageClock {
 public:
  using Clock = std::chrono::steady_clock;

  // Adds the time `work` takes to `stage` and returns what it returns, references too.
  template <typename Work>
  decltype(auto) time(const std::string& stage, Work&& work) {
    const auto begin = Clock::now();
    struct AtExit {
      StageClock& clock;
      const std::string& stage;
      Clock::time_point begin;
      ~AtExit() { clock.add(stage, std::chrono::duration<double>(Clock::now() - begin).count()); }
    } at_exit{*this, stage, begin};
    return work();
  }

  void add(const std::string& stage, double seconds) {
    for (auto& [name, total] : seconds_) {
      if (name == stage) {
        total += seconds;
        return;
      }
    }
    seconds_.emplace_back(stage, seconds);
  }

  const std::vector<std::pair<std::string, double>>& seconds() const { return seconds_; }

 private:
  std::vector<std::pair<std::string, double>> seconds_;
};

}  // namespace reverie
