// training/world/places/waterside.cpp
//
// Light on water, rocks and gulls. See waterside.h.
#include "training/world/places/waterside.h"

#include "training/world/places/scenery.h"

namespace reverie::paint {

void glitter(Canvas& c, const Air& air, float x, float top, float bottom) {
  if (air.time == TimeOfDay::Day) return;
  std::vector<Shape> streaks;
  for (int i = 0; i < 5; ++i) {
    const float k = static_cast<float>(i), y = top + (bottom - top) * (0.08F + 0.20F * k);
    streaks.push_back(
        rectangle(box_at({x + (i % 2 == 0 ? 0.012F : -0.014F), y}, 0.09F + 0.03F * k, 0.010F), 0.005F));
  }
  c.fill(unite(streaks), air.shine, 0.6F);
}

void ripples(Canvas& c, const Air& air, float top, float bottom, float opacity, int layout) {
  const float side = layout == 1 ? -1.0F : 1.0F;
  const float strokes[][3] = {{-0.30F, 0.14F, 0.16F}, {0.26F, 0.26F, 0.20F}, {-0.10F, 0.44F, 0.22F},
                              {0.40F, 0.58F, 0.18F},  {-0.38F, 0.72F, 0.2F}, {0.10F, 0.84F, 0.26F},
                              {-0.85F, 0.36F, 0.3F},  {0.88F, 0.5F, 0.3F}};
  for (const auto& s : strokes) {
    const Point p{s[0] * side, top + (bottom - top) * s[1]};
    c.fill(rectangle(box_at(p, s[2], 0.009F), 0.0045F), air.lit(hex(0xFFFFFF)), opacity);
  }
}

void boulder(Canvas& c, const Air& air, Point foot, float w, Color stone) {
  contact_shadow(c, foot, w * 1.15F, 0.16F);
  c.fill(
      leaf({foot.x - w / 2, foot.y}, {foot.x + w / 2, foot.y}, w * 0.42F, w * 0.05F),
      downwards(foot.y - w * 0.42F, air.lit(lighter(stone, 0.10F)), foot.y, air.lit(darker(stone, 0.22F))));
  c.fill(leaf({foot.x - w * 0.36F, foot.y - w * 0.20F}, {foot.x + w * 0.10F, foot.y - w * 0.36F}, w * 0.09F,
              w * 0.02F),
         air.lit(lighter(stone, 0.28F)), 0.8F);
}

void gulls(Canvas& c, const Air& air, Point p, float size) {
  const Color feather = air.lit(air.night() ? hex(0xC6D4EA) : hex(0xFFFFFF));
  for (const Point at : {Point{0, 0}, Point{0.9F, -0.55F}, Point{1.3F, 0.35F}}) {
    const Point m{p.x + at.x * size, p.y + at.y * size};
    c.fill(unite({leaf({m.x - size * 0.42F, m.y - size * 0.10F}, m, size * 0.16F, -size * 0.09F),
                  leaf(m, {m.x + size * 0.42F, m.y - size * 0.10F}, size * 0.16F, -size * 0.09F)}),
           feather);
  }
}

}  // namespace reverie::paint
