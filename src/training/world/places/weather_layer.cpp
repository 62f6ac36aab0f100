// training/world/places/weather_layer.cpp
//
// The layer of weather that goes over a finished scene. See places.h.
#include <torch/utils.h>

#include "training/world/paint_fields.h"
#include "training/world/places/falling.h"
#include "training/world/places/places.h"

namespace reverie {

std::optional<torch::Tensor> weather_layer(const Setting& setting, int64_t layout, int64_t height_px,
                                           int64_t width_px, torch::Device device) {
  if (setting.weather == Weather::Clear) return std::nullopt;
  const torch::NoGradGuard no_grad;
  const paint::Air air = paint::air_of(setting);
  const auto drawn_on = [&](paint::Color ground) {
    paint::Pixels pixels(height_px, width_px, device);
    paint::Canvas canvas(pixels);
    canvas.everywhere(ground);
    paint::paint_falling(canvas, air, static_cast<int>(layout));
    return pixels.picture();
  };
  // A canvas knows no transparency. Drawn on black, a picture is its premultiplied colour; what white shows
  // more than black is what lets the ground through.
  const torch::Tensor colour = drawn_on({0, 0, 0});                            // [3, H, W]
  const torch::Tensor through = (drawn_on({1, 1, 1}) - colour).mean(0, true);  // [1, H, W]
  return torch::cat({colour, (1 - through).clamp(0, 1)}, 0);                   // [4, H, W]
}

}  // namespace reverie
