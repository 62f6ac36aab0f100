// The file of letters: what is saved is loaded, and what was made for other letters is refused.
#include "lookup/glyphs.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "lookup/block_glyphs.h"
#include "weights/safetensors.h"

namespace reverie {
namespace {

ErrorCode code_of(const std::filesystem::path& path) {
  try {
    Glyphs::load(path);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::Conflict;
}

TEST(Glyphs, AreLoadedAsTheyWereSaved) {
  const auto path = std::filesystem::path(REVERIE_BINARY_DIR) / "glyphs_saved.safetensors";
  const Glyphs glyphs = block_glyphs();
  glyphs.save(path);
  const Glyphs loaded = Glyphs::load(path);
  EXPECT_TRUE(torch::equal(loaded.masks, glyphs.masks));
  EXPECT_TRUE(torch::equal(loaded.advances, glyphs.advances));
  EXPECT_TRUE(torch::equal(loaded.cap_heights, glyphs.cap_heights));
}

TEST(Glyphs, MadeSmallerAreLoadedToo) {
  const auto path = std::filesystem::path(REVERIE_BINARY_DIR) / "glyphs_small.safetensors";
  const Glyphs small = block_glyphs().smaller(4);
  small.save(path);
  const Glyphs loaded = Glyphs::load(path);
  EXPECT_EQ(loaded.shrunk(), 4);
  EXPECT_TRUE(torch::equal(loaded.masks, small.masks));
  EXPECT_TRUE(torch::equal(loaded.advances, block_glyphs().advances));
}

TEST(Glyphs, AreRefusedWhenMissingIncompleteOrOfOtherTypefaces) {
  const auto path = std::filesystem::path(REVERIE_BINARY_DIR) / "glyphs_broken.safetensors";
  std::filesystem::remove(path);
  EXPECT_EQ(code_of(path), ErrorCode::NotFound);
  const Glyphs glyphs = block_glyphs();
  write_safetensors(path, {{"masks", glyphs.masks}});
  EXPECT_EQ(code_of(path), ErrorCode::CorruptFile);
  write_safetensors(
      path, {{"masks", glyphs.masks}, {"advances", glyphs.advances}, {"cap_heights", glyphs.cap_heights}},
      {{"characters", std::string(kCharacters)}, {"typefaces", "another"}});
  EXPECT_EQ(code_of(path), ErrorCode::CorruptFile);
}

TEST(Glyphs, AreRefusedWhenTheirNumbersAreNone) {
  const auto path = std::filesystem::path(REVERIE_BINARY_DIR) / "glyphs_hostile.safetensors";
  block_glyphs().save(path);
  const auto metadata = SafetensorsFile::open(path).metadata();
  const auto code_with = [&](std::int64_t advance, std::int64_t cap_height) {
    Glyphs glyphs = block_glyphs();
    glyphs.advances[0][1] = advance;
    glyphs.cap_heights[0] = cap_height;
    write_safetensors(
        path, {{"masks", glyphs.masks}, {"advances", glyphs.advances}, {"cap_heights", glyphs.cap_heights}},
        metadata);
    return code_of(path);
  };
  EXPECT_EQ(code_with(kBlockAdvance, kBlockCap), ErrorCode::Conflict) << "which stands for none";
  EXPECT_EQ(code_with(-1, kBlockCap), ErrorCode::CorruptFile);
  EXPECT_EQ(code_with(1'000'000'000, kBlockCap), ErrorCode::CorruptFile);
  EXPECT_EQ(code_with(kBlockAdvance, 0), ErrorCode::CorruptFile);
}

TEST(Glyphs, NameTheCharacterThatNoSignCanHold) {
  EXPECT_EQ(character_index('A'), 1);
  try {
    character_index('#');
    FAIL() << "# was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.field(), "words");
    EXPECT_NE(std::string(error.what()).find("'#'"), std::string::npos);
  }
}

}  // namespace
}  // namespace reverie
