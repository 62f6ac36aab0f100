// training/world/places/throne_room.cpp
//
// A throne room: a gilded throne on steps, a long red carpet, pillars, banners, windows of coloured glass,
// torches.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>

#include "training/world/places/furnishings.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/windows.h"

namespace reverie::paint {
namespace {

struct Look {
  Color stone, cloth, pillar_stone, glass_one, glass_other;
};

const Color kGold = hex(0xE3B04A);

void throne(Canvas& c, const Air& air, Point foot, float s, Color cloth) {
  const Color gold = air.lit(kGold), shade = air.lit(darker(kGold, 0.28F)),
              light = air.lit(lighter(kGold, 0.35F));
  const auto x = [&](float v) { return foot.x + v * s; };
  const auto y = [&](float v) { return foot.y - v * s; };
  const auto box = [&](float l, float t, float r, float b) { return Box{x(l), y(t), x(r), y(b)}; };
  c.fill(polygon({{x(-0.105F), y(0.36F)},
                  {x(0.0F), y(0.455F)},
                  {x(0.105F), y(0.36F)},
                  {x(0.105F), y(0.05F)},
                  {x(-0.105F), y(0.05F)}}),
         blend({x(-0.1F), 0}, light, {x(0.1F), 0}, shade));
  c.fill(polygon({{x(-0.080F), y(0.345F)},
                  {x(0.0F), y(0.415F)},
                  {x(0.080F), y(0.345F)},
                  {x(0.080F), y(0.12F)},
                  {x(-0.080F), y(0.12F)}}),
         air.lit(cloth));
  for (const Point p : {Point{-0.04F, 0.32F}, Point{0.04F, 0.32F}, Point{0.0F, 0.25F}})
    c.fill(circle({x(p.x), y(p.y)}, 0.007F * s), gold);
  for (const float v : {-0.105F, 0.0F, 0.105F})
    c.fill(circle({x(v), y(v == 0 ? 0.468F : 0.375F)}, 0.021F * s), gold);
  c.fill(circle({x(0), y(0.468F)}, 0.010F * s), air.lit(hex(0xD9354A)));
  c.fill(rectangle(box(-0.115F, 0.150F, 0.115F, 0.085F), 0.02F * s), air.lit(lighter(cloth, 0.10F)));
  c.fill(rectangle(box(-0.120F, 0.090F, 0.120F, 0.0F), 0.006F),
         blend({x(-0.1F), 0}, gold, {x(0.12F), 0}, shade));
  c.fill(rectangle(box(-0.085F, 0.070F, 0.085F, 0.02F), 0.004F), air.lit(darker(cloth, 0.25F)));
  for (const float v : {-0.125F, 0.125F}) {
    c.fill(rectangle(box(v - 0.024F, 0.205F, v + 0.024F, 0.0F), 0.012F * s),
           blend({x(v - 0.02F), 0}, light, {x(v + 0.024F), 0}, shade));
    c.fill(circle({x(v), y(0.205F)}, 0.029F * s), gold);
    c.fill(circle({x(v), y(0.205F)}, 0.013F * s), shade);
  }
}

void banner(Canvas& c, const Air& air, float x, float top, float h, Color cloth) {
  const float w = 0.060F;
  c.fill(
      polygon({{x - w, top}, {x + w, top}, {x + w, top + h * 0.80F}, {x, top + h}, {x - w, top + h * 0.80F}}),
      folds(w, x, air.lit(darker(cloth, 0.16F)), air.lit(lighter(cloth, 0.05F))));
  c.fill(rectangle({x - w, top + 0.012F, x + w, top + 0.022F}), air.lit(kGold));
  const Point p{x, top + h * 0.42F};  // a crown for a crest
  c.fill(
      unite(
          {rectangle({p.x - 0.028F, p.y, p.x + 0.028F, p.y + 0.016F}),
           polygon(
               {{p.x - 0.028F, p.y + 0.002F}, {p.x - 0.034F, p.y - 0.030F}, {p.x - 0.006F, p.y + 0.002F}}),
           polygon({{p.x - 0.016F, p.y + 0.002F}, {p.x, p.y - 0.042F}, {p.x + 0.016F, p.y + 0.002F}}),
           polygon(
               {{p.x + 0.006F, p.y + 0.002F}, {p.x + 0.034F, p.y - 0.030F}, {p.x + 0.028F, p.y + 0.002F}})}),
      air.lit(lighter(kGold, 0.15F)));
  c.fill(rectangle({x - w - 0.014F, top - 0.008F, x + w + 0.014F, top + 0.004F}, 0.005F),
         air.lit(darker(kGold, 0.25F)));
}

void torch(Canvas& c, const Air& air, Point p) {
  c.glow({p.x, p.y - 0.05F}, air.lamps() ? 0.34F : 0.16F, hex(0xFFAE4A), air.lamps() ? 0.65F : 0.40F);
  c.fill(polygon({{p.x - 0.018F, p.y - 0.016F},
                  {p.x + 0.018F, p.y - 0.016F},
                  {p.x + 0.007F, p.y + 0.052F},
                  {p.x - 0.007F, p.y + 0.052F}}),
         air.lit(hex(0x5C4632)));
  c.fill(rectangle(box_at({p.x, p.y - 0.016F}, 0.048F, 0.012F), 0.004F), air.lit(kGold));
  c.fill(leaf({p.x, p.y - 0.018F}, {p.x + 0.004F, p.y - 0.088F}, 0.021F, 0.021F), hex(0xFA8A34));
  c.fill(leaf({p.x, p.y - 0.018F}, {p.x, p.y - 0.058F}, 0.012F, 0.012F), hex(0xFFE58A));
}

// Two arcs that meet in a point, filled with panes of coloured glass.
void gothic_window(Canvas& c, const Air& air, const Air& outside, Box b, const Look& look) {
  const float w = b.right - b.left, spring = b.top + w * 0.85F, m = (b.left + b.right) / 2;
  const auto pointed = [&](float grow) {
    return unite({rectangle({b.left - grow, spring, b.right + grow, b.bottom + grow}),
                  overlap(overlap(circle({b.left - grow + w, spring}, w + grow),
                                  circle({b.right + grow - w, spring}, w + grow)),
                          rectangle({b.left - grow, b.top - grow * 3, b.right + grow, spring + 0.002F}))});
  };
  c.fill(pointed(0.020F), air.lit(lighter(look.pillar_stone, 0.10F)));
  const Shape glass = pointed(0);
  c.fill(glass, downwards(b.top, mix(outside.zenith, look.glass_one, 0.45F), b.bottom,
                          mix(outside.low, look.glass_one, 0.25F)));
  const auto tint = [&](const Shape& shape, Color colour) {
    c.fill(overlap(glass, shape), mix(outside.low, colour, 0.62F), 0.85F);
  };
  tint(circle({m, spring - w * 0.06F}, w * 0.25F), look.glass_other);
  tint(circle({m, spring - w * 0.06F}, w * 0.13F), hex(0xFFE08A));
  tint(panes({b.left, spring + w * 0.3F, b.right, b.bottom}, 2, 3, 0.62F, 0.72F,
             [](int x, int y) { return (x + y) % 2 == 0; }),
       look.glass_other);
  tint(panes({b.left, spring + w * 0.3F, b.right, b.bottom}, 2, 3, 0.62F, 0.72F,
             [](int x, int y) { return (x + y) % 2 == 1; }),
       hex(0xF2C14E));
  const Color lead = air.lit(darker(look.stone, 0.45F));
  c.fill(rectangle({m - 0.005F, spring + w * 0.22F, m + 0.005F, b.bottom}), lead);
  for (float y = spring + w * 0.25F; y < b.bottom - 0.02F; y += (b.bottom - spring - w * 0.3F) / 3)
    c.fill(rectangle({b.left, y - 0.004F, b.right, y + 0.004F}), lead);
}

// From the foot of the steps towards us, widening.
void carpet(Canvas& c, const Air& air, float top, Color cloth) {
  const auto strip = [&](float near, float far, Color colour, Color end) {
    c.fill(polygon({{-far, top}, {far, top}, {near, c.bottom()}, {-near, c.bottom()}}),
           downwards(top, air.lit(colour), c.bottom(), air.lit(end)));
  };
  strip(0.470F, 0.192F, darker(kGold, 0.10F), kGold);
  strip(0.445F, 0.178F, darker(cloth, 0.16F), cloth);
}

}  // namespace

void paint_throne_room(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Look looks[] = {{hex(0xB9A58C), hex(0xA8242F), hex(0xE3D6BE), hex(0x4F8FD0), hex(0xD94A5A)},
                        {hex(0x8C93A8), hex(0x34489C), hex(0xD3D8E3), hex(0x7A5FC0), hex(0x4FB0C9)},
                        {hex(0xA9AE94), hex(0x1F6B4F), hex(0xE6E2CC), hex(0x4FA07A), hex(0xE08A3C)}};
  const Look& look = looks[layout];
  const float floor = c.y(0.61F);
  c.everywhere(downwards(0, air.lit(darker(look.stone, 0.30F)), floor, air.lit(look.stone)));
  const int rows = static_cast<int>(floor / 0.09F) + 1;
  c.fill(panes({-1.26F, floor - 0.09F * static_cast<float>(rows), 1.26F, floor}, 14, rows, 0.975F, 0.955F),
         downwards(0, air.lit(darker(look.stone, 0.24F)), floor, air.lit(lighter(look.stone, 0.06F))));

  const float head = std::max(0.07F, floor - 0.14F - c.rise(0.40F)),
              hang = std::max(0.06F, floor - c.rise(0.52F));
  const float beside = layout == 0 ? 0.255F : layout == 1 ? 0.40F : 0.225F;
  for (const float s : {-1.0F, 1.0F}) {
    for (const float x : {beside, layout == 1 ? 0.75F : 0.62F, 1.0F}) {
      gothic_window(
          c, air, outside,
          box_at({s * x, (head + floor - 0.14F) / 2}, layout == 2 ? 0.115F : 0.13F, floor - 0.14F - head),
          look);
    }
    if (layout == 1) {
      banner(c, air, s * 0.235F, hang, 0.34F, look.cloth);
    } else {
      banner(c, air, s * (layout == 0 ? 0.425F : 0.415F), hang, 0.30F, look.cloth);
    }
  }
  // A canopy behind the throne.
  const float drape = layout == 2 ? 0.125F : 0.145F;
  c.fill(polygon({{-drape, hang}, {drape, hang}, {drape + 0.02F, floor}, {-drape - 0.02F, floor}}),
         folds(0.048F, 0.012F, air.lit(darker(look.cloth, 0.42F)), air.lit(darker(look.cloth, 0.10F))));
  c.fill(rectangle({-drape - 0.025F, hang - 0.022F, drape + 0.025F, hang + 0.012F}, 0.008F), air.lit(kGold));
  if (layout == 2) {
    c.fill(circle({0, hang - 0.022F}, 0.032F), air.lit(kGold));
    c.fill(circle({0, hang - 0.022F}, 0.016F), air.lit(look.cloth));
  }

  const Color tiles = mix(look.stone, hex(0xE9DFCB), 0.45F);
  tile_floor(c, air, floor, 0.20F, tiles, darker(tiles, 0.07F));
  for (int i = 0; i < 3; ++i) {  // the steps
    const float k = static_cast<float>(i), half = 0.225F + 0.050F * k, y = floor - 0.034F + 0.028F * k;
    c.fill(rectangle({-half, y, half, y + 0.029F}), air.lit(darker(look.pillar_stone, 0.14F)));
    c.fill(rectangle({-half, y, half, y + 0.010F}), air.lit(lighter(look.pillar_stone, 0.12F)));
  }
  carpet(c, air, floor + 0.052F, look.cloth);
  c.fill(rectangle({-0.165F, floor - 0.034F, 0.165F, floor + 0.053F}), air.lit(darker(look.cloth, 0.08F)));
  for (const float y : {0.005F, 0.033F})
    c.fill(rectangle({-0.165F, floor - 0.006F + y - 0.005F, 0.165F, floor + y - 0.004F}),
           air.lit(darker(look.cloth, 0.30F)));
  throne(c, air, {0, floor - 0.028F}, layout == 1 ? 0.92F : 1.0F, look.cloth);
  for (const float s : {-1.0F, 1.0F}) {
    const float x = layout == 0 ? 0.345F : layout == 1 ? 0.318F : 0.320F;
    pillar(c, air, s * x, -0.02F, floor + 0.020F, 0.062F, look.pillar_stone);
    torch(c, air, {s * x, floor - 0.30F});
    if (layout != 1) pillar(c, air, s * 0.51F, -0.02F, floor + 0.030F, 0.075F, look.pillar_stone);
    pillar(c, air, s * 0.86F, -0.02F, floor + 0.030F, 0.075F, look.pillar_stone);
    if (layout == 1) torch(c, air, {s * 0.86F, floor - 0.30F});
  }
}

}  // namespace reverie::paint
