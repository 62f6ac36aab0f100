// The atlas file: kept exactly, and refused where it belongs to another table of objects.
#include "training/world/atlas.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <utility>

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

std::vector<std::string> names_of_all() {
  std::vector<std::string> names;
  for (const Object& object : objects()) names.push_back(object.name);
  return names;
}

// What a file with these names and this tensor is refused for.
std::string refusal_of(const std::vector<std::string>& names, const NamedTensors& tensors) {
  std::string lines;
  for (const std::string& name : names) lines += name + "\n";
  const auto path = scratch("refused.safetensors");
  write_safetensors(path, tensors, {{"objects", lines}});
  try {
    Atlas::load(path);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::CorruptFile);
    return error.what();
  }
  return "accepted";
}

// Names are looked at before shapes, so that a small tensor does where names are wrong.
NamedTensors small_sprites() {
  return {{"sprites", torch::zeros({static_cast<std::int64_t>(objects().size()), 4, 8, 8}, torch::kUInt8)}};
}

// Writes half a gigabyte, once, and checks all that needs a whole file.
TEST(Atlas, ReadsWhatItWroteAsAViewOfTheFile) {
  Atlas atlas = {block_atlas().sprites.clone()};
  atlas.sprites.select(0, 3).fill_(77);  // one sprite unlike the others, to notice a wrong order
  const auto path = scratch("atlas.safetensors");
  atlas.save(path);
  const Atlas loaded = Atlas::load(path);
  EXPECT_TRUE(torch::equal(loaded.sprites, atlas.sprites));
  EXPECT_TRUE(loaded.sprites.is_contiguous());
  std::filesystem::remove(path);
}

TEST(Atlas, RefusesAFileWithoutOneOfTheObjects) {
  auto names = names_of_all();
  names.erase(names.begin() + 4);
  EXPECT_THAT(refusal_of(names, small_sprites()), testing::HasSubstr(objects()[4].name));
}

TEST(Atlas, RefusesObjectsInAnotherOrder) {
  auto names = names_of_all();
  std::swap(names[4], names[5]);
  EXPECT_THAT(refusal_of(names, small_sprites()), testing::HasSubstr(objects()[4].name));
}

TEST(Atlas, RefusesAFileWithAnUnknownObject) {
  auto names = names_of_all();
  names.emplace_back("blorp");
  EXPECT_THAT(refusal_of(names, small_sprites()), testing::HasSubstr("build the atlas again"));
}

TEST(Atlas, RefusesSpritesOfAnotherSizeOrTypeOrName) {
  EXPECT_THAT(refusal_of(names_of_all(), small_sprites()), testing::HasSubstr("8 8"));
  const NamedTensors floats = {{"sprites", torch::zeros({2})}};
  EXPECT_THAT(refusal_of(names_of_all(), floats), testing::HasSubstr("expected U8"));
  const NamedTensors other = {{"pictures", torch::zeros({2})}};
  EXPECT_THAT(refusal_of(names_of_all(), other), testing::HasSubstr("sprites"));
}

TEST(ChosenAtlas, ReadsWhatItWroteAtAnySize) {
  const Atlas some{torch::randint(256, {3, 4, 20, 20}).to(torch::kUInt8), {700, 2, 41}};
  const auto path = scratch("chosen.safetensors");
  some.save(path);
  const Atlas loaded = Atlas::load_chosen(path);
  EXPECT_TRUE(torch::equal(loaded.sprites, some.sprites));
  EXPECT_EQ(loaded.chosen, some.chosen);
  EXPECT_THROW(Atlas::load(path), Error);  // not everybody's
}

TEST(ChosenAtlas, RefusesUnknownAndRepeatedNamesAndOtherShapes) {
  const auto refusal = [](const std::string& names, const torch::Tensor& sprites) -> std::string {
    const auto path = scratch("chosen_refused.safetensors");
    write_safetensors(path, {{"sprites", sprites}}, {{"objects", names}});
    try {
      Atlas::load_chosen(path);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::CorruptFile);
      return error.what();
    }
    return "accepted";
  };
  const auto sprites = [](std::int64_t count, std::int64_t side) {
    return torch::zeros({count, 4, side, side}, torch::kUInt8);
  };
  const std::string one = objects()[3].name + "\n";
  EXPECT_EQ(refusal(one, sprites(1, 8)), "accepted");
  EXPECT_THAT(refusal("blorp\n", sprites(1, 8)), testing::HasSubstr("blorp"));
  EXPECT_THAT(refusal(one + one, sprites(2, 8)), testing::HasSubstr("twice"));
  EXPECT_THAT(refusal("", sprites(1, 8)), testing::HasSubstr("no objects"));
  EXPECT_THAT(refusal(one, sprites(2, 8)), testing::HasSubstr("expected U8"));
  EXPECT_THAT(refusal(one, sprites(1, kLargestSpritePx + 1)), testing::HasSubstr("1536"));
  EXPECT_THAT(refusal(one, torch::zeros({1}, torch::kUInt8)), testing::HasSubstr("expected U8"));
}

TEST(Atlas, RefusesAFileThatIsNotThere) {
  EXPECT_THROW(Atlas::load(scratch("nowhere.safetensors")), Error);
}

TEST(Atlas, RefusesToSaveATensorOfAnotherShape) {
  EXPECT_THROW(Atlas{torch::zeros({1, 4, 8, 8}, torch::kUInt8)}.save(scratch("wrong.safetensors")), Error);
}

}  // namespace
}  // namespace reverie
