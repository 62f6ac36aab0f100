// training/world/places/air.cpp
//
// The four palettes and the sky. See air.h.
#include "training/world/places/air.h"

#include <array>
#include <cmath>

namespace reverie::paint {

const Air& air_of(TimeOfDay time) {
  static const std::array<Air, 4> all = {{
      {TimeOfDay::Dawn, hex(0x9FB4E6), hex(0xF0C3D3), hex(0xFFE9CC), hex(0xFFE3E0), hex(0xF2B9BE), 0.20F,
       hex(0xF6D3D2), hex(0xFFF3EC), hex(0xF3CBD0), hex(0xFFF4DC)},
      {TimeOfDay::Day, hex(0x48A9EC), hex(0x86CCF7), hex(0xD3F0FD), hex(0xFFFFFF), hex(0xFFFFFF), 0.0F,
       hex(0xC4E6F7), hex(0xFFFFFF), hex(0xDDEFFA), hex(0xFFFFFF)},
      {TimeOfDay::Sunset, hex(0x56408A), hex(0xE5647A), hex(0xFFB74F), hex(0xFFC4A0), hex(0xB84A66), 0.13F,
       hex(0xEE7F63), hex(0xFFC08A), hex(0xE0707A), hex(0xFFD68A)},
      {TimeOfDay::Night, hex(0x0B1338), hex(0x182A63), hex(0x3A5A9C), hex(0x6679B0), hex(0x0E1C4C), 0.34F,
       hex(0x2C4580), hex(0x3F568F), hex(0x2F447A), hex(0xBFD2FF)},
  }};
  return all.at(static_cast<size_t>(time));
}

Air indoors(const Air& outside) {
  Air room = outside;
  if (outside.night()) {
    room.key = hex(0xB0969A);
    room.veil = hex(0x2A1E46);
    room.veil_amount = 0.20F;
  } else if (outside.sunset()) {
    room.key = hex(0xF8D2AC);
    room.veil = hex(0xB4502E);
    room.veil_amount = 0.09F;
  } else if (outside.dawn()) {
    room.key = hex(0xF4E2E6);
    room.veil = hex(0xE0AEC6);
    room.veil_amount = 0.20F;
  }
  return room;
}

Color Air::water(Color noon) const {
  return sunset() ? mix(lit(noon), hex(0x8A4C93), 0.52F)
         : dawn() ? mix(lit(noon), hex(0xD9B4DC), 0.22F)
                  : lit(noon);
}

Color Air::snow(Color noon) const {
  return sunset()  ? mix(lit(noon), hex(0xF3D3E4), 0.55F)
         : night() ? mix(lit(noon), hex(0x90A9DE), 0.34F)
                   : lit(noon);
}

Point sun_at(const Canvas& c, const Air& air, float horizon, int layout) {
  const float side = layout == 1 ? -1.0F : 1.0F;
  switch (air.time) {
    case TimeOfDay::Dawn: return {-0.20F * side, horizon - 0.07F};
    case TimeOfDay::Sunset: return {0.16F * side, horizon - 0.06F};
    default: return {0.30F * side, c.y(0.15F)};
  }
}

void sky_gradient(Canvas& c, const Air& air, float horizon) {
  c.everywhere(downwards(0, air.zenith, horizon * 0.62F, air.middle));
  c.fill(rectangle({-9, horizon * 0.62F, 9, c.bottom()}),
         downwards(horizon * 0.62F, air.middle, horizon, air.low));
}

void stars(Canvas& c, float bottom, int count, float opacity) {
  for (int i = 0; i < count; ++i) {
    // A spread without clumps: multiples of two irrational steps.
    const float u = std::fmod(0.31F + 0.7549F * static_cast<float>(i), 1.0F);
    const float v = std::fmod(0.12F + 0.5698F * static_cast<float>(i), 1.0F);
    const Point p{(u - 0.5F) * 2.4F, v * bottom};
    if (i % 6 == 0) {  // every sixth twinkles: a thin four-pointed star
      const float r = 0.019F;
      c.fill(unite({leaf({p.x - r, p.y}, {p.x + r, p.y}, 0.0035F, 0.0035F),
                    leaf({p.x, p.y - r}, {p.x, p.y + r}, 0.0035F, 0.0035F)}),
             hex(0xFFF6D8), opacity);
    } else {
      c.fill(circle(p, i % 3 == 0 ? 0.0062F : 0.0042F), hex(0xF3F6FF), opacity * 0.85F);
    }
  }
}

void sun(Canvas& c, const Air& air, Point p, float size) {
  switch (air.time) {
    case TimeOfDay::Dawn:
      c.glow(p, 0.62F * size, hex(0xFFF3CF), 0.8F);
      c.fill(circle(p, 0.085F * size), hex(0xFFFBEA));
      return;
    case TimeOfDay::Day:
      c.glow(p, 0.30F * size, hex(0xFFF7C9), 0.75F);
      c.fill(circle(p, 0.075F * size), hex(0xFFE36B));
      return;
    case TimeOfDay::Sunset:
      c.glow(p, 0.75F * size, hex(0xFFC65A), 0.75F);
      c.fill(circle(p, 0.125F * size),
             downwards(p.y - 0.12F * size, hex(0xFFE27A), p.y + 0.12F * size, hex(0xFF7A4D)));
      return;
    case TimeOfDay::Night:
      c.glow(p, 0.34F * size, hex(0x9DB9FF), 0.45F);
      c.fill(circle(p, 0.072F * size), hex(0xF6F0D2));
      c.fill(circle({p.x + 0.024F * size, p.y - 0.018F * size}, 0.016F * size), hex(0xDCD5B4));
      c.fill(circle({p.x - 0.026F * size, p.y + 0.012F * size}, 0.020F * size), hex(0xDCD5B4));
      c.fill(circle({p.x + 0.020F * size, p.y + 0.034F * size}, 0.012F * size), hex(0xDCD5B4));
      return;
  }
}

void cloud(Canvas& c, const Air& air, Point p, float width) {
  const float r = width * 0.17F;
  const float base = p.y + r;
  const Shape puffs = unite({rectangle({p.x - width / 2, base - r, p.x + width / 2, base}, r / 2),
                             circle({p.x - width * 0.22F, base - r * 0.95F}, r * 0.85F),
                             circle({p.x + width * 0.04F, base - r * 1.35F}, r * 1.2F),
                             circle({p.x + width * 0.27F, base - r * 0.8F}, r * 0.75F)});
  c.fill(overlap(puffs, rectangle({p.x - width, p.y - width, p.x + width, base})),
         downwards(p.y - r, air.cloud, base, air.cloud_shade), air.night() ? 0.75F : 0.92F);
}

void clouds(Canvas& c, const Air& air, float horizon, int layout) {
  const float side = layout == 1 ? -1.0F : 1.0F;
  cloud(c, air, {-0.27F * side, horizon * 0.30F}, 0.30F);
  cloud(c, air, {0.12F * side, horizon * 0.52F}, 0.20F);
  cloud(c, air, {0.85F * side, horizon * 0.42F}, 0.32F);
  cloud(c, air, {-0.88F * side, horizon * 0.55F}, 0.24F);
}

void sky(Canvas& c, const Air& air, float horizon, int layout) {
  sky_gradient(c, air, horizon);
  if (air.night()) stars(c, horizon * 0.95F, 54, 0.9F);
  sun(c, air, sun_at(c, air, horizon, layout));
  clouds(c, air, horizon, layout);
}

}  // namespace reverie::paint
