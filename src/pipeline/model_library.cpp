#include "pipeline/model_library.h"

#include <algorithm>
#include <set>

#include "core/error.h"

namespace reverie {
namespace {

namespace fs = std::filesystem;

bool is_model(const fs::path& folder) {
  std::error_code unreadable;  // a folder we may not look into holds no model for us
  return fs::is_regular_file(folder / "model_index.json", unreadable);
}

std::vector<fs::path> subfolders(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code unreadable;
  for (const auto& entry : fs::directory_iterator(folder, unreadable)) {
    if (entry.is_directory(unreadable)) found.push_back(entry.path());
  }
  return found;
}

// A name below a root: one or two plain folder names, no way out of the root.
bool is_plain_name(const std::string& name) {
  const fs::path path(name);
  const auto parts = std::distance(path.begin(), path.end());
  return !path.is_absolute() && parts >= 1 && parts <= 2 &&
         std::none_of(path.begin(), path.end(),
                      [](const fs::path& part) { return part == ".." || part == "." || part.empty(); });
}

}  // namespace

fs::path ModelLibrary::find(const std::string& name) const {
  if (is_plain_name(name)) {
    for (const fs::path& root : roots_) {
      if (is_model(root / name)) return root / name;
    }
  }
  if (!name.empty() && is_model(name)) return name;
  std::string known;
  for (const InstalledModel& model : installed()) known += (known.empty() ? "" : ", ") + model.name;
  throw Error(ErrorCode::NotFound,
              "no model \"" + name +
                  "\": expected a folder with a model_index.json, or one of the installed models (" +
                  (known.empty() ? "none" : known) + ")",
              "model");
}

std::vector<InstalledModel> ModelLibrary::installed() const {
  std::vector<InstalledModel> models;
  std::set<std::string> seen;  // an earlier root hides the same name in a later one
  const auto add = [&](const std::string& name, const fs::path& folder) {
    if (is_model(folder) && seen.insert(name).second) models.push_back({name, folder});
  };
  for (const fs::path& root : roots_) {
    for (const fs::path& folder : subfolders(root)) {
      add(folder.filename().string(), folder);
      if (is_model(folder)) continue;
      for (const fs::path& inner : subfolders(folder)) {
        add(folder.filename().string() + "/" + inner.filename().string(), inner);
      }
    }
  }
  std::sort(models.begin(), models.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return models;
}

}  // namespace reverie
