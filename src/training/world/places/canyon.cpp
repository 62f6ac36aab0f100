// training/world/places/canyon.cpp
//
// A canyon of layered red rock: walls in bands, buttes, an arch, a green river far below.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>

#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/waterside.h"

namespace reverie::paint {
namespace {

// Rock in level bands of five reds, slightly wavy; `distance` fades all of them.
void layered(Canvas& c, const Air& air, const Shape& rock, float top, float bottom, float distance) {
  const Color bands[] = {hex(0xE9A06A), hex(0xC9623F), hex(0xDD8452), hex(0xB3512F),
                         hex(0xE2955F), hex(0xC05A3A), hex(0xD67B4C), hex(0x9E4630)};
  const int count = distance > 0.3F ? 4 : 8;  // far rock shows fewer bands
  const float step = (bottom - top) / static_cast<float>(count);
  c.fill(rock, air.far(bands[0], distance));
  for (int i = 1; i < count; ++i) {
    const float y = top + step * (static_cast<float>(i) + (i % 2 == 0 ? 0.25F : -0.10F));
    c.fill(overlap(rock, under(waves(y, 0.006F, 0.31F, 0.07F * static_cast<float>(i)))),
           air.far(bands[i], distance));
  }
}

// The same wall, its right or left flank in shadow.
void wall(Canvas& c, const Air& air, const std::vector<Point>& corners, float distance, bool shaded) {
  const Shape rock = polygon(corners);
  layered(c, air, rock, rock.box.top, rock.box.bottom, distance);
  if (shaded) c.fill(rock, air.far(hex(0x6A2E3A), distance), 0.28F);
}

void butte(Canvas& c, const Air& air, float x, float w, float top, float foot, float distance) {
  const float h = foot - top;
  wall(c, air,
       {{x - w * 0.36F, top},
        {x + w * 0.36F, top},
        {x + w * 0.42F, top + h * 0.62F},
        {x + w * 0.62F, foot},
        {x - w * 0.62F, foot},
        {x - w * 0.42F, top + h * 0.62F}},
       distance, false);
  c.fill(polygon({{x + w * 0.14F, top},
                  {x + w * 0.36F, top},
                  {x + w * 0.42F, top + h * 0.62F},
                  {x + w * 0.62F, foot},
                  {x + w * 0.24F, foot}}),
         air.far(hex(0x6A2E3A), distance), 0.30F);
}

// A hoodoo: a thin pillar of swelling rock rings under a broad cap.
void hoodoo(Canvas& c, const Air& air, Point foot, float h, float w) {
  const Color reds[] = {hex(0xC9623F), hex(0xDD8452), hex(0xB3512F), hex(0xE2955F), hex(0xC05A3A)};
  contact_shadow(c, foot, w * 2.2F);
  for (int i = 0; i < 5; ++i) {
    const float k = static_cast<float>(i), half = w * (0.62F - 0.07F * k + (i % 2 == 0 ? 0.0F : 0.07F));
    const Box ring{foot.x - half, foot.y - h * (0.17F * k + 0.20F), foot.x + half, foot.y - h * 0.17F * k};
    c.fill(rectangle(ring, w * 0.16F), blend({ring.left, 0}, air.lit(lighter(reds[i], 0.10F)),
                                             {ring.right, 0}, air.lit(darker(reds[i], 0.28F))));
  }
  c.fill(
      leaf({foot.x - w * 0.62F, foot.y - h * 0.86F}, {foot.x + w * 0.62F, foot.y - h * 0.86F}, h * 0.14F,
           w * 0.16F),
      blend({foot.x - w * 0.6F, 0}, air.lit(hex(0xF0B27C)), {foot.x + w * 0.6F, 0}, air.lit(hex(0xA85A3C))));
}

// Two piers and the bow between them, cut out of one layered block.
void rock_arch(Canvas& c, const Air& air, float x, float foot, float w, float h) {
  const Shape block = polygon({{x - w * 0.62F, foot},
                               {x - w * 0.52F, foot - h * 0.8F},
                               {x - w * 0.30F, foot - h},
                               {x + w * 0.34F, foot - h * 0.96F},
                               {x + w * 0.52F, foot - h * 0.72F},
                               {x + w * 0.64F, foot}});
  const Shape hole = unite({ellipse({x, foot - h * 0.30F}, w * 0.30F, h * 0.40F),
                            rectangle({x - w * 0.30F, foot - h * 0.30F, x + w * 0.30F, foot + 1})});
  const Shape rock = cut(block, hole);
  layered(c, air, rock, foot - h, foot, 0.04F);
  const Shape inner =
      cut(overlap(block, unite({ellipse({x + w * 0.035F, foot - h * 0.33F}, w * 0.32F, h * 0.43F),
                                rectangle({x + w * 0.1F, foot - h * 0.3F, x + w * 0.355F, foot})})),
          hole);
  c.fill(inner, air.lit(hex(0x6A2E3A)), 0.35F);
}

void agave(Canvas& c, const Air& air, Point foot, float h) {
  for (const Point t : {Point{-0.8F, -0.45F}, Point{0.8F, -0.45F}, Point{-0.4F, -0.85F}, Point{0.4F, -0.85F},
                        Point{0, -1.0F}})
    c.fill(leaf(foot, {foot.x + t.x * h, foot.y + t.y * h}, h * 0.10F, h * 0.10F),
           air.lit(t.x < 0 ? hex(0x6FA878) : hex(0x548E66)));
}

}  // namespace

void paint_canyon(Canvas& c, const Air& air, int layout) {
  const float horizon = c.y(0.44F), ground = c.y(0.62F);
  const float side = layout == 1 ? -1.0F : 1.0F, r = c.rise(1);
  sky(c, air, horizon, layout);
  // Far table mountains.
  for (const Point p : {Point{-0.62F, 0.10F}, Point{-0.18F, 0.07F}, Point{0.16F, 0.12F}, Point{0.72F, 0.09F},
                        Point{-1.1F, 0.12F}, Point{1.15F, 0.11F}})
    butte(c, air, p.x * side, 0.30F, horizon - p.y * r, horizon + 0.03F, 0.52F);
  c.fill(under(level(horizon + 0.012F)),
         downwards(horizon, air.far(hex(0xE3A273), 0.42F), ground, air.far(hex(0xC87A50), 0.10F)));
  if (layout == 0) {  // a gorge between two stepped walls, the river in its middle
    c.fill(
        polygon({{-0.02F, horizon + 0.02F},
                 {0.02F, horizon + 0.02F},
                 {0.16F, ground + 0.02F},
                 {-0.12F, ground + 0.02F}}),
        downwards(horizon, mix(air.low, air.water(hex(0x8FD0C8)), 0.6F), ground, air.water(hex(0x3FA39A))));
    for (const float s : {-1.0F, 1.0F}) {
      const bool shaded = s > 0;
      wall(c, air,
           {{s * 1.4F, horizon - 0.13F * r},
            {s * 0.20F, horizon - 0.12F * r},
            {s * 0.13F, horizon - 0.02F},
            {s * 0.05F, horizon + 0.07F},
            {s * 1.4F, horizon + 0.09F}},
           0.34F, shaded);
      wall(c, air,
           {{s * 1.4F, horizon - 0.27F * r},
            {s * 0.34F, horizon - 0.24F * r},
            {s * 0.27F, horizon - 0.05F},
            {s * 0.11F, ground - 0.02F},
            {s * 1.4F, ground + 0.02F}},
           0.14F, shaded);
    }
  } else if (layout == 1) {
    butte(c, air, 0.34F, 0.30F, horizon - 0.20F * r, ground, 0.22F);
    rock_arch(c, air, -0.16F, ground + 0.01F, 0.46F, 0.22F * r + 0.10F);
    butte(c, air, -0.95F, 0.40F, horizon - 0.22F * r, ground, 0.14F);
    butte(c, air, 0.95F, 0.34F, horizon - 0.18F * r, ground, 0.14F);
  } else {
    butte(c, air, -0.02F, 0.26F, horizon - 0.22F * r, ground - 0.02F, 0.26F);
    butte(c, air, 0.98F, 0.40F, horizon - 0.20F * r, ground, 0.14F);
    for (const Point p :
         {Point{-0.44F, 0.44F}, Point{-0.31F, 0.30F}, Point{0.30F, 0.36F}, Point{0.44F, 0.47F},
          Point{0.19F, 0.22F}, Point{-0.88F, 0.40F}, Point{-1.05F, 0.3F}})
      hoodoo(c, air, {p.x, ground + 0.02F + p.y * 0.05F}, p.y, 0.10F);
  }
  const Crest rim = ridge({{-1.25F, ground - 0.02F},
                           {-0.52F, ground - 0.012F},
                           {-0.40F, ground + 0.018F},
                           {0.05F, ground + 0.030F},
                           {0.34F, ground + 0.014F},
                           {0.55F, ground - 0.012F},
                           {1.25F, ground - 0.02F}});
  c.fill(under(rim), air.lit(hex(0xF0B684)));
  c.fill(under(lowered(rim, 0.014F)), air.lit(hex(0xB35C3C)));
  c.fill(under(lowered(rim, 0.050F)),
         downwards(ground, air.lit(hex(0xDD9462)), c.bottom(), air.lit(hex(0xC87648))));
  c.fill(between(waves(c.y(0.80F), 0.010F, 1.1F, 0.2F), waves(c.y(0.80F) + 0.010F, 0.014F, 1.1F, 0.24F)),
         air.lit(hex(0xB9663F)), 0.45F);
  boulder(c, air, {-0.45F * side, ground + 0.10F}, 0.15F, hex(0xB86444));
  boulder(c, air, {0.47F * side, ground + 0.09F}, 0.11F, hex(0xC4714C));
  agave(c, air, {0.40F * side, ground + 0.10F}, 0.075F);
  agave(c, air, {-0.82F, ground + 0.10F}, 0.10F);
  agave(c, air, {0.85F, ground + 0.10F}, 0.10F);
}

}  // namespace reverie::paint
