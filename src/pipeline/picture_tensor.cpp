#include "pipeline/picture_tensor.h"

namespace reverie {

torch::Tensor bytes_to_unit(const torch::Tensor& bytes) {
  return (bytes.to(torch::kFloat32) / 255.0 * 2 - 1).permute({2, 0, 1}).unsqueeze(0);
}

torch::Tensor unit_to_bytes(const torch::Tensor& picture) {
  const torch::Tensor plane = picture.dim() == 4 ? picture[0] : picture;  // [3, h, w]
  return (plane.detach().to(torch::kFloat32) * 0.5 + 0.5)
      .clamp_(0, 1)
      .mul_(255)
      .round_()
      .to(torch::kUInt8)
      .permute({1, 2, 0})
      .cpu()
      .contiguous();
}

torch::Tensor picture_to_tensor(const Image& image) {
  const torch::Tensor bytes = torch::empty({image.height_px, image.width_px, 3}, torch::kUInt8);
  std::copy(image.rgb.begin(), image.rgb.end(), bytes.data_ptr<uint8_t>());
  return bytes_to_unit(bytes).contiguous();
}

Image tensor_to_picture(const torch::Tensor& picture) {
  const torch::Tensor bytes = unit_to_bytes(picture);
  const uint8_t* data = bytes.data_ptr<uint8_t>();
  return {bytes.size(1), bytes.size(0), std::vector<uint8_t>(data, data + bytes.numel())};
}

}  // namespace reverie
