#include "training/optimizer.h"

#include <torch/utils.h>
#include <algorithm>
#include <cmath>
#include <map>

#include "core/error.h"

namespace reverie {

torch::Tensor orthogonalise(const torch::Tensor& m) {
  const bool is_tall = m.size(0) > m.size(1);
  torch::Tensor x = is_tall ? m.t() : m;
  x = x / (x.norm() + 1e-7);
  // Five times x <- (a + b A + c A^2) x with A = x x^T. The factors are polynomials in the first A, so
  // they commute, and all five can be multiplied in the small square before x is touched once.
  torch::Tensor gram = x.mm(x.t());
  const torch::Tensor identity = torch::eye(gram.size(0), gram.options());
  torch::Tensor product = identity;
  for (int i = 0; i < 5; ++i) {
    const torch::Tensor factor = 3.4445 * identity - 4.7750 * gram + 2.0315 * gram.mm(gram);
    product = factor.mm(product);
    gram = factor.mm(gram).mm(factor);
  }
  x = product.mm(x);
  return is_tall ? x.t() : x;
}

Optimizer::Optimizer(NamedTensors parameters, const std::vector<std::string>& muon_names,
                     OptimizerOptions options)
    : options_(options) {
  for (auto& [name, parameter] : parameters) {
    const bool is_named = std::any_of(
        muon_names.begin(), muon_names.end(),
        [&, &key = name](const std::string& part) { return key.find(part) != std::string::npos; });
    const bool is_muon = is_named && parameter.dim() >= 2;
    slots_.push_back({name, parameter, is_muon, torch::zeros_like(parameter),
                      is_muon ? torch::Tensor() : torch::zeros_like(parameter)});
  }
}

double Optimizer::step(double learning_rate) {
  const torch::NoGradGuard no_grad;
  torch::Tensor squares;
  for (const Slot& slot : slots_) {
    if (!slot.parameter.grad().defined()) continue;
    const torch::Tensor square = slot.parameter.grad().square().sum();
    squares = squares.defined() ? squares + square : square;
  }
  if (!squares.defined()) throw Error(ErrorCode::Internal, "optimizer: no parameter has a gradient");
  const double norm = std::sqrt(squares.item<double>());
  const double limit = options_.max_gradient_norm;
  const double clip = limit > 0 && norm > limit ? limit / norm : 1.0;

  ++steps_;
  const double correction1 = 1 - std::pow(options_.adam_beta1, static_cast<double>(steps_));
  const double correction2 = 1 - std::pow(options_.adam_beta2, static_cast<double>(steps_));
  for (Slot& slot : slots_) {
    torch::Tensor& parameter = slot.parameter;
    if (!parameter.grad().defined()) continue;
    const torch::Tensor gradient = parameter.grad() * clip;
    if (slot.is_muon) {
      slot.first.mul_(options_.muon_momentum).add_(gradient, 1 - options_.muon_momentum);
      const torch::Tensor ahead =
          gradient * (1 - options_.muon_momentum) + slot.first * options_.muon_momentum;
      const torch::Tensor matrix = ahead.flatten(1);
      const double scale = 0.2 * std::sqrt(static_cast<double>(std::max(matrix.size(0), matrix.size(1))));
      parameter.mul_(1 - learning_rate * options_.weight_decay);
      parameter.add_(orthogonalise(matrix).view_as(parameter), -learning_rate * scale);
    } else {
      slot.first.lerp_(gradient, 1 - options_.adam_beta1);
      slot.second.lerp_(gradient.square(), 1 - options_.adam_beta2);
      if (parameter.dim() >= 2) parameter.mul_(1 - learning_rate * options_.weight_decay);
      parameter.addcdiv_(slot.first / correction1, (slot.second / correction2).sqrt().add_(options_.adam_eps),
                         -learning_rate);
    }
    parameter.mutable_grad() = torch::Tensor();
  }
  return norm;
}

NamedTensors Optimizer::state() const {
  NamedTensors state;
  for (const Slot& slot : slots_) {
    state.emplace_back("first." + slot.name, slot.first);
    if (slot.second.defined()) state.emplace_back("second." + slot.name, slot.second);
  }
  state.emplace_back("steps", torch::tensor(steps_, torch::kInt64).view({1}));
  return state;
}

void Optimizer::load_state(const NamedTensors& state) {
  const torch::NoGradGuard no_grad;
  const std::map<std::string, torch::Tensor> by_name(state.begin(), state.end());
  const auto find = [&](const std::string& name, at::IntArrayRef shape) {
    const auto found = by_name.find(name);
    if (found == by_name.end() || found->second.sizes() != shape) {
      throw Error(ErrorCode::CorruptFile, "checkpoint: \"" + name + "\" is missing or has another shape");
    }
    return found->second;
  };
  for (Slot& slot : slots_) {
    slot.first.copy_(find("first." + slot.name, slot.first.sizes()));
    if (slot.second.defined()) slot.second.copy_(find("second." + slot.name, slot.second.sizes()));
  }
  steps_ = find("steps", {1}).item<int64_t>();
}

}  // namespace reverie
