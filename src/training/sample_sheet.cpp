#include "training/sample_sheet.h"

#include <algorithm>

#include "core/file.h"

namespace reverie {

void write_sample_sheet(const std::filesystem::path& path, const std::vector<torch::Tensor>& pictures,
                        int64_t columns) {
  constexpr int64_t kGap = 8;
  int64_t cell_height = 0;
  int64_t cell_width = 0;
  for (const auto& picture : pictures) {
    cell_height = std::max(cell_height, picture.size(1) + kGap);
    cell_width = std::max(cell_width, picture.size(2) + kGap);
  }
  const auto count = static_cast<int64_t>(pictures.size());
  const int64_t rows = (count + columns - 1) / columns;
  torch::Tensor sheet = torch::full({3, rows * cell_height, columns * cell_width}, 0.5);
  for (int64_t i = 0; i < count; ++i) {
    const torch::Tensor picture = pictures[static_cast<std::size_t>(i)].detach().cpu().to(torch::kFloat32);
    sheet.narrow(1, i / columns * cell_height, picture.size(1))
        .narrow(2, i % columns * cell_width, picture.size(2))
        .copy_(picture * 0.5 + 0.5);
  }
  const torch::Tensor bytes =
      (sheet.clamp(0, 1) * 255).round().to(torch::kUInt8).permute({1, 2, 0}).contiguous();
  std::string file = "P6\n" + std::to_string(bytes.size(1)) + " " + std::to_string(bytes.size(0)) + "\n255\n";
  file.append(reinterpret_cast<const char*>(bytes.data_ptr<uint8_t>()),
              static_cast<std::size_t>(bytes.numel()));
  write_file_atomically(path, file);
}

}  // namespace reverie
