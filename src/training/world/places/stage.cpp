// training/world/places/stage.cpp
//
// A theatre stage: velvet curtains, a valance with a gold fringe, a backdrop lit in the colours of the
// hour, spotlights from above and their pool of light on the boards.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>
#include <cmath>

#include "training/world/places/furnishings.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

struct Look {
  Color cloth, trim, boards;
};

// A soft cone of light from a lamp above down to the boards.
void beam(Canvas& c, Point lamp, Point pool, float radius, Color light, float opacity) {
  for (const float k : {1.0F, 0.86F}) {
    c.fill(unite({polygon({{lamp.x - 0.022F * k, lamp.y},
                           {lamp.x + 0.022F * k, lamp.y},
                           {pool.x + radius * k, pool.y},
                           {pool.x - radius * k, pool.y}}),
                  ellipse(pool, radius * k, radius * 0.30F * k)}),
           light, opacity);
  }
}

void pool_of_light(Canvas& c, Point p, float radius, Color light, float opacity) {
  c.fill(ellipse(p, radius, radius * 0.30F), light, opacity);
}

void spot_lamp(Canvas& c, const Air& air, Point p, float lean) {
  c.fill(rectangle({p.x - 0.005F, p.y - 0.09F, p.x + 0.005F, p.y}), air.lit(hex(0x2A2A33)));
  c.fill(polygon({{p.x - 0.026F, p.y - 0.045F},
                  {p.x + 0.026F, p.y - 0.045F},
                  {p.x + 0.036F + lean, p.y + 0.02F},
                  {p.x - 0.036F + lean, p.y + 0.02F}}),
         air.lit(hex(0x363642)));
  c.fill(ellipse({p.x + lean, p.y + 0.02F}, 0.034F, 0.010F), hex(0xFFF7D8));
}

void backdrop(Canvas& c, const Air& air, float floor, int layout, const Look& look) {
  const float dim = 0.42F;  // darker than a real sky: the light belongs to the spot
  c.everywhere(downwards(0, darker(air.zenith, dim), floor, darker(air.low, dim * 0.7F)));
  if (layout == 1) {  // hanging stars
    stars(c, floor * 0.9F, 34, 0.75F);
    c.fill(cut(circle({0.20F, floor - 0.36F}, 0.085F), circle({0.165F, floor - 0.375F}, 0.075F)),
           hex(0xF5E6B0));
  } else if (layout == 2) {  // a fan of rays, as on an old poster
    const Point hub{0, floor - 0.04F};
    const float far = 2.4F;
    for (int i = -8; i <= 8; i += 2) {
      const float a = 0.2F * static_cast<float>(i) - 0.1F, b = a + 0.2F;
      c.fill(polygon({hub,
                      {hub.x + far * std::sin(a), hub.y - far * std::cos(a)},
                      {hub.x + far * std::sin(b), hub.y - far * std::cos(b)}}),
             look.trim, 0.20F);
    }
    for (const float r : {0.26F, 0.235F, 0.17F, 0.155F}) {
      c.fill(circle(hub, r), r == 0.26F || r == 0.17F ? air.lit(look.trim) : darker(air.low, dim), 0.9F);
    }
  } else {  // painted hills of a set
    c.fill(under(rolling({{-1.2F, floor - 0.10F},
                          {-0.4F, floor - 0.20F},
                          {0.1F, floor - 0.08F},
                          {0.5F, floor - 0.18F},
                          {1.2F, floor - 0.10F}})),
           darker(air.far(hex(0x5E8C86), 0.3F), dim));
    c.fill(
        under(rolling(
            {{-1.2F, floor - 0.05F}, {-0.2F, floor - 0.06F}, {0.3F, floor - 0.11F}, {1.2F, floor - 0.03F}})),
        darker(air.lit(hex(0x3F7260)), dim));
  }
}

void valance(Canvas& c, const Air& air, const Look& look, float drop) {
  const float w = 0.25F;
  const Paint hung =
      folds(0.0415F, 0, air.lit(darker(look.cloth, 0.34F)), air.lit(lighter(look.cloth, 0.06F)));
  c.fill(between(level(-1), scallops(drop, 0.055F, w, w / 2)), air.lit(look.trim));
  c.fill(between(level(-1), scallops(drop - 0.016F, 0.055F, w, w / 2)), hung);
}

}  // namespace

void paint_stage(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Look looks[] = {{hex(0xB3242E), hex(0xE8B64A), hex(0xA9713F)},
                        {hex(0x4A3AA0), hex(0xC9D2EE), hex(0x7E6A8C)},
                        {hex(0x14695C), hex(0xE9BE5A), hex(0x96633E)}};
  const Look& look = looks[layout];
  const float floor = c.y(0.62F), drop = std::max(0.055F, floor * 0.12F);
  backdrop(c, outside, floor, layout, look);

  c.fill(under(level(floor)), downwards(floor, air.lit(darker(look.boards, 0.30F)), c.bottom(),
                                        air.lit(darker(look.boards, 0.12F))));
  floor_lines(c, floor, 0.13F, air.lit(darker(look.boards, 0.36F)), false);
  c.fill(rectangle({-9, floor - 0.008F, 9, floor + 0.010F}), hex(0x0A0A18), 0.35F);

  const Color light = layout == 1 ? hex(0xE6E8FF) : hex(0xFFF1C4);
  const Point pool{0, c.y(0.84F)};
  const float reach = std::min(0.40F, 0.34F * c.bottom());
  if (layout == 1) {
    beam(c, {-0.30F, drop}, pool, reach * 0.9F, hex(0x9FD4FF), 0.10F);
    beam(c, {0.30F, drop}, pool, reach * 0.9F, hex(0xFFB0DC), 0.10F);
  } else {
    beam(c, {layout == 0 ? 0.0F : -0.14F, drop}, pool, reach, light, 0.11F);
    if (layout == 2) beam(c, {0.14F, drop}, pool, reach, light, 0.07F);
  }
  pool_of_light(c, pool, reach * (layout == 1 ? 0.9F : 1.0F), light, 0.22F);

  // The wings: cloth in layers, each further out and darker.
  const float wing = layout == 2 ? 0.15F : 0.19F, end = floor + 0.035F;
  for (const float s : {-1.0F, 1.0F}) {
    const float edge = std::max(0.5F, c.right() * 0.80F);
    const Box inner = s < 0 ? Box{-edge - 0.2F, 0, -edge + wing, end} : Box{edge - wing, 0, edge + 0.2F, end};
    if (layout == 0) {
      tied_curtain(c, air, {s < 0 ? -edge : edge - wing * 1.35F, 0, s < 0 ? -edge + wing * 1.35F : edge, end},
                   look.cloth, s);
      curtain(c, air, {s < 0 ? -9.0F : edge - 0.004F, 0, s < 0 ? -edge + 0.004F : 9.0F, end}, look.cloth,
              0.06F);
      curtain(c, air, {s < 0 ? -edge : edge - wing * 0.40F, 0, s < 0 ? -edge + wing * 0.40F : edge, end},
              darker(look.cloth, 0.12F), 0.055F);
    } else {
      curtain(c, air,
              {s < 0 ? -9.0F : edge - wing * 0.45F, 0, s < 0 ? -edge + wing * 0.45F : 9.0F, end + 0.03F},
              darker(look.cloth, 0.25F), 0.05F);
      curtain(c, air, {inner.left, inner.top, inner.right, inner.bottom}, look.cloth, 0.052F);
    }
  }
  valance(c, air, look, drop);
  if (layout == 1) {
    spot_lamp(c, air, {-0.30F, drop + 0.06F}, 0.012F);
    spot_lamp(c, air, {0.30F, drop + 0.06F}, -0.012F);
  } else if (layout == 2) {
    spot_lamp(c, air, {-0.14F, drop + 0.07F}, 0.008F);
    spot_lamp(c, air, {0.14F, drop + 0.07F}, -0.008F);
  } else {
    spot_lamp(c, air, {0, drop + 0.08F}, 0);
  }
}

}  // namespace reverie::paint
