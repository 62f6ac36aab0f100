// training/world/places/laboratory.cpp
//
// A laboratory: a white bench with flasks of coloured liquid, screens with curves, shelves of bottles, a
// microscope, a glowing tank.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>
#include <cmath>

#include "training/world/places/furnishings.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

const Color kGlass = hex(0xE6F6FA);

// A cone of glass, half full; the liquid shines a little in the dark.
void flask(Canvas& c, const Air& air, Point foot, float h, Color liquid) {
  const float w = h * 0.40F, neck = h * 0.10F, fill = h * 0.44F;
  const float at = w - (w - neck) * fill / (h * 0.72F);
  if (air.lamps()) c.glow({foot.x, foot.y - h * 0.2F}, h * 1.1F, liquid, 0.40F);
  c.fill(unite({polygon({{foot.x - w, foot.y},
                         {foot.x + w, foot.y},
                         {foot.x + neck, foot.y - h * 0.72F},
                         {foot.x - neck, foot.y - h * 0.72F}}),
                rectangle({foot.x - neck, foot.y - h, foot.x + neck, foot.y - h * 0.66F})}),
         air.lit(kGlass), 0.75F);
  c.fill(polygon({{foot.x - w * 0.92F, foot.y - 0.004F},
                  {foot.x + w * 0.92F, foot.y - 0.004F},
                  {foot.x + at * 0.9F, foot.y - fill},
                  {foot.x - at * 0.9F, foot.y - fill}}),
         mix(air.lit(liquid), liquid, 0.5F));
  c.fill(circle({foot.x - w * 0.2F, foot.y - fill * 0.45F}, h * 0.035F), hex(0xFFFFFF), 0.6F);
  c.fill(circle({foot.x + w * 0.18F, foot.y - fill * 0.70F}, h * 0.025F), hex(0xFFFFFF), 0.6F);
  c.fill(rectangle(box_at({foot.x, foot.y - h}, neck * 3.0F, h * 0.06F), h * 0.02F), air.lit(hex(0xFFFFFF)));
}

void round_flask(Canvas& c, const Air& air, Point foot, float h, Color liquid) {
  const float r = h * 0.30F;
  const Point p{foot.x, foot.y - r - h * 0.10F};
  if (air.lamps()) c.glow(p, h, liquid, 0.40F);
  c.fill(stroke({{foot.x - r * 0.9F, foot.y}, {foot.x - r * 0.4F, p.y + r * 0.6F}}, 0.007F, 0.007F),
         air.lit(hex(0x6B7680)));
  c.fill(stroke({{foot.x + r * 0.9F, foot.y}, {foot.x + r * 0.4F, p.y + r * 0.6F}}, 0.007F, 0.007F),
         air.lit(hex(0x6B7680)));
  c.fill(unite({circle(p, r), rectangle({p.x - h * 0.075F, foot.y - h, p.x + h * 0.075F, p.y})}),
         air.lit(kGlass), 0.78F);
  c.fill(overlap(circle(p, r * 0.86F), under(level(p.y - r * 0.12F))), mix(air.lit(liquid), liquid, 0.5F));
  c.fill(ellipse({p.x - r * 0.42F, p.y - r * 0.32F}, r * 0.12F, r * 0.24F), hex(0xFFFFFF), 0.75F);
  c.fill(rectangle(box_at({p.x, foot.y - h}, h * 0.22F, h * 0.06F), h * 0.02F), air.lit(hex(0xFFFFFF)));
}

void test_tubes(Canvas& c, const Air& air, Point foot) {
  const Color liquids[] = {hex(0xE8526A), hex(0xF2B632), hex(0x45B86B), hex(0x8A5FD0)};
  for (int i = 0; i < 4; ++i) {
    const float x = foot.x - 0.054F + 0.036F * static_cast<float>(i);
    c.fill(rectangle({x - 0.011F, foot.y - 0.095F, x + 0.011F, foot.y - 0.008F}, 0.011F), air.lit(kGlass),
           0.85F);
    c.fill(rectangle({x - 0.009F, foot.y - 0.060F + 0.008F * static_cast<float>(i % 3), x + 0.009F,
                      foot.y - 0.010F},
                     0.009F),
           mix(air.lit(liquids[i]), liquids[i], 0.4F));
  }
  for (const float y : {0.066F, 0.012F})
    c.fill(rectangle({foot.x - 0.078F, foot.y - y - 0.006F, foot.x + 0.078F, foot.y - y + 0.006F}, 0.003F),
           air.lit(hex(0xB98250)));
  for (const float s : {-0.074F, 0.074F})
    c.fill(rectangle(box_at({foot.x + s, foot.y - 0.04F}, 0.010F, 0.08F)), air.lit(hex(0xB98250)));
}

void microscope(Canvas& c, const Air& air, Point foot, float s) {
  const Color body = air.lit(hex(0x3C4654)), steel = air.lit(hex(0xC3CCD4));
  c.fill(rectangle({foot.x - 0.045F, foot.y - 0.014F, foot.x + 0.045F, foot.y}, 0.006F), body);
  c.fill(stroke(curve({foot.x - s * 0.030F, foot.y - 0.01F}, {foot.x - s * 0.065F, foot.y - 0.075F},
                      {foot.x - s * 0.012F, foot.y - 0.115F}, 5),
                0.020F, 0.018F),
         body);
  c.fill(rectangle({foot.x - 0.036F, foot.y - 0.050F, foot.x + 0.036F, foot.y - 0.040F}), body);
  c.fill(stroke({{foot.x + s * 0.014F, foot.y - 0.066F}, {foot.x - s * 0.014F, foot.y - 0.135F}}, 0.024F,
                0.024F),
         steel);
  c.fill(stroke({{foot.x - s * 0.012F, foot.y - 0.130F}, {foot.x - s * 0.024F, foot.y - 0.158F}}, 0.018F,
                0.018F),
         body);
}

// A screen shines whatever the hour. Kinds: a curve, bars, a ring.
void screen(Canvas& c, const Air& air, Box b, Color line, int kind) {
  const float w = b.right - b.left, h = b.bottom - b.top, y = (b.top + b.bottom) / 2;
  if (air.lamps()) c.glow({(b.left + b.right) / 2, y}, w * 1.1F, line, 0.35F);
  c.fill(rectangle({b.left - 0.012F, b.top - 0.012F, b.right + 0.012F, b.bottom + 0.012F}, 0.010F),
         air.lit(hex(0x4A5563)));
  c.fill(rectangle(b, 0.004F), hex(0x0F2B3D));
  c.fill(panes(b, 8, 5, 0.94F, 0.92F), hex(0x14364A));
  if (kind % 3 == 0) {
    std::vector<Point> points;
    const float beats[] = {0, 0.02F, -0.02F, 0.30F, -0.26F, 0.05F, 0, 0.04F, -0.30F, 0.18F, 0, 0};
    for (int i = 0; i < 12; ++i)
      points.push_back({b.left + w * (0.05F + 0.082F * static_cast<float>(i)), y - h * beats[i]});
    c.fill(stroke(points, 0.006F, 0.006F), line);
  } else if (kind % 3 == 1) {
    const float bars[] = {0.30F, 0.55F, 0.42F, 0.72F, 0.60F, 0.84F};
    for (int i = 0; i < 6; ++i) {
      const float x = b.left + w * (0.12F + 0.145F * static_cast<float>(i));
      c.fill(rectangle({x - w * 0.045F, b.bottom - h * bars[i], x + w * 0.045F, b.bottom - h * 0.08F}),
             i == 5 ? hex(0xF2B632) : line);
    }
  } else {
    const Point m{(b.left + b.right) / 2, y};
    for (const float r : {0.38F, 0.25F})
      c.fill(cut(circle(m, h * r), circle(m, h * (r - 0.035F))), line, 0.9F);
    c.fill(polygon({m, {m.x + h * 0.36F, m.y - h * 0.10F}, {m.x + h * 0.30F, m.y - h * 0.24F}}), line, 0.45F);
    c.fill(circle({m.x - h * 0.14F, m.y + h * 0.10F}, 0.007F), hex(0xF2B632));
  }
}

void bench(Canvas& c, const Air& air, float left, float right, float top, float floor, Color front) {
  c.fill(rectangle({left, top, right, floor + 0.018F}), air.lit(darker(front, 0.14F)));
  const int doors = std::max(2, static_cast<int>((right - left) / 0.155F));
  c.fill(panes({left, top + 0.034F, right, floor - 0.010F}, doors, 1, 0.92F, 0.92F), air.lit(front));
  c.fill(panes({left, top + 0.042F, right, top + 0.062F}, doors, 1, 0.34F, 0.42F), air.lit(hex(0x8A98A6)));
  c.fill(rectangle({left, floor, right, floor + 0.020F}), air.lit(hex(0x55626E)));
  c.fill(rectangle({left - 0.012F, top - 0.008F, right + 0.012F, top + 0.020F}, 0.005F),
         air.lit(hex(0x5E7480)));
  c.fill(rectangle({left - 0.012F, top - 0.008F, right + 0.012F, top}, 0.004F), air.lit(hex(0x8FA6B0)));
}

// A tall glass column full of bubbles.
void tank(Canvas& c, const Air& air, float x, float foot, float h, Color liquid) {
  const float w = 0.098F, top = foot - h;
  c.glow({x, foot - h / 2}, h * 0.62F, liquid, air.lamps() ? 0.55F : 0.28F);
  c.fill(rectangle({x - w, top + 0.03F, x + w, foot - 0.03F}),
         blend({x - w, 0}, mix(air.lit(liquid), liquid, 0.6F), {x + w, 0},
               mix(air.lit(darker(liquid, 0.3F)), liquid, 0.3F)));
  c.fill(rectangle({x - w * 0.80F, top + 0.04F, x - w * 0.62F, foot - 0.04F}, 0.008F), hex(0xFFFFFF), 0.35F);
  for (int i = 0; i < 9; ++i) {
    const float k = static_cast<float>(i);
    c.fill(circle({x + w * 0.62F * std::sin(k * 2.4F), foot - 0.06F - (h - 0.12F) * k / 9},
                  0.008F + 0.004F * static_cast<float>(i % 3)),
           hex(0xFFFFFF), 0.5F);
  }
  for (const float y : {top, foot - 0.045F}) {
    c.fill(rectangle({x - w - 0.014F, y, x + w + 0.014F, y + 0.045F}, 0.008F),
           blend({x - w, 0}, air.lit(hex(0xC3CFD8)), {x + w, 0}, air.lit(hex(0x77858F))));
  }
}

}  // namespace

void paint_laboratory(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Color walls[] = {hex(0xDCEBEE), hex(0xE4E3F0), hex(0xCFDFD8)};
  const Color fronts[] = {hex(0xF7FBFC), hex(0xF4F2FA), hex(0xF3F8F2)};
  const Color lines[] = {hex(0x4FE3C1), hex(0xB79CFF), hex(0x8BE36A)};
  const float floor = c.y(0.62F), side = layout == 1 ? -1.0F : 1.0F, top = floor - 0.170F;
  c.everywhere(downwards(0, air.lit(darker(walls[layout], 0.05F)), floor, air.lit(walls[layout])));
  c.fill(panes({-1.26F, -0.02F, 1.26F, floor}, 9, 3, 0.985F, 0.985F), air.lit(lighter(walls[layout], 0.35F)));
  tile_floor(c, air, floor, 0.17F, mix(walls[layout], hex(0xB9C9D2), 0.6F),
             mix(walls[layout], hex(0xA9BBC6), 0.65F));

  const std::vector<Color> jars = {hex(0x8A4A2B), hex(0x3F7FA6), hex(0xD9D9CC), hex(0x5FA06A), hex(0xB5483F)};
  const float shelf = floor - 0.385F, high = std::max(0.07F, floor - 0.545F);
  const auto bottle_shelves = [&](float x, int seed) {
    for (const float y : {shelf, shelf - 0.105F}) {
      bottles(c, air, x - 0.135F, x + 0.135F, y, 0.075F, jars, seed + (y < shelf ? 5 : 0));
      wall_shelf(c, air, x - 0.15F, x + 0.15F, y, hex(0x8FA6B0));
    }
  };
  if (layout == 2) {
    for (const float s : {-1.0F, 1.0F}) {
      bench(c, air, s < 0 ? -1.26F : 0.16F, s < 0 ? -0.16F : 1.26F, top, floor, fronts[layout]);
      screen(c, air, box_at({s * 0.33F, high + 0.085F}, 0.24F, 0.155F), lines[layout], s < 0 ? 0 : 1);
      bottle_shelves(s * 0.80F, 3);
    }
    tank(c, air, 0, floor + 0.035F, std::min(0.56F, floor - 0.02F), hex(0x58E07F));
    round_flask(c, air, {-0.27F, top}, 0.145F, hex(0xE8526A));
    flask(c, air, {-0.405F, top}, 0.115F, hex(0x4FB5F0));
    microscope(c, air, {0.27F, top}, 1);
    test_tubes(c, air, {0.41F, top});
    return;
  }
  const float glass = 0.33F * side, sill = floor - 0.235F;
  window(c, outside, {glass - 0.11F, std::max(0.07F, sill - c.rise(0.27F)), glass + 0.11F, sill},
         air.lit(hex(0xFFFFFF)), layout);
  screen(c, air, box_at({0.02F * side, high + 0.090F}, 0.26F, 0.165F), lines[layout], layout);
  bottle_shelves(-0.32F * side, 2 + layout);
  bottle_shelves(0.76F * side, 6);
  screen(c, air, box_at({-0.74F * side, high + 0.090F}, 0.30F, 0.175F), lines[layout], 2 - layout);
  bench(c, air, -1.26F, 1.26F, top, floor, fronts[layout]);
  if (layout == 0) {
    flask(c, air, {-0.42F, top}, 0.130F, hex(0x3FC08A));
    round_flask(c, air, {-0.29F, top}, 0.150F, hex(0xE8526A));
    flask(c, air, {-0.165F, top}, 0.105F, hex(0x4FA8F0));
    test_tubes(c, air, {0.02F, top});
    microscope(c, air, {0.22F, top}, 1);
    flask(c, air, {0.41F, top}, 0.120F, hex(0xF2B632));
  } else {
    microscope(c, air, {-0.40F, top}, 1);
    screen(c, air, box_at({-0.20F, top - 0.085F}, 0.16F, 0.105F), lines[layout], 2);
    c.fill(rectangle(box_at({-0.20F, top - 0.014F}, 0.05F, 0.028F)), air.lit(hex(0x4A5563)));
    round_flask(c, air, {0.05F, top}, 0.140F, hex(0x8A5FD0));
    flask(c, air, {0.18F, top}, 0.120F, hex(0xF26FA0));
    test_tubes(c, air, {0.345F, top});
  }
}

}  // namespace reverie::paint
