#include "lookup/glyphs.h"

#include <string>

#include "core/error.h"
#include "lookup/typefaces.h"
#include "weights/safetensors.h"

namespace reverie {

namespace {

const std::int64_t kCount = static_cast<std::int64_t>(kCharacters.size());

std::string names_of_typefaces() {
  std::string names;
  for (const Typeface& typeface : typefaces()) names += (names.empty() ? "" : ", ") + typeface.font;
  return names;
}

constexpr std::int64_t kMostShrunk = 32;  // of which both sides of a cell are multiples

bool lie_in(const torch::Tensor& numbers, std::int64_t least, std::int64_t most) {
  return numbers.min().item<std::int64_t>() >= least && numbers.max().item<std::int64_t>() <= most;
}

bool is_whole(const Glyphs& glyphs) {
  const auto faces = static_cast<std::int64_t>(typefaces().size());
  if (glyphs.masks.dim() != 4 || glyphs.masks.size(2) < kCellHeight / kMostShrunk) return false;
  const std::int64_t times = glyphs.shrunk();
  return times > 0 && kMostShrunk % times == 0 &&
         glyphs.masks.sizes() == torch::IntArrayRef{faces, kCount, kCellHeight / times, kCellWidth / times} &&
         glyphs.masks.scalar_type() == torch::kUInt8 &&
         glyphs.advances.sizes() == torch::IntArrayRef{faces, kCount} &&
         glyphs.advances.scalar_type() == torch::kInt &&
         glyphs.cap_heights.sizes() == torch::IntArrayRef{faces} &&
         glyphs.cap_heights.scalar_type() == torch::kInt && lie_in(glyphs.advances, 0, kCellWidth) &&
         lie_in(glyphs.cap_heights, 1, kCellHeight);
}

}  // namespace

std::int64_t character_index(char character) {
  const std::size_t found = kCharacters.find(character);
  if (found == std::string_view::npos) {
    throw Error(ErrorCode::InvalidRequest,
                std::string("lettering: a sign cannot hold '") + character +
                    "'; expected letters, digits, spaces and . , ! ? & ' - :",
                "words");
  }
  return static_cast<std::int64_t>(found);
}

Glyphs Glyphs::load(const std::filesystem::path& path) {
  const auto file = SafetensorsFile::open(path);
  const char* const again = "; draw the glyphs again";
  for (const char* name : {"masks", "advances", "cap_heights"}) {
    if (!file.has(name)) {
      throw Error(ErrorCode::CorruptFile, path.string() + ": no tensor \"" + name + "\"" + again);
    }
  }
  const Metadata& made_for = file.metadata();
  const auto says = [&](const char* key, const std::string& expected) {
    const auto found = made_for.find(key);
    return found != made_for.end() && found->second == expected;
  };
  Glyphs glyphs = {file.tensor("masks").clone(), file.tensor("advances").clone(),
                   file.tensor("cap_heights").clone()};  // copies: the mapping is let go
  if (!is_whole(glyphs) || !says("characters", std::string(kCharacters)) ||
      !says("typefaces", names_of_typefaces())) {
    throw Error(ErrorCode::CorruptFile, path.string() + ": made for other characters or typefaces" + again);
  }
  return glyphs;
}

void Glyphs::save(const std::filesystem::path& path) const {
  if (!is_whole(*this)) {
    throw Error(ErrorCode::Internal, "glyphs: expected one mask for each character of each typeface");
  }
  write_safetensors(path, {{"masks", masks}, {"advances", advances}, {"cap_heights", cap_heights}},
                    {{"characters", std::string(kCharacters)}, {"typefaces", names_of_typefaces()}});
}

Glyphs Glyphs::smaller(std::int64_t times) const {
  return {torch::avg_pool2d(masks.to(torch::kFloat), times).round().to(torch::kUInt8), advances.clone(),
          cap_heights.clone()};
}

}  // namespace reverie
