#include "training/world/atlas.h"

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

std::vector<std::int64_t> expected_shape() {
  return {static_cast<std::int64_t>(objects().size()), 4, kSpritePx, kSpritePx};
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

void check_sprites(const SafetensorsFile& file) {
  if (!file.has(kSprites)) {
    throw Error(ErrorCode::CorruptFile, file.path().string() + ": has no tensor \"sprites\"");
  }
  if (file.dtype(kSprites) == torch::kUInt8 && file.shape(kSprites) == expected_shape()) return;
  std::ostringstream message;
  message << file.path().string() << ": \"sprites\" is " << file.dtype(kSprites) << " "
          << file.shape(kSprites) << ", expected U8 " << expected_shape();
  throw Error(ErrorCode::CorruptFile, message.str());
}

}  // namespace

Atlas Atlas::load(const std::filesystem::path& path) {
  const auto file = SafetensorsFile::open(path);
  check_names(file);
  check_sprites(file);
  return {file.tensor(kSprites)};  // [N, 4, 384, 384], a view: the tensor keeps the mapping
}

void Atlas::save(const std::filesystem::path& path) const {
  if (sprites.sizes() != torch::IntArrayRef(expected_shape()) || sprites.scalar_type() != torch::kUInt8) {
    throw Error(ErrorCode::Internal, "atlas: expected one U8 [4, 384, 384] for each object");
  }
  std::string names;
  for (const Object& object : objects()) names += object.name + "\n";
  write_safetensors(path, {{kSprites, sprites.contiguous()}},
                    {{kObjects, names}, {"source", "Noto Emoji, Apache-2.0, npm:@iconify-json/noto"}});
}

}  // namespace reverie
