#include "server/model_names.h"

#include <algorithm>
#include <cctype>

#include "core/error.h"
#include "core/printable.h"

namespace reverie {
namespace {

struct NameRow {
  std::string_view id;
  Family family;
};

constexpr NameRow kNames[] = {
    // Ark, international and Chinese
    {"seedream-4-0-250828", Family::Seedream4},
    {"doubao-seedream-4-0-250828", Family::Seedream4},
    {"seedream-4-5-251128", Family::Seedream45},
    {"doubao-seedream-4-5-251128", Family::Seedream45},
    // Cloudflare, Replicate
    {"bytedance/seedream-4.0", Family::Seedream4},
    {"bytedance/seedream-4", Family::Seedream4},
    {"bytedance/seedream-4.5", Family::Seedream45},
    // apiframe
    {"seedream-4", Family::Seedream4},
    {"seedream-4.5", Family::Seedream45},
    // Oxen.ai
    {"bytedance-seedream-4", Family::Seedream4},
    {"bytedance-seedream-4-5", Family::Seedream45},
    // aimlapi
    {"bytedance/seedream-v4-text-to-image", Family::Seedream4},
    {"bytedance/seedream-v4-edit", Family::Seedream4},
    {"bytedance/seedream-4-5", Family::Seedream45},
    // fal
    {"fal-ai/bytedance/seedream/v4/text-to-image", Family::Seedream4},
    {"fal-ai/bytedance/seedream/v4/edit", Family::Seedream4},
    {"fal-ai/bytedance/seedream/v4.5/text-to-image", Family::Seedream45},
    {"fal-ai/bytedance/seedream/v4.5/edit", Family::Seedream45},
    // loose spellings
    {"seedream-4.0", Family::Seedream4},
    {"seedream-4-0", Family::Seedream4},
    {"seedream-4-5", Family::Seedream45},
};

bool is_in(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

const FamilyLimits& limits_of(Family family) {
  static const FamilyLimits seedream4{
      {SizeTier::K1, SizeTier::K2, SizeTier::K4}, 921'600, kMaxPixels, 14, 15};
  static const FamilyLimits seedream45{{SizeTier::K2, SizeTier::K4}, 3'686'400, kMaxPixels, 14, 15};
  static const FamilyLimits own{
      {SizeTier::K1, SizeTier::K2, SizeTier::K3, SizeTier::K4}, kMinPixels, kMaxPixels, 14, 15};
  switch (family) {
    case Family::Seedream4: return seedream4;
    case Family::Seedream45: return seedream45;
    case Family::Own: return own;
  }
  throw Error(ErrorCode::Internal, "model_names: unknown family");
}

ModelNames::ModelNames(std::vector<std::string> installed, std::string default_model,
                       std::map<std::string, std::string> aliases)
    : installed_(std::move(installed)),
      default_model_(std::move(default_model)),
      aliases_(std::move(aliases)) {
  const auto check = [&](const std::string& model, const std::string& option) {
    if (is_in(installed_, model)) return;
    std::string names;
    for (const std::string& name : installed_) names += (names.empty() ? "" : ", ") + name;
    throw Error(ErrorCode::NotFound, "no model \"" + model + "\" is installed; there are: " + names, option);
  };
  check(default_model_, "model");
  for (const auto& [id, model] : aliases_) check(model, "alias");
}

void ModelNames::add(const std::string& name) {
  const std::lock_guard lock(mutex_);
  if (!is_in(installed_, name)) installed_.push_back(name);
}

std::vector<std::string> ModelNames::installed() const {
  const std::lock_guard lock(mutex_);
  return installed_;
}

bool ModelNames::is_installed(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  return is_in(installed_, name);
}

ModelName ModelNames::find(std::string_view id, const std::string& field) const {
  const std::string name(id);
  const auto row = std::find_if(std::begin(kNames), std::end(kNames),
                                [&](const NameRow& candidate) { return candidate.id == id; });
  const Family family = row == std::end(kNames) ? Family::Own : row->family;
  if (const auto alias = aliases_.find(name); alias != aliases_.end()) return {name, family, alias->second};
  if (row != std::end(kNames)) return {name, family, default_model_};
  if (is_installed(name)) return {name, Family::Own, name};
  throw Error(ErrorCode::NotFound,
              "The model or endpoint " + printable(name) + " does not exist or you do not have access to it.",
              field);
}

}  // namespace reverie
