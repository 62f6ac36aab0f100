// pipeline/model_library.h
//
// Finds model folders by name. A name is looked for, in this order: below each folder of $REVERIE_MODELS
// (colon-separated); below the program's own models/ folder; as a path to a folder.
//
// Used by   apps/
// Proven by tests/pipeline/model_library_test.cpp
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace reverie {

inline constexpr const char* kDefaultModel = "mini";

struct InstalledModel {
  std::string name;  // "mini", "black-forest-labs/FLUX.2-klein-4B"
  std::filesystem::path folder;
};

class ModelLibrary {
 public:
  explicit ModelLibrary(std::vector<std::filesystem::path> roots) : roots_(std::move(roots)) {}

  // The folder of `name`. Throws Error(NotFound, "model") listing what is installed.
  std::filesystem::path find(const std::string& name) const;

  // Every folder with a model_index.json, one or two levels below a root; sorted by name.
  std::vector<InstalledModel> installed() const;

  const std::vector<std::filesystem::path>& roots() const { return roots_; }

 private:
  std::vector<std::filesystem::path> roots_;
};

}  // namespace reverie
