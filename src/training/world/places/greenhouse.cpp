// training/world/places/greenhouse.cpp
//
// A greenhouse: a glass roof on slender ribs, the sky behind it, staging full of pots on both sides,
// hanging baskets, a pale path.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>
#include <cmath>

#include "training/world/places/furnishings.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

void hanging_basket(Canvas& c, const Air& air, Point p, float w, Color petals) {
  for (const float s : {-1.0F, 1.0F})
    c.fill(stroke({{p.x, p.y - w * 0.9F}, {p.x + s * w * 0.42F, p.y}}, 0.004F, 0.004F),
           air.lit(hex(0x5A4A3C)));
  c.fill(rectangle({p.x - 0.002F, -1, p.x + 0.002F, p.y - w * 0.88F}), air.lit(hex(0x5A4A3C)));
  for (const float x : {-0.46F, -0.16F, 0.18F, 0.46F}) {
    c.fill(leaf({p.x + x * w * 0.6F, p.y}, {p.x + x * w * 1.25F, p.y + w * (0.62F - std::abs(x) * 0.5F)},
                w * 0.10F, w * 0.10F),
           air.lit(hex(0x3F8F52)));
  }
  c.fill(overlap(circle({p.x, p.y}, w * 0.44F), under(level(p.y))), air.lit(hex(0xA9744A)));
  c.fill(unite({circle({p.x - w * 0.24F, p.y - w * 0.04F}, w * 0.22F),
                circle({p.x + w * 0.24F, p.y - w * 0.04F}, w * 0.22F),
                circle({p.x, p.y - w * 0.12F}, w * 0.26F)}),
         air.lit(hex(0x58AE63)));
  for (const Point f : {Point{-0.26F, -0.10F}, Point{0.02F, -0.22F}, Point{0.26F, -0.06F}})
    flower(c, air, {p.x + w * f.x, p.y + w * f.y}, w * 0.26F, petals);
}

// A long table with pots; the legs stand on the floor.
void staging(Canvas& c, const Air& air, float left, float right, float floor, int seed) {
  const float top = floor - 0.085F;
  const Color wood = hex(0xB08A62);
  c.fill(rectangle({left, top + 0.02F, right, floor + 0.020F}), air.lit(hex(0x3F6A4C)));
  for (float x = left + 0.04F; x < right; x += 0.17F) {
    c.fill(rectangle({x - 0.009F, top, x + 0.009F, floor + 0.024F}), air.lit(darker(wood, 0.18F)));
    if (x + 0.16F < right && std::abs(x) < c.right() + 0.2F)
      bush(c, air, {x + 0.085F, floor + 0.022F}, 0.13F, hex(0x4E8F57));
  }
  const Color pots[] = {hex(0xD27A50), hex(0xE2B07A), hex(0xC4664A), hex(0x7FA7A6)};
  int n = seed;
  for (float x = left + 0.065F; x < right - 0.03F; x += 0.118F, ++n) {
    if (std::abs(x) > c.right() + 0.1F) continue;
    potted_plant(c, air, {x, top + 0.004F}, 0.15F + 0.035F * static_cast<float>((n * 2) % 3), pots[n % 4],
                 n % 3);
  }
  c.fill(rectangle({left - 0.01F, top, right + 0.01F, top + 0.020F}, 0.003F), air.lit(wood));
  c.fill(rectangle({left - 0.01F, top, right + 0.01F, top + 0.007F}, 0.003F), air.lit(lighter(wood, 0.25F)));
}

// Ribs that run from the ridge down to the eaves, and the bars between them.
void glass_roof(Canvas& c, Point ridge, float eaves, float half, Color iron, bool round) {
  for (const float s : {-1.0F, 1.0F}) {
    for (const float t : {0.16F, 0.38F, 0.62F, 0.86F}) {
      const Point high{ridge.x + s * t * half * 0.22F, ridge.y}, low{ridge.x + s * t * half * 1.9F, eaves};
      const Point pull = round ? Point{low.x, ridge.y + (eaves - ridge.y) * 0.15F}
                               : Point{(high.x + low.x) / 2, (high.y + low.y) / 2};
      c.fill(stroke(curve(high, pull, low, round ? 6 : 1), 0.006F, 0.011F), iron);
    }
  }
  for (const float t : {0.34F, 0.66F}) {
    const float y = ridge.y + (eaves - ridge.y) * t;
    c.fill(rectangle({-9, y - 0.004F, 9, y + 0.004F}), iron);
  }
  c.fill(rectangle({-9, eaves - 0.012F, 9, eaves + 0.012F}), iron);
}

void door(Canvas& c, const Air& air, float x, float top, float floor, Color iron) {
  const float half = 0.105F;
  c.fill(rectangle({x - half - 0.012F, top, x + half + 0.012F, floor}), iron);
  c.fill(panes({x - half, top + 0.012F, x + half, floor - 0.07F}, 2, 3, 0.90F, 0.94F),
         downwards(top, air.middle, floor, mix(air.low, air.lit(hex(0x9CCB8A)), 0.55F)));
  c.fill(panes({x - half, floor - 0.065F, x + half, floor - 0.006F}, 2, 1, 0.88F, 0.86F),
         lighter(iron, 0.12F));
  c.fill(circle({x + 0.016F, floor - 0.10F}, 0.008F), air.lit(hex(0xD6A94C)));
}

}  // namespace

void paint_greenhouse(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Color irons[] = {hex(0xF4F8F3), hex(0x3F6E5C), hex(0x8FB0A0)};
  const Color iron = air.lit(irons[layout]);
  const float floor = c.y(0.62F), eaves = floor - 0.30F, side = layout == 1 ? -1.0F : 1.0F;
  // The world outside: sky, and a soft green garden behind the panes.
  sky_gradient(c, outside, floor);
  if (outside.night()) stars(c, eaves, 40, 0.8F);
  sun(c, outside,
      {0.24F * side, outside.dawn() || outside.sunset() ? eaves + 0.06F : std::max(0.10F, eaves * 0.45F)},
      0.75F);
  cloud(c, outside, {-0.24F * side, eaves * 0.55F}, 0.24F);
  cloud(c, outside, {0.80F * side, eaves * 0.75F}, 0.28F);
  c.fill(under(rolling({{-1.2F, floor - 0.16F},
                        {-0.45F, floor - 0.22F},
                        {0.05F, floor - 0.15F},
                        {0.5F, floor - 0.23F},
                        {1.2F, floor - 0.15F}})),
         outside.far(hex(0x86BF7C), 0.35F));
  c.fill(under(scallops(floor - 0.14F, 0.03F, 0.11F, 0.03F)), outside.far(hex(0x5FA565), 0.18F));
  // Panes of the wall, with a breath of glass over all of it.
  c.fill(rectangle({-9, 0, 9, floor}), air.lit(hex(0xEAF6F2)), 0.14F);
  c.fill(cut(rectangle({-9, eaves, 9, floor}), panes({-1.28F, eaves, 1.28F, floor}, 16, 2, 0.93F, 0.965F)),
         iron);
  glass_roof(c, {0, std::min(-0.02F, eaves - c.rise(0.42F))}, eaves, std::max(0.62F, c.right() * 0.8F), iron,
             layout == 1);
  for (const float x : {-0.34F, 0.05F, 0.43F}) {  // light on the glass
    c.fill(polygon({{x * side, eaves - 0.02F},
                    {x * side + 0.045F, eaves - 0.02F},
                    {x * side + 0.105F, eaves - 0.17F},
                    {x * side + 0.06F, eaves - 0.17F}}),
           hex(0xFFFFFF), 0.20F);
  }

  const Color paths[] = {hex(0xE3D6BC), hex(0xD9B79A), hex(0xCFD2C4)};
  c.fill(under(level(floor)),
         downwards(floor, air.lit(paths[layout]), c.bottom(), air.lit(darker(paths[layout], 0.09F))));
  floor_lines(c, floor, 0.20F, air.lit(darker(paths[layout], 0.10F)), layout != 1);
  c.fill(rectangle({-9, floor, 9, floor + 0.014F}), hex(0x0A1430), 0.14F);
  const Color petals[] = {hex(0xF28AA6), hex(0xF6C445), hex(0xB58AE0)};
  const float hang = std::max(0.13F, eaves - 0.13F);
  if (layout == 2) {
    staging(c, air, -0.30F, 0.30F, floor, 2);
    for (const float s : {-1.0F, 1.0F}) {
      potted_plant(c, air, {s * 0.41F, floor + 0.055F}, 0.42F, hex(0xC4664A), 2);
      staging(c, air, s < 0 ? -1.25F : 0.58F, s < 0 ? -0.58F : 1.25F, floor, 4);
      hanging_basket(c, air, {s * 0.22F, hang}, 0.13F, petals[2]);
    }
    return;
  }
  const float way = layout == 0 ? 0.0F : 0.20F;
  door(c, outside, way, floor - 0.34F, floor, iron);
  staging(c, air, -1.25F, way - 0.145F, floor, layout);
  staging(c, air, way + 0.145F, 1.25F, floor, 3 + layout);
  for (const float x : {-0.33F, 0.33F, -0.80F, 0.80F})
    hanging_basket(c, air, {x + way * 0.4F, hang + (x < 0 ? 0.0F : 0.03F)}, 0.125F, petals[layout]);
}

}  // namespace reverie::paint
