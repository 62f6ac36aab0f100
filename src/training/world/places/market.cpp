// training/world/places/market.cpp
//
// Market day: stalls under striped awnings with crates of fruit and flowers, bunting, old town houses.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>

#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/street_things.h"

namespace reverie::paint {
namespace {

struct Cloth {
  Color first, second;
};
const Cloth kRed = {hex(0xE2504A), hex(0xFFF6E8)}, kGreen = {hex(0x3F9E72), hex(0xFFF6E8)},
            kBlue = {hex(0x3F86C2), hex(0xFFF6E8)}, kYellow = {hex(0xF2B53A), hex(0xFFF6E8)};

// A crate tilted towards the buyer, heaped with round fruit.
void crate(Canvas& c, const Air& air, Box b, Color fruit) {
  std::vector<Shape> low, high;
  const float step = (b.right - b.left) / 4;
  for (int i = 0; i < 4; ++i) {
    const float x = b.left + step * (static_cast<float>(i) + 0.5F);
    low.push_back(circle({x, b.top + step * 0.1F}, step * 0.52F));
    if (i < 3) high.push_back(circle({x + step / 2, b.top - step * 0.5F}, step * 0.50F));
  }
  c.fill(unite(high), air.lit(darker(fruit, 0.12F)));
  c.fill(unite(low), air.lit(fruit));
  c.fill(rectangle(b, 0.004F), air.lit(hex(0xC48F55)));
  c.fill(rectangle({b.left, (b.top + b.bottom) / 2 - 0.004F, b.right, (b.top + b.bottom) / 2 + 0.003F}),
         air.lit(hex(0x9C6C3C)));
}

void bunch(Canvas& c, const Air& air, Point foot, float w, Color petals) {
  for (const Point p : {Point{-0.32F, -0.9F}, Point{0.32F, -0.9F}, Point{0, -1.15F}}) {
    c.fill(stroke({foot, {foot.x + p.x * w, foot.y + p.y * w}}, 0.006F, 0.004F), air.lit(hex(0x4E9A46)));
    flower(c, air, {foot.x + p.x * w, foot.y + p.y * w}, w * 0.72F, petals);
  }
  c.fill(polygon({{foot.x - w * 0.36F, foot.y - w * 0.55F},
                  {foot.x + w * 0.36F, foot.y - w * 0.55F},
                  {foot.x + w * 0.26F, foot.y},
                  {foot.x - w * 0.26F, foot.y}}),
         air.lit(hex(0x8FA8B8)));
}

// A stall: posts, a dark inside with a lamp, the counter with its goods, the awning on top.
void stall(Canvas& c, const Air& air, Point foot, float w, const Cloth& cloth, bool sells_flowers, int seed) {
  const float h = 0.36F, l = foot.x - w / 2, r = foot.x + w / 2, top = foot.y - h, desk = foot.y - 0.135F;
  const Color fruits[] = {hex(0xE6483D), hex(0xF59A2E), hex(0x8CC04A), hex(0xF7D34A), hex(0x9A5AA8)};
  const Color petals[] = {hex(0xF4587A), hex(0xFFC83D), hex(0xFFFFFF), hex(0xA86BD6)};
  contact_shadow(c, {foot.x, foot.y + 0.005F}, w * 1.12F, 0.20F);
  c.fill(rectangle({l + 0.01F, top + 0.05F, r - 0.01F, foot.y - 0.05F}),
         downwards(top, air.lit(hex(0x6B4A3C)), desk, air.lit(hex(0x8E6A50))));
  if (air.lamps()) {
    c.glow({foot.x, top + 0.15F}, w * 0.62F, hex(0xFFC766), 0.75F);
    c.fill(circle({foot.x, top + 0.135F}, 0.017F), hex(0xFFF0C4));
  }
  for (const float x : {l + 0.012F, r - 0.012F})
    c.fill(rectangle({x - 0.009F, top, x + 0.009F, foot.y}), air.lit(hex(0x9A6B42)));
  const int count = static_cast<int>(w / 0.085F);
  const float step = (w - 0.03F) / static_cast<float>(count);
  for (int i = 0; i < count; ++i) {
    const float x = l + 0.015F + step * static_cast<float>(i);
    if (sells_flowers) {
      bunch(c, air, {x + step / 2, desk + 0.01F}, step * 0.62F, petals[(i + seed) % 4]);
    } else {
      crate(c, air, {x + 0.004F, desk - 0.026F, x + step - 0.004F, desk + 0.016F}, fruits[(i + seed) % 5]);
    }
  }
  c.fill(rectangle({l, desk + 0.012F, r, foot.y}),
         downwards(desk, air.lit(hex(0xC08A54)), foot.y, air.lit(hex(0xA06F42))));
  c.fill(panes({l, desk + 0.02F, r, foot.y}, count, 1, 0.06F, 1), air.lit(hex(0x8A5C36)), 0.6F);
  c.fill(rectangle({l - 0.008F, desk + 0.010F, r + 0.008F, desk + 0.026F}, 0.004F), air.lit(hex(0xDDAF78)));
  awning(c, air, {l - 0.03F, top - 0.02F, r + 0.03F, top + 0.105F}, w > 0.38F ? 9 : 7, cloth.first,
         cloth.second);
}

void town_houses(Canvas& c, const Air& air, float foot, int layout) {
  const Color walls[] = {hex(0xF1D9A8), hex(0xE8A98A), hex(0xC9D6C0),
                         hex(0xF0C27A), hex(0xD8B7C0), hex(0xB9CBD8)};
  const float heights[] = {0.34F, 0.29F, 0.37F, 0.31F, 0.35F};
  int i = layout * 2;
  for (float x = -1.26F + 0.05F * static_cast<float>(layout); x < 1.25F; x += 0.21F, ++i) {
    if (x > c.right() || x + 0.21F < c.left()) continue;
    const float top = foot - c.rise(heights[i % 5]);
    const Color wall = walls[i % 6];
    const float w = 0.21F;
    if (i % 2 == 0) {
      c.fill(polygon({{x - 0.012F, top}, {x + w + 0.012F, top}, {x + w / 2, top - 0.10F}}),
             air.far(hex(0xB5654F), 0.16F));
    } else {
      c.fill(rectangle({x - 0.004F, top - 0.045F, x + w + 0.004F, top}), air.far(hex(0x9C5A4C), 0.16F));
    }
    c.fill(rectangle({x, top, x + w, foot}), air.far(wall, 0.14F));
    c.fill(rectangle({x + w - 0.02F, top, x + w, foot}), air.far(darker(wall, 0.10F), 0.14F));
    house_windows(c, air, {x + 0.015F, top + 0.015F, x + w - 0.02F, top + 0.20F}, 3, 2, hex(0xFFFBF2), i);
  }
}

// A string of small flags in three colours.
void bunting(Canvas& c, const Air& air, Point a, Point b, float sag) {
  const std::vector<Point> line = curve(a, {(a.x + b.x) / 2, (a.y + b.y) / 2 + sag}, b, 12);
  c.fill(stroke(line, 0.004F, 0.004F), air.lit(hex(0x6A5A50)));
  const Color cloths[] = {hex(0xE2504A), hex(0xF7C948), hex(0x3F86C2)};
  for (int k = 0; k < 3; ++k) {
    std::vector<Shape> flags;
    for (size_t i = static_cast<size_t>(k); i < 12; i += 3) {
      const Point m = line[i];
      flags.push_back(polygon({{m.x - 0.024F, m.y}, {m.x + 0.024F, m.y}, {m.x, m.y + 0.052F}}));
    }
    c.fill(unite(flags), air.lit(cloths[k]));
  }
}

void clock_tower(Canvas& c, const Air& air, float x, float foot, float h) {
  c.fill(
      rectangle({x - 0.065F, foot - h, x + 0.065F, foot}),
      blend({x - 0.065F, 0}, air.far(hex(0xE9DCC2), 0.15F), {x + 0.065F, 0}, air.far(hex(0xC9B796), 0.15F)));
  c.fill(polygon({{x - 0.085F, foot - h}, {x + 0.085F, foot - h}, {x, foot - h - 0.16F}}),
         air.far(hex(0x5E8A8C), 0.15F));
  const Point m{x, foot - h + 0.07F};
  c.fill(circle(m, 0.045F), air.far(hex(0x7A6248), 0.1F));
  c.fill(circle(m, 0.037F), air.lamps() ? hex(0xFFF0C4) : air.lit(hex(0xFFFDF4)));
  c.fill(unite({stroke({m, {m.x, m.y - 0.028F}}, 0.006F, 0.004F),
                stroke({m, {m.x + 0.020F, m.y + 0.008F}}, 0.006F, 0.004F)}),
         air.lit(hex(0x3C3440)));
}

}  // namespace

void paint_market(Canvas& c, const Air& air, int layout) {
  const float foot = c.y(0.56F), ground = c.y(0.61F);
  sky(c, air, foot - 0.1F, layout);
  if (layout == 1) clock_tower(c, air, 0.30F, foot, c.rise(0.46F));
  town_houses(c, air, foot, layout);
  c.fill(under(level(foot)), air.lit(hex(0xC9B79C)));
  c.fill(under(level(ground)), downwards(ground, air.lit(hex(0xD9C8AC)), c.bottom(), air.lit(hex(0xC4B092))));
  floor_lines(c, ground, 0.22F, air.lit(hex(0xC9B698)), true);
  const float y = ground + 0.045F;
  if (layout == 0) {
    stall(c, air, {-0.34F, y}, 0.34F, kRed, false, 0);
    stall(c, air, {0.34F, y}, 0.34F, kBlue, false, 2);
    stall(c, air, {0.0F, y - 0.035F}, 0.27F, kYellow, true, 1);
  } else if (layout == 1) {
    stall(c, air, {-0.25F, y}, 0.46F, kGreen, false, 1);
    stall(c, air, {0.33F, y - 0.02F}, 0.28F, kRed, true, 0);
  } else {
    stall(c, air, {0.24F, y}, 0.48F, kRed, false, 3);
    stall(c, air, {-0.33F, y - 0.01F}, 0.34F, kGreen, true, 2);
  }
  stall(c, air, {-0.92F, y}, 0.42F, layout == 1 ? kBlue : kYellow, false, 1);
  stall(c, air, {0.92F, y}, 0.42F, layout == 2 ? kBlue : kGreen, layout == 1, 3);
  const float hang = std::max(0.03F, foot - c.rise(0.52F));
  bunting(c, air, {-0.62F, hang}, {0.10F, hang + 0.01F}, layout == 1 ? 0.16F : 0.10F);
  bunting(c, air, {0.10F, hang + 0.01F}, {0.66F, hang - 0.02F}, 0.10F);
  bunting(c, air, {-1.25F, hang}, {-0.62F, hang}, 0.1F);
  bunting(c, air, {0.66F, hang - 0.02F}, {1.25F, hang}, 0.1F);
}

}  // namespace reverie::paint
