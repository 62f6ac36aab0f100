// benchmarks/stand_in_engine.h
//
// What draws in a benchmark of the server: a file of noise after a fixed time, nothing computed. It remembers
// when it drew, so that the model's time can be taken out of a client's, and can be held back until all
// clients wait.
//
// Used by   server_latency.cpp
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "jobs/engine.h"

namespace reverie {

class StandInEngine final : public Engine {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr const char* kModel = "stand-in";

  struct Span {
    Clock::time_point begin, end;
  };

  void draw_for(Clock::duration duration) {
    const std::lock_guard lock(mutex_);
    duration_ = duration;
    spans_.clear();
  }
  void hold(bool is_held) {
    const std::lock_guard lock(mutex_);
    is_held_ = is_held;
    released_.notify_all();
  }
  // When it drew, in order.
  std::vector<Span> spans() const {
    const std::lock_guard lock(mutex_);
    return spans_;
  }

  ModelFacts facts(const std::string& model) override {
    ModelFacts facts;
    facts.name = model;
    return facts;
  }

  PromptFacts check_prompt(const std::string&, const std::string&) override { return {}; }

  void load(const std::string&) override {}  // it holds no weights
  void unload(const std::string&) override {}

  Drawing draw(const DrawRequest& request, const std::function<bool(const DrawProgress&)>&) override {
    Span span;
    {
      std::unique_lock lock(mutex_);
      released_.wait(lock, [&] { return !is_held_; });
      span.begin = Clock::now();
    }
    Drawing drawing{noise(request.seed + request.noise_stream), request.size, {}};
    std::this_thread::sleep_until(span.begin + duration_);
    const std::lock_guard lock(mutex_);
    span.end = Clock::now();
    spans_.push_back(span);
    return drawing;
  }

  std::vector<std::string> plan_group(const std::string&, const std::string& prompt, int64_t) override {
    return {prompt};
  }
  std::string rewrite(const std::string&, const std::string& prompt, Rewrite) override { return prompt; }

 private:
  // As many bytes as a JPEG of 1024x1024 has, others for each seed: equal files would be stored once.
  static std::string noise(uint64_t seed) {
    constexpr std::size_t kFileBytes = 200'000;
    std::string bytes(kFileBytes, '\0');
    for (char& byte : bytes) {
      seed = seed * 6364136223846793005 + 1442695040888963407;
      byte = static_cast<char>(seed >> 56);
    }
    return bytes;
  }

  mutable std::mutex mutex_;
  std::condition_variable released_;
  bool is_held_ = false;
  Clock::duration duration_{0};
  std::vector<Span> spans_;
};

}  // namespace reverie
