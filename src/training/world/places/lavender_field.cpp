// training/world/places/lavender_field.cpp
//
// Lavender in long rows up to the hills, a stone farmhouse, cypresses, a sandy way between the rows.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <cmath>

#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/street_things.h"

namespace reverie::paint {
namespace {

const Color kLavender = hex(0x9A72CE), kShade = hex(0x6F4FA6), kLight = hex(0xC3A2EA);

// Rows that run to a vanishing point: a dark side, the bloom, and a lit back on each.
void rows(Canvas& c, const Air& air, const Shape& field, Point vanish, float bottom) {
  c.fill(field, downwards(vanish.y, air.far(mix(kLavender, kShade, 0.3F), 0.22F), bottom,
                          air.lit(mix(kShade, hex(0x5F7F4A), 0.30F))));
  std::vector<Shape> bloom, light;
  const float spacing = 0.21F;
  for (int i = -10; i <= 10; ++i) {
    const float x = vanish.x + spacing * (static_cast<float>(i) + 0.5F);
    const auto wedge = [&](float from, float to) {
      return polygon({{vanish.x + (x - vanish.x) * 0.02F, vanish.y},
                      {x + spacing * from, bottom},
                      {x + spacing * to, bottom}});
    };
    if (std::abs(x - vanish.x) > 2.1F) continue;
    bloom.push_back(wedge(-0.36F, 0.30F));
    light.push_back(wedge(-0.30F, -0.04F));
  }
  c.fill(overlap(field, unite(bloom)),
         downwards(vanish.y, air.far(kLavender, 0.18F), bottom, air.lit(kLavender)));
  c.fill(overlap(field, unite(light)),
         downwards(vanish.y, air.far(mix(kLavender, kLight, 0.5F), 0.18F), bottom, air.lit(kLight)), 0.85F);
}

// A round bush of lavender: a grey-green cushion with spikes of bloom.
void lavender_bush(Canvas& c, const Air& air, Point foot, float w) {
  contact_shadow(c, foot, w * 1.1F, 0.14F);
  c.fill(
      overlap(ellipse(foot, w * 0.42F, w * 0.34F), rectangle({foot.x - w, foot.y - w, foot.x + w, foot.y})),
      air.lit(hex(0x7E9A6A)));
  std::vector<Shape> dark, pale;
  for (int i = 0; i < 9; ++i) {
    const float t = static_cast<float>(i) / 8 - 0.5F, reach = w * (0.66F - 0.5F * t * t * 2);
    const Point root{foot.x + t * w * 0.7F, foot.y - w * 0.26F}, tip{foot.x + t * w * 1.25F, foot.y - reach};
    (i % 2 == 0 ? dark : pale).push_back(leaf(root, tip, w * 0.035F, w * 0.035F));
  }
  c.fill(unite(dark), air.lit(kLavender));
  c.fill(unite(pale), air.lit(kLight));
}

void cypress(Canvas& c, const Air& air, Point foot, float h, float distance) {
  c.fill(rectangle({foot.x - h * 0.02F, foot.y - h * 0.1F, foot.x + h * 0.02F, foot.y}),
         air.far(hex(0x6B4630), distance));
  c.fill(leaf({foot.x, foot.y - h * 0.04F}, {foot.x, foot.y - h}, h * 0.11F, h * 0.11F),
         air.far(hex(0x3F7A4E), distance));
  c.fill(leaf({foot.x + h * 0.012F, foot.y - h * 0.05F}, {foot.x, foot.y - h}, -h * 0.01F, h * 0.10F),
         air.far(hex(0x2F6340), distance));
}

void farmhouse(Canvas& c, const Air& air, Point foot, float w) {
  const float h = w * 0.42F;
  c.fill(rectangle({foot.x + w * 0.30F, foot.y - h * 0.66F, foot.x + w * 0.72F, foot.y}),
         air.far(hex(0xD9BE94), 0.06F));
  c.fill(polygon({{foot.x + w * 0.28F, foot.y - h * 0.64F},
                  {foot.x + w * 0.76F, foot.y - h * 0.64F},
                  {foot.x + w * 0.68F, foot.y - h * 0.94F},
                  {foot.x + w * 0.28F, foot.y - h * 0.94F}}),
         air.far(hex(0xB8623F), 0.06F));
  c.fill(rectangle({foot.x - w * 0.20F, foot.y - h * 1.62F, foot.x - w * 0.10F, foot.y - h}),
         air.far(hex(0xC9A57A), 0.06F));
  c.fill(rectangle({foot.x - w * 0.40F, foot.y - h, foot.x + w * 0.34F, foot.y}),
         air.far(hex(0xEBD4A8), 0.06F));
  c.fill(polygon({{foot.x - w * 0.45F, foot.y - h * 0.97F},
                  {foot.x + w * 0.39F, foot.y - h * 0.97F},
                  {foot.x + w * 0.26F, foot.y - h * 1.42F},
                  {foot.x - w * 0.32F, foot.y - h * 1.42F}}),
         air.far(hex(0xCC7048), 0.06F));
  const Color shutter = air.far(hex(0x6F9AB4), 0.06F);
  for (const float x : {-0.26F, 0.20F, 0.52F}) {
    const Point m{foot.x + x * w, foot.y - h * (x > 0.4F ? 0.36F : 0.62F)};
    c.fill(rectangle(box_at(m, w * 0.20F, h * 0.28F)), shutter);
    c.fill(rectangle(box_at(m, w * 0.10F, h * 0.28F)), pane(air));
  }
  c.fill(rectangle({foot.x - w * 0.09F, foot.y - h * 0.50F, foot.x + w * 0.05F, foot.y}, w * 0.05F), shutter);
}

// Hills, the far patchwork of fields, and what stands on the horizon.
void background(Canvas& c, const Air& air, float horizon, float side) {
  const float r = c.rise(1);
  c.fill(under(rolling({{-1.25F, horizon - 0.07F * r},
                        {-0.5F * side - 0.1F, horizon - 0.14F * r},
                        {0.15F, horizon - 0.05F * r},
                        {0.6F, horizon - 0.11F * r},
                        {1.25F, horizon - 0.06F * r}})),
         air.far(hex(0x8AA6C0), 0.50F));
  c.fill(under(rolling({{-1.25F, horizon - 0.02F},
                        {-0.45F, horizon - 0.05F},
                        {0.1F, horizon - 0.012F},
                        {0.5F, horizon - 0.06F},
                        {1.25F, horizon - 0.02F}})),
         air.far(hex(0x8DB86E), 0.30F));
  c.fill(between(waves(horizon - 0.004F, 0.008F, 0.13F), level(horizon + 0.02F)),
         air.far(hex(0x5F9458), 0.24F));
}

}  // namespace

void paint_lavender_field(Canvas& c, const Air& air, int layout) {
  const float horizon = c.y(0.46F), ground = c.y(0.635F), end = c.bottom();
  const float side = layout == 1 ? -1.0F : 1.0F;
  sky(c, air, horizon, layout);
  background(c, air, horizon, side);
  const Point vanish{layout == 2 ? 0.0F : 0.20F * side, horizon - 0.006F};
  const Shape field = under(rolling({{-1.25F, horizon + 0.02F},
                                     {-0.3F, horizon + 0.008F},
                                     {0.3F, horizon + 0.014F},
                                     {1.25F, horizon + 0.016F}}));
  rows(c, air, field, vanish, ground + 0.03F);
  if (layout == 0) {
    farmhouse(c, air, {-0.28F, horizon + 0.030F}, 0.26F);
    for (const float x : {-0.46F, -0.41F, -0.05F})
      cypress(c, air, {x, horizon + 0.035F}, c.rise(x < -0.3F ? 0.22F : 0.15F), 0.06F);
  } else if (layout == 1) {  // one great tree amid the rows
    round_tree(c, air, {0.28F, (horizon + ground) / 2 + 0.01F}, c.rise(0.38F), hex(0x5C9E4A));
    for (const float x : {-0.44F, -0.36F, -0.29F, -0.06F})
      cypress(c, air, {x, horizon + 0.02F}, c.rise(0.10F), 0.22F);
  } else {  // an alley of cypresses to the house
    farmhouse(c, air, {-0.02F, horizon + 0.016F}, 0.15F);
    for (const float t : {0.18F, 0.34F, 0.62F, 1.0F}) {
      for (const float s : {-1.0F, 1.0F})
        cypress(c, air, {s * (0.07F + 0.40F * t), horizon + 0.02F + (ground - horizon) * 0.62F * t},
                c.rise(0.40F) * (0.25F + 0.75F * t), 0.25F * (1 - t));
    }
  }
  for (const float x : {-0.95F, -0.86F, 0.88F, 1.0F})
    cypress(c, air, {x, horizon + 0.05F}, c.rise(0.26F), 0.08F);

  const Crest edge = rolling({{-1.25F, ground - 0.02F},
                              {-0.45F, ground - 0.01F},
                              {0.05F, ground + 0.02F},
                              {0.5F, ground - 0.005F},
                              {1.25F, ground - 0.02F}});
  c.fill(under(lowered(edge, -0.014F)), air.lit(hex(0x7FA058)));
  c.fill(under(edge), downwards(ground, air.lit(hex(0xE6CF9C)), end, air.lit(hex(0xD3B880))));
  c.fill(ellipse({0.0F, c.y(0.995F)}, 0.9F, c.y(0.05F)), air.lit(hex(0xA9B468)), 0.5F);
  for (const float x : {-0.47F, -0.36F, 0.38F, 0.48F, -0.60F, 0.62F, -0.9F, 0.9F, -1.06F, 1.06F})
    lavender_bush(c, air, {x * side, ground + 0.055F + 0.03F * std::abs(x)}, 0.145F);
}

}  // namespace reverie::paint
