// training/world/places/alien_desert.cpp
//
// A desert of another world: two suns, a ringed planet in the sky, violet rock spires and arches, ruins
// of a forgotten people with faintly glowing signs, crystals in the sand.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
// Trap      Crystals and signs glow raw, at every hour.
#include <algorithm>
#include <utility>

#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

const Color kGlow = hex(0x5CF2DC);

// Both suns; in daylight a great and a small one stand high, at dawn and sunset they touch the ground.
void two_suns(Canvas& c, const Air& air, float horizon, float side) {
  const bool low = air.dawn() || air.sunset();
  const Point big{-0.10F * side, low ? horizon - 0.09F : c.y(0.17F)},
      small{0.17F * side, low ? horizon - 0.17F : c.y(0.11F)};
  if (air.night()) {  // two moons instead
    for (const auto& [p, r] : {std::pair{big, 0.060F}, std::pair{small, 0.032F}}) {
      c.glow(p, r * 4, hex(0x9DB9FF), 0.45F);
      c.fill(circle(p, r), hex(0xDDE6FF));
      c.fill(circle({p.x + r * 0.32F, p.y + r * 0.1F}, r * 0.26F), hex(0xB4C2E6));
    }
    return;
  }
  const Color warm = air.sunset() ? hex(0xFF8A5A) : air.dawn() ? hex(0xFFD9B0) : hex(0xFFE27A);
  const Color cool = air.sunset() ? hex(0xFFC27A) : air.dawn() ? hex(0xFFF3E4) : hex(0xFFFBE8);
  c.glow(big, low ? 0.60F : 0.34F, warm, 0.7F);
  c.glow(small, low ? 0.32F : 0.22F, cool, 0.7F);
  c.fill(circle(big, low ? 0.115F : 0.080F),
         downwards(big.y - 0.1F, lighter(warm, 0.35F), big.y + 0.1F, warm));
  c.fill(circle(small, low ? 0.052F : 0.042F), cool);
}

void far_planet(Canvas& c, const Air& air, Point m, float r) {
  const Shape ball = circle(m, r), outer = ellipse(m, r * 1.9F, r * 0.42F),
              inner = ellipse(m, r * 1.45F, r * 0.28F);
  const float veil = air.night() ? 0.75F : 0.42F;
  const Color body = mix(air.middle, hex(0xC9A6F0), 0.65F);
  c.fill(cut(outer, inner), lighter(body, 0.3F), veil);
  c.fill(ball, body, veil);
  c.fill(overlap(ball, rectangle({m.x - r, m.y - r * 0.2F, m.x + r, m.y + r * 0.12F})), lighter(body, 0.25F),
         veil);
  c.fill(overlap(cut(outer, inner), rectangle({m.x - r * 2, m.y + r * 0.03F, m.x + r * 2, m.y + r})),
         lighter(body, 0.3F), veil);
}

// A leaning spire of rock in lit and shaded facets.
void spire(Canvas& c, const Air& air, Point foot, float w, float h, float lean, float distance) {
  const Color rock = hex(0x9A5A8C);
  const Point tip{foot.x + lean * h, foot.y - h};
  c.fill(polygon({{foot.x - w / 2, foot.y},
                  {foot.x - w * 0.26F + lean * h * 0.5F, foot.y - h * 0.58F},
                  tip,
                  {foot.x + w * 0.22F + lean * h * 0.5F, foot.y - h * 0.52F},
                  {foot.x + w / 2, foot.y}}),
         downwards(tip.y, air.far(lighter(rock, 0.18F), distance), foot.y, air.far(rock, distance)));
  c.fill(polygon({{foot.x + w * 0.06F, foot.y},
                  {foot.x + w * 0.02F + lean * h * 0.5F, foot.y - h * 0.55F},
                  tip,
                  {foot.x + w * 0.22F + lean * h * 0.5F, foot.y - h * 0.52F},
                  {foot.x + w / 2, foot.y}}),
         air.far(darker(rock, 0.30F), distance));
}

// A natural arch like the rib of a giant.
void rib_arch(Canvas& c, const Air& air, Point foot, float w, float h, float distance) {
  const std::vector<Point> bow =
      curve({foot.x - w / 2, foot.y}, {foot.x - w * 0.10F, foot.y - h * 2.0F}, {foot.x + w / 2, foot.y}, 10);
  c.fill(stroke(bow, w * 0.22F, w * 0.10F), air.far(hex(0x7C4A7A), distance));
  std::vector<Point> lit = bow;
  for (Point& p : lit) p = {p.x - w * 0.020F, p.y - w * 0.020F};
  c.fill(stroke(lit, w * 0.11F, w * 0.04F), air.far(hex(0xB070A0), distance));
}

// A floating rock with a flat top.
void floating_rock(Canvas& c, const Air& air, Point m, float w, float distance) {
  c.fill(polygon({{m.x - w / 2, m.y},
                  {m.x + w / 2, m.y},
                  {m.x + w * 0.22F, m.y + w * 0.30F},
                  {m.x - w * 0.02F, m.y + w * 0.52F},
                  {m.x - w * 0.26F, m.y + w * 0.26F}}),
         downwards(m.y, air.far(hex(0xA0648F), distance), m.y + w * 0.5F, air.far(hex(0x6E3F6C), distance)));
  c.fill(leaf({m.x - w / 2, m.y + 0.004F}, {m.x + w / 2, m.y + 0.004F}, w * 0.10F, w * 0.05F),
         air.far(hex(0xD9A08C), distance));
}

// A ruin: a tapering pillar with a band of glowing signs; `broken` takes its head.
void pillar(Canvas& c, const Air& air, Point foot, float h, bool broken) {
  const float w = 0.085F, top = foot.y - h;
  const Color light = air.lit(hex(0xC9B4C4)), dark = air.lit(hex(0x7E6788));
  contact_shadow(c, foot, w * 2.4F);
  const Shape shaft = broken ? polygon({{foot.x - w / 2, foot.y},
                                        {foot.x - w * 0.42F, top},
                                        {foot.x - w * 0.05F, top + w * 0.5F},
                                        {foot.x + w * 0.40F, top + w * 0.9F},
                                        {foot.x + w / 2, foot.y}})
                             : polygon({{foot.x - w / 2, foot.y},
                                        {foot.x - w * 0.36F, top},
                                        {foot.x + w * 0.36F, top},
                                        {foot.x + w / 2, foot.y}});
  c.fill(shaft, blend({foot.x - w / 2, 0}, light, {foot.x + w / 2, 0}, dark));
  if (!broken)
    c.fill(polygon({{foot.x - w * 0.56F, top},
                    {foot.x + w * 0.56F, top},
                    {foot.x + w * 0.36F, top - 0.034F},
                    {foot.x - w * 0.36F, top - 0.034F}}),
           light);
  const float y = foot.y - h * 0.46F;
  c.fill(rectangle({foot.x - w * 0.40F, y - 0.030F, foot.x + w * 0.40F, y + 0.030F}, 0.004F), dark);
  c.fill(panes({foot.x - w * 0.32F, y - 0.020F, foot.x + w * 0.32F, y + 0.020F}, 3, 2, 0.45F, 0.5F,
               [](int column, int row) { return (column + row) % 2 == 0 || column == 1; }),
         kGlow, 0.9F);
  c.glow({foot.x, y}, 0.09F, kGlow, air.night() ? 0.6F : 0.25F);
  c.fill(rectangle({foot.x - w * 0.70F, foot.y - 0.026F, foot.x + w * 0.70F, foot.y + 0.004F}, 0.006F),
         light);
}

void portal(Canvas& c, const Air& air, Point foot, float w, float h) {
  pillar(c, air, {foot.x - w / 2, foot.y}, h, false);
  pillar(c, air, {foot.x + w / 2, foot.y}, h, false);
  c.fill(
      rectangle({foot.x - w * 0.72F, foot.y - h - 0.085F, foot.x + w * 0.72F, foot.y - h - 0.030F}, 0.008F),
      downwards(foot.y - h - 0.08F, air.lit(hex(0xC9B4C4)), foot.y - h, air.lit(hex(0x8A7294))));
  c.fill(circle({foot.x, foot.y - h - 0.058F}, 0.020F), air.lit(hex(0x5A4468)));
  c.fill(circle({foot.x, foot.y - h - 0.058F}, 0.011F), kGlow);
}

void crystals(Canvas& c, const Air& air, Point foot, float h) {
  c.glow({foot.x, foot.y - h * 0.4F}, h * 1.4F, kGlow, air.lamps() ? 0.55F : 0.25F);
  for (const Point t : {Point{-0.45F, 0.62F}, Point{0.42F, 0.70F}, Point{0.02F, 1.0F}}) {
    const Point tip{foot.x + t.x * h, foot.y - t.y * h};
    const float w = h * 0.16F, x = foot.x + t.x * h * 0.4F;
    c.fill(polygon({{x - w, foot.y},
                    {tip.x - w * 0.8F, tip.y + h * 0.2F},
                    tip,
                    {tip.x + w * 0.8F, tip.y + h * 0.22F},
                    {x + w, foot.y}}),
           mix(air.lit(hex(0x7AD9D0)), kGlow, 0.35F));
    c.fill(polygon({{x, foot.y}, tip, {tip.x + w * 0.8F, tip.y + h * 0.22F}, {x + w, foot.y}}),
           mix(air.lit(hex(0x3F8FA0)), kGlow, 0.2F));
  }
}

}  // namespace

void paint_alien_desert(Canvas& c, const Air& air, int layout) {
  const float horizon = c.y(0.50F), ground = c.y(0.62F);
  const float side = layout == 1 ? -1.0F : 1.0F, r = c.rise(1);
  Air sky_air = air;  // a sky of teal and rose
  const float tint = air.sunset() ? 0.18F : air.night() ? 0.34F : 0.62F;
  sky_air.zenith = mix(air.zenith, hex(0x2A7F8E), tint);
  sky_air.middle = mix(air.middle, hex(0x8ED0C0), tint);
  sky_air.low = mix(air.low, hex(0xFFC9B8), tint);
  sky_air.haze = mix(air.haze, hex(0xD9A6C8), 0.55F);
  sky_gradient(c, sky_air, horizon);
  if (air.lamps()) stars(c, horizon * 0.9F, 50, air.night() ? 0.95F : 0.4F);
  far_planet(c, sky_air, {layout == 2 ? -0.34F : 0.36F * side, c.y(layout == 2 ? 0.14F : 0.26F)},
             layout == 1 ? 0.15F : 0.11F);
  two_suns(c, air, horizon, layout == 2 ? -1.0F : side);

  for (const float x : {-1.1F, -0.62F, -0.34F, -0.22F, 0.20F, 0.45F, 0.62F, 1.0F}) {
    const float k = static_cast<float>(static_cast<int>((x + 2) * 37) % 5);
    spire(c, sky_air, {x * side, horizon + 0.03F}, 0.12F, (0.09F + 0.03F * k) * r, 0.06F * (k - 2), 0.52F);
  }
  c.fill(under(rolling({{-1.25F, horizon + 0.02F},
                        {-0.5F, horizon - 0.015F},
                        {0.1F, horizon + 0.03F},
                        {0.6F, horizon - 0.01F},
                        {1.25F, horizon + 0.02F}})),
         sky_air.far(hex(0xD98AA0), 0.30F));
  if (layout == 0) {
    spire(c, sky_air, {-0.43F, ground}, 0.22F, 0.34F * r, 0.10F, 0.16F);
    spire(c, sky_air, {-0.27F, ground}, 0.13F, 0.19F * r, -0.08F, 0.20F);
    floating_rock(c, sky_air, {0.13F, horizon - 0.19F * r}, 0.13F, 0.25F);
  } else if (layout == 1) {
    rib_arch(c, sky_air, {0.20F, ground}, 0.50F, 0.27F * r, 0.12F);
    rib_arch(c, sky_air, {-0.36F, horizon + 0.05F}, 0.24F, 0.12F * r, 0.36F);
  } else {
    for (const Point p : {Point{-0.10F, 0.21F}, Point{0.20F, 0.27F}, Point{-0.62F, 0.24F}})
      floating_rock(c, sky_air, {p.x, horizon - p.y * r}, p.x < 0 ? 0.17F : 0.11F, 0.28F);
    spire(c, sky_air, {0.44F, ground}, 0.20F, 0.31F * r, -0.12F, 0.14F);
  }
  spire(c, sky_air, {-0.95F, ground}, 0.2F, 0.3F * r, 0.1F, 0.14F);
  spire(c, sky_air, {0.95F, ground}, 0.2F, 0.28F * r, -0.1F, 0.14F);
  c.fill(under(rolling({{-1.25F, ground - 0.05F},
                        {-0.3F, ground - 0.015F},
                        {0.25F, ground - 0.055F},
                        {1.25F, ground - 0.03F}})),
         sky_air.far(hex(0xC8728C), 0.10F));
  const Crest near = rolling({{-1.25F, ground},
                              {-0.45F, ground - 0.02F * side},
                              {0.05F, ground + 0.03F},
                              {0.5F, ground + 0.01F * side},
                              {1.25F, ground - 0.01F}});
  c.fill(under(near), downwards(ground, air.lit(hex(0xEBA89A)), c.bottom(), air.lit(hex(0xC9778A))));
  for (const float y : {0.75F, 0.97F})
    c.fill(between(waves(c.y(y), 0.012F, 0.9F, 0.2F), waves(c.y(y) + 0.008F, 0.016F, 0.9F, 0.23F)),
           air.lit(hex(0xB5647E)), 0.5F);

  const float foot = ground + 0.06F;
  if (layout == 0) {
    portal(c, air, {0.36F, foot}, 0.19F, 0.24F);
    pillar(c, air, {-0.46F, foot + 0.01F}, 0.15F, true);
    crystals(c, air, {-0.33F, foot + 0.01F}, 0.07F);
  } else if (layout == 1) {
    for (const Point p : {Point{-0.46F, 0.34F}, Point{-0.32F, 0.22F}, Point{-0.20F, 0.12F}})
      pillar(c, air, {p.x, foot}, p.y, p.x > -0.4F);
    crystals(c, air, {0.45F, foot + 0.02F}, 0.12F);
  } else {
    portal(c, air, {-0.33F, foot}, 0.20F, 0.26F);
    crystals(c, air, {0.32F, foot}, 0.10F);
    crystals(c, air, {0.44F, foot + 0.03F}, 0.14F);
  }
  portal(c, air, {-0.92F, foot}, 0.2F, 0.26F);
  pillar(c, air, {0.85F, foot}, 0.30F, true);
  crystals(c, air, {1.02F, foot}, 0.12F);
}

}  // namespace reverie::paint
