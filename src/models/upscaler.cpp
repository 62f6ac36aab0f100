#include "models/upscaler.h"

#include <torch/utils.h>
#include <algorithm>

#include "models/config_fields.h"

namespace reverie {
namespace {

constexpr int64_t kColours = 3;
constexpr int64_t kScale = 2;
// More would be no small network any more; its memory must not be decided by a file.
constexpr int64_t kMostDoublings = 2;
constexpr int64_t kMostUnshuffle = 8;
constexpr int64_t kMostChannels = 256;
constexpr int64_t kMostLayers = 16;

std::vector<Conv2d> make_layers(const Weights& w, int64_t in, int64_t channels, int64_t layers) {
  std::vector<Conv2d> made;
  for (int64_t i = 0; i < layers; ++i)
    made.emplace_back(w.scope("convs." + std::to_string(i)), i == 0 ? in : channels, channels, 3, 1, 0);
  return made;
}

Tensor relu_reusing(Tensor&& x) {
  return x.requires_grad() ? at::relu(x) : at::relu_(x);
}

int64_t rounded_up(int64_t length, int64_t unit) {
  return (length + unit - 1) / unit * unit;
}

}  // namespace

UpscalerConfig UpscalerConfig::from_json(const Json& config) {
  const ConfigFields fields(config, "upscaler/config.json");
  fields.expect_if_present("scale", kScale);
  fields.expect_if_present("act_fn", "relu");
  const auto numbers = [&](const char* name, int64_t most) {
    std::vector<int64_t> found = fields.positives(name);
    const bool fits = std::all_of(found.begin(), found.end(), [&](int64_t number) { return number <= most; });
    if (!fits) fields.refuse(name, "numbers up to " + std::to_string(most));
    return found;
  };
  const UpscalerConfig c{.unshuffle = numbers("unshuffle", kMostUnshuffle),
                         .channels = numbers("channels", kMostChannels),
                         .layers = numbers("layers", kMostLayers)};
  if (static_cast<int64_t>(c.unshuffle.size()) > kMostDoublings) {
    fields.refuse("unshuffle", "at most " + std::to_string(kMostDoublings) + " numbers, one a doubling");
  }
  if (c.channels.size() != c.unshuffle.size()) fields.refuse("channels", "as many numbers as unshuffle");
  if (c.layers.size() != c.unshuffle.size()) fields.refuse("layers", "as many numbers as unshuffle");
  return c;
}

Json UpscalerConfig::to_json() const {
  return {{"_class_name", "ReverieUpscaler"}, {"scale", kScale},      {"act_fn", "relu"},
          {"unshuffle", unshuffle},           {"channels", channels}, {"layers", layers}};
}

Doubling::Doubling(const Weights& w, int64_t unshuffle, int64_t channels, int64_t layers)
    : unshuffle_(unshuffle),
      layers_(make_layers(w, kColours * unshuffle * unshuffle, channels, layers)),
      conv_out_(w.scope("conv_out"), channels, kColours * kScale * kScale * unshuffle * unshuffle, 3, 1, 0,
                Init::Zeros) {}

Tensor Doubling::forward(const Tensor& picture) const {
  const int64_t m = margin();
  const int64_t height = picture.size(2);
  const int64_t width = picture.size(3);
  const Tensor framed = at::replication_pad2d(picture, {m, m + rounded_up(width, unshuffle_) - width, m,
                                                        m + rounded_up(height, unshuffle_) - height});
  return forward_framed(framed).narrow(2, 0, kScale * height).narrow(3, 0, kScale * width);
}

Tensor Doubling::forward_framed(const Tensor& framed) const {
  const int64_t m = margin();
  const int64_t height = framed.size(2) - 2 * m;  // h
  const int64_t width = framed.size(3) - 2 * m;   // w
  Tensor x = at::pixel_unshuffle(framed, unshuffle_)
                 .contiguous(at::MemoryFormat::ChannelsLast);  // [B, 3 u u, (h + 2m) / u, (w + 2m) / u]
  for (const Conv2d& layer : layers_) x = relu_reusing(layer.forward(x));  // [B, C, h / u + 2, w / u + 2]
  const Tensor change = at::pixel_shuffle(conv_out_.forward(x), kScale * unshuffle_);  // [B, 3, 2h, 2w]
  // Bilinear doubling looks one pixel around.
  const Tensor near = framed.narrow(2, m - 1, height + 2).narrow(3, m - 1, width + 2);
  const Tensor doubled = at::upsample_bilinear2d(near, {kScale * (height + 2), kScale * (width + 2)}, false);
  return change + doubled.narrow(2, kScale, kScale * height).narrow(3, kScale, kScale * width);
}

Upscaler::Upscaler(const Weights& w, const UpscalerConfig& c) {
  for (std::size_t i = 0; i < c.unshuffle.size(); ++i) {
    doublings_.emplace_back(w.scope("doublings." + std::to_string(i)), c.unshuffle[i], c.channels[i],
                            c.layers[i]);
  }
}

}  // namespace reverie
