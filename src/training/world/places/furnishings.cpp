// training/world/places/furnishings.cpp
//
// Pictures, plants, shelves, cloth, pillars, tables and floors. The lamps are in lamps.cpp.
// See furnishings.h.
#include "training/world/places/furnishings.h"

#include <algorithm>
#include <cmath>

#include "training/world/places/scenery.h"

namespace reverie::paint {

void framed_picture(Canvas& c, const Air& air, Box b, Color frame, int motif) {
  const float w = b.right - b.left, h = b.bottom - b.top, edge = std::min(w, h) * 0.11F;
  const float x = (b.left + b.right) / 2, y = (b.top + b.bottom) / 2;
  c.fill(rectangle({b.left + 0.006F, b.top + 0.010F, b.right + 0.010F, b.bottom + 0.014F}, 0.006F),
         hex(0x0A1430), 0.22F);
  c.fill(rectangle(b, 0.004F), blend({b.left, b.top}, air.lit(lighter(frame, 0.22F)), {b.right, b.bottom},
                                     air.lit(darker(frame, 0.22F))));
  const Box in{b.left + edge, b.top + edge, b.right - edge, b.bottom - edge};
  const Shape sheet = rectangle(in);
  const auto land = [&](float line, Color colour) {
    c.fill(overlap(sheet, under(rolling({{in.left, in.top + h * line},
                                         {x - w * 0.08F, in.top + h * (line - 0.14F)},
                                         {in.right, in.top + h * (line + 0.02F)}}))),
           air.lit(colour));
  };
  switch (motif % 5) {
    case 0:
      c.fill(sheet, downwards(in.top, air.lit(hex(0x9CCBE6)), in.bottom, air.lit(hex(0xF5E7C4))));
      c.fill(circle({x + w * 0.16F, y - h * 0.16F}, edge * 0.7F), air.lit(hex(0xFFE08A)));
      land(0.46F, hex(0x7FA894));
      land(0.60F, hex(0x4F8A5E));
      return;
    case 1:
      c.fill(sheet, downwards(in.top, air.lit(hex(0xF6C6A0)), in.bottom, air.lit(hex(0xE88D73))));
      c.fill(overlap(sheet, circle({x - w * 0.08F, y}, edge * 1.1F)), air.lit(hex(0xFFE9B0)));
      c.fill(rectangle({in.left, y + h * 0.02F, in.right, in.bottom}), air.lit(hex(0x3E7FA5)));
      c.fill(rectangle({x - w * 0.16F, y + h * 0.08F, x + w * 0.02F, y + h * 0.10F}), air.lit(hex(0xFFE9B0)));
      c.fill(rectangle({x - w * 0.11F, y + h * 0.16F, x - w * 0.02F, y + h * 0.18F}), air.lit(hex(0xFFE9B0)));
      return;
    case 2:
      c.fill(sheet, air.lit(hex(0xF1E6D2)));
      for (const Point p : {Point{-0.12F, -0.08F}, Point{0.0F, -0.20F}, Point{0.12F, -0.07F}}) {
        c.fill(stroke({{x, y + h * 0.2F}, {x + w * p.x, y + h * p.y}}, 0.004F, 0.003F),
               air.lit(hex(0x4E8A55)));
        c.fill(circle({x + w * p.x, y + h * p.y}, edge * 0.62F),
               air.lit(p.x == 0 ? hex(0xE8A23C) : hex(0xD9596B)));
      }
      c.fill(rectangle(box_at({x, y + h * 0.20F}, w * 0.22F, h * 0.20F), w * 0.06F), air.lit(hex(0x3F6FA0)));
      return;
    case 3:
      c.fill(sheet, downwards(in.top, air.lit(hex(0x4A3B2C)), in.bottom, air.lit(hex(0x6E563A))));
      c.fill(overlap(sheet, ellipse({x, in.bottom + h * 0.04F}, w * 0.30F, h * 0.30F)),
             air.lit(hex(0x7C2F33)));
      c.fill(ellipse({x, y - h * 0.09F}, w * 0.155F, h * 0.165F), air.lit(hex(0x3A2418)));
      c.fill(ellipse({x, y - h * 0.05F}, w * 0.115F, h * 0.130F), air.lit(hex(0xE7B98F)));
      c.fill(overlap(sheet, ellipse({x, y + h * 0.15F}, w * 0.13F, h * 0.045F)), air.lit(hex(0xF3E9D8)));
      return;
    default:
      c.fill(sheet, air.lit(hex(0xF4EEE2)));
      c.fill(circle({x - w * 0.10F, y - h * 0.10F}, edge * 1.35F), air.lit(hex(0xE0603F)));
      c.fill(rectangle(box_at({x + w * 0.12F, y + h * 0.04F}, w * 0.20F, h * 0.34F)), air.lit(hex(0x2F5E8C)),
             0.9F);
      c.fill(polygon({{x - w * 0.22F, y + h * 0.26F},
                      {x + w * 0.02F, y + h * 0.26F},
                      {x - w * 0.10F, y + h * 0.04F}}),
             air.lit(hex(0xF0B93E)));
      return;
  }
}

void light_patch(Canvas& c, const Air& air, Point top, float width, float height, float slant) {
  const Color light = air.night() ? hex(0x9DB6FF) : air.sunset() ? hex(0xFFB469) : hex(0xFFF6D6);
  const float opacity = air.night() ? 0.10F : air.sunset() ? 0.26F : 0.20F;
  for (const float part : {0.0F, 0.52F}) {  // two panes, a glazing bar between them
    const float left = top.x + width * part, right = left + width * 0.48F;
    c.fill(
        polygon(
            {{left, top.y}, {right, top.y}, {right + slant, top.y + height}, {left + slant, top.y + height}}),
        light, opacity);
  }
}

void rug(Canvas& c, const Air& air, Point centre, float rx, float ry, Color edge, Color ring, Color middle) {
  c.fill(ellipse(centre, rx, ry), air.lit(edge));
  c.fill(ellipse(centre, rx * 0.93F, ry * 0.87F), air.lit(ring));
  c.fill(ellipse(centre, rx * 0.875F, ry * 0.765F), air.lit(middle));
}

void potted_plant(Canvas& c, const Air& air, Point foot, float h, Color pot, int kind) {
  const Color dark = air.lit(hex(0x2F7A4B)), light = air.lit(hex(0x58AE63));
  const float rim = foot.y - h * 0.32F;
  contact_shadow(c, foot, h * 0.42F);
  if (kind == 1) {
    for (const Point p : {Point{-0.17F, -0.50F}, Point{0.18F, -0.52F}, Point{0.0F, -0.44F}}) {
      c.fill(circle({foot.x + h * p.x, foot.y + h * p.y}, h * 0.16F), dark);
    }
    for (const Point p :
         {Point{-0.08F, -0.70F}, Point{0.10F, -0.66F}, Point{-0.02F, -0.84F}, Point{0.20F, -0.55F}}) {
      c.fill(circle({foot.x + h * p.x, foot.y + h * p.y}, h * 0.12F), light);
    }
  } else {
    const float spread = kind == 2 ? 0.46F : 0.26F, droop = kind == 2 ? 0.14F : 0.0F;
    for (int i = -2; i <= 2; ++i) {
      const float k = static_cast<float>(i) / 2;
      const Point tip{foot.x + h * spread * k, foot.y - h * (1 - std::abs(k) * (0.22F + droop))};
      const float bend = kind == 2 ? 0.10F * h : 0.055F * h;
      c.fill(kind == 2 && k < 0   ? leaf({foot.x, rim}, tip, -bend * 0.2F, bend * 1.3F)
             : kind == 2 && k > 0 ? leaf({foot.x, rim}, tip, bend * 1.3F, -bend * 0.2F)
                                  : leaf({foot.x, rim}, tip, bend, bend),
             i % 2 == 0 ? light : dark);
    }
  }
  c.fill(polygon({{foot.x - h * 0.17F, rim},
                  {foot.x + h * 0.17F, rim},
                  {foot.x + h * 0.12F, foot.y},
                  {foot.x - h * 0.12F, foot.y}}),
         blend({foot.x - h * 0.17F, 0}, air.lit(lighter(pot, 0.12F)), {foot.x + h * 0.17F, 0},
               air.lit(darker(pot, 0.16F))));
  c.fill(rectangle({foot.x - h * 0.19F, rim - h * 0.03F, foot.x + h * 0.19F, rim + h * 0.04F}, h * 0.01F),
         air.lit(darker(pot, 0.10F)));
}

void vase(Canvas& c, const Air& air, Point foot, float h, Color glaze, Color petals) {
  for (const Point p : {Point{-0.20F, -0.82F}, Point{0.18F, -0.86F}, Point{0.0F, -1.0F}}) {
    c.fill(stroke({{foot.x, foot.y - h * 0.4F}, {foot.x + h * p.x, foot.y + h * p.y}}, 0.005F, 0.004F),
           air.lit(hex(0x4E8A55)));
    flower(c, air, {foot.x + h * p.x, foot.y + h * p.y}, h * 0.34F, petals);
  }
  c.fill(ellipse({foot.x, foot.y - h * 0.20F}, h * 0.16F, h * 0.20F), air.lit(glaze));
  c.fill(rectangle({foot.x - h * 0.07F, foot.y - h * 0.50F, foot.x + h * 0.07F, foot.y - h * 0.28F}, 0.004F),
         air.lit(glaze));
  c.fill(ellipse({foot.x - h * 0.06F, foot.y - h * 0.22F}, h * 0.03F, h * 0.09F),
         air.lit(lighter(glaze, 0.4F)));
}

void bookshelves(Canvas& c, const Air& air, float left, float right, float floor, int seed, float top,
                 Color wood) {
  const float row = 0.158F, board = 0.014F, side = 0.016F;
  const Color spines[] = {hex(0xB8443E), hex(0x2F6E8E), hex(0xD99A3A), hex(0x4F7F52), hex(0x7A4B7E),
                          hex(0xE6D3AE), hex(0xC56A45), hex(0x35507A), hex(0x8C5A3C)};
  c.fill(rectangle({left, top > 0 ? top : -1, right, floor}), air.lit(wood));
  const Color back = darker(wood, 0.42F), low = darker(wood, 0.29F);
  int n = seed;
  for (float base = floor - 0.035F; base > (top > 0 ? top + row * 0.9F : 0); base -= row, n += 3) {
    const Box hole{left + side, base - row + board, right - side, base};
    c.fill(rectangle(hole), downwards(hole.top, air.lit(back), hole.bottom, air.lit(low)));
    std::vector<float> edges = {hole.left}, tops;
    std::vector<Color> colours;
    while (edges.back() < hole.right - 0.020F) {
      ++n;
      const float width = 0.024F + 0.0065F * static_cast<float>((n * 7) % 4);
      const bool gap = (n * 5) % 23 == 0;  // here and there a book is out
      edges.push_back(std::min(edges.back() + width, hole.right));
      tops.push_back(gap ? base : base - 0.092F - 0.0125F * static_cast<float>((n * 11) % 4));
      colours.push_back(air.lit(spines[(n * 13) % 9]));
    }
    tops.push_back(base);  // nothing stands outside the shelf
    edges.push_back(hole.right + 0.001F);
    colours.push_back(colours.back());
    c.fill(overlap(under(steps(edges, tops)), rectangle(hole)), columns(edges, colours));
  }
  c.fill(rectangle({left, floor - 0.035F, right, floor}), air.lit(darker(wood, 0.14F)));
}

void bottles(Canvas& c, const Air& air, float left, float right, float shelf, float h,
             const std::vector<Color>& glass, int seed) {
  std::vector<float> edges = {left}, bodies, necks;
  std::vector<Color> colours;
  int n = seed;
  while (edges.back() < right - h * 0.42F) {
    ++n;
    const float tall = h * (0.72F + 0.09F * static_cast<float>((n * 7) % 4)),
                w = h * (0.30F + 0.05F * static_cast<float>(n % 3));
    const Color colour = air.lit(glass[static_cast<size_t>(n * n + n) / 2 % glass.size()]);
    for (const float part : {0.32F, 0.36F, 0.32F}) edges.push_back(edges.back() + w * part);
    edges.push_back(edges.back() + h * 0.12F);
    bodies.insert(bodies.end(), {shelf - tall * 0.62F, shelf - tall * 0.62F, shelf - tall * 0.62F, shelf});
    necks.insert(necks.end(), {shelf, shelf - tall, shelf, shelf});
    colours.insert(colours.end(), {lighter(colour, 0.14F), colour, darker(colour, 0.12F), colour});
  }
  if (colours.empty()) return;
  const Shape row = rectangle({left, shelf - h, right, shelf});
  c.fill(overlap(row, unite({under(steps(edges, bodies)), under(steps(edges, necks))})),
         columns(edges, colours));
}

void wall_shelf(Canvas& c, const Air& air, float left, float right, float y, Color wood) {
  c.fill(rectangle({left, y + 0.010F, right, y + 0.030F}), hex(0x0A1430), 0.14F);
  c.fill(rectangle({left, y, right, y + 0.016F}, 0.003F), air.lit(wood));
  c.fill(rectangle({left, y, right, y + 0.005F}), air.lit(lighter(wood, 0.2F)));
}

void curtain(Canvas& c, const Air& air, Box b, Color cloth, float fold) {
  c.fill(rectangle(b), folds(fold, b.left, air.lit(darker(cloth, 0.30F)), air.lit(lighter(cloth, 0.08F))));
}

Shape beside(const std::vector<Point>& rim, float outer) {
  std::vector<Shape> strips;
  for (size_t i = 0; i + 1 < rim.size(); ++i) {
    const Point a = rim[i], end = rim[i + 1];
    // Each strip reaches a little into the next, or a seam shows.
    const float more = i + 2 < rim.size() ? 1 + 0.006F / (end.y - a.y) : 1.0F;
    const Point b{a.x + (end.x - a.x) * more, a.y + (end.y - a.y) * more};
    strips.push_back(polygon({{outer, a.y}, a, b, {outer, b.y}}));
  }
  return unite(strips);
}

void tied_curtain(Canvas& c, const Air& air, Box b, Color cloth, float side) {
  const float w = b.right - b.left, h = b.bottom - b.top;
  const float outer = side < 0 ? b.left : b.right, inner = side < 0 ? b.right : b.left, toward = -side;
  const float tie = b.top + h * 0.60F, waist = outer + toward * w * 0.34F;
  const Paint hung = folds(w * 0.24F, outer, air.lit(darker(cloth, 0.30F)), air.lit(lighter(cloth, 0.10F)));
  std::vector<Point> rim =
      curve({inner, b.top}, {inner - toward * w * 0.06F, tie - h * 0.10F}, {waist, tie}, 5);
  rim.push_back({waist + toward * w * 0.20F, b.bottom});
  c.fill(beside(rim, outer), hung);
  c.fill(rectangle(
             {std::min(outer, waist) - 0.004F, tie - 0.011F, std::max(outer, waist) + 0.004F, tie + 0.011F},
             0.008F),
         air.lit(hex(0xE0B44C)));
}

void pillar(Canvas& c, const Air& air, float x, float top, float foot, float w, Color stone) {
  const Color light = air.lit(lighter(stone, 0.18F)), dark = air.lit(darker(stone, 0.22F));
  c.fill(rectangle({x - w / 2, top, x + w / 2, foot}),
         blend({x - w * 0.35F, 0}, light, {x + w / 2, 0}, dark));
  for (const float k : {-0.26F, 0.0F, 0.26F}) {
    c.fill(rectangle({x + w * k - w * 0.03F, top, x + w * k + w * 0.03F, foot}), dark, 0.45F);
  }
  const auto slab = [&](float y, float width, float h) {
    c.fill(rectangle(box_at({x, y}, w * width, h), h * 0.3F),
           blend({x - w * 0.6F, 0}, light, {x + w * 0.7F, 0}, air.lit(darker(stone, 0.12F))));
  };
  slab(top + w * 0.30F, 1.28F, w * 0.14F);
  slab(top + w * 0.12F, 1.62F, w * 0.24F);
  slab(foot - w * 0.32F, 1.26F, w * 0.16F);
  slab(foot - w * 0.12F, 1.60F, w * 0.26F);
}

void wainscot(Canvas& c, const Air& air, float top, float floor, float panel, Color wood) {
  c.fill(rectangle({-9, top, 9, floor}), air.lit(wood));
  c.fill(panes({-panel * 12, top + 0.022F, panel * 12, floor - 0.030F}, 24, 1, 0.80F, 0.92F),
         air.lit(darker(wood, 0.13F)));
  c.fill(panes({-panel * 12, top + 0.028F, panel * 12, floor - 0.034F}, 24, 1, 0.72F, 0.88F),
         air.lit(lighter(wood, 0.05F)));
  c.fill(rectangle({-9, top, 9, top + 0.014F}), air.lit(lighter(wood, 0.18F)));
  c.fill(rectangle({-9, floor - 0.022F, 9, floor}), air.lit(darker(wood, 0.28F)));
}

void round_table(Canvas& c, const Air& air, Point foot, float w, float h, Color top) {
  const Color iron = air.lit(hex(0x3A3230));
  contact_shadow(c, foot, w * 0.8F, 0.22F);
  c.fill(ellipse(foot, w * 0.24F, w * 0.055F), iron);
  c.fill(rectangle({foot.x - 0.008F, foot.y - h, foot.x + 0.008F, foot.y}), iron);
  c.fill(ellipse({foot.x, foot.y - h + 0.010F}, w / 2, w * 0.105F), air.lit(darker(top, 0.30F)));
  c.fill(ellipse({foot.x, foot.y - h}, w / 2, w * 0.105F), air.lit(top));
  c.fill(ellipse({foot.x - w * 0.05F, foot.y - h - w * 0.012F}, w * 0.36F, w * 0.065F),
         air.lit(lighter(top, 0.14F)));
}

void chair(Canvas& c, const Air& air, Point foot, float h, Color wood, float facing) {
  const float w = h * 0.42F, back = foot.x - facing * w / 2, front = foot.x + facing * w / 2,
              seat = foot.y - h * 0.46F;
  const Color light = air.lit(wood), dark = air.lit(darker(wood, 0.25F));
  contact_shadow(c, foot, w * 1.3F, 0.16F);
  c.fill(stroke({{back, seat}, {back - facing * w * 0.08F, foot.y}}, h * 0.05F, h * 0.035F), dark);
  c.fill(stroke({{front, seat}, {front + facing * w * 0.06F, foot.y}}, h * 0.05F, h * 0.035F), dark);
  c.fill(stroke(curve({back, seat}, {back - facing * w * 0.10F, foot.y - h * 0.78F},
                      {back - facing * w * 0.22F, foot.y - h}, 4),
                h * 0.05F, h * 0.045F),
         light);
  c.fill(rectangle({std::min(back, front) - w * 0.06F, seat - h * 0.035F, std::max(back, front) + w * 0.06F,
                    seat + h * 0.03F},
                   h * 0.03F),
         light);
}

void board_floor(Canvas& c, const Air& air, float top, Color wood, float spacing) {
  c.fill(under(level(top)),
         downwards(top, air.lit(lighter(wood, 0.07F)), c.bottom(), air.lit(darker(wood, 0.09F))));
  floor_lines(c, top, spacing, air.lit(darker(wood, 0.13F)), false);
  c.fill(rectangle({-9, top, 9, top + 0.014F}), hex(0x0A1430), 0.16F);  // the wall's shadow
}

void tile_floor(Canvas& c, const Air& air, float top, float tile, Color one, Color other) {
  c.fill(under(level(top)), chequered({0, top - 0.55F}, top, tile, air.lit(one), air.lit(other)));
  c.fill(rectangle({-9, top, 9, top + 0.014F}), hex(0x0A1430), 0.16F);
}

}  // namespace reverie::paint
