// training/world/places/season.cpp
//
// The colour maps of the seasons. See season.h.
#include "training/world/places/season.h"

#include <algorithm>
#include <cmath>

namespace reverie::paint {
namespace {

struct Hsv {
  float hue, saturation, value;  // hue in degrees, 0 to 360
};

Hsv hsv_of(Color c) {
  const float high = std::max({c.r, c.g, c.b}), low = std::min({c.r, c.g, c.b}), range = high - low;
  if (range <= 0) return {0, 0, high};
  float sector = (c.r - c.g) / range + 4;
  if (high == c.r) {
    sector = (c.g - c.b) / range;
  } else if (high == c.g) {
    sector = (c.b - c.r) / range + 2;
  }
  return {std::fmod(sector * 60 + 360, 360.0F), range / high, high};
}

Color color_of(Hsv c) {
  const auto channel = [&](float n) {
    const float k = std::fmod(n + c.hue / 60, 6.0F);
    return c.value * (1 - c.saturation * std::clamp(std::min(k, 4 - k), 0.0F, 1.0F));
  };
  return {channel(5), channel(3), channel(1)};
}

// 0 below `from`, 1 above `to`, smooth between.
float rise(float x, float from, float to) {
  const float t = std::clamp((x - from) / (to - from), 0.0F, 1.0F);
  return t * t * (3 - 2 * t);
}

float luminance(Color c) {
  return 0.30F * c.r + 0.59F * c.g + 0.11F * c.b;
}

// How much of a green a colour is, 0 to 1: from the yellow green of lawns to the blue green of conifers.
float greenness(Hsv c) {
  return rise(c.hue, 62, 76) * (1 - rise(c.hue, 160, 172)) * rise(c.saturation, 0.12F, 0.26F);
}

// Pines and firs are told by their blue green; they keep it all year.
float evergreen(Hsv c) {
  return rise(c.hue, 143, 149);
}

Color autumn(Color noon) {
  const Hsv c = hsv_of(noon);
  const float green = greenness(c) * (1 - evergreen(c));
  if (green <= 0) return noon;
  // Red, rust, orange and gold by the green's own hue: a turn of 7 degrees goes through all of them.
  const float turn = 0.5F + 0.5F * std::sin(c.hue * 0.9F);
  const Hsv leaf{9 + 33 * turn, std::clamp(0.70F + 0.10F * turn, 0.0F, 1.0F),
                 std::clamp(c.value * (1.22F + 0.16F * turn), 0.0F, 0.96F)};
  const Hsv straw{44 - 0.10F * (c.hue - 95), 0.50F, std::clamp(c.value * 1.10F, 0.0F, 0.90F)};
  const float foliage = rise(c.hue, 106, 116);
  const Color pale = mix({luminance(noon), luminance(noon), luminance(noon)},
                         mix(color_of(straw), color_of(leaf), foliage), rise(c.saturation, 0.1F, 0.45F));
  return mix(noon, pale, green);
}

Color winter(Color noon) {
  const Hsv c = hsv_of(noon);
  const float green = greenness(c);
  const float earth = rise(c.hue, 18, 26) * (1 - rise(c.hue, 62, 76)) * rise(c.value, 0.70F, 0.80F) *
                      (1 - rise(c.saturation, 0.28F, 0.35F));
  const float amount = std::max(green, earth);
  if (amount <= 0) return noon;
  const Color snow = mix(hex(0xAFC6E6), hex(0xF9FCFF), rise(luminance(noon), 0.30F, 0.72F));
  const float conifer = green * std::max(evergreen(c), 1 - rise(c.value, 0.44F, 0.52F));
  const Color frosted =
      mix(color_of({c.hue + 12 * green, c.saturation * 0.85F, c.value * 0.94F}), snow, 0.06F);
  return mix(noon, mix(snow, frosted, conifer), amount);
}

Color spring(Color noon) {
  const Hsv c = hsv_of(noon);
  const float green = greenness(c) * (1 - evergreen(c)) * rise(c.value, 0.42F, 0.55F);
  if (green <= 0) return noon;
  const Hsv fresh{c.hue - 0.55F * (c.hue - 88), std::min(c.saturation * 1.06F, 0.72F),
                  std::min(c.value * 1.17F, 0.93F)};
  return mix(noon, color_of(fresh), green);
}

}  // namespace

Color in_season(Color noon, Season season) {
  switch (season) {
    case Season::Summer: return noon;
    case Season::Autumn: return autumn(noon);
    case Season::Winter: return winter(noon);
    case Season::Spring: return spring(noon);
  }
  return noon;
}

Color crown_in_season(Color green, Season season, float x) {
  const float where = x * 9.7F + 0.62F, own = where - std::floor(where);  // 0 to 1, unlike its neighbours'
  if (season == Season::Autumn) {
    Hsv c = hsv_of(green);
    c.hue = 116 + 7 * own;  // once through the colours of autumn()
    return in_season(color_of(c), season);
  }
  if (season == Season::Spring && own < 0.62F) {
    const Color blossom = own < 0.36F ? hex(0xF6A9C6) : hex(0xFBE9F0);
    return mix(blossom, {1, 1, 1}, rise(luminance(green), 0.52F, 0.75F) * 0.6F);
  }
  return in_season(green, season);
}

}  // namespace reverie::paint
