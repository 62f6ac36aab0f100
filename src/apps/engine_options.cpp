#include "apps/engine_options.h"

#include <sys/resource.h>

#include <torch/cuda.h>
#include <torch/utils.h>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "core/error.h"

namespace reverie {

void add_engine_options(CLI::App& command, EngineOptions& options) {
  command.add_option("--model", options.model, "A model's name or folder")
      ->envname("REVERIE_MODEL")
      ->capture_default_str();
  command.add_option("--device", options.device, "auto, cpu or cuda")
      ->envname("REVERIE_DEVICE")
      ->capture_default_str();
  command.add_option("--threads", options.threads, "CPU threads; 0 means all cores")
      ->check(CLI::Range(0, 1024))
      ->envname("REVERIE_THREADS")
      ->capture_default_str();
}

torch::Device parse_device(const std::string& name) {
  if (name == "cpu") return torch::kCPU;
  if (name == "auto") return torch::cuda::is_available() ? torch::kCUDA : torch::kCPU;
  if (name == "cuda" && torch::cuda::is_available()) return torch::kCUDA;
  throw Error(ErrorCode::InvalidRequest,
              "expected auto, cpu, or cuda on a machine that has it, got \"" + name + "\"", "--device");
}

void use_threads(int threads) {
  if (threads > 0) torch::set_num_threads(threads);
}

ModelLibrary model_library() {
  std::vector<std::filesystem::path> roots;
  if (const char* named = std::getenv("REVERIE_MODELS")) {
    std::istringstream list(named);
    for (std::string root; std::getline(list, root, ':');) {
      if (!root.empty()) roots.emplace_back(root);
    }
  }
  if (const char* home = std::getenv("REVERIE_HOME")) {
    roots.push_back(std::filesystem::path(home) / "models");
  } else {
    // build/release/reverie -> the folder that holds build/
    std::error_code unknown;  // without /proc the roots above must do
    const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
    if (!unknown) roots.push_back(program.parent_path().parent_path().parent_path() / "models");
  }
  return ModelLibrary(roots);
}

int64_t peak_memory_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return int64_t{usage.ru_maxrss} * 1024;  // Linux counts in KiB
}

}  // namespace reverie
