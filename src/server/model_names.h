// server/model_names.h
//
// Which of our models answers to which name. Every id under which Seedream 4.0 and 4.5 are sold is known in
// every dialect, and so are the loose spellings; aliases in the configuration add to them and win over them.
// Ids of Seedream 5.x are unknown unless an alias says otherwise: answering them with another family would
// mislead.
//
// Source    API reference, "Model ids each dialect accepts", read 2026-11
// Used by   server/image_service, the catalogues of the dialects
// Proven by tests/server/admission_parts_test.cpp
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "image/image_size.h"

namespace reverie {

// What a name promises: sizes and numbers of references (API reference, section 3).
enum class Family { Seedream4, Seedream45, Own };

struct FamilyLimits {
  std::vector<SizeTier> tiers;
  int64_t min_pixels;
  int64_t max_pixels;
  int64_t max_references;
  int64_t max_pictures_and_references;
};

const FamilyLimits& limits_of(Family family);

struct ModelName {
  std::string id;  // as spelled by the client
  Family family = Family::Own;
  std::string model;  // an installed model's name
};

class ModelNames {
 public:
  // `installed` in the order of listing; `default_model` is one of them and answers to every Seedream id.
  // `aliases`: id -> installed name. Throws Error(NotFound, "model" or "alias") for one that is not
  // installed.
  ModelNames(std::vector<std::string> installed, std::string default_model,
             std::map<std::string, std::string> aliases);

  // Throws Error(NotFound, ..., field) naming the id.
  ModelName find(std::string_view id, const std::string& field = "model") const;

  // A model that was installed while the server runs; nothing happens if it is known. From any thread, as all
  // other calls.
  void add(const std::string& name);

  const std::string& default_model() const { return default_model_; }
  std::vector<std::string> installed() const;
  const std::map<std::string, std::string>& aliases() const { return aliases_; }

 private:
  bool is_installed(const std::string& name) const;

  mutable std::mutex mutex_;  // of installed_; nothing else changes
  std::vector<std::string> installed_;
  std::string default_model_;
  std::map<std::string, std::string> aliases_;
};

}  // namespace reverie
