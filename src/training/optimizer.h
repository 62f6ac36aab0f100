// training/optimizer.h
//
// Muon for the weight matrices inside blocks, AdamW for everything else.
//
// Used by   training_loop
// Source    Muon: K. Jordan et al., "Muon: an optimizer for hidden layers" (2024), Newton-Schulz with the
//           published coefficients; the step is scaled by 0.2 sqrt(max(rows, columns)) so that it is as
//           long as an AdamW step (Moonlight, 2025) and both share one learning rate.
//           AdamW: Loshchilov and Hutter (2019).
// Proven by tests/training/optimizer_test.cpp
//
// State is fp32, like the weights it moves; `state()` and `load_state()` make a resumed run exact.
#pragma once

#include <torch/types.h>

#include <string>
#include <vector>

#include "weights/safetensors.h"

namespace reverie {

struct OptimizerOptions {
  double muon_momentum = 0.95;
  double adam_beta1 = 0.9;
  double adam_beta2 = 0.98;
  double adam_eps = 1e-10;
  double weight_decay = 0.01;
  double max_gradient_norm = 1.0;  // of all gradients together; 0 means no limit
};

class Optimizer {
 public:
  // `parameters`: leaves that require grad. Matrices and convolutions whose name contains one of
  // `muon_names` go to Muon (a convolution as [out, in k k]); the others go to AdamW.
  Optimizer(NamedTensors parameters, const std::vector<std::string>& muon_names, OptimizerOptions options);

  // One step with the gradients now in the parameters, which are then cleared.
  // Returns the norm of all gradients before clipping.
  double step(double learning_rate);

  // Everything needed to go on: moments by parameter name, and the step count.
  NamedTensors state() const;
  // Throws Error(CorruptFile) when a tensor is missing or has another shape.
  void load_state(const NamedTensors& state);

 private:
  struct Slot {
    std::string name;
    torch::Tensor parameter;
    bool is_muon;
    torch::Tensor first;   // momentum, or AdamW's first moment
    torch::Tensor second;  // AdamW's second moment
  };

  std::vector<Slot> slots_;
  OptimizerOptions options_;
  int64_t steps_ = 0;
};

// The nearest semi-orthogonal matrix, about: m [rows, columns] -> same shape, singular values near 1.
torch::Tensor orthogonalise(const torch::Tensor& m);

}  // namespace reverie
