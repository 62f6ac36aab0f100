// training/world/places/sky.cpp
//
// The sky of air.h: gradient, clouds, lightning, sun, moon and stars.
//
// Used by   every painter in training/world/places/.
// Proven by tests/training/world/places_test.cpp, seasons_test.cpp
#include <cmath>

#include "training/world/places/air.h"

namespace reverie::paint {

Point sun_at(const Canvas& c, const Air& air, float horizon, int layout) {
  const float side = layout == 1 ? -1.0F : 1.0F;
  switch (air.time) {
    case TimeOfDay::Dawn: return {-0.20F * side, horizon - 0.07F};
    case TimeOfDay::Sunset: return {0.16F * side, horizon - 0.06F};
    default: return {0.30F * side, c.y(0.15F)};
  }
}

namespace {

// Heavy clouds hang into the picture from its top.
void dark_clouds(Canvas& c, const Air& air, float horizon) {
  const Color dark = air.zenith, light = mix(air.zenith, air.middle, 0.55F);
  c.fill(between(level(-1), scallops(horizon * 0.36F, horizon * 0.10F, 0.42F, 0.16F)),
         downwards(0, light, horizon * 0.46F, mix(light, air.middle, 0.55F)));
  c.fill(between(level(-1), scallops(horizon * 0.16F, horizon * 0.09F, 0.33F, 0.03F)),
         downwards(0, darker(dark, 0.12F), horizon * 0.26F, dark));
}

}  // namespace

void lightning(Canvas& c, const Air& air, float horizon) {
  const Color light = air.night() ? hex(0xCFC6FF) : hex(0xFFF6C2);
  for (const float x : {-0.27F, 0.76F}) {  // the second one is seen in wide pictures
    const float top = horizon * 0.08F, tall = horizon * 0.84F;
    const auto at = [&](float dx, float t) { return Point{x + dx * horizon, top + tall * t}; };
    c.glow(at(0.02F, 0.45F), 0.42F, hex(0xB9A8F2), 0.60F);
    c.fill(stroke({at(0.0F, 0), at(-0.09F, 0.30F), at(0.05F, 0.42F), at(-0.06F, 0.74F), at(0.02F, 0.80F),
                   at(-0.04F, 1.0F)},
                  0.022F, 0.006F),
           light);
    c.fill(stroke({at(0.05F, 0.42F), at(0.13F, 0.60F), at(0.10F, 0.76F)}, 0.011F, 0.004F), light);
  }
}

void sky_gradient(Canvas& c, const Air& air, float horizon) {
  c.everywhere(downwards(0, air.zenith, horizon * 0.62F, air.middle));
  c.fill(rectangle({-9, horizon * 0.62F, 9, c.bottom()}),
         downwards(horizon * 0.62F, air.middle, horizon, air.low));
  if (air.weather == Weather::Rain || air.stormy()) dark_clouds(c, air, horizon);
  if (air.stormy()) lightning(c, air, horizon);
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

void stars(Canvas& c, const Air& air, float bottom, int count, float opacity) {
  if (!air.overcast()) stars(c, bottom, count, opacity);
}

void sun(Canvas& c, const Air& air, Point p, float size) {
  if (air.overcast()) return;
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
  if (air.overcast() && air.weather != Weather::Rain) return;  // one white sky, or one dark
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
  if (air.night()) stars(c, air, horizon * 0.95F, 54, 0.9F);
  sun(c, air, sun_at(c, air, horizon, layout));
  clouds(c, air, horizon, layout);
}

}  // namespace reverie::paint
