// training/world/places/garden.cpp
//
// A lawn with flower beds in front of a clipped hedge; a path leads to the gate.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <cmath>

#include "training/world/places/ground.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

void topiary(Canvas& c, const Air& air, Point foot, float h) {
  contact_shadow(c, foot, h * 0.42F);
  c.fill(rectangle({foot.x - h * 0.03F, foot.y - h * 0.5F, foot.x + h * 0.03F, foot.y}),
         air.lit(hex(0x7A5236)));
  for (const Point p : {Point{0.30F, 0.19F}, Point{0.62F, 0.145F}, Point{0.86F, 0.10F}}) {
    const Point m{foot.x, foot.y - h * p.x};
    c.fill(circle(m, h * p.y), air.lit(hex(0x3E8E4B)));
    c.fill(circle({m.x - h * p.y * 0.28F, m.y - h * p.y * 0.28F}, h * p.y * 0.55F), air.lit(hex(0x57A85C)));
    snow_cap(c, air, circle(m, h * p.y), h * p.y * 0.5F);
  }
}

// A bed of tulips and daisies: stems, leaves and heads in a row.
void flower_bed(Canvas& c, const Air& air, float left, float right, float foot, int seed) {
  const Color petals[] = {hex(0xF4587A), hex(0xFFC83D), hex(0xFFFFFF), hex(0xA86BD6), hex(0xFF8A4C)};
  c.fill(rectangle({left, foot - 0.035F, right, foot + 0.012F}, 0.022F), air.lit(hex(0x7C5238)));
  snow_cap(c, air, rectangle({left, foot - 0.035F, right, foot + 0.012F}, 0.022F), 0.02F);
  if (air.winter()) return;
  int i = seed;
  for (float x = left + 0.03F; x < right - 0.015F; x += 0.058F, ++i) {
    const float head = foot - 0.085F - 0.022F * static_cast<float>(i % 3);
    c.fill(rectangle({x - 0.004F, head, x + 0.004F, foot}), air.lit(hex(0x4E9A46)));
    c.fill(leaf({x, foot - 0.005F}, {x + 0.026F, foot - 0.05F}, 0.003F, 0.012F), air.lit(hex(0x5DAE50)));
    flower(c, air, {x, head}, 0.058F, petals[i % 5]);
  }
}

void fence(Canvas& c, const Air& air, float left, float right, float foot) {
  const Color white = air.lit(hex(0xFFFFFF)), shade = air.lit(hex(0xD8E2EA));
  for (const float y : {0.035F, 0.085F})
    c.fill(rectangle({left, foot - y - 0.008F, right, foot - y + 0.008F}), shade);
  for (float x = left + 0.02F; x < right; x += 0.055F) {
    c.fill(unite({rectangle({x - 0.014F, foot - 0.115F, x + 0.014F, foot}),
                  polygon({{x - 0.014F, foot - 0.113F}, {x + 0.014F, foot - 0.113F}, {x, foot - 0.135F}})}),
           white);
  }
}

void rose_arch(Canvas& c, const Air& air, float x, float foot, float h) {
  const float w = h * 0.36F, top = foot - h + w;
  const Shape arch = unite({circle({x, top}, w), rectangle({x - w, top, x + w, foot})});
  const Shape opening =
      unite({circle({x, top}, w * 0.68F), rectangle({x - w * 0.68F, top, x + w * 0.68F, foot})});
  c.fill(opening, air.far(hex(0xBFE3A0), 0.35F));
  c.fill(cut(arch, opening), air.lit(hex(0x4A9A50)));
  if (air.winter()) return;  // no roses
  for (int i = 0; i < 7; ++i) {
    const float turn = 3.1416F * static_cast<float>(i) / 6;
    const Point p{x - w * 0.84F * std::cos(turn), top - w * 0.84F * std::sin(turn)};
    c.fill(circle(p, 0.019F), air.lit(i % 2 == 0 ? hex(0xF56C8F) : hex(0xFFB3C4)));
  }
  for (const float s : {-1.0F, 1.0F}) {
    c.fill(circle({x + s * w * 0.84F, top + h * 0.16F}, 0.019F), air.lit(hex(0xFFB3C4)));
    c.fill(circle({x + s * w * 0.84F, top + h * 0.34F}, 0.019F), air.lit(hex(0xF56C8F)));
  }
}

}  // namespace

void paint_garden(Canvas& c, const Air& air, int layout) {
  const float foot = c.y(0.57F), lawn = c.y(0.60F), hedge = foot - c.rise(0.17F);
  const float gate = layout == 0 ? 0.02F : layout == 1 ? -0.24F : 0.26F;  // where the path leads
  sky(c, air, foot - 0.06F, layout);

  for (const float x : {-1.1F, -0.5F, -0.30F, 0.36F, 0.55F, 1.0F})
    round_tree(c, air, {x, foot}, c.rise(0.34F), hex(0x6DB06A));
  // The hedge: a straight clipped wall with a light top edge.
  c.fill(under(level(hedge)), downwards(hedge, air.lit(hex(0x56A55A)), foot, air.lit(hex(0x3C8648))));
  c.fill(rectangle({-9, hedge, 9, hedge + 0.022F}), air.lit(hex(0x79C272)));
  snow_cap(c, air, rectangle({-9, hedge - 0.012F, 9, hedge + 0.05F}), 0.034F);
  for (float x = -1.24F; x < 1.25F; x += 0.24F)
    c.fill(rectangle({x - 0.003F, hedge + 0.04F, x + 0.003F, foot}), air.lit(hex(0x347A42)), 0.5F);
  rose_arch(c, air, gate, foot + 0.03F, c.rise(0.24F) + 0.08F);

  c.fill(under(level(foot + 0.025F)),
         downwards(lawn, air.lit(hex(0x8ACB62)), c.bottom(), air.lit(hex(0x68B050))));
  spring_flowers(c, air, foot + 0.09F, layout);
  // The path: cream gravel, wide at our feet.
  const float end = c.bottom();
  c.fill(polygon({{gate - 0.065F, foot + 0.025F},
                  {gate + 0.065F, foot + 0.025F},
                  {gate * 0.35F + 0.30F, end},
                  {gate * 0.35F - 0.30F, end}}),
         air.lit(hex(0xD8C39A)));
  c.fill(polygon({{gate - 0.058F, foot + 0.025F},
                  {gate + 0.058F, foot + 0.025F},
                  {gate * 0.35F + 0.275F, end},
                  {gate * 0.35F - 0.275F, end}}),
         downwards(lawn, air.lit(hex(0xEFDFBC)), end, air.lit(hex(0xE6D2A8))));

  if (layout == 1) {
    fence(c, air, 0.0F, 1.3F, foot + 0.05F);
    flower_bed(c, air, -0.02F, 0.56F, foot + 0.085F, 1);
    flower_bed(c, air, -0.62F, -0.36F, foot + 0.085F, 3);
    topiary(c, air, {0.44F, foot + 0.15F}, 0.22F);
  } else if (layout == 2) {
    flower_bed(c, air, -0.56F, 0.10F, foot + 0.07F, 2);
    topiary(c, air, {-0.44F, foot + 0.14F}, 0.28F);
    topiary(c, air, {0.45F, foot + 0.12F}, 0.24F);
  } else {
    flower_bed(c, air, -0.56F, -0.13F, foot + 0.07F, 0);
    flower_bed(c, air, 0.18F, 0.58F, foot + 0.07F, 2);
    topiary(c, air, {-0.45F, foot + 0.15F}, 0.30F);
    topiary(c, air, {0.45F, foot + 0.15F}, 0.30F);
  }
  flower_bed(c, air, -1.2F, -0.7F, foot + 0.08F, 4);
  flower_bed(c, air, 0.7F, 1.2F, foot + 0.08F, 1);
}

}  // namespace reverie::paint
