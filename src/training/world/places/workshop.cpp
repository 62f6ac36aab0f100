// training/world/places/workshop.cpp
//
// A workshop: a heavy bench with a vice, tools on a board, brass gears on the wall, an enamel lamp.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>
#include <cmath>

#include "training/world/places/furnishings.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

void gear(Canvas& c, const Air& air, Point p, float r, int teeth, Color metal) {
  std::vector<Shape> parts = {circle(p, r * 0.82F)};
  for (int i = 0; i < teeth / 2; ++i) {  // a bar across makes two teeth
    const float turn = static_cast<float>(M_PI) * static_cast<float>(i) / (static_cast<float>(teeth) / 2);
    const Point d{r * std::cos(turn), r * std::sin(turn)}, n{-d.y * 0.15F, d.x * 0.15F};
    parts.push_back(polygon({{p.x - d.x - n.x, p.y - d.y - n.y},
                             {p.x + d.x - n.x, p.y + d.y - n.y},
                             {p.x + d.x + n.x, p.y + d.y + n.y},
                             {p.x - d.x + n.x, p.y - d.y + n.y}}));
  }
  c.fill(unite(parts), blend({p.x - r, p.y - r}, air.lit(lighter(metal, 0.22F)), {p.x + r, p.y + r},
                             air.lit(darker(metal, 0.20F))));
  c.fill(cut(circle(p, r * 0.62F), circle(p, r * 0.34F)), air.lit(darker(metal, 0.32F)));
  for (const float a : {0.0F, 1.05F, 2.09F}) {
    const Point d{r * 0.60F * std::cos(a), r * 0.60F * std::sin(a)};
    c.fill(stroke({{p.x - d.x, p.y - d.y}, {p.x + d.x, p.y + d.y}}, r * 0.13F, r * 0.13F), air.lit(metal));
  }
  c.fill(circle(p, r * 0.14F), air.lit(hex(0x4A3A2C)));
}

void hammer(Canvas& c, const Air& air, Point p) {
  c.fill(rectangle(box_at({p.x, p.y + 0.035F}, 0.014F, 0.11F), 0.005F), air.lit(hex(0xC98F55)));
  c.fill(rectangle(box_at({p.x + 0.003F, p.y - 0.022F}, 0.060F, 0.028F), 0.005F), air.lit(hex(0x59626C)));
}

void saw(Canvas& c, const Air& air, Point p) {
  c.fill(polygon({{p.x - 0.085F, p.y - 0.006F},
                  {p.x + 0.045F, p.y - 0.026F},
                  {p.x + 0.045F, p.y + 0.026F},
                  {p.x - 0.085F, p.y + 0.012F}}),
         air.lit(hex(0xB9C3CB)));
  c.fill(cut(rectangle(box_at({p.x + 0.068F, p.y}, 0.058F, 0.062F), 0.016F),
             rectangle(box_at({p.x + 0.068F, p.y}, 0.026F, 0.030F), 0.010F)),
         air.lit(hex(0xB5643A)));
}

void wrench(Canvas& c, const Air& air, Point p) {
  const Color steel = air.lit(hex(0x8A949E));
  c.fill(rectangle(box_at({p.x, p.y + 0.02F}, 0.015F, 0.10F), 0.006F), steel);
  c.fill(cut(circle({p.x, p.y - 0.040F}, 0.025F), rectangle(box_at({p.x, p.y - 0.058F}, 0.018F, 0.036F))),
         steel);
  c.fill(cut(circle({p.x, p.y + 0.075F}, 0.020F), circle({p.x, p.y + 0.075F}, 0.009F)), steel);
}

void screwdriver(Canvas& c, const Air& air, Point p, Color grip) {
  c.fill(rectangle(box_at({p.x, p.y + 0.045F}, 0.008F, 0.07F)), air.lit(hex(0xA9B3BC)));
  c.fill(rectangle(box_at({p.x, p.y - 0.015F}, 0.022F, 0.062F), 0.009F), air.lit(grip));
}

void tool_board(Canvas& c, const Air& air, Box b, Color board) {
  c.fill(rectangle({b.left + 0.006F, b.top + 0.010F, b.right + 0.008F, b.bottom + 0.012F}), hex(0x0A1430),
         0.20F);
  c.fill(rectangle(b, 0.004F), air.lit(board));
  c.fill(panes({b.left + 0.01F, b.top + 0.01F, b.right - 0.01F, b.bottom - 0.01F}, 18, 9, 0.16F, 0.20F),
         air.lit(darker(board, 0.22F)));
  const float w = b.right - b.left, y = (b.top + b.bottom) / 2;
  hammer(c, air, {b.left + w * 0.13F, y});
  wrench(c, air, {b.left + w * 0.29F, y});
  saw(c, air, {b.left + w * 0.58F, y - 0.045F});
  for (int i = 0; i < 3; ++i) {
    const Color grips[] = {hex(0xD9473C), hex(0xF0B93E), hex(0x3F7FB0)};
    screwdriver(c, air, {b.left + w * (0.45F + 0.10F * static_cast<float>(i)), y + 0.040F}, grips[i]);
  }
  hammer(c, air, {b.left + w * 0.88F, y});
}

void bench(Canvas& c, const Air& air, float left, float right, float floor, Color wood) {
  const float top = floor - 0.165F;
  c.fill(rectangle({left + 0.01F, top + 0.03F, right - 0.01F, floor + 0.02F}), air.lit(darker(wood, 0.50F)));
  const int drawers = std::max(2, static_cast<int>((right - left) / 0.17F));
  c.fill(panes({left + 0.02F, top + 0.042F, right - 0.02F, floor - 0.055F}, drawers, 1, 0.88F, 0.86F),
         air.lit(darker(wood, 0.10F)));
  c.fill(panes({left + 0.02F, top + 0.042F, right - 0.02F, floor - 0.055F}, drawers, 1, 0.26F, 0.14F),
         air.lit(hex(0xD0A048)));
  c.fill(rectangle({left + 0.01F, floor - 0.030F, right - 0.01F, floor - 0.014F}),
         air.lit(darker(wood, 0.22F)));
  for (const float x : {left + 0.03F, right - 0.03F})
    c.fill(rectangle({x - 0.022F, top, x + 0.022F, floor + 0.024F}), air.lit(darker(wood, 0.16F)));
  c.fill(rectangle({left - 0.02F, top - 0.014F, right + 0.02F, top + 0.026F}, 0.005F), air.lit(wood));
  c.fill(rectangle({left - 0.02F, top - 0.014F, right + 0.02F, top - 0.004F}, 0.004F),
         air.lit(lighter(wood, 0.20F)));
}

void vice(Canvas& c, const Air& air, Point foot, float s) {
  const Color iron = air.lit(hex(0x3F6E8C)), steel = air.lit(hex(0xB9C3CB));
  c.fill(rectangle({foot.x - 0.035F, foot.y - 0.02F, foot.x + 0.035F, foot.y}, 0.004F), iron);
  c.fill(rectangle({foot.x - 0.018F, foot.y - 0.055F, foot.x + 0.018F, foot.y}), iron);
  c.fill(rectangle({foot.x - 0.055F, foot.y - 0.072F, foot.x + 0.055F, foot.y - 0.046F}, 0.005F), iron);
  c.fill(rectangle(box_at({foot.x + s * 0.035F, foot.y - 0.078F}, 0.022F, 0.030F), 0.003F), steel);
  c.fill(rectangle(box_at({foot.x + s * 0.068F, foot.y - 0.078F}, 0.022F, 0.030F), 0.003F), steel);
  c.fill(rectangle(box_at({foot.x + s * 0.098F, foot.y - 0.058F}, 0.050F, 0.008F)), steel);
  c.fill(rectangle(box_at({foot.x + s * 0.118F, foot.y - 0.058F}, 0.008F, 0.060F), 0.004F), steel);
}

void paint_tins(Canvas& c, const Air& air, float x, float shelf) {
  const Color tins[] = {hex(0xD9534A), hex(0x3F8CA6), hex(0xF0B93E), hex(0x6FA05A)};
  for (int i = 0; i < 4; ++i) {
    const float at = x + 0.062F * static_cast<float>(i), h = i % 2 == 0 ? 0.062F : 0.048F;
    c.fill(rectangle({at - 0.025F, shelf - h, at + 0.025F, shelf}, 0.004F), air.lit(hex(0xC3CBD1)));
    c.fill(rectangle({at - 0.025F, shelf - h * 0.72F, at + 0.025F, shelf - h * 0.20F}), air.lit(tins[i]));
  }
}

}  // namespace

void paint_workshop(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Color bricks[] = {hex(0xB5694C), hex(0x8C8478), hex(0x6F8087)};
  const Color boards[] = {hex(0xD9B07A), hex(0x6F93A0), hex(0xC98F5A)};
  const Color wood = layout == 1 ? hex(0x9C6B42) : hex(0xB07A48), brass = hex(0xC9943E),
              copper = hex(0xB5683F), steel = hex(0x8A929A);
  const Color brick = bricks[layout];
  const float floor = c.y(0.62F), side = layout == 1 ? -1.0F : 1.0F, top = floor - 0.179F;
  c.everywhere(downwards(0, air.lit(darker(brick, 0.26F)), floor, air.lit(darker(brick, 0.14F))));
  // Brick courses, every second one shifted by half a brick.
  const float course = 0.046F;
  const int rows = static_cast<int>(floor / (2 * course)) + 1;
  for (const float shift : {0.0F, 1.0F}) {
    const float up = floor - course * 2 * static_cast<float>(rows) + shift * course;
    c.fill(
        panes({-1.28F - shift * 0.05F, up, 1.28F + shift * 0.05F, up + course * 2 * static_cast<float>(rows)},
              shift > 0 ? 27 : 26, rows, 0.93F, 0.43F),
        downwards(0, air.lit(darker(brick, 0.10F)), floor, air.lit(lighter(brick, 0.04F))));
  }
  c.fill(under(level(floor)), downwards(floor, air.lit(hex(0xA98C6E)), c.bottom(), air.lit(hex(0x957A5E))));
  floor_lines(c, floor, 0.17F, air.lit(hex(0x8C7257)), false);
  c.fill(rectangle({-9, floor, 9, floor + 0.014F}), hex(0x0A1430), 0.18F);

  const float middle = floor - 0.335F;
  if (layout == 2) {  // a wall of gears, a bench on either side
    const Point hub{0, floor - 0.31F};
    gear(c, air, {hub.x - 0.135F, hub.y + 0.085F}, 0.082F, 12, copper);
    gear(c, air, {hub.x + 0.140F, hub.y + 0.075F}, 0.070F, 10, steel);
    gear(c, air, {hub.x + 0.125F, hub.y - 0.115F}, 0.058F, 10, copper);
    gear(c, air, {hub.x - 0.145F, hub.y - 0.105F}, 0.062F, 10, steel);
    gear(c, air, hub, 0.128F, 16, brass);
    for (const float s : {-1.0F, 1.0F}) {
      bench(c, air, s < 0 ? -1.25F : 0.22F, s < 0 ? -0.22F : 1.25F, floor, wood);
      wall_shelf(c, air, s < 0 ? -0.50F : 0.26F, s < 0 ? -0.26F : 0.50F, middle, hex(0x8A5A38));
      tool_board(c, air, box_at({s * 0.82F, middle}, 0.44F, 0.23F), boards[2]);
    }
    paint_tins(c, air, -0.46F, middle);
    paint_tins(c, air, 0.29F, middle);
    vice(c, air, {-0.33F, top}, 1);
    bottles(c, air, 0.29F, 0.47F, top, 0.085F, {hex(0xC98B3F), hex(0x6F8F52), hex(0x4F7F95)}, 3);
    hanging_lamp(c, air, {-0.36F, std::max(0.09F, floor - 0.53F)}, hex(0x2F6E66), 0.9F);
    hanging_lamp(c, air, {0.36F, std::max(0.09F, floor - 0.53F)}, hex(0x2F6E66), 0.9F);
    return;
  }
  const float glass = 0.335F * side, sill = floor - 0.235F, head = std::max(0.06F, sill - c.rise(0.28F));
  window(c, outside, {glass - 0.115F, head, glass + 0.115F, sill}, air.lit(hex(0x5A4636)), layout);
  hanging_lamp(c, air, {-0.22F * side, std::max(0.085F, floor - 0.535F)},
               layout == 0 ? hex(0x3F7F6A) : hex(0xD9A23C), 0.9F);
  tool_board(c, air, box_at({-0.20F * side, middle + 0.005F}, 0.46F, 0.24F), boards[layout]);
  tool_board(c, air, box_at({0.88F * side, middle - 0.005F}, 0.46F, 0.24F), boards[layout]);
  const float high = std::max(0.09F, floor - 0.515F);
  gear(c, air, {0.105F * side, high - 0.005F}, 0.062F, 12, brass);
  gear(c, air, {0.035F * side, high + 0.055F}, 0.044F, 10, copper);
  gear(c, air, {-0.76F * side, middle - 0.02F}, 0.13F, 16, brass);
  gear(c, air, {-0.93F * side, middle + 0.06F}, 0.08F, 12, copper);
  bench(c, air, -1.25F, 1.25F, floor, wood);
  vice(c, air, {0.30F * side, top}, side);
  paint_tins(c, air, -0.47F, top);
  bottles(c, air, 0.02F, 0.18F, top, 0.080F, {hex(0xC98B3F), hex(0x6F8F52), hex(0x4F7F95)}, 2 + layout);
  gear(c, air, {-0.13F * side, top - 0.042F}, 0.042F, 10, steel);
}

}  // namespace reverie::paint
