// training/world/places/lamps.cpp
//
// The lamps of furnishings.h: lit at sunset and at night.
#include <cmath>

#include "training/world/places/furnishings.h"

namespace reverie::paint {

void hanging_lamp(Canvas& c, const Air& air, Point p, Color shade, float size) {
  c.fill(rectangle({p.x - 0.004F, -1, p.x + 0.004F, p.y - 0.06F * size}), air.lit(hex(0x4A4A55)));
  if (air.lamps()) c.glow({p.x, p.y + 0.03F}, 0.42F * size, hex(0xFFD68A), 0.75F);
  c.fill(circle({p.x, p.y + 0.004F * size}, 0.024F * size),
         air.lamps() ? hex(0xFFF6D8) : air.lit(hex(0xFFF9EA)));
  c.fill(overlap(ellipse(p, 0.085F * size, 0.075F * size),
                 rectangle({p.x - 0.1F * size, p.y - 0.1F * size, p.x + 0.1F * size, p.y})),
         air.lit(shade));
}

void globe_lamp(Canvas& c, const Air& air, Point p, float r) {
  c.fill(rectangle({p.x - 0.003F, -1, p.x + 0.003F, p.y - r}), air.lit(hex(0x6A5A3A)));
  if (air.lamps()) c.glow(p, r * 7, hex(0xFFD68A), 0.7F);
  c.fill(rectangle(box_at({p.x, p.y - r}, r * 0.7F, r * 0.5F), 0.003F), air.lit(hex(0xC69A45)));
  c.fill(circle(p, r), air.lamps() ? hex(0xFFEFC4) : air.lit(hex(0xFDF6E6)));
  c.fill(circle({p.x - r * 0.28F, p.y - r * 0.28F}, r * 0.34F), hex(0xFFFFFF), 0.7F);
}

void floor_lamp(Canvas& c, const Air& air, Point foot, float h) {
  const Point top{foot.x, foot.y - h};
  c.fill(ellipse(foot, 0.05F, 0.012F), air.lit(hex(0x4A3A33)));
  c.fill(rectangle({foot.x - 0.006F, top.y, foot.x + 0.006F, foot.y}), air.lit(hex(0x4A3A33)));
  if (air.lamps()) c.glow({top.x, top.y + 0.05F}, 0.50F, hex(0xFFCB76), 0.75F);
  c.fill(polygon({{top.x - 0.042F, top.y},
                  {top.x + 0.042F, top.y},
                  {top.x + 0.078F, top.y + 0.11F},
                  {top.x - 0.078F, top.y + 0.11F}}),
         air.lamps() ? hex(0xFFE6A8) : air.lit(hex(0xF6E6C4)));
}

void table_lamp(Canvas& c, const Air& air, Point foot, float h, Color base) {
  const float rim = foot.y - h * 0.45F;
  if (air.lamps()) c.glow({foot.x, rim}, h * 2.2F, hex(0xFFCB76), 0.7F);
  c.fill(ellipse({foot.x, foot.y - h * 0.20F}, h * 0.15F, h * 0.20F), air.lit(base));
  c.fill(rectangle({foot.x - h * 0.03F, rim, foot.x + h * 0.03F, foot.y - h * 0.3F}), air.lit(hex(0xC69A45)));
  c.fill(polygon({{foot.x - h * 0.19F, foot.y - h},
                  {foot.x + h * 0.19F, foot.y - h},
                  {foot.x + h * 0.34F, rim},
                  {foot.x - h * 0.34F, rim}}),
         air.lamps() ? hex(0xFFE6A8) : air.lit(hex(0xF6E6C4)));
}

void fairy_lights(Canvas& c, const Air& air, Point a, Point b, float sag, int count) {
  const Point low{(a.x + b.x) / 2, (a.y + b.y) / 2 + 2 * sag};
  const std::vector<Point> cord = curve(a, low, b, count);
  c.fill(stroke(cord, 0.004F, 0.004F), air.lit(hex(0x4A3A33)));
  for (size_t i = 1; i + 1 < cord.size(); ++i) {
    const Point p{cord[i].x, cord[i].y + 0.012F};
    if (air.lamps()) c.glow(p, 0.045F, hex(0xFFD27A), 0.6F);
    c.fill(circle(p, 0.0085F), air.lamps() ? hex(0xFFF2C8) : air.lit(hex(0xFFE3A0)));
  }
}

}  // namespace reverie::paint
