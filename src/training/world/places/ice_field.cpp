// training/world/places/ice_field.cpp
//
// The polar ice: blue icebergs in a cold sea, floes, snow underfoot; northern lights after dark.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/waterside.h"

namespace reverie::paint {
namespace {

// A curtain of northern lights: upright rays of soft light along a winding line. Painted raw: it shines.
void aurora(Canvas& c, float y, float h, float shift, Color low, Color high, float opacity) {
  for (const float part : {1.0F, 0.66F, 0.36F}) {
    const Crest hem = waves(y, h * 0.16F, 0.95F, shift);
    const Crest top = lowered(waves(y - h * part, h * 0.26F, 0.74F, shift + 0.1F), 0);
    c.fill(between(top, hem), downwards(y - h * part, high, y, low), opacity * (1.25F - part));
  }
  c.fill(between(waves(y - h * 0.05F, h * 0.16F, 0.95F, shift), waves(y, h * 0.16F, 0.95F, shift)),
         lighter(low, 0.35F), opacity * 0.8F);
}

struct Berg {
  float x, width, height;
  bool leans;  // its peak stands to the right
};

// An iceberg of three facets, its blue foot and its mirror image in the water.
void iceberg(Canvas& c, const Air& air, const Berg& b, float water, float distance) {
  const float s = b.leans ? 1.0F : -1.0F, w = b.width / 2, h = b.height;
  const auto at = [&](float x, float y) { return Point{b.x + s * x * w, water - y * h}; };
  const auto cold = [&](Color noon) { return mix(air.snow(noon), air.haze, distance); };
  c.fill(polygon({at(-0.95F, 0), at(0.95F, 0), at(0.4F, -0.34F), at(-0.5F, -0.26F)}),
         air.water(hex(0x9ADCE8)), 0.45F);
  c.fill(polygon({at(-1, 0), at(-0.72F, 0.50F), at(-0.30F, 0.62F), at(0.12F, 1.0F), at(0.42F, 0.92F),
                  at(0.80F, 0.34F), at(1, 0)}),
         downwards(water - h, cold(hex(0xFFFFFF)), water, cold(hex(0xD3EEF8))));
  c.fill(polygon({at(0.12F, 1.0F), at(0.42F, 0.92F), at(0.80F, 0.34F), at(1, 0), at(0.34F, 0)}),
         cold(hex(0xA9D6EA)));
  c.fill(polygon({at(-0.30F, 0.62F), at(0.12F, 1.0F), at(-0.02F, 0.40F)}), cold(hex(0xDDF2FA)));
  c.fill(polygon({at(-0.72F, 0.50F), at(-0.30F, 0.62F), at(-0.48F, 0)}), cold(hex(0xBFE3F1)), 0.8F);
  c.fill(polygon({at(-1, 0), at(1, 0), at(0.92F, 0.10F), at(-0.94F, 0.10F)}), cold(hex(0x6FC6DC)), 0.75F);
}

void floe(Canvas& c, const Air& air, Point m, float w) {
  c.fill(ellipse({m.x, m.y + w * 0.05F}, w / 2, w * 0.11F), air.water(hex(0x5CB4CE)));
  c.fill(ellipse(m, w / 2, w * 0.10F), air.snow(hex(0xF4FBFF)));
}

// Blocks of broken ice frozen upright into the snow.
void ice_blocks(Canvas& c, const Air& air, Point foot, float h) {
  contact_shadow(c, foot, h * 1.4F, 0.10F);
  for (const Point p : {Point{-0.42F, 0.56F}, Point{0.40F, 0.46F}, Point{0.0F, 1.0F}}) {
    const float x = foot.x + p.x * h, top = foot.y - h * p.y, w = h * 0.27F;
    c.fill(polygon({{x - w, foot.y},
                    {x - w * 0.7F, top + w * 0.5F},
                    {x + w * 0.1F, top},
                    {x + w * 0.8F, top + w * 0.9F},
                    {x + w, foot.y}}),
           downwards(top, air.snow(hex(0xE6F7FD)), foot.y, air.snow(hex(0x9AD6E8))));
    c.fill(
        polygon(
            {{x + w * 0.1F, foot.y}, {x + w * 0.1F, top}, {x + w * 0.8F, top + w * 0.9F}, {x + w, foot.y}}),
        air.snow(hex(0x7CC2DC)), 0.65F);
  }
}

void ice_arch(Canvas& c, const Air& air, Point foot, float w, float h) {
  const Shape block = polygon({{foot.x - w * 0.5F, foot.y},
                               {foot.x - w * 0.44F, foot.y - h * 0.72F},
                               {foot.x - w * 0.16F, foot.y - h},
                               {foot.x + w * 0.32F, foot.y - h * 0.86F},
                               {foot.x + w * 0.5F, foot.y}});
  const Shape hole = ellipse({foot.x + w * 0.02F, foot.y}, w * 0.25F, h * 0.60F);
  const Shape inside = ellipse({foot.x + w * 0.06F, foot.y}, w * 0.27F, h * 0.66F);
  c.fill(cut(block, hole), downwards(foot.y - h, air.snow(hex(0xFFFFFF)), foot.y, air.snow(hex(0xB4E0F0))));
  c.fill(cut(overlap(block, inside), hole), air.snow(hex(0x6FBEDA)));
}

}  // namespace

void paint_ice_field(Canvas& c, const Air& air, int layout) {
  const float horizon = c.y(0.45F), ground = c.y(0.61F);
  const float side = layout == 1 ? -1.0F : 1.0F, r = c.rise(1);
  if (air.night()) {
    sky_gradient(c, air, horizon);
    stars(c, horizon * 0.95F, 54, 0.9F);
    const Color green = hex(0x4CF0A8), teal = hex(0x2FA8C0), violet = hex(0x8A5CE0);
    aurora(c, horizon * 0.52F, horizon * 0.42F, 0.20F * side, green, violet, 0.34F);
    aurora(c, horizon * 0.80F, horizon * 0.34F, 0.55F * side, green, teal, 0.30F);
    sun(c, air, {0.36F * side, c.y(0.10F)}, 0.7F);
  } else {
    sky(c, air, horizon, layout);
  }
  c.fill(under(ridge({{-1.25F, horizon - 0.05F * r},
                      {-0.8F, horizon - 0.02F},
                      {-0.5F, horizon - 0.07F * r},
                      {-0.2F * side, horizon - 0.025F},
                      {0.25F, horizon - 0.055F * r},
                      {0.6F, horizon - 0.015F},
                      {1.25F, horizon - 0.06F * r}})),
         mix(air.snow(hex(0xCFE4F2)), air.haze, 0.45F));
  c.fill(under(level(horizon)),
         downwards(horizon, mix(air.low, air.water(hex(0x6CC0D8)), 0.65F), ground, air.water(hex(0x2484A8))));
  if (air.night())
    c.fill(rectangle({-9, horizon, 9, horizon + (ground - horizon) * 0.5F}),
           downwards(horizon, hex(0x3FD8A0), ground, air.water(hex(0x2484A8))), 0.20F);
  glitter(c, air, sun_at(c, air, horizon, layout).x, horizon + 0.01F, ground - 0.02F);
  ripples(c, air, horizon + 0.02F, ground, 0.35F, layout);
  const float sea = ground - horizon;
  if (layout == 0) {
    iceberg(c, air, {0.36F, 0.26F, 0.09F * r, false}, horizon + sea * 0.16F, 0.30F);
    iceberg(c, air, {-0.20F, 0.52F, 0.25F * r, true}, horizon + sea * 0.46F, 0.02F);
    floe(c, air, {0.26F, horizon + sea * 0.62F}, 0.20F);
    floe(c, air, {0.44F, horizon + sea * 0.84F}, 0.16F);
  } else if (layout == 1) {
    iceberg(c, air, {-0.36F, 0.30F, 0.15F * r, true}, horizon + sea * 0.22F, 0.22F);
    iceberg(c, air, {0.02F, 0.20F, 0.08F * r, false}, horizon + sea * 0.14F, 0.34F);
    ice_arch(c, air, {0.24F, horizon + sea * 0.55F}, 0.44F, 0.21F * r);
    floe(c, air, {-0.20F, horizon + sea * 0.66F}, 0.24F);
  } else {
    iceberg(c, air, {-0.40F, 0.36F, 0.22F * r, false}, horizon + sea * 0.40F, 0.04F);
    iceberg(c, air, {0.41F, 0.36F, 0.18F * r, true}, horizon + sea * 0.34F, 0.08F);
    for (const Point p : {Point{-0.08F, 0.20F}, Point{0.10F, 0.40F}, Point{-0.14F, 0.58F},
                          Point{0.20F, 0.74F}, Point{-0.34F, 0.82F}})
      floe(c, air, {p.x, horizon + sea * p.y}, 0.12F + 0.14F * p.y);
  }
  iceberg(c, air, {-0.95F, 0.4F, 0.2F * r, true}, horizon + sea * 0.4F, 0.05F);
  iceberg(c, air, {0.98F, 0.4F, 0.17F * r, false}, horizon + sea * 0.4F, 0.05F);

  const Crest edge = ridge({{-1.25F, ground - 0.01F},
                            {-0.62F, ground - 0.015F},
                            {-0.40F, ground + 0.018F},
                            {-0.12F, ground + 0.006F},
                            {0.14F, ground + 0.026F},
                            {0.42F, ground + 0.004F},
                            {0.62F, ground + 0.014F},
                            {1.25F, ground - 0.01F}});
  c.fill(under(edge), air.snow(hex(0xFFFFFF)));
  c.fill(under(lowered(edge, 0.016F)), air.snow(hex(0x86CCE2)));
  c.fill(under(lowered(edge, 0.046F)),
         downwards(ground, air.snow(hex(0xF2FAFF)), c.bottom(), air.snow(hex(0xD3E8F5))));
  c.fill(
      between(rolling({{-1.25F, c.y(0.76F)}, {-0.2F, c.y(0.79F)}, {0.5F, c.y(0.75F)}, {1.25F, c.y(0.78F)}}),
              rolling({{-1.25F, c.y(0.79F)}, {-0.2F, c.y(0.80F)}, {0.5F, c.y(0.785F)}, {1.25F, c.y(0.80F)}})),
      air.snow(hex(0xBFDCEE)), 0.5F);
  ice_blocks(c, air, {-0.45F * side, ground + 0.10F}, 0.15F);
  ice_blocks(c, air, {0.48F * side, ground + 0.085F}, 0.10F);
  ice_blocks(c, air, {-0.85F, ground + 0.09F}, 0.16F);
  ice_blocks(c, air, {0.85F, ground + 0.09F}, 0.14F);
}

}  // namespace reverie::paint
