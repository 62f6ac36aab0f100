#include "training/world/atlas.h"

#include <algorithm>
#include <numeric>
#include <sstream>
#include <string>

#include "core/error.h"
#include "training/world/objects.h"
#include "weights/safetensors.h"

namespace reverie {

namespace {

constexpr const char* kSprites = "sprites";
constexpr const char* kObjects = "objects";
constexpr const char* kRebuild = "; it was made for another table of objects: build the atlas again";

std::vector<std::int64_t> shape_of(std::size_t count, std::int64_t side_px) {
  return {static_cast<std::int64_t>(count), 4, side_px, side_px};
}

// The names in the file, none where it does not say.
std::vector<std::string> names_in(const SafetensorsFile& file) {
  const auto lines = file.metadata().find(kObjects);
  std::vector<std::string> names;
  if (lines == file.metadata().end()) return names;
  std::istringstream text(lines->second);
  for (std::string name; std::getline(text, name);) names.push_back(name);
  return names;
}

void check_names(const SafetensorsFile& file) {
  const auto names = names_in(file);
  for (std::size_t i = 0; i < objects().size(); ++i) {
    if (i < names.size() && names[i] == objects()[i].name) continue;
    throw Error(ErrorCode::CorruptFile, file.path().string() + ": no picture of \"" + objects()[i].name +
                                            "\" at place " + std::to_string(i) + kRebuild);
  }
  if (names.size() != objects().size()) {
    throw Error(ErrorCode::CorruptFile, file.path().string() + ": holds " + std::to_string(names.size()) +
                                            " pictures, expected " + std::to_string(objects().size()) +
                                            kRebuild);
  }
}

// The indices of the file's names, which may be any of the table's, each once.
std::vector<std::int64_t> chosen_in(const SafetensorsFile& file) {
  std::vector<std::int64_t> chosen;
  for (const std::string& name : names_in(file)) {
    const auto found = std::find_if(objects().begin(), objects().end(),
                                    [&](const Object& object) { return object.name == name; });
    const auto index = static_cast<std::int64_t>(found - objects().begin());
    if (found == objects().end() || std::find(chosen.begin(), chosen.end(), index) != chosen.end()) {
      throw Error(ErrorCode::CorruptFile,
                  file.path().string() + ": \"" + name + "\" is no object, or is there twice" + kRebuild);
    }
    chosen.push_back(index);
  }
  if (chosen.empty()) throw Error(ErrorCode::CorruptFile, file.path().string() + ": names no objects");
  return chosen;
}

// `side_px` of 0: any up to the largest.
void check_sprites(const SafetensorsFile& file, std::size_t count, std::int64_t side_px) {
  if (!file.has(kSprites)) {
    throw Error(ErrorCode::CorruptFile, file.path().string() + ": has no tensor \"sprites\"");
  }
  const auto& shape = file.shape(kSprites);
  const bool is_any_size = side_px == 0 && shape.size() == 4 && shape[2] >= 1 && shape[2] <= kLargestSpritePx;
  const auto expected = shape_of(count, is_any_size ? shape[2] : side_px);
  if (file.dtype(kSprites) == torch::kUInt8 && shape == expected) return;
  std::ostringstream message;
  message << file.path().string() << ": \"sprites\" is " << file.dtype(kSprites) << " " << shape
          << ", expected U8 " << expected;
  if (side_px == 0) message << " with sides of 1 to " << kLargestSpritePx;
  throw Error(ErrorCode::CorruptFile, message.str());
}

}  // namespace

Atlas Atlas::load(const std::filesystem::path& path) {
  const auto file = SafetensorsFile::open(path);
  check_names(file);
  check_sprites(file, objects().size(), kSpritePx);
  return {file.tensor(kSprites)};  // [N, 4, 384, 384], a view: the tensor keeps the mapping
}

Atlas Atlas::load_chosen(const std::filesystem::path& path) {
  const auto file = SafetensorsFile::open(path);
  auto chosen = chosen_in(file);
  check_sprites(file, chosen.size(), 0);
  return {file.tensor(kSprites), std::move(chosen)};
}

void Atlas::save(const std::filesystem::path& path) const {
  const bool is_all = chosen.empty();
  const auto expected =
      is_all ? shape_of(objects().size(), kSpritePx) : shape_of(chosen.size(), sprites.size(-1));
  if (sprites.sizes() != torch::IntArrayRef(expected) || sprites.scalar_type() != torch::kUInt8) {
    throw Error(ErrorCode::Internal,
                "atlas: expected one U8 [4, s, s] for each object, s 384 for all of them");
  }
  std::vector<std::int64_t> shown = chosen;
  if (is_all) {
    shown.resize(objects().size());
    std::iota(shown.begin(), shown.end(), 0);
  }
  std::string names;
  for (const std::int64_t index : shown) names += objects().at(static_cast<std::size_t>(index)).name + "\n";
  write_safetensors(path, {{kSprites, sprites.contiguous()}},
                    {{kObjects, names}, {"source", "Noto Emoji, Apache-2.0, npm:@iconify-json/noto"}});
}

}  // namespace reverie
