// apps/engine_options.h
//
// Options that every command which runs a model has, and what they resolve to.
//
// Used by   generate_command, bench_command, models_command, train_command
#pragma once

#include <torch/types.h>

#include <CLI/CLI.hpp>
#include <string>

#include "pipeline/model_library.h"

namespace reverie {

struct EngineOptions {
  std::string model = kDefaultModel;
  std::string device = "auto";
  int threads = 0;
};

void add_engine_options(CLI::App& command, EngineOptions& options);

// "auto" is CUDA where there is one. Throws Error(InvalidRequest, "--device").
torch::Device parse_device(const std::string& name);

// Sets the number of CPU threads; 0 leaves LibTorch's choice, all cores.
void use_threads(int threads);

// $REVERIE_MODELS, then models/ beside the program: $REVERIE_HOME/models, or found from the executable.
ModelLibrary model_library();

// The most memory this process has held so far, in bytes.
int64_t peak_memory_bytes();

}  // namespace reverie
