// training/world/places/antique_table.cpp
//
// The top of an old dark table, seen close, before a wall that the light of a hidden window leaves half in
// shadow: the stage of a painted still life.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>
#include <cmath>

#include "training/world/places/furnishings.h"
#include "training/world/places/painters.h"

namespace reverie::paint {
namespace {

struct Look {
  Color wall, wood, cloth;
};

// The glow of the hour on the wall.
Color light_of_hour(const Air& air) {
  return air.night()    ? hex(0x8FA6E8)
         : air.sunset() ? hex(0xFF9A4A)
         : air.dawn()   ? hex(0xFFC7BE)
                        : hex(0xFFE0A6);
}

// A heavy cloth that hangs from above and comes to rest on the table's far corner.
void drapery(Canvas& c, const Air& air, float side, float edge, Color cloth) {
  const auto hung = [&](float from, float to, float bow, float bottom, Color colour) {
    const std::vector<Point> rim =
        curve({side * from, -0.05F}, {side * (from + bow), bottom * 0.6F}, {side * to, bottom}, 6);
    c.fill(beside(rim, side * 9), folds(0.085F, from, air.lit(darker(colour, 0.45F)), air.lit(colour)));
  };
  const float out = std::max(0.0F, c.right() - 0.5F) * 0.75F;  // wide pictures keep it near their side
  hung(0.20F + out, 0.40F + out, 0.16F, edge - 0.04F, darker(cloth, 0.30F));
  hung(0.32F + out, 0.38F + out, 0.12F, edge + 0.030F, cloth);
}

void table_top(Canvas& c, const Air& air, float edge, float front, Color wood, int layout) {
  c.fill(rectangle({-9, edge, 9, front}),
         downwards(edge, air.lit(darker(wood, 0.34F)), front, air.lit(lighter(wood, 0.06F))));
  // Boards lie across the picture; they grow towards us.
  float y = edge, step = (front - edge) * (layout == 1 ? 0.20F : 0.14F);
  for (int i = 0; i < 3; ++i, step *= 1.5F) {
    y += step;
    c.fill(rectangle({-9, y - 0.0025F, 9, y + 0.0025F}), air.lit(darker(wood, 0.48F)), 0.8F);
    c.fill(rectangle({-9, y + 0.0025F, 9, y + 0.006F}), air.lit(lighter(wood, 0.14F)), 0.45F);
    for (int k = -3; k <= 3; ++k) {  // grain
      const float x = 0.41F * static_cast<float>(k) + 0.13F * static_cast<float>((i * 3 + layout) % 4);
      if (std::abs(x) > c.right() + 0.2F) continue;
      for (const float line : {0.28F, 0.52F, 0.74F}) {
        const float g = y - step * line, from = x + 0.09F * line;
        c.fill(stroke(curve({from, g}, {from + 0.12F, g - step * 0.10F}, {from + 0.30F, g + step * 0.03F}, 3),
                      0.0042F, 0.0012F),
               air.lit(darker(wood, 0.40F)), 0.50F);
      }
    }
  }
  c.fill(rectangle({-9, edge, 9, edge + 0.006F}), air.lit(lighter(wood, 0.22F)), 0.55F);
  // The moulded front edge, and the dark below it.
  c.fill(rectangle({-9, front, 9, c.bottom()}),
         downwards(front, air.lit(darker(wood, 0.30F)), c.bottom(), air.lit(darker(wood, 0.62F))));
  c.fill(rectangle({-9, front - 0.004F, 9, front + 0.006F}), air.lit(lighter(wood, 0.26F)));
}

}  // namespace

void paint_antique_table(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Look looks[] = {{hex(0x4A3A2A), hex(0x7A4A2A), hex(0x8C2A26)},
                        {hex(0x39453C), hex(0x6B4429), hex(0x2F5A54)},
                        {hex(0x3C3844), hex(0x84502F), hex(0xC9A25A)}};
  const Look& look = looks[layout];
  const float edge = c.y(0.60F), front = c.y(0.965F), side = layout == 1 ? -1.0F : 1.0F;
  const Color glow = light_of_hour(outside);

  // The wall: deep shadow, and light that falls from one side.
  c.everywhere(
      blend({-0.6F * side, 0}, air.lit(look.wall), {0.6F * side, edge}, air.lit(darker(look.wall, 0.62F))));
  const Point lamp{layout == 2 ? 0.0F : -0.30F * side, edge - (layout == 2 ? 0.16F : c.rise(0.26F))};
  c.glow(lamp, 0.72F, mix(look.wall, glow, 0.42F), 0.75F);
  c.glow(lamp, 0.34F, mix(look.wall, glow, 0.75F), 0.55F);
  if (layout == 1) {  // a window out of sight throws its light here, pane by pane
    const float top = std::max(0.03F, edge - 0.53F);
    for (const float row : {0.0F, 0.13F, 0.26F}) {
      light_patch(c, outside, {0.10F - row * 0.28F, top + row}, 0.27F, 0.118F, -0.033F);
    }
  }
  table_top(c, air, edge, front, look.wood, layout);
  // Where the light strikes the boards.
  const float pool = std::min(0.55F, (front - edge) * 1.3F);
  c.glow({lamp.x * 0.5F, (edge + front) / 2}, pool, mix(look.wood, glow, 0.48F), 0.55F);

  if (layout == 2) {  // a niche of cloth on both sides
    drapery(c, air, -1, edge, darker(look.wall, 0.20F));
    drapery(c, air, 1, edge, darker(look.wall, 0.20F));
  } else {
    drapery(c, air, side, edge, look.cloth);
  }
}

}  // namespace reverie::paint
