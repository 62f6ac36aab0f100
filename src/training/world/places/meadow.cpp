// training/world/places/meadow.cpp
//
// Rolling green hills under a wide sky, a tree, a farm or a windmill far off.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>

#include "training/world/places/ground.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

void windmill(Canvas& c, const Air& air, Point foot, float h) {
  const float w = h * 0.16F;
  c.fill(polygon({{foot.x - w, foot.y},
                  {foot.x + w, foot.y},
                  {foot.x + w * 0.6F, foot.y - h * 0.62F},
                  {foot.x - w * 0.6F, foot.y - h * 0.62F}}),
         blend({foot.x - w, 0}, air.lit(hex(0xFBF3E4)), {foot.x + w, 0}, air.lit(hex(0xDCCDB6))));
  c.fill(polygon({{foot.x - w * 0.75F, foot.y - h * 0.61F},
                  {foot.x + w * 0.75F, foot.y - h * 0.61F},
                  {foot.x, foot.y - h * 0.80F}}),
         air.lit(hex(0xB4553F)));
  const Point hub{foot.x, foot.y - h * 0.62F};
  snow_cap(c, air,
           polygon({{foot.x - w * 0.75F, foot.y - h * 0.61F},
                    {foot.x + w * 0.75F, foot.y - h * 0.61F},
                    {foot.x, foot.y - h * 0.80F}}),
           h * 0.06F);
  for (const Point d : {Point{0.7F, 0.7F}, Point{-0.7F, 0.7F}, Point{0.7F, -0.7F}, Point{-0.7F, -0.7F}}) {
    c.fill(stroke({hub, {hub.x + d.x * h * 0.42F, hub.y + d.y * h * 0.42F}}, 0.008F, 0.008F),
           air.lit(hex(0x7A5236)));
    const Point a{hub.x + d.x * h * 0.12F, hub.y + d.y * h * 0.12F},
        b{hub.x + d.x * h * 0.42F, hub.y + d.y * h * 0.42F};
    const Point n{-d.y * h * 0.09F, d.x * h * 0.09F};
    c.fill(polygon({a, b, {b.x + n.x, b.y + n.y}, {a.x + n.x, a.y + n.y}}), air.lit(hex(0xFFFFFF)), 0.92F);
  }
  c.fill(circle(hub, 0.014F), air.lit(hex(0x5C3D29)));
  c.fill(rectangle({foot.x - w * 0.28F, foot.y - h * 0.16F, foot.x + w * 0.28F, foot.y}, w * 0.2F),
         air.lit(hex(0x7A5236)));
  if (air.lamps()) c.fill(circle({foot.x, foot.y - h * 0.36F}, w * 0.24F), hex(0xFFD873));
}

void barn(Canvas& c, const Air& air, Point foot, float w) {
  const float h = w * 0.42F;
  c.fill(rectangle({foot.x - w / 2, foot.y - h, foot.x + w / 2, foot.y}), air.lit(hex(0xCB4B3F)));
  c.fill(polygon({{foot.x - w * 0.56F, foot.y - h},
                  {foot.x + w * 0.56F, foot.y - h},
                  {foot.x + w * 0.36F, foot.y - h - w * 0.30F},
                  {foot.x - w * 0.36F, foot.y - h - w * 0.30F}}),
         air.lit(hex(0x7D4A44)));
  snow_cap(c, air,
           polygon({{foot.x - w * 0.56F, foot.y - h},
                    {foot.x + w * 0.56F, foot.y - h},
                    {foot.x + w * 0.36F, foot.y - h - w * 0.30F},
                    {foot.x - w * 0.36F, foot.y - h - w * 0.30F}}),
           w * 0.22F);
  c.fill(rectangle({foot.x - w * 0.14F, foot.y - h * 0.72F, foot.x + w * 0.14F, foot.y}),
         air.lit(hex(0xFFF6EA)));
  c.fill(rectangle({foot.x - w * 0.11F, foot.y - h * 0.66F, foot.x + w * 0.11F, foot.y}),
         air.lamps() ? hex(0xFFCF6A) : air.lit(hex(0x8E352E)));
}

}  // namespace

void paint_meadow(Canvas& c, const Air& air, int layout) {
  const float horizon = c.y(0.50F), ground = c.y(0.61F);
  const float side = layout == 1 ? -1.0F : 1.0F;
  sky(c, air, horizon, layout);

  const auto hill = [&](std::vector<Point> line, Color green, float distance) {
    for (Point& p : line) p.x *= side;
    if (side < 0) std::reverse(line.begin(), line.end());
    float top = line.front().y;
    for (const Point& p : line) top = std::min(top, p.y);
    c.fill(under(rolling(line)),
           downwards(top, air.far(lighter(green, 0.12F), distance), top + 0.22F, air.far(green, distance)));
  };
  const float r = c.rise(1);
  hill({{-1.25F, horizon - 0.07F * r},
        {-0.45F, horizon - 0.12F * r},
        {0.1F, horizon - 0.03F * r},
        {0.5F, horizon - 0.09F * r},
        {1.25F, horizon - 0.05F * r}},
       hex(0x7FB98A), 0.45F);
  hill({{-1.25F, horizon + 0.04F},
        {-0.55F, horizon - 0.01F},
        {-0.1F, horizon + 0.05F},
        {0.34F, horizon - 0.05F},
        {0.8F, horizon + 0.04F},
        {1.25F, horizon}},
       hex(0x79BD5E), 0.18F);
  if (layout == 1) {
    barn(c, air, {-0.33F, horizon - 0.03F}, 0.17F);
  } else {
    windmill(c, air, {layout == 0 ? 0.32F : 0.30F, horizon - 0.035F}, 0.26F);
  }
  hill({{-1.25F, ground - 0.06F},
        {-0.5F, ground - 0.10F},
        {0.05F, ground - 0.02F},
        {0.55F, ground - 0.07F},
        {1.25F, ground - 0.03F}},
       hex(0x66B04F), 0.06F);
  hill({{-1.25F, ground + 0.01F},
        {-0.35F, ground + 0.03F},
        {0.25F, ground - 0.01F},
        {0.7F, ground + 0.02F},
        {1.25F, ground}},
       hex(0x7CC255), 0.0F);
  c.fill(rectangle({-9, c.y(0.78F), 9, c.bottom()}),
         downwards(c.y(0.78F), air.lit(hex(0x7CC255)), c.bottom(), air.lit(hex(0x63AC48))));

  if (layout == 2) {
    for (const float x : {-0.46F, -0.34F, -0.24F})
      round_tree(c, air, {x, ground - 0.045F + (x + 0.4F) * 0.2F}, 0.20F, hex(0x4C9A4A));
  } else {
    round_tree(c, air, {-0.36F * side, ground + 0.02F}, 0.42F, hex(0x4C9A4A));
  }
  for (const float x : {-0.95F, 0.98F}) round_tree(c, air, {x, ground + 0.01F}, 0.36F, hex(0x4C9A4A));

  spring_flowers(c, air, ground + 0.05F, layout);
  // A few tufts and flowers along the edges, clear of the middle.
  const Color blade = air.lit(hex(0x4E9A40));
  for (const float x : {-0.44F, -0.16F, 0.22F, 0.45F, -0.8F, 0.8F})
    tuft(c, {x * side, ground + 0.08F + 0.03F * x}, 0.035F, blade);
  for (const float x : {-0.47F, 0.40F, -0.7F, 0.95F})
    flower(c, air, {x * side, c.y(0.80F)}, 0.034F, hex(0xFFFFFF));
  for (const float x : {-0.38F, 0.47F, -0.95F, 0.72F})
    flower(c, air, {x * side, c.y(0.96F)}, 0.038F, hex(0xF4739B));
}

}  // namespace reverie::paint
