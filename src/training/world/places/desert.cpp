// training/world/places/desert.cpp
//
// Dunes, mesas, the columns of an ancient ruin; two suns at sunset.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>

#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

// A fluted column with base and capital; `broken` leaves a slanted stump.
void column(Canvas& c, const Air& air, Point foot, float h, bool broken) {
  const float w = 0.062F;
  const Color light = air.lit(hex(0xEAD3A6)), dark = air.lit(hex(0xC09A68)), edge = air.lit(hex(0xD6B583));
  contact_shadow(c, {foot.x, foot.y}, w * 2.6F, 0.16F);
  const Box shaft{foot.x - w / 2, foot.y - h, foot.x + w / 2, foot.y};
  if (broken) {
    c.fill(polygon({{shaft.left, foot.y},
                    {shaft.left, shaft.top},
                    {shaft.left + w * 0.55F, shaft.top + w * 0.35F},
                    {shaft.right, shaft.top + w * 0.95F},
                    {shaft.right, foot.y}}),
           blend({shaft.left, 0}, light, {shaft.right, 0}, dark));
  } else {
    c.fill(rectangle(shaft), blend({shaft.left, 0}, light, {shaft.right, 0}, dark));
    c.fill(rectangle(box_at({foot.x, shaft.top}, w * 1.55F, 0.030F), 0.006F), edge);
    c.fill(rectangle(box_at({foot.x, shaft.top + 0.026F}, w * 1.25F, 0.024F), 0.004F), dark);
  }
  for (const float x : {-0.2F, 0.12F}) {
    c.fill(
        rectangle({foot.x + w * x - 0.004F, foot.y - h + w * 1.1F, foot.x + w * x + 0.004F, foot.y - 0.03F}),
        dark, 0.55F);
  }
  c.fill(rectangle({foot.x - w * 0.78F, foot.y - 0.03F, foot.x + w * 0.78F, foot.y + 0.005F}, 0.006F), edge);
}

void pyramid(Canvas& c, const Air& air, Point apex, float half, float foot) {
  c.fill(polygon({apex, {apex.x - half, foot}, {apex.x + half, foot}}), air.far(hex(0xE3B878), 0.22F));
  c.fill(polygon({apex, {apex.x + half * 0.25F, foot}, {apex.x + half, foot}}),
         air.far(hex(0xBC8A58), 0.22F));
}

void lintel(Canvas& c, const Air& air, float x, float top) {
  c.fill(rectangle({x - 0.14F, top - 0.055F, x + 0.14F, top}, 0.006F), air.lit(hex(0xDDBD8A)));
  c.fill(rectangle({x - 0.14F, top - 0.018F, x + 0.14F, top}), air.lit(hex(0xBE9765)));
}

void mesa(Canvas& c, const Air& air, float x, float width, float height, float foot) {
  const float w = width / 2;
  c.fill(polygon({{x - w * 0.72F, foot - height},
                  {x + w * 0.72F, foot - height},
                  {x + w, foot + 0.05F},
                  {x - w, foot + 0.05F}}),
         air.far(hex(0xC9775A), 0.30F));
  c.fill(polygon({{x + w * 0.30F, foot - height},
                  {x + w * 0.72F, foot - height},
                  {x + w, foot + 0.05F},
                  {x + w * 0.42F, foot + 0.05F}}),
         air.far(hex(0xA65D4A), 0.30F));
}

}  // namespace

void paint_desert(Canvas& c, const Air& air, int layout) {
  const float horizon = c.y(0.50F), ground = c.y(0.62F);
  const float side = layout == 0 ? 1.0F : -1.0F;
  sky_gradient(c, air, horizon);
  if (air.night()) stars(c, air, horizon * 0.95F, 54, 0.95F);
  if (air.sunset()) {
    sun(c, air, {-0.13F * side, horizon - 0.10F}, 1.15F);
    sun(c, air, {0.21F * side, horizon - 0.16F}, 0.62F);
  } else {
    sun(c, air, sun_at(c, air, horizon, layout == 0 ? 0 : 1));
  }
  if (layout == 2) {
    pyramid(c, air, {0.02F, horizon - 0.17F}, 0.24F, horizon + 0.05F);
    pyramid(c, air, {0.24F, horizon - 0.09F}, 0.14F, horizon + 0.05F);
  } else {
    mesa(c, air, -0.40F * side, 0.36F, 0.10F, horizon);
    mesa(c, air, 0.47F * side, 0.28F, 0.14F, horizon);
  }
  mesa(c, air, 0.95F, 0.4F, 0.12F, horizon);
  mesa(c, air, -0.95F, 0.3F, 0.15F, horizon);

  // Dunes: each with a lit back and a shaded lee side.
  const auto dune = [&](std::vector<Point> line, Color sand, Color lee, float distance, float drop) {
    for (Point& p : line) p.x *= side;
    if (side < 0) std::reverse(line.begin(), line.end());
    std::vector<Point> lower = line;
    for (size_t i = 0; i < lower.size(); ++i) lower[i].y += i % 2 == 0 ? 0.0F : drop;
    c.fill(under(rolling(line)), air.far(sand, distance));
    c.fill(between(rolling(line), rolling(lower)), air.far(lee, distance));
  };
  dune({{-1.25F, horizon + 0.02F},
        {-0.62F, horizon - 0.03F},
        {-0.15F, horizon + 0.04F},
        {0.26F, horizon - 0.02F},
        {0.75F, horizon + 0.04F},
        {1.25F, horizon}},
       hex(0xEDBE7D), hex(0xF5D29A), 0.20F, 0.03F);
  dune({{-1.25F, horizon + 0.09F},
        {-0.35F, horizon + 0.035F},
        {0.12F, horizon + 0.11F},
        {0.62F, horizon + 0.03F},
        {1.25F, horizon + 0.10F}},
       hex(0xE2A863), hex(0xF0C382), 0.06F, 0.035F);
  const Crest near = rolling({{-1.25F, ground},
                              {-0.45F, ground - 0.03F * side},
                              {0.05F, ground + 0.03F},
                              {0.5F, ground + 0.02F * side},
                              {1.25F, ground - 0.02F}});
  c.fill(under(near), downwards(ground, air.lit(hex(0xF4CE8E)), c.bottom(), air.lit(hex(0xE3AF69))));
  for (const float y : {0.74F, 0.97F}) {  // wind ripples
    c.fill(between(waves(c.y(y), 0.012F, 0.9F, 0.2F), waves(c.y(y) + 0.008F, 0.016F, 0.9F, 0.23F)),
           air.lit(hex(0xD9A260)), 0.55F);
  }

  const float foot = ground + 0.05F;
  if (layout == 2) {  // single columns to the left and right of the pyramids
    column(c, air, {-0.45F, foot}, 0.42F, false);
    column(c, air, {-0.29F, foot + 0.01F}, 0.15F, true);
    column(c, air, {0.34F, foot + 0.01F}, 0.26F, true);
    column(c, air, {0.45F, foot}, 0.36F, false);
  } else {  // a gate of two columns that still carries its lintel, and stumps across from it
    column(c, air, {-0.46F * side, foot}, 0.40F, false);
    column(c, air, {-0.31F * side, foot + 0.01F}, 0.41F, false);
    lintel(c, air, -0.385F * side, foot - 0.40F);
    column(c, air, {0.36F * side, foot + 0.01F}, 0.22F, true);
    column(c, air, {0.48F * side, foot}, 0.13F, true);
  }
  column(c, air, {-0.98F, foot}, 0.36F, false);
  column(c, air, {-0.78F, foot}, 0.16F, true);
  column(c, air, {0.80F, foot}, 0.36F, false);
  column(c, air, {1.0F, foot}, 0.24F, true);
}

}  // namespace reverie::paint
