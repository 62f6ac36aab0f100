#include "pipeline/reference_pictures.h"

#include <algorithm>
#include <cmath>

#include "image/resize.h"
#include "models/flux2_transformer.h"
#include "pipeline/picture_tensor.h"

namespace reverie {

Image prepare_reference(const Image& image, int64_t token_px, int64_t most_pixels) {
  Image sized = fit_area(image, most_pixels);
  const int64_t short_side = std::min(sized.width_px, sized.height_px);
  if (short_side < token_px) {
    const double scale = static_cast<double>(token_px) / static_cast<double>(short_side);
    const auto scaled = [&](int64_t side) {
      return std::max(token_px, std::lround(static_cast<double>(side) * scale));
    };
    sized = resize(sized, {scaled(sized.width_px), scaled(sized.height_px)});
  }
  return crop_centre(sized, {sized.width_px / token_px * token_px, sized.height_px / token_px * token_px});
}

ReferenceTokens encode_references(const Flux2Autoencoder& autoencoder, const std::vector<Image>& references,
                                  torch::Device device, std::optional<int64_t> pixels_in_all) {
  const auto count = std::max<int64_t>(1, static_cast<int64_t>(references.size()));
  const int64_t share =
      std::min(kMaxReferencePixels, pixels_in_all.value_or(kMaxReferencePixels * count) / count);
  std::vector<Tensor> tokens;
  std::vector<Tensor> ids;
  for (std::size_t i = 0; i < references.size(); ++i) {
    const Image image = prepare_reference(references[i], autoencoder.config().pixels_per_token(), share);
    const Tensor packed =
        autoencoder.pack(autoencoder.encode(picture_to_tensor(image).to(device)));  // [1, Z, r, c]
    tokens.push_back(packed.flatten(2).transpose(1, 2));
    ids.push_back(image_position_ids(packed.size(2), packed.size(3), reference_t(static_cast<int64_t>(i))));
  }
  return {torch::cat(tokens, 1), torch::cat(ids).to(device)};
}

}  // namespace reverie
