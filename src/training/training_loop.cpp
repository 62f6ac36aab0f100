#include "training/training_loop.h"

#include <torch/utils.h>
#include <algorithm>
#include <chrono>

#include "training/learning_rate.h"
#include "training/optimizer.h"

namespace reverie {
namespace {

constexpr int64_t kLogEvery = 50;

// What the log says of the steps since its last line.
class Progress {
 public:
  explicit Progress(const TrainingLoop& loop) : loop_(loop) {}

  void count(const RunFolder& folder, int64_t done, double loss, double rate, double gradient_norm) {
    sum_ += loss;
    if (done % kLogEvery != 0) return;
    Json line{{"step", done}, {"loss", sum_ / kLogEvery}, {"rate", rate}, {"gradient_norm", gradient_norm}};
    const auto now = std::chrono::steady_clock::now();
    if (loop_.scenes_per_step > 0) {
      const double seconds = std::chrono::duration<double>(now - since_).count();
      line["scenes_per_second"] = static_cast<double>(kLogEvery * loop_.scenes_per_step) / seconds;
    }
    folder.log(line);
    sum_ = 0;
    since_ = now;
  }

 private:
  const TrainingLoop& loop_;
  double sum_ = 0;
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
};

}  // namespace

void run_training(const TrainingLoop& loop, const TrainingTask& task) {
  const RunFolder folder(loop.run);
  Optimizer optimizer(task.trained, loop.muon_names, {});
  WeightAverage average(task.trained);
  int64_t step = 0;
  if (const auto checkpoint = folder.latest()) {
    copy_by_name(checkpoint->weights, task.trained, "checkpoint");
    average.load(checkpoint->averaged);
    optimizer.load_state(checkpoint->optimizer);
    step = checkpoint->step;
  }
  Progress progress(loop);
  for (; step < loop.steps; ++step) {
    torch::manual_seed(static_cast<uint64_t>(step) + loop.seed * 1'000'003);
    const torch::Tensor loss = task.loss(step);
    loss.backward();
    const double rate = learning_rate(loop.learning_rate, step, loop.steps);
    const double norm = optimizer.step(rate);
    average.update(task.trained, std::min(loop.average_decay, 1 - 1 / (1 + static_cast<double>(step) / 10)));
    const int64_t done = step + 1;
    const bool is_last = done == loop.steps;
    progress.count(folder, done, loss.item<double>(), rate, norm);
    if (is_last || done % loop.checkpoint_every == 0) {
      folder.save({done, task.trained, average.averaged(), optimizer.state()});
    }
    if (is_last || (loop.show_every > 0 && done % loop.show_every == 0)) {
      const WithAveragedWeights averaged(task.trained, average.averaged());
      const torch::NoGradGuard no_grad;
      task.show(folder, done);
    }
  }
}

}  // namespace reverie
