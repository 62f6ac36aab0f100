// training/world/places/cliffs.cpp
//
// High above the sea: white cliffs one behind the other, surf at their feet, grass and flowers underfoot.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>
#include <cmath>

#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/waterside.h"

namespace reverie::paint {
namespace {

// A headland that enters from one side (`s` -1 left, 1 right) and ends at x: chalk, bands of flint, turf.
void headland(Canvas& c, const Air& air, float s, float x, float top, float foot, float distance) {
  const auto at = [&](float inland, float y) { return Point{x + s * inland, y}; };
  const float h = foot - top;
  std::vector<Point> turf = {at(1.6F, top - h * 0.10F), at(0.45F, top - h * 0.14F),
                             at(0.16F, top - h * 0.02F), at(0.0F, top + h * 0.03F)};
  if (s > 0) std::reverse(turf.begin(), turf.end());
  const Shape face =
      overlap(under(rolling(turf)), polygon({at(0.0F, top - h), at(-0.012F, top + h * 0.35F),
                                             at(-0.045F, foot), at(1.6F, foot), at(1.6F, top - h)}));
  const Color chalk = hex(0xF6F0E2), shade = hex(0xC9C6C4);
  c.fill(face, blend(at(0, 0), air.far(chalk, distance), at(0.55F, 0), air.far(shade, distance)));
  std::vector<Shape> clefts;
  for (const float t : {0.05F, 0.13F, 0.19F, 0.30F, 0.38F, 0.52F, 0.66F, 0.8F})
    clefts.push_back(
        polygon({at(t, top - h * 0.1F), at(t + 0.020F, top - h * 0.1F), at(t + 0.004F, foot - h * 0.18F)}));
  c.fill(overlap(face, unite(clefts)), air.far(darker(shade, 0.14F), distance), 0.75F);
  for (const float y : {0.34F, 0.62F})
    c.fill(
        overlap(face, between(waves(top + h * y, 0.004F, 0.23F), waves(top + h * y + 0.008F, 0.004F, 0.23F))),
        air.far(darker(shade, 0.20F), distance), 0.55F);
  c.fill(overlap(face, between(rolling(turf), lowered(rolling(turf), h * 0.12F + 0.006F))),
         air.far(hex(0x7CBB58), distance));
  // Surf where the rock meets the sea.
  const Point a = at(-0.07F, foot), b = at(1.6F, foot);
  c.fill(rectangle({std::min(a.x, b.x), foot - 0.008F, std::max(a.x, b.x), foot + 0.007F}, 0.007F),
         air.snow(hex(0xFFFFFF)), 0.9F);
}

// A stack that the sea has cut off.
void sea_stack(Canvas& c, const Air& air, Point foot, float w, float h, float distance) {
  c.fill(polygon({{foot.x - w * 0.5F, foot.y},
                  {foot.x - w * 0.36F, foot.y - h * 0.9F},
                  {foot.x - w * 0.05F, foot.y - h},
                  {foot.x + w * 0.32F, foot.y - h * 0.88F},
                  {foot.x + w * 0.5F, foot.y}}),
         blend({foot.x - w / 2, 0}, air.far(hex(0xF6F0E2), distance), {foot.x + w / 2, 0},
               air.far(hex(0xB9B6B8), distance)));
  c.fill(leaf({foot.x - w * 0.36F, foot.y - h * 0.90F}, {foot.x + w * 0.33F, foot.y - h * 0.88F}, w * 0.17F,
              w * 0.05F),
         air.far(hex(0x7CBB58), distance));
  c.fill(rectangle({foot.x - w * 0.66F, foot.y - 0.006F, foot.x + w * 0.66F, foot.y + 0.008F}, 0.007F),
         air.snow(hex(0xFFFFFF)), 0.9F);
}

void sea_arch(Canvas& c, const Air& air, Point foot, float w, float h) {
  const Shape block = polygon({{foot.x - w * 0.56F, foot.y},
                               {foot.x - w * 0.48F, foot.y - h},
                               {foot.x + w * 0.30F, foot.y - h * 0.9F},
                               {foot.x + w * 0.48F, foot.y - h * 0.62F},
                               {foot.x + w * 0.56F, foot.y}});
  const Shape hole = ellipse({foot.x + w * 0.06F, foot.y}, w * 0.24F, h * 0.62F);
  c.fill(cut(block, hole), blend({foot.x - w / 2, 0}, air.far(hex(0xF6F0E2), 0.12F), {foot.x + w / 2, 0},
                                 air.far(hex(0xBDB9BA), 0.12F)));
  c.fill(cut(overlap(block, ellipse({foot.x + w * 0.10F, foot.y}, w * 0.26F, h * 0.67F)), hole),
         air.far(hex(0x9A979E), 0.12F));
  c.fill(polygon({{foot.x - w * 0.48F, foot.y - h},
                  {foot.x + w * 0.30F, foot.y - h * 0.90F},
                  {foot.x + w * 0.37F, foot.y - h * 0.80F},
                  {foot.x - w * 0.48F, foot.y - h * 0.91F}}),
         air.far(hex(0x7CBB58), 0.12F));
  c.fill(rectangle({foot.x - w * 0.66F, foot.y - 0.006F, foot.x + w * 0.66F, foot.y + 0.008F}, 0.007F),
         air.snow(hex(0xFFFFFF)), 0.9F);
}

void thrift(Canvas& c, const Air& air, Point foot, float w) {  // pink cushions of the coast
  c.fill(overlap(ellipse(foot, w / 2, w * 0.32F), rectangle({foot.x - w, foot.y - w, foot.x + w, foot.y})),
         air.lit(hex(0x5F9A4C)));
  std::vector<Shape> heads;
  for (const Point p : {Point{-0.34F, 0.30F}, Point{-0.12F, 0.46F}, Point{0.14F, 0.42F}, Point{0.35F, 0.28F}})
    heads.push_back(circle({foot.x + w * p.x, foot.y - w * p.y}, w * 0.115F));
  c.fill(unite(heads), air.lit(hex(0xF07FB0)));
}

void signpost(Canvas& c, const Air& air, Point foot, float h) {  // its boards are blank
  contact_shadow(c, foot, h * 0.5F);
  c.fill(rectangle({foot.x - 0.009F, foot.y - h, foot.x + 0.009F, foot.y}), air.lit(hex(0x8A6242)));
  c.fill(polygon({{foot.x - 0.01F, foot.y - h * 0.95F},
                  {foot.x + h * 0.36F, foot.y - h * 0.95F},
                  {foot.x + h * 0.46F, foot.y - h * 0.86F},
                  {foot.x + h * 0.36F, foot.y - h * 0.77F},
                  {foot.x - 0.01F, foot.y - h * 0.77F}}),
         air.lit(hex(0xC9955E)));
  c.fill(polygon({{foot.x + 0.01F, foot.y - h * 0.70F},
                  {foot.x - h * 0.32F, foot.y - h * 0.70F},
                  {foot.x - h * 0.42F, foot.y - h * 0.61F},
                  {foot.x - h * 0.32F, foot.y - h * 0.52F},
                  {foot.x + 0.01F, foot.y - h * 0.52F}}),
         air.lit(hex(0xB98450)));
}

void rail(Canvas& c, const Air& air, float left, float right, float foot) {
  std::vector<Shape> parts = {rectangle({left, foot - 0.075F, right, foot - 0.062F}, 0.004F),
                              rectangle({left, foot - 0.040F, right, foot - 0.029F}, 0.004F)};
  for (float x = left + 0.02F; x < right; x += 0.13F)
    parts.push_back(rectangle({x - 0.009F, foot - 0.095F, x + 0.009F, foot}, 0.004F));
  c.fill(unite(parts), air.lit(hex(0xA27B54)));
}

}  // namespace

void paint_cliffs(Canvas& c, const Air& air, int layout) {
  const float horizon = c.y(0.38F), ground = c.y(0.62F), r = c.rise(1);
  const float side = layout == 1 ? -1.0F : 1.0F;
  sky(c, air, horizon, layout);
  const Color far_sea = mix(air.low, air.water(hex(0x4FA8D8)), 0.65F);
  c.fill(under(level(horizon)), downwards(horizon, far_sea, ground, air.water(hex(0x1F86B4))));
  const float sea = ground - horizon;
  c.fill(under(waves(horizon + sea * 0.72F, 0.006F, 0.5F, 0.1F)), air.water(hex(0x2FA8B8)), 0.55F);
  glitter(c, air, sun_at(c, air, horizon, layout).x, horizon + 0.01F, ground - 0.06F);
  ripples(c, air, horizon + 0.02F, ground - 0.02F, 0.40F, layout);
  if (layout == 2) {
    headland(c, air, 1, 0.24F, horizon - 0.04F * r, horizon + sea * 0.28F, 0.32F);
    headland(c, air, -1, -0.30F, horizon - 0.10F * r, horizon + sea * 0.62F, 0.10F);
    sea_stack(c, air, {0.02F, horizon + sea * 0.52F}, 0.12F, 0.17F * r, 0.16F);
    sea_stack(c, air, {0.17F, horizon + sea * 0.44F}, 0.07F, 0.10F * r, 0.24F);
  } else {
    headland(c, air, side, 0.02F * side, horizon - 0.035F * r, horizon + sea * 0.16F, 0.48F);
    headland(c, air, side, 0.14F * side, horizon - 0.085F * r, horizon + sea * 0.40F, 0.26F);
    headland(c, air, side, 0.28F * side, horizon - 0.155F * r, horizon + sea * 0.80F, 0.05F);
    if (layout == 0) sea_stack(c, air, {-0.30F, horizon + sea * 0.34F}, 0.09F, 0.10F * r, 0.24F);
    if (layout == 1) sea_arch(c, air, {0.30F, horizon + sea * 0.50F}, 0.28F, 0.15F * r);
    headland(c, air, -side, -0.78F * side, horizon - 0.10F * r, horizon + sea * 0.7F, 0.12F);
  }
  gulls(c, air, {-0.20F * side, horizon * 0.62F}, 0.065F);

  // The turf we stand on, its broken white rim towards the sea.
  const Crest edge = rolling({{-1.25F, ground - 0.02F},
                              {-0.46F, ground - 0.012F * side},
                              {-0.08F, ground + 0.028F},
                              {0.22F, ground + 0.014F},
                              {0.55F, ground + 0.010F * side},
                              {1.25F, ground - 0.015F}});
  c.fill(under(lowered(edge, -0.010F)), air.lit(hex(0xF2ECDC)));
  c.fill(under(lowered(edge, 0.006F)), air.lit(hex(0xA9D470)));
  c.fill(under(lowered(edge, 0.020F)),
         downwards(ground, air.lit(hex(0x86C45C)), c.bottom(), air.lit(hex(0x66AA4A))));
  const float end = c.bottom(), way = 0.26F * side;
  c.fill(
      polygon({{way - 0.03F, ground + 0.06F}, {way + 0.03F, ground + 0.055F}, {0.30F, end}, {-0.24F, end}}),
      downwards(ground, air.lit(hex(0xD9C796)), end, air.lit(hex(0xCDB883))), 0.55F);
  if (layout == 0) {
    rail(c, air, -1.3F, -0.06F, ground + 0.075F);
    signpost(c, air, {0.42F, ground + 0.09F}, 0.24F);
  } else if (layout == 1) {
    bush(c, air, {0.46F, ground + 0.06F}, 0.20F, hex(0x4C9A4A));
    signpost(c, air, {-0.43F, ground + 0.085F}, 0.22F);
  } else {
    rail(c, air, 0.10F, 1.3F, ground + 0.07F);
    boulder(c, air, {-0.44F, ground + 0.085F}, 0.17F, hex(0xB9B8B2));
  }
  for (const float x : {-0.47F, -0.34F, 0.33F, 0.48F, -0.8F, 0.85F, -1.0F})
    thrift(c, air, {x * side, ground + 0.105F + 0.04F * std::abs(x)}, 0.075F);
  for (const float x : {-0.42F, 0.46F, -0.9F, 0.9F}) tuft(c, {x, c.y(0.93F)}, 0.036F, air.lit(hex(0x559A42)));
}

}  // namespace reverie::paint
