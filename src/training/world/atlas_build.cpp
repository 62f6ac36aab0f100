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

// Drawn twice: once to measure it, then at the scale that makes its longer side 384 pixels, so that
// nothing is resampled.
torch::Tensor draw(const std::string& svg) {
  constexpr double kMeasuringScale = 4;
  const Bounds rough = bounds_of(rasterise(svg, kMeasuringScale));
  if (rough.longest() == 0) throw Error(ErrorCode::CorruptFile, "draws nothing");
  const vips::VImage image = rasterise(svg, kMeasuringScale * kSpritePx / rough.longest());
  Bounds bounds = bounds_of(image);
  bounds.width = std::min(bounds.width, static_cast<int>(kSpritePx));  // rounding may add a pixel
  bounds.top += std::max(0, bounds.height - static_cast<int>(kSpritePx));
  bounds.height = std::min(bounds.height, static_cast<int>(kSpritePx));
  const vips::VImage square = image.extract_area(bounds.left, bounds.top, bounds.width, bounds.height)
                                  .embed((static_cast<int>(kSpritePx) - bounds.width) / 2,
                                         static_cast<int>(kSpritePx) - bounds.height,
                                         static_cast<int>(kSpritePx), static_cast<int>(kSpritePx));
  std::size_t size_bytes = 0;
  const std::unique_ptr<void, decltype(&g_free)> pixels(square.write_to_memory(&size_bytes), g_free);
  torch::Tensor sprite = torch::empty({kSpritePx, kSpritePx, 4}, torch::kUInt8);
  if (size_bytes != static_cast<std::size_t>(sprite.numel())) {
    throw Error(ErrorCode::Internal, "atlas: libvips gave " + std::to_string(size_bytes) +
                                         " bytes, expected " + std::to_string(sprite.numel()));
  }
  std::memcpy(sprite.data_ptr(), pixels.get(), size_bytes);
  return sprite.permute({2, 0, 1}).contiguous();  // [4, 384, 384]
}

std::string svg_of(const Json& icon) {
  const auto size =
      std::to_string(icon.at("width").get<int>()) + " " + std::to_string(icon.at("height").get<int>());
  return R"(<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 )" +
         size + R"(" width="128" height="128">)" + icon.at("body").get<std::string>() + "</svg>";
}

}  // namespace

Atlas draw_atlas(const std::filesystem::path& icons_json, std::vector<std::int64_t> only) {
  const Json file = read_json(icons_json);
  if (vips_init("reverie") != 0) {
    throw Error(ErrorCode::Internal, std::string("libvips does not start: ") + vips_error_buffer());
  }
  const SvgUnblocked svg_unblocked;
  const auto count = static_cast<std::int64_t>(objects().size());
  if (only.empty()) {
    only.resize(objects().size());
    std::iota(only.begin(), only.end(), 0);
  }
  torch::Tensor sprites = torch::zeros({count, 4, kSpritePx, kSpritePx}, torch::kUInt8);
  for (const std::int64_t index : only) {
    const Object& object = objects().at(static_cast<std::size_t>(index));
    const std::string where = icons_json.string() + ": icon \"" + object.icon + "\" ";
    try {
      sprites[index].copy_(draw(svg_of(file.at("icons").at(object.icon))));
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
  return {sprites};
}

void build_atlas(const std::filesystem::path& icons_json, const std::filesystem::path& out_path) {
  draw_atlas(icons_json).save(out_path);
}

}  // namespace reverie
