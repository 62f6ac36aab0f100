#include "training/world/atlas_build.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <numeric>
#include <string>
#include <vips/vips8>

#include "core/error.h"
#include "core/json.h"
#include "training/world/objects.h"

namespace reverie {

namespace {

class SvgUnblocked {
 public:
  SvgUnblocked() { vips_operation_block_set("VipsForeignLoadSvg", FALSE); }
  ~SvgUnblocked() { vips_operation_block_set("VipsForeignLoadSvg", TRUE); }
  SvgUnblocked(const SvgUnblocked&) = delete;
  SvgUnblocked& operator=(const SvgUnblocked&) = delete;
};

// RGBA, 8 bits, straight alpha; one unit of the icon becomes `scale` pixels.
vips::VImage rasterise(const std::string& svg, double scale) {
  vips::VImage image = vips::VImage::new_from_buffer(svg, "", vips::VImage::option()->set("scale", scale));
  return image.bands() == 3 ? image.bandjoin(255) : image;
}

// Where the icon is not transparent, in pixels.
struct Bounds {
  int left, top, width, height;
  int longest() const { return std::max(width, height); }
};

Bounds bounds_of(const vips::VImage& image) {
  Bounds bounds{};
  // Below 8 of 255 it is a shadow's last breath, which would make the object float.
  bounds.left =
      image.extract_band(3).find_trim(&bounds.top, &bounds.width, &bounds.height,
                                      vips::VImage::option()->set("threshold", 8)->set("background", 0));
  return bounds;
}

// Drawn twice: once to measure it, then at the scale that makes its longer side `side_px` pixels, so that
// nothing is resampled.
torch::Tensor draw(const std::string& svg, std::int64_t side_px) {
  constexpr double kMeasuringScale = 4;
  const auto side = static_cast<int>(side_px);
  const Bounds rough = bounds_of(rasterise(svg, kMeasuringScale));
  if (rough.longest() == 0) throw Error(ErrorCode::CorruptFile, "draws nothing");
  const vips::VImage image = rasterise(svg, kMeasuringScale * side / rough.longest());
  Bounds bounds = bounds_of(image);
  bounds.width = std::min(bounds.width, side);  // rounding may add a pixel
  bounds.top += std::max(0, bounds.height - side);
  bounds.height = std::min(bounds.height, side);
  const vips::VImage square = image.extract_area(bounds.left, bounds.top, bounds.width, bounds.height)
                                  .embed((side - bounds.width) / 2, side - bounds.height, side, side);
  std::size_t size_bytes = 0;
  const std::unique_ptr<void, decltype(&g_free)> pixels(square.write_to_memory(&size_bytes), g_free);
  torch::Tensor sprite = torch::empty({side_px, side_px, 4}, torch::kUInt8);
  if (size_bytes != static_cast<std::size_t>(sprite.numel())) {
    throw Error(ErrorCode::Internal, "atlas: libvips gave " + std::to_string(size_bytes) +
                                         " bytes, expected " + std::to_string(sprite.numel()));
  }
  std::memcpy(sprite.data_ptr(), pixels.get(), size_bytes);
  return sprite.permute({2, 0, 1}).contiguous();  // [4, s, s]
}

std::string svg_of(const Json& icon) {
  const auto size =
      std::to_string(icon.at("width").get<int>()) + " " + std::to_string(icon.at("height").get<int>());
  return R"(<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 )" +
         size + R"(" width="128" height="128">)" + icon.at("body").get<std::string>() + "</svg>";
}

// Puts the sprite of object chosen[i] into sprites[places[i]]. sprites [N, 4, s, s].
void draw_all(const std::filesystem::path& icons_json, const std::vector<std::int64_t>& chosen,
              const std::vector<std::int64_t>& places, torch::Tensor sprites) {
  const Json file = read_json(icons_json);
  if (vips_init("reverie") != 0) {
    throw Error(ErrorCode::Internal, std::string("libvips does not start: ") + vips_error_buffer());
  }
  const SvgUnblocked svg_unblocked;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const Object& object = objects().at(static_cast<std::size_t>(chosen[i]));
    const std::string where = icons_json.string() + ": icon \"" + object.icon + "\" ";
    try {
      sprites[places[i]].copy_(draw(svg_of(file.at("icons").at(object.icon)), sprites.size(3)));
    } catch (const nlohmann::json::out_of_range& missing) {
      throw Error(ErrorCode::CorruptFile, where + "is missing: " + missing.what());
    } catch (const nlohmann::json::type_error& wrong) {
      throw Error(ErrorCode::CorruptFile, where + "is malformed: " + wrong.what());
    } catch (const vips::VError& unreadable) {
      throw Error(ErrorCode::CorruptFile, where + "cannot be drawn: " + unreadable.what());
    } catch (const Error& error) {
      throw Error(error.code(), where + error.what());
    }
  }
}

std::vector<std::int64_t> counted_up_to(std::int64_t count) {
  std::vector<std::int64_t> numbers(static_cast<std::size_t>(count));
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

}  // namespace

Atlas draw_atlas(const std::filesystem::path& icons_json, std::vector<std::int64_t> only) {
  const auto count = static_cast<std::int64_t>(objects().size());
  if (only.empty()) only = counted_up_to(count);
  const torch::Tensor sprites = torch::zeros({count, 4, kSpritePx, kSpritePx}, torch::kUInt8);
  draw_all(icons_json, only, only, sprites);
  return {sprites};
}

Atlas draw_chosen_atlas(const std::filesystem::path& icons_json, std::int64_t count, std::int64_t side_px) {
  const auto all = static_cast<std::int64_t>(objects().size());
  count = std::min(count, all);
  std::vector<std::int64_t> chosen = counted_up_to(count);
  for (std::int64_t& index : chosen) index = index * all / count;
  const torch::Tensor sprites = torch::empty({count, 4, side_px, side_px}, torch::kUInt8);
  draw_all(icons_json, chosen, counted_up_to(count), sprites);
  return {sprites, chosen};
}

void build_atlas(const std::filesystem::path& icons_json, const std::filesystem::path& out_path) {
  draw_atlas(icons_json).save(out_path);
}

}  // namespace reverie
