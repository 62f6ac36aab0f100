#include "server/dialects/picture_list.h"

#include <cmath>

namespace reverie {

Json usage_of(const Job& job) {
  constexpr double kPixelsPerToken = 256;
  int64_t pixels = 0;
  for (const JobImage& image : job.images) {
    if (image.is_done()) pixels += image.size.pixels();
  }
  const auto tokens = static_cast<int64_t>(std::llround(static_cast<double>(pixels) / kPixelsPerToken));
  return {{"generated_images", count_done(job)}, {"output_tokens", tokens}, {"total_tokens", tokens}};
}

Json picture_entry(const ImageService& service, const HttpRequest& request, const JobImage& image,
                   Delivery delivery) {
  Json entry = {{"size", to_string(image.size)}};
  if (delivery == Delivery::Url || delivery == Delivery::UrlAndBase64) {
    entry["url"] = service.picture_url(request, image);
  }
  if (delivery == Delivery::Base64 || delivery == Delivery::UrlAndBase64) {
    entry["b64_json"] = service.picture_base64(image);
  }
  if (delivery == Delivery::DataUri) entry["url"] = service.picture_data_uri(image);
  return entry;
}

}  // namespace reverie
