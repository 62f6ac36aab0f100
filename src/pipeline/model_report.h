// pipeline/model_report.h
//
// What is in a model folder: parameters, dtypes, bytes, what is missing or does not fit. For people
// (`reverie model inspect`) and for scripts (`--json`).
//
// Used by   apps/models_command
// Proven by tests/pipeline/model_report_test.cpp
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace reverie {

struct PartReport {
  std::string name;  // "transformer"
  int64_t parameters = 0;
  int64_t bytes = 0;
  std::map<std::string, int64_t> dtypes;  // "bf16" -> parameters stored so
};

struct ModelReport {
  std::vector<PartReport> parts;
  std::vector<std::string> faults;  // each a sentence; empty when the model can be run
  int64_t parameters() const;
  int64_t bytes() const;
};

// Reads headers only. Faults are reported, not thrown.
ModelReport inspect_model(const std::filesystem::path& folder);

}  // namespace reverie
