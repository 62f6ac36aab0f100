// training/world/places/playground.cpp
//
// A playground: a tower with a slide, swings, a sandpit, a seesaw, on soft ground between trees.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>
#include <cmath>

#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/street_things.h"

namespace reverie::paint {
namespace {

const Color kRed = hex(0xE8504A), kYellow = hex(0xF7C23C), kBlue = hex(0x3F8FD0), kGreen = hex(0x4DAF6A),
            kWood = hex(0xC98F56);

// A tower on four posts with a pointed roof, a ladder on one side and a slide on the other (`turn` 1: right).
void slide_tower(Canvas& c, const Air& air, Point foot, float h, float turn) {
  const auto at = [&](float x, float y) { return Point{foot.x + turn * x * h, foot.y - y * h}; };
  const auto box = [&](float l, float r, float low, float high) {
    const Point a = at(l, high), b = at(r, low);
    return Box{std::min(a.x, b.x), a.y, std::max(a.x, b.x), b.y};
  };
  contact_shadow(c, at(0.15F, 0), h * 1.2F, 0.16F);
  for (const float x : {-0.16F, 0.16F})
    c.fill(rectangle(box(x - 0.022F, x + 0.022F, 0, 0.76F)), air.lit(kWood));
  c.fill(rectangle(box(-0.14F, 0.14F, 0.40F, 0.46F)), air.lit(darker(kWood, 0.25F)));
  c.fill(panes(box(-0.15F, 0.15F, 0.44F, 0.60F), 5, 1, 0.62F, 1.0F), air.lit(kBlue));
  c.fill(polygon({at(-0.24F, 0.74F), at(0.24F, 0.74F), at(0, 1.0F)}), air.lit(kRed));
  c.fill(polygon({at(0.03F, 0.74F), at(0.24F, 0.74F), at(0, 1.0F)}), air.lit(darker(kRed, 0.18F)));
  std::vector<Shape> ladder = {stroke({at(-0.19F, 0.44F), at(-0.34F, 0)}, 0.012F, 0.012F),
                               stroke({at(-0.13F, 0.44F), at(-0.28F, 0)}, 0.012F, 0.012F)};
  for (const float t : {0.2F, 0.42F, 0.64F, 0.86F})
    ladder.push_back(
        stroke({at(-0.34F + 0.15F * t, 0.44F * t), at(-0.28F + 0.15F * t, 0.44F * t)}, 0.010F, 0.010F));
  c.fill(unite(ladder), air.lit(darker(kWood, 0.12F)));
  const std::vector<Point> chute = {at(0.15F, 0.45F), at(0.26F, 0.42F), at(0.62F, 0.10F), at(0.74F, 0.05F),
                                    at(0.82F, 0.05F)};
  c.fill(stroke(chute, 0.050F, 0.050F), air.lit(darker(kYellow, 0.20F)));
  std::vector<Point> inner = chute;
  for (Point& p : inner) p.y -= 0.008F;
  c.fill(stroke(inner, 0.034F, 0.034F), air.lit(kYellow));
}

void swings(Canvas& c, const Air& air, Point foot, float h, float w) {
  const float top = foot.y - h, l = foot.x - w / 2, r = foot.x + w / 2;
  contact_shadow(c, foot, w * 1.2F, 0.14F);
  for (const float x : {l, r}) {
    c.fill(unite({stroke({{x - h * 0.17F, foot.y}, {x, top}}, 0.020F, 0.016F),
                  stroke({{x + h * 0.17F, foot.y}, {x, top}}, 0.020F, 0.016F)}),
           air.lit(x < foot.x ? kRed : darker(kRed, 0.15F)));
  }
  c.fill(stroke({{l - 0.01F, top}, {r + 0.01F, top}}, 0.022F, 0.022F), air.lit(kBlue));
  int i = 0;
  for (const float x : {foot.x - w * 0.24F, foot.x + w * 0.22F}) {
    const float lean = i == 0 ? 0.03F : -0.012F, seat = foot.y - h * (i == 0 ? 0.24F : 0.20F);
    for (const float s : {-0.030F, 0.030F})
      c.fill(stroke({{x + s, top}, {x + s + lean, seat}}, 0.005F, 0.005F), air.lit(hex(0x6A7280)));
    c.fill(rectangle(box_at({x + lean, seat}, 0.082F, 0.016F), 0.006F), air.lit(i == 0 ? kYellow : kGreen));
    ++i;
  }
}

void seesaw(Canvas& c, const Air& air, Point foot, float w) {
  contact_shadow(c, foot, w * 0.9F, 0.14F);
  c.fill(polygon({{foot.x - w * 0.10F, foot.y}, {foot.x + w * 0.10F, foot.y}, {foot.x, foot.y - w * 0.22F}}),
         air.lit(kBlue));
  const Point a{foot.x - w / 2, foot.y - w * 0.10F}, b{foot.x + w / 2, foot.y - w * 0.32F};
  c.fill(stroke({a, b}, 0.026F, 0.026F), air.lit(kRed));
  for (const float t : {0.10F, 0.90F}) {
    const Point p{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
    c.fill(stroke({{p.x + (t < 0.5F ? 0.035F : -0.035F), p.y},
                   {p.x + (t < 0.5F ? 0.035F : -0.035F), p.y - 0.055F}},
                  0.010F, 0.010F),
           air.lit(kGreen));
    c.fill(rectangle(box_at({p.x, p.y - 0.012F}, 0.06F, 0.020F), 0.008F), air.lit(kYellow));
  }
}

void sandpit(Canvas& c, const Air& air, Point m, float w) {
  c.fill(rectangle({m.x - w / 2, m.y - w * 0.16F, m.x + w / 2, m.y + w * 0.16F}, w * 0.12F), air.lit(kWood));
  c.fill(rectangle({m.x - w * 0.46F, m.y - w * 0.12F, m.x + w * 0.46F, m.y + w * 0.12F}, w * 0.09F),
         air.lit(hex(0xF3DFA4)));
  const Point heap{m.x - w * 0.14F, m.y + w * 0.03F};  // a castle of three pails of sand
  for (const float x : {-0.10F, 0.10F, 0.0F}) {
    const float lift = x == 0 ? w * 0.13F : 0.0F, half = w * 0.075F, px = heap.x + x * w;
    c.fill(polygon({{px - half, heap.y - lift},
                    {px + half, heap.y - lift},
                    {px + half * 0.75F, heap.y - lift - w * 0.15F},
                    {px - half * 0.75F, heap.y - lift - w * 0.15F}}),
           air.lit(x == 0 ? hex(0xEBCF8A) : hex(0xDFBF78)));
  }
  c.fill(polygon({{heap.x, heap.y - w * 0.40F},
                  {heap.x + w * 0.10F, heap.y - w * 0.36F},
                  {heap.x, heap.y - w * 0.32F}}),
         air.lit(kRed));
  c.fill(stroke({{heap.x, heap.y - w * 0.27F}, {heap.x, heap.y - w * 0.40F}}, 0.005F, 0.005F),
         air.lit(hex(0x7A5236)));
}

// A dome of bars to climb on.
void climbing_dome(Canvas& c, const Air& air, Point foot, float r) {
  contact_shadow(c, foot, r * 2.2F, 0.14F);
  const Shape half = rectangle({foot.x - r * 1.1F, foot.y - r * 1.1F, foot.x + r * 1.1F, foot.y});
  std::vector<Shape> bars;
  for (const float k : {1.0F, 0.62F, 0.22F})
    bars.push_back(cut(ellipse(foot, r * k, r), ellipse(foot, std::max(0.004F, r * k - 0.013F), r - 0.013F)));
  c.fill(overlap(unite(bars), half), air.lit(kRed));
  std::vector<Shape> rings;
  for (const float k : {0.06F, 0.40F, 0.74F}) {
    const float wide = r * std::sqrt(1 - k * k);
    rings.push_back(
        rectangle({foot.x - wide, foot.y - r * k - 0.006F, foot.x + wide, foot.y - r * k + 0.006F}, 0.006F));
  }
  c.fill(unite(rings), air.lit(kYellow));
}

void picket_fence(Canvas& c, const Air& air, float foot) {
  const Color paints[] = {kRed, kYellow, kBlue, kGreen};
  c.fill(rectangle({-9, foot - 0.062F, 9, foot - 0.050F}), air.lit(hex(0xE9DCC3)));
  c.fill(rectangle({-9, foot - 0.026F, 9, foot - 0.014F}), air.lit(hex(0xE9DCC3)));
  for (int k = 0; k < 4; ++k) {
    std::vector<Shape> boards;
    for (int i = k; i < 44; i += 4) {
      const float x = -1.25F + 0.058F * static_cast<float>(i);
      if (std::abs(x) < c.right() + 0.05F)
        boards.push_back(rectangle({x - 0.013F, foot - 0.085F, x + 0.013F, foot}, 0.010F));
    }
    if (!boards.empty()) c.fill(unite(boards), air.lit(mix(paints[k], hex(0xFFFFFF), 0.15F)));
  }
}

}  // namespace

void paint_playground(Canvas& c, const Air& air, int layout) {
  const float foot = c.y(0.56F), ground = c.y(0.61F);
  const float side = layout == 1 ? -1.0F : 1.0F;
  sky(c, air, foot - 0.05F, layout);
  c.fill(under(waves(foot - c.rise(0.13F), 0.025F, 0.23F, 0.05F * side)), air.far(hex(0x86BE88), 0.40F));
  c.fill(under(waves(foot - c.rise(0.075F), 0.018F, 0.16F, 0.11F * side)), air.far(hex(0x62AC62), 0.18F));
  for (const float x : {-0.52F, 0.56F, -1.0F, 1.0F})
    round_tree(c, air, {x * side, foot - 0.01F}, 0.36F, hex(0x58A552));
  c.fill(under(level(foot - 0.02F)), downwards(foot, air.lit(hex(0x92D068)), ground, air.lit(hex(0x7CC055))));
  picket_fence(c, air, foot);
  // The soft play ground, an island in the lawn.
  c.fill(rectangle({-9, c.y(0.72F), 9, c.bottom()}),
         downwards(c.y(0.72F), air.lit(hex(0x7CC055)), c.bottom(), air.lit(hex(0x6AB04C))));
  c.fill(ellipse({0.0F, c.y(0.86F)}, 0.66F, c.y(0.235F)), air.lit(hex(0xEFC98E)));
  c.fill(ellipse({0.0F, c.y(0.865F)}, 0.64F, c.y(0.225F)),
         downwards(ground, air.lit(hex(0xF6D8A4)), c.bottom(), air.lit(hex(0xEBC488))));

  if (layout == 0) {
    slide_tower(c, air, {-0.34F, ground + 0.055F}, 0.40F, 1);
    swings(c, air, {0.27F, ground + 0.05F}, 0.27F, 0.26F);
  } else if (layout == 1) {
    swings(c, air, {-0.28F, ground + 0.05F}, 0.31F, 0.28F);
    climbing_dome(c, air, {0.28F, ground + 0.055F}, 0.18F);
    sandpit(c, air, {0.02F, ground + 0.035F}, 0.19F);
  } else {
    slide_tower(c, air, {0.33F, ground + 0.055F}, 0.42F, -1);
    sandpit(c, air, {-0.36F, ground + 0.065F}, 0.22F);
    seesaw(c, air, {-0.10F, ground + 0.045F}, 0.27F);
  }
  swings(c, air, {-0.90F, ground + 0.05F}, 0.30F, 0.26F);
  slide_tower(c, air, {1.0F, ground + 0.055F}, 0.38F, -1);
  for (const float x : {-0.74F, 0.72F}) street_lamp(c, air, {x, ground + 0.02F}, 0.30F);
  street_lamp(c, air, {layout == 2 ? -0.44F : 0.47F * side, ground - 0.02F}, 0.29F);
}

}  // namespace reverie::paint
