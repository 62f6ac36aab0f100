// The atlas file: kept exactly, and refused where it belongs to another table of objects.
#include "training/world/atlas.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "core/error.h"
#include "training/world/sprites.h"
#include "weights/safetensors.h"

namespace reverie {
namespace {

std::filesystem::path scratch(const std::string& name) {
  const std::filesystem::path folder = std::filesystem::path(REVERIE_BINARY_DIR) / "scratch";
  std::filesystem::create_directories(folder);
  return folder / name;
}

NamedTensors sprites_of_all() {
  NamedTensors named;
  for (const Object& object : objects()) {
    named.emplace_back(object.name, torch::zeros({4, kSpritePx, kSpritePx}, torch::kUInt8));
  }
  return named;
}

std::string refusal_of(const std::string& name, const NamedTensors& tensors) {
  write_safetensors(scratch(name), tensors);
  try {
    Atlas::load(scratch(name));
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::CorruptFile);
    return error.what();
  }
  return "accepted";
}

TEST(Atlas, ReadsWhatItWrote) {
  Atlas atlas = block_atlas();
  atlas.sprites.select(0, 3).fill_(77);  // one sprite unlike the others, to notice a wrong order
  atlas.save(scratch("atlas.safetensors"));
  EXPECT_TRUE(torch::equal(Atlas::load(scratch("atlas.safetensors")).sprites, atlas.sprites));
}

TEST(Atlas, RefusesAFileWithoutOneOfTheObjects) {
  NamedTensors tensors = sprites_of_all();
  tensors.erase(tensors.begin() + 4);
  EXPECT_THAT(refusal_of("missing.safetensors", tensors), testing::HasSubstr(objects()[4].name));
}

TEST(Atlas, RefusesAFileWithAnUnknownObject) {
  NamedTensors tensors = sprites_of_all();
  tensors.emplace_back("blorp", torch::zeros({4, kSpritePx, kSpritePx}, torch::kUInt8));
  EXPECT_THAT(refusal_of("surplus.safetensors", tensors), testing::HasSubstr("build the atlas again"));
}

TEST(Atlas, RefusesSpritesOfAnotherSizeOrType) {
  NamedTensors tensors = sprites_of_all();
  tensors[2].second = torch::zeros({4, 8, 8}, torch::kUInt8);
  EXPECT_THAT(refusal_of("small.safetensors", tensors), testing::HasSubstr(objects()[2].name));
  tensors[2].second = torch::zeros({4, kSpritePx, kSpritePx}, torch::kFloat);
  EXPECT_THAT(refusal_of("float.safetensors", tensors), testing::HasSubstr(objects()[2].name));
}

TEST(Atlas, RefusesAFileThatIsNotThere) {
  EXPECT_THROW(Atlas::load(scratch("nowhere.safetensors")), Error);
}

TEST(Atlas, RefusesToSaveATensorOfAnotherShape) {
  EXPECT_THROW(Atlas{torch::zeros({1, 4, 8, 8}, torch::kUInt8)}.save(scratch("wrong.safetensors")), Error);
}

}  // namespace
}  // namespace reverie
