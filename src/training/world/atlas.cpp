#include "training/world/atlas.h"

#include <sstream>
#include <string>

#include "core/error.h"
#include "training/world/objects.h"
#include "weights/safetensors.h"

namespace reverie {

namespace {

constexpr const char* kRebuild = "; it was made for another table of objects: build the atlas again";

bool is_sprite(const SafetensorsFile& file, const std::string& name) {
  return file.dtype(name) == torch::kUInt8 &&
         file.shape(name) == std::vector<std::int64_t>{4, kSpritePx, kSpritePx};
}

}  // namespace

Atlas Atlas::load(const std::filesystem::path& path) {
  const auto file = SafetensorsFile::open(path);
  std::vector<torch::Tensor> sprites;
  for (const Object& object : objects()) {
    if (!file.has(object.name)) {
      throw Error(ErrorCode::CorruptFile,
                  path.string() + ": no picture of \"" + object.name + "\"" + kRebuild);
    }
    if (!is_sprite(file, object.name)) {
      std::ostringstream message;
      message << path.string() << ": \"" << object.name << "\" is " << file.shape(object.name)
              << ", expected U8 [4, " << kSpritePx << ", " << kSpritePx << "]";
      throw Error(ErrorCode::CorruptFile, message.str());
    }
    sprites.push_back(file.tensor(object.name));  // [4, 384, 384]
  }
  if (file.names().size() != sprites.size()) {
    throw Error(ErrorCode::CorruptFile, path.string() + ": holds " + std::to_string(file.names().size()) +
                                            " pictures, expected " + std::to_string(sprites.size()) +
                                            kRebuild);
  }
  return {torch::stack(sprites)};  // [N, 4, 384, 384], a copy: the mapping is let go
}

void Atlas::save(const std::filesystem::path& path) const {
  const auto count = static_cast<std::int64_t>(objects().size());
  if (sprites.sizes() != torch::IntArrayRef{count, 4, kSpritePx, kSpritePx} ||
      sprites.scalar_type() != torch::kUInt8) {
    throw Error(ErrorCode::Internal, "atlas: expected one U8 [4, 384, 384] for each object");
  }
  NamedTensors named;
  for (std::int64_t i = 0; i < count; ++i) {
    named.emplace_back(objects()[static_cast<std::size_t>(i)].name, sprites[i].contiguous());
  }
  write_safetensors(path, named, {{"source", "Noto Emoji, Apache-2.0, npm:@iconify-json/noto"}});
}

}  // namespace reverie
