// training/world/places/sea.cpp
//
// The open sea in rolling bands of waves, seen from a wooden pier or a strip of shore.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

void sailboat(Canvas& c, const Air& air, Point water, float h) {
  c.fill(polygon({{water.x - 0.008F, water.y - h},
                  {water.x - 0.008F, water.y - h * 0.22F},
                  {water.x - h * 0.42F, water.y - h * 0.22F}}),
         air.lit(hex(0xFFFFFF)));
  c.fill(polygon({{water.x + 0.006F, water.y - h * 0.92F},
                  {water.x + 0.006F, water.y - h * 0.22F},
                  {water.x + h * 0.34F, water.y - h * 0.22F}}),
         air.lit(hex(0xF6735F)));
  c.fill(polygon({{water.x - h * 0.46F, water.y - h * 0.17F},
                  {water.x + h * 0.46F, water.y - h * 0.17F},
                  {water.x + h * 0.30F, water.y + 0.012F},
                  {water.x - h * 0.30F, water.y + 0.012F}}),
         air.lit(hex(0x8A5638)));
}

void lighthouse(Canvas& c, const Air& air, Point foot, float h) {
  const float w = h * 0.15F, top = foot.y - h * 0.78F;
  if (air.lamps()) {
    c.fill(polygon({{foot.x, top - h * 0.07F},
                    {foot.x - 0.8F, top - h * 0.07F - 0.12F},
                    {foot.x - 0.8F, top - h * 0.07F + 0.06F}}),
           hex(0xFFF0B8), 0.25F);
  }
  const Shape body = polygon(
      {{foot.x - w, foot.y}, {foot.x + w, foot.y}, {foot.x + w * 0.6F, top}, {foot.x - w * 0.6F, top}});
  c.fill(body, air.lit(hex(0xFDF8F0)));
  for (const float t : {0.14F, 0.46F}) {
    c.fill(overlap(body, rectangle({foot.x - w, foot.y - h * (t + 0.16F), foot.x + w, foot.y - h * t})),
           air.lit(hex(0xE2574C)));
  }
  c.fill(rectangle(box_at({foot.x, top}, w * 1.6F, 0.014F), 0.004F), air.lit(hex(0x3F4A5A)));
  c.fill(rectangle({foot.x - w * 0.4F, top - h * 0.13F, foot.x + w * 0.4F, top}),
         air.lamps() ? hex(0xFFE48A) : air.lit(hex(0xBFE3F2)));
  c.fill(polygon({{foot.x - w * 0.62F, top - h * 0.12F},
                  {foot.x + w * 0.62F, top - h * 0.12F},
                  {foot.x, top - h * 0.24F}}),
         air.lit(hex(0xC9473E)));
  c.fill(
      leaf({foot.x - h * 0.42F, foot.y + 0.015F}, {foot.x + h * 0.42F, foot.y + 0.015F}, h * 0.12F, 0.004F),
      air.far(hex(0x6E7683), 0.15F));
}

void pier(Canvas& c, const Air& air, float top) {
  const Color wood = air.lit(hex(0xC99A66)), dark = air.lit(hex(0xA97A4B)), post = air.lit(hex(0x8A6040));
  for (const float x : {-0.46F, 0.46F, -1.06F, 1.06F}) {
    c.fill(rectangle({x - 0.028F, top - 0.10F, x + 0.028F, top + 0.05F}, 0.012F), post);
    c.fill(rectangle({x - 0.032F, top - 0.075F, x + 0.032F, top - 0.05F}, 0.006F), air.lit(hex(0xE9DCC3)));
  }
  c.fill(under(level(top)), downwards(top, wood, c.bottom(), air.lit(hex(0xBD8C58))));
  c.fill(rectangle({-9, top, 9, top + 0.014F}), air.lit(hex(0xDDB27E)));
  snow_cap(c, air, rectangle({-9, top - 0.012F, 9, top + 0.1F}), 0.026F);
  for (const float x : {-0.46F, 0.46F, -1.06F, 1.06F})
    snow_cap(c, air, rectangle({x - 0.032F, top - 0.118F, x + 0.032F, top}, 0.014F), 0.030F);
  floor_lines(c, top + 0.014F, 0.16F, dark, false);
}

void shore(Canvas& c, const Air& air, float top) {
  const auto line = [&](float drop) {
    return rolling({{-1.25F, top + drop},
                    {-0.4F, top + drop - 0.02F},
                    {0.1F, top + drop + 0.025F},
                    {0.55F, top + drop - 0.015F},
                    {1.25F, top + drop}});
  };
  c.fill(under(line(-0.03F)), air.lit(hex(0xFFFFFF)), 0.9F);
  c.fill(under(line(0)), air.lit(hex(0xD2B384)));
  c.fill(under(line(0.03F)), downwards(top, air.lit(hex(0xEED9AE)), c.bottom(), air.lit(hex(0xDDBE8A))));
  for (const float x : {-0.47F, 0.49F, -0.9F, 0.95F}) {  // boulders at the sides
    c.fill(leaf({x - 0.10F, top + 0.06F}, {x + 0.10F, top + 0.06F}, 0.075F, 0.012F), air.lit(hex(0x8D98A6)));
    c.fill(leaf({x - 0.085F, top + 0.02F}, {x + 0.01F, top + 0.0F}, 0.022F, 0.004F), air.lit(hex(0xAEB8C4)));
  }
}

}  // namespace

void paint_sea(Canvas& c, const Air& air, int layout) {
  const float horizon = c.y(0.34F), front = c.y(0.66F);
  const float side = layout == 1 ? -1.0F : 1.0F;
  sky(c, air, horizon, layout);

  c.fill(under(level(horizon)), air.far(hex(0x2B8FD0), 0.22F));
  if (layout == 0) sailboat(c, air, {-0.24F, horizon + 0.02F}, 0.17F);
  if (layout == 1) lighthouse(c, air, {0.32F, horizon}, 0.26F);
  if (layout == 2) {
    sailboat(c, air, {0.28F, horizon + 0.02F}, 0.14F);
    sailboat(c, air, {-0.30F, horizon + 0.01F}, 0.09F);
  }
  const Point light = sun_at(c, air, horizon, layout);
  // Bands of waves, larger and darker towards us, each with a white rim.
  for (int i = 0; i < 5; ++i) {
    const float k = static_cast<float>(i), t = k / 4;
    const float y = horizon + (front - horizon) * (0.10F + 0.20F * k), length = 0.13F + 0.06F * k,
                size = 0.007F + 0.006F * k;
    const float shift = (i % 2 == 0 ? 0.03F : 0.10F) * side;
    const Color water = air.far(mix(hex(0x3AA4DE), hex(0x1565A8), t), 0.12F * (1 - t));
    c.fill(under(scallops(y - size * 0.45F, size, length, shift)), air.far(hex(0xE8F8FF), 0.1F), 0.55F);
    c.fill(under(scallops(y, size, length, shift)), water);
    if (air.time != TimeOfDay::Day) {
      c.fill(rectangle(box_at({light.x + (i % 2 == 0 ? 0.015F : -0.02F), y + 0.028F + size},
                              0.12F + 0.05F * k, 0.012F),
                       0.006F),
             air.shine, 0.6F);
    }
  }
  if (layout == 1) {
    shore(c, air, front);
  } else {
    pier(c, air, front);
  }
}

}  // namespace reverie::paint
