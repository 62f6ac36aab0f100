// training/world/places/street_things.cpp
//
// Lamps, benches, awnings and windows. See street_things.h.
#include "training/world/places/street_things.h"

#include <algorithm>

#include "training/world/places/scenery.h"

namespace reverie::paint {

void street_lamp(Canvas& c, const Air& air, Point foot, float h) {
  const Color iron = air.lit(hex(0x3C4A5C));
  const Point head{foot.x, foot.y - h};
  c.fill(rectangle({foot.x - 0.007F, head.y, foot.x + 0.007F, foot.y}), iron);
  c.fill(rectangle({foot.x - 0.018F, foot.y - 0.04F, foot.x + 0.018F, foot.y}, 0.005F), iron);
  if (air.lamps()) c.glow(head, 0.15F, hex(0xFFD98A), 0.55F);
  c.fill(circle(head, 0.026F), air.lamps() ? hex(0xFFEFC0) : air.lit(hex(0xF3F6F8)));
  snow_cap(c, air, circle({head.x, head.y - 0.004F}, 0.028F), 0.018F);
  c.fill(rectangle({foot.x - 0.020F, head.y + 0.020F, foot.x + 0.020F, head.y + 0.032F}, 0.004F), iron);
}

void bench(Canvas& c, const Air& air, Point foot, float w, Color wood) {
  const Color iron = air.lit(hex(0x3C4A5C));
  contact_shadow(c, foot, w * 1.1F, 0.16F);
  for (const float x : {-0.38F, 0.38F}) {
    c.fill(rectangle({foot.x + w * x - 0.008F, foot.y - w * 0.46F, foot.x + w * x + 0.008F, foot.y}), iron);
  }
  for (const float y : {0.48F, 0.38F, 0.28F}) {  // back
    c.fill(rectangle({foot.x - w / 2, foot.y - w * y, foot.x + w / 2, foot.y - w * (y - 0.07F)}, 0.005F),
           air.lit(wood));
  }
  c.fill(rectangle({foot.x - w * 0.53F, foot.y - w * 0.19F, foot.x + w * 0.53F, foot.y - w * 0.12F}, 0.005F),
         air.lit(lighter(wood, 0.14F)));
}

void awning(Canvas& c, const Air& air, Box b, int stripes, Color first, Color second) {
  std::vector<float> edges;
  std::vector<Color> colours;
  const float step = (b.right - b.left) / static_cast<float>(stripes);
  for (int i = 0; i < stripes; ++i) {
    edges.push_back(b.left + step * static_cast<float>(i));
    colours.push_back(air.lit(i % 2 == 0 ? first : second));
  }
  edges.push_back(b.right);
  std::vector<Shape> cloth = {rectangle({b.left, b.top, b.right, b.bottom - step * 0.5F})};
  for (int i = 0; i < stripes; ++i) {
    const float x = b.left + step * (static_cast<float>(i) + 0.5F);
    cloth.push_back(circle({x, b.bottom - step * 0.5F}, step * 0.5F));
  }
  c.fill(unite(cloth), columns(edges, colours));
  const float fold = b.top + (b.bottom - b.top) * 0.62F;
  c.fill(rectangle({b.left, fold, b.right, fold + 0.006F}), hex(0x1A1430), 0.14F);
}

Color pane(const Air& air) {
  return air.lamps() ? hex(0xFFD36B) : air.dawn() ? hex(0xFFE0A0) : air.lit(hex(0xA9D4EC));
}

void house_windows(Canvas& c, const Air& air, Box b, int columns, int rows, Color frame, int seed) {
  c.fill(panes(b, columns, rows, 0.60F, 0.66F), air.lit(frame));
  const Color dark = air.lit(air.lamps() ? hex(0x46587A) : hex(0x9CC6E0));
  c.fill(panes(b, columns, rows, 0.46F, 0.54F), dark);
  const auto lit = [=](int column, int row) { return (column * 5 + row * 3 + seed * 7) % 4 != 0; };
  c.fill(panes(b, columns, rows, 0.46F, 0.54F, lit), pane(air));
  // Glazing bars: a cross through every pane.
  const float w = (b.right - b.left) / static_cast<float>(columns) * 0.035F;
  std::vector<Shape> bars;
  for (int i = 0; i < columns; ++i) {
    const float x =
        b.left + (b.right - b.left) * (static_cast<float>(i) + 0.5F) / static_cast<float>(columns);
    bars.push_back(rectangle({x - w, b.top, x + w, b.bottom}));
  }
  c.fill(overlap(unite(bars), panes(b, columns, rows, 0.60F, 0.66F)), air.lit(frame));
}

Shape battlements(float left, float right, float foot, float size) {
  const int count = std::max(1, static_cast<int>((right - left) / (size * 2)));
  return panes({left, foot - size, right, foot}, count, 1, 0.56F, 1.0F);
}

}  // namespace reverie::paint
