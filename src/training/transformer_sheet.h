// training/transformer_sheet.h
//
// What a transformer in training can draw: the same twelve prompts with the same noise each time, at a
// quarter of the size, so that two sheets can be compared; and examples with references beside what they
// should be.
//
// Used by   train_transformer, train_distilled
// Proven by tests/training/transformer_sheet_test.cpp
#pragma once

#include <filesystem>

#include "training/velocity_loss.h"

namespace reverie {

// How pictures are drawn: guidance_scale 1 means none.
struct Drawing {
  int64_t steps = kMiniSteps;
  double guidance_scale = kMiniGuidanceScale;
};

// What an example asks for, drawn from `noise` [1, I, Z] as the engine would: [1, I, Z].
Tensor draw_example(const MiniNetworks& networks, const PromptReader& reader, const TrainingBatch& one,
                    const Tensor& noise, const Drawing& drawing);

class TransformerSheet {
 public:
  // Both must outlive the sheet.
  TransformerSheet(const PromptReader& reader, const Flux2Autoencoder& autoencoder, torch::Device device)
      : reader_(reader), autoencoder_(autoencoder), device_(device) {}

  // The twelve prompts: [3, 256, 256] each, about -1..1.
  std::vector<Tensor> draw_prompts(const MiniNetworks& networks, const Drawing& drawing) const;

  // For the first few examples with references: the first reference, what is drawn, what it should be.
  std::vector<Tensor> draw_references(const MiniNetworks& networks, const LatentPool& examples,
                                      const Drawing& drawing) const;

 private:
  // [tokens, Z] -> [3, rows * 16, columns * 16]
  Tensor picture_of(const Tensor& tokens, Grid grid) const;

  const PromptReader& reader_;
  const Flux2Autoencoder& autoencoder_;
  torch::Device device_;
};

}  // namespace reverie
