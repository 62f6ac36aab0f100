// training/world/places/waterfall.cpp
//
// White water falls between mossy cliffs into a clear pool; mist, ferns and boulders around it.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>

#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/waterside.h"

namespace reverie::paint {
namespace {

// Falling water stays brighter than the rocks around it, or the night would swallow it.
Color foam(const Air& air, Color noon) {
  return air.night() ? lighter(air.snow(noon), 0.22F) : air.snow(noon);
}

// A curtain of falling water: body, brighter strands, and mist at its foot.
void fall(Canvas& c, const Air& air, float x, float top, float foot, float w) {
  const Shape body =
      polygon({{x - w * 0.42F, top}, {x + w * 0.42F, top}, {x + w * 0.5F, foot}, {x - w * 0.5F, foot}});
  c.fill(body, downwards(top, foam(air, hex(0xD4F0FA)), foot, foam(air, hex(0xFFFFFF))));
  std::vector<Shape> blue, white;
  for (int i = 0; i < 6; ++i) {
    const float k = (static_cast<float>(i) + 0.5F) / 6 - 0.5F, wide = w * (i % 2 == 0 ? 0.030F : 0.018F);
    const float start = top + (foot - top) * (i % 3 == 0 ? 0.0F : i % 3 == 1 ? 0.22F : 0.10F);
    const float end = foot - (foot - top) * (i % 2 == 0 ? 0.05F : 0.28F);
    Shape strand = polygon({{x + k * w * 0.82F - wide, start},
                            {x + k * w * 0.82F + wide, start},
                            {x + k * w + wide, end},
                            {x + k * w - wide, end}});
    (i % 2 == 0 ? blue : white).push_back(std::move(strand));
  }
  c.fill(unite(blue), air.water(hex(0x8CCBE6)), 0.75F);
  c.fill(unite(white), foam(air, hex(0xFFFFFF)), 0.9F);
  c.fill(rectangle({x - w * 0.43F, top - 0.008F, x + w * 0.43F, top + 0.022F}, 0.010F),
         air.water(hex(0xA6DCEE)));
}

void mist(Canvas& c, const Air& air, float x, float foot, float w) {
  const Color white = foam(air, hex(0xFFFFFF));
  c.glow({x, foot - w * 0.06F}, w * 0.72F, white, air.night() ? 0.35F : 0.55F);
  std::vector<Shape> puffs;
  for (const float k : {-0.52F, -0.28F, 0.0F, 0.27F, 0.54F})
    puffs.push_back(ellipse({x + k * w, foot + 0.004F - w * 0.03F * (1 - k * k)}, w * 0.20F, 0.024F));
  c.fill(unite(puffs), white, 0.80F);
}

// A cliff between two x with ledges, cracks, and grass hanging over its edge.
void cliff(Canvas& c, const Air& air, std::vector<Point> crest, float foot, float distance) {
  const Color rock = hex(0x7F8A86);
  float top = crest.front().y;
  for (const Point& p : crest) top = std::min(top, p.y);
  const Box area{crest.front().x, -9, crest.back().x, foot};
  const Shape wall = overlap(under(ridge(crest)), rectangle(area));
  c.fill(wall, downwards(top, air.far(lighter(rock, 0.12F), distance), foot,
                         air.far(darker(rock, 0.22F), distance)));
  std::vector<Shape> ledges, cracks;
  int i = 0;
  for (float x = crest.front().x + 0.04F; x < crest.back().x; x += 0.085F, ++i) {
    const float y = top + (foot - top) * (0.26F + 0.19F * static_cast<float>((i * 2) % 4));
    ledges.push_back(polygon(
        {{x - 0.05F, y}, {x + 0.05F, y - 0.014F}, {x + 0.038F, y + 0.022F}, {x - 0.038F, y + 0.026F}}));
    cracks.push_back(polygon({{x + 0.025F, y - 0.10F}, {x + 0.033F, y - 0.10F}, {x + 0.024F, y + 0.05F}}));
  }
  c.fill(overlap(wall, unite(ledges)), air.far(lighter(rock, 0.24F), distance));
  c.fill(overlap(wall, unite(cracks)), air.far(darker(rock, 0.34F), distance), 0.7F);
  std::vector<Point> grass = crest;
  for (Point& p : grass) p.y -= 0.012F;
  c.fill(overlap(between(ridge(grass), lowered(ridge(grass), 0.045F)), rectangle(area)),
         air.far(hex(0x6DB653), distance));
}

void fern(Canvas& c, const Air& air, Point foot, float h, Color green) {
  for (const Point t : {Point{-0.75F, -0.45F}, Point{0.75F, -0.45F}, Point{-0.42F, -0.85F},
                        Point{0.42F, -0.85F}, Point{0.0F, -1.0F}}) {
    c.fill(leaf(foot, {foot.x + t.x * h, foot.y + t.y * h}, h * 0.11F, h * 0.07F),
           air.lit(t.x == 0 ? lighter(green, 0.12F) : green));
  }
}

void rainbow(Canvas& c, Point m, float r) {
  const Color arcs[] = {hex(0xF26D6D), hex(0xF9C04E), hex(0x7ED07A), hex(0x6AB7F0), hex(0xA98BE0)};
  float at = r;
  for (const Color& a : arcs) {
    c.fill(overlap(cut(circle(m, at), circle(m, at - 0.014F)), rectangle({m.x - r, m.y - r, m.x + r, m.y})),
           a, 0.42F);
    at -= 0.014F;
  }
}

}  // namespace

void paint_waterfall(Canvas& c, const Air& air, int layout) {
  const float pool = c.y(0.50F), bank = c.y(0.62F);
  const float brink = pool - c.rise(0.36F);
  sky(c, air, pool, layout);
  c.fill(under(waves(brink - c.rise(0.03F), 0.022F, 0.21F, 0.03F)), air.far(hex(0x7DB98A), 0.45F));
  const Color deep = hex(0x6F7F7C);
  c.fill(rectangle({-9, brink + 0.03F, 9, pool + 0.02F}),
         downwards(brink, air.far(lighter(deep, 0.1F), 0.2F), pool, air.far(darker(deep, 0.25F), 0.1F)));
  for (const float x : {-1.0F, -0.72F, -0.42F, -0.28F, 0.30F, 0.46F, 0.7F, 0.95F})
    pine(c, air, {x, brink + 0.03F}, c.rise(0.19F), hex(0x3B8A5A));
  if (layout == 0) {  // one tall fall between two cliffs
    fall(c, air, 0.02F, brink + 0.03F, pool + 0.012F, 0.24F);
    cliff(c, air,
          {{-1.3F, brink - 0.03F}, {-0.5F, brink - 0.05F}, {-0.22F, brink - 0.01F}, {-0.085F, brink + 0.03F}},
          pool + 0.02F, 0.04F);
    cliff(c, air,
          {{0.125F, brink + 0.03F}, {0.30F, brink - 0.03F}, {0.6F, brink - 0.06F}, {1.3F, brink - 0.02F}},
          pool + 0.02F, 0.04F);
    mist(c, air, 0.02F, pool + 0.014F, 0.27F);
  } else if (layout == 1) {  // three steps to the right
    const float drop = (pool - brink) / 3;
    fall(c, air, -0.26F, brink + 0.02F, brink + drop + 0.02F, 0.15F);
    cliff(c, air, {{-1.3F, brink - 0.05F}, {-0.5F, brink - 0.04F}, {-0.325F, brink + 0.02F}}, pool + 0.02F,
          0.05F);
    cliff(c, air,
          {{-0.36F, brink + drop + 0.02F}, {-0.25F, brink + drop + 0.01F}, {-0.22F, brink + drop + 0.01F}},
          pool + 0.02F, 0.10F);
    cliff(c, air,
          {{-0.195F, brink + 0.01F}, {0.2F, brink - 0.02F}, {0.6F, brink + 0.02F}, {1.3F, brink - 0.03F}},
          pool + 0.02F, 0.12F);
    fall(c, air, -0.15F, brink + drop, brink + drop * 2 + 0.02F, 0.21F);
    mist(c, air, -0.24F, brink + drop, 0.13F);
    cliff(c, air,
          {{-0.31F, brink + drop * 2 + 0.015F}, {-0.16F, brink + drop * 2}, {-0.12F, brink + drop * 2}},
          pool + 0.02F, 0.05F);
    fall(c, air, 0.0F, brink + drop * 2, pool + 0.012F, 0.30F);
    mist(c, air, -0.14F, brink + drop * 2, 0.20F);
    mist(c, air, 0.0F, pool + 0.014F, 0.34F);
  } else {  // a wide curtain with a rock in its middle
    fall(c, air, -0.17F, brink + 0.03F, pool + 0.012F, 0.30F);
    fall(c, air, 0.24F, brink + 0.03F, pool + 0.012F, 0.20F);
    cliff(c, air, {{-0.045F, brink + 0.01F}, {0.02F, brink - 0.03F}, {0.155F, brink + 0.01F}}, pool + 0.02F,
          0.04F);
    cliff(c, air, {{-1.3F, brink - 0.06F}, {-0.5F, brink - 0.03F}, {-0.30F, brink + 0.02F}}, pool + 0.02F,
          0.04F);
    cliff(c, air, {{0.325F, brink + 0.02F}, {0.5F, brink - 0.04F}, {1.3F, brink - 0.02F}}, pool + 0.02F,
          0.04F);
    mist(c, air, -0.17F, pool + 0.014F, 0.32F);
    mist(c, air, 0.24F, pool + 0.014F, 0.22F);
  }
  if (!air.night()) rainbow(c, {layout == 1 ? 0.28F : -0.16F, pool + 0.02F}, 0.26F);

  c.fill(under(level(pool + 0.018F)),
         downwards(pool, mix(air.low, air.water(hex(0x7FDCDC)), 0.75F), bank, air.water(hex(0x2F9FB0))));
  mist(c, air, layout == 0 ? 0.02F : layout == 1 ? 0.0F : -0.17F, pool + 0.024F, 0.30F);
  ripples(c, air, pool + 0.03F, bank, 0.45F, layout);
  for (const Point p : {Point{-0.40F, 0.035F}, Point{0.38F, 0.03F}, Point{0.22F, 0.06F}, Point{-0.8F, 0.04F},
                        Point{0.8F, 0.05F}})
    boulder(c, air, {layout == 1 ? -p.x : p.x, pool + p.y}, 0.13F, hex(0x8A9692));
  const Crest edge = rolling({{-1.25F, bank - 0.03F},
                              {-0.45F, bank - 0.02F},
                              {0.05F, bank + 0.03F},
                              {0.5F, bank - 0.01F},
                              {1.25F, bank - 0.03F}});
  c.fill(under(lowered(edge, -0.016F)), air.lit(hex(0xC9C3A6)));
  c.fill(under(edge), downwards(bank, air.lit(hex(0x7FBE5C)), c.bottom(), air.lit(hex(0x559A4C))));
  boulder(c, air, {-0.44F, bank + 0.08F}, 0.20F, hex(0x8A9692));
  boulder(c, air, {0.47F, bank + 0.06F}, 0.16F, hex(0x8A9692));
  fern(c, air, {-0.35F, bank + 0.08F}, 0.13F, hex(0x3F9A4C));
  fern(c, air, {0.38F, bank + 0.07F}, 0.12F, hex(0x3F9A4C));
  fern(c, air, {-0.80F, bank + 0.07F}, 0.15F, hex(0x3F9A4C));
  fern(c, air, {0.85F, bank + 0.07F}, 0.15F, hex(0x3F9A4C));
}

}  // namespace reverie::paint
