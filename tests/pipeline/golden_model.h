// pipeline/golden_model.h
//
// The tiny model of golden/klein_tiny/ in the three forms that the goldens were made with, and their
// pictures.
#pragma once

#include <torch/types.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "core/json.h"
#include "image/image.h"
#include "support/golden.h"

namespace reverie {

enum class KleinTiny {
  Distilled,  // as it lies there
  Base,       // not distilled: guidance 4
  Reused,     // references see only each other
};

// A folder with that form of the model. A changed form is a copy that goes away with this object.
class KleinTinyFolder {
 public:
  explicit KleinTinyFolder(KleinTiny form)
      : path_(golden_folder() / "klein_tiny"), is_copy_(form != KleinTiny::Distilled) {
    if (!is_copy_) return;
    static int count = 0;
    const std::filesystem::path copy =
        std::filesystem::temp_directory_path() /
        ("reverie-klein-tiny-" + std::to_string(getpid()) + "-" + std::to_string(count++));
    std::filesystem::copy(path_, copy, std::filesystem::copy_options::recursive);
    path_ = copy;
    if (form == KleinTiny::Base) change("model_index.json", "is_distilled", false);
    if (form == KleinTiny::Reused) change("reverie.json", "references", "reused");
  }
  ~KleinTinyFolder() {
    std::error_code ignored;  // a copy left in the temporary folder does no harm, a throwing destructor would
    if (is_copy_) std::filesystem::remove_all(path_, ignored);
  }
  KleinTinyFolder(const KleinTinyFolder&) = delete;
  KleinTinyFolder& operator=(const KleinTinyFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

  // Only for a form that is a copy.
  void change(const char* file, const char* field, const Json& value) const {
    Json json = read_json(path_ / file);
    json[field] = value;
    write_json(path_ / file, json);
  }

 private:
  std::filesystem::path path_;
  bool is_copy_;
};

// bytes [height, width, 3] -> picture
inline Image picture_of(const Tensor& bytes) {
  const Tensor rows = bytes.contiguous();
  const auto* data = rows.data_ptr<uint8_t>();
  return {rows.size(1), rows.size(0), std::vector<uint8_t>(data, data + rows.numel())};
}

// The references that a golden was made with, in order.
inline std::vector<Image> pictures(const Golden& golden) {
  std::vector<Image> found;
  for (std::size_t i = 0; i < golden.notes().at("references").size(); ++i) {
    found.push_back(picture_of(golden["reference." + std::to_string(i)]));
  }
  return found;
}

// The picture "bars" of scripts/goldens/klein_pipeline.py, at any size.
inline Image bars(int64_t width_px, int64_t height_px) {
  const Tensor x = torch::arange(width_px).view({1, width_px}).expand({height_px, width_px});
  const Tensor y = torch::arange(height_px).view({height_px, 1}).expand({height_px, width_px});
  const auto stripes = [](const Tensor& place, int64_t width) {
    return place.floor_divide(width).remainder(2) * 255;
  };
  return picture_of(torch::stack({stripes(x, 8), stripes(y, 16), stripes(x + y, 24)}, -1).to(torch::kUInt8));
}

}  // namespace reverie
