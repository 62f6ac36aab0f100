// training/scratch.h
//
// What the trainer's tests share: an empty folder for one test, and networks with made-up weights.
//
// Used by   tests/training/*_test.cpp
#pragma once

#include <gtest/gtest.h>

#include <torch/utils.h>
#include <filesystem>
#include <memory>
#include <string>

#include "weights/weights.h"

namespace reverie {

// An empty folder of the running test's own; tests run side by side.
inline std::filesystem::path scratch_folder() {
  const testing::TestInfo& test = *testing::UnitTest::GetInstance()->current_test_info();
  const std::filesystem::path folder = std::filesystem::path(REVERIE_BINARY_DIR) / "scratch" / "training" /
                                       (std::string(test.test_suite_name()) + "." + test.name());
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

// Adds noise to every weight. A fresh network has zeros and ones in it, under which parts vanish.
inline void disturb(const NamedTensors& weights, double deviation, uint64_t seed) {
  const torch::NoGradGuard no_grad;
  torch::manual_seed(seed);
  for (const auto& [name, tensor] : weights)
    torch::Tensor(tensor).add_(deviation * torch::randn_like(tensor));
}

}  // namespace reverie
