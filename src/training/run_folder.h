// training/run_folder.h
//
// A training run on disk: checkpoints that survive a kill at any moment, and a log of one JSON object a
// line.
//
//   RUN/log.jsonl                    {"step": .., "loss": .., ...}, appended
//   RUN/checkpoint-STEP/             weights, averaged weights (EMA) and optimizer state as safetensors
//   RUN/latest                       the name of the newest complete checkpoint, replaced atomically
//   RUN/sheet-STEP.ppm               sample sheets
//
// A checkpoint is complete before `latest` names it; older ones are removed after.
//
// Used by   training_loop
// Proven by tests/training/run_folder_test.cpp
#pragma once

#include <filesystem>
#include <optional>

#include "core/json.h"
#include "weights/safetensors.h"

namespace reverie {

struct Checkpoint {
  int64_t step = 0;
  NamedTensors weights;
  NamedTensors averaged;
  NamedTensors optimizer;
};

class RunFolder {
 public:
  // Creates the folder. Throws Error(WriteFailed).
  explicit RunFolder(std::filesystem::path folder);

  const std::filesystem::path& path() const { return folder_; }

  // The newest complete checkpoint, or nothing. Throws Error(CorruptFile).
  std::optional<Checkpoint> latest() const;
  void save(const Checkpoint& checkpoint) const;

  // Appends one line to log.jsonl and prints it, short, to stderr.
  void log(const Json& line) const;

 private:
  std::filesystem::path folder_;
};

// Exponential moving average of weights: averaged = decay * averaged + (1 - decay) * weights.
class WeightAverage {
 public:
  explicit WeightAverage(const NamedTensors& weights);
  void update(const NamedTensors& weights, double decay);
  const NamedTensors& averaged() const { return averaged_; }
  // Takes over tensors of the same names. Throws Error(CorruptFile) where one is missing.
  void load(const NamedTensors& averaged);

 private:
  NamedTensors averaged_;
};

// Copies values by name into `targets`. Throws Error(CorruptFile) where one is missing or misshapen.
void copy_by_name(const NamedTensors& from, const NamedTensors& targets, const std::string& what);

// Holds the averaged weights in the network while it lives, and puts the trained ones back after.
class WithAveragedWeights {
 public:
  WithAveragedWeights(const NamedTensors& network, const NamedTensors& averaged);
  ~WithAveragedWeights();
  WithAveragedWeights(const WithAveragedWeights&) = delete;
  WithAveragedWeights& operator=(const WithAveragedWeights&) = delete;

 private:
  const NamedTensors& network_;
  NamedTensors kept_;
};

}  // namespace reverie
