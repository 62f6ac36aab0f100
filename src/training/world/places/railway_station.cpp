// training/world/places/railway_station.cpp
//
// A railway station: a platform with its canopy and clock, rails, a waiting train, signals.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>
#include <cmath>

#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/street_things.h"

namespace reverie::paint {
namespace {

const Color kIron = hex(0x3F5A5E);

void clock(Canvas& c, const Air& air, Point m, float r) {
  if (air.lamps()) c.glow(m, r * 2.6F, hex(0xFFE9B0), 0.5F);
  c.fill(circle(m, r), air.lit(hex(0x2E3A44)));
  c.fill(circle(m, r * 0.84F), air.lamps() ? hex(0xFFF3D0) : air.lit(hex(0xFFFDF6)));
  c.fill(unite({stroke({m, {m.x, m.y - r * 0.62F}}, r * 0.13F, r * 0.08F),
                stroke({m, {m.x + r * 0.42F, m.y + r * 0.2F}}, r * 0.13F, r * 0.08F)}),
         air.lit(hex(0x2E3A44)));
}

// Two rails on sleepers, seen from the side of the line.
void track(Canvas& c, const Air& air, float top, float height) {
  c.fill(rectangle({-9, top, 9, top + height}),
         downwards(top, air.lit(hex(0xA79A8A)), top + height, air.lit(hex(0x8A7E72))));
  c.fill(panes({-1.28F, top + height * 0.12F, 1.28F, top + height * 0.9F}, 44, 1, 0.42F, 1),
         air.lit(hex(0x6E5646)));
  for (const float t : {0.22F, 0.70F}) {
    const float y = top + height * t;
    c.fill(rectangle({-9, y, 9, y + height * 0.12F}), air.lit(hex(0x6C7480)));
    c.fill(rectangle({-9, y, 9, y + height * 0.05F}), air.lit(hex(0xDDE4EA)));
  }
}

// A carriage from the side: window band, stripe, doors, wheels.
void carriage(Canvas& c, const Air& air, float left, float right, float foot, float h, Color paint_colour) {
  if (left > c.right() || right < c.left()) return;
  const float top = foot - h;
  const int wheels = 4;
  for (int i = 0; i < wheels; ++i) {
    const float t = i < 2 ? 0.10F + 0.10F * static_cast<float>(i) : 0.60F + 0.10F * static_cast<float>(i);
    c.fill(circle({left + (right - left) * t, foot - 0.004F}, 0.024F), air.lit(hex(0x3A3E4A)));
  }
  c.fill(rectangle({left + 0.008F, top - 0.018F, right - 0.008F, top + 0.05F}, 0.024F),
         air.lit(hex(0x8F9AA6)));
  c.fill(rectangle({left, top, right, foot - 0.012F}, 0.016F),
         downwards(top, air.lit(lighter(paint_colour, 0.10F)), foot, air.lit(darker(paint_colour, 0.18F))));
  c.fill(rectangle({left, top + h * 0.60F, right, top + h * 0.68F}), air.lit(hex(0xFFF3DC)));
  const float span = right - left;
  const Box band{left + span * 0.13F, top + h * 0.16F, right - span * 0.13F, top + h * 0.50F};
  c.fill(panes(band, std::max(2, static_cast<int>(span / 0.11F)), 1, 0.80F, 1), air.lit(hex(0xFFF3DC)));
  c.fill(panes(band, std::max(2, static_cast<int>(span / 0.11F)), 1, 0.70F, 0.84F), pane(air));
  for (const float x : {left + span * 0.065F, right - span * 0.065F}) {
    c.fill(rectangle(box_at({x, top + h * 0.50F}, 0.058F, h * 0.72F), 0.008F),
           air.lit(darker(paint_colour, 0.22F)));
    c.fill(rectangle(box_at({x, top + h * 0.33F}, 0.036F, h * 0.26F), 0.005F), pane(air));
  }
}

// A canopy on iron columns with curled brackets and a toothed valance.
void canopy(Canvas& c, const Air& air, float left, float right, float roof, float foot) {
  for (float x = left + 0.09F; x < right; x += 0.36F) {
    if (std::abs(x) > c.right() + 0.15F) continue;
    c.fill(rectangle({x - 0.011F, roof, x + 0.011F, foot}), air.lit(kIron));
    c.fill(rectangle({x - 0.020F, foot - 0.045F, x + 0.020F, foot}, 0.004F), air.lit(kIron));
    c.fill(unite({stroke(curve({x, roof + 0.11F}, {x + 0.01F, roof + 0.03F}, {x + 0.10F, roof + 0.015F}, 4),
                         0.010F, 0.008F),
                  stroke(curve({x, roof + 0.11F}, {x - 0.01F, roof + 0.03F}, {x - 0.10F, roof + 0.015F}, 4),
                         0.010F, 0.008F)}),
           air.lit(kIron));
    if (air.lamps()) c.glow({x + 0.18F, roof + 0.05F}, 0.15F, hex(0xFFD98A), 0.6F);
    c.fill(circle({x + 0.18F, roof + 0.045F}, 0.016F), air.lamps() ? hex(0xFFF0C4) : air.lit(hex(0xF3F6F8)));
  }
  c.fill(polygon({{left - 0.03F, roof},
                  {right + 0.03F, roof},
                  {right - 0.03F, roof - 0.062F},
                  {left + 0.03F, roof - 0.062F}}),
         downwards(roof - 0.06F, air.lit(hex(0x86A8A2)), roof, air.lit(hex(0x5F8A86))));
  c.fill(panes({left, roof - 0.004F, right, roof + 0.030F},
               std::max(1, static_cast<int>((right - left) / 0.032F)), 1, 0.72F, 1),
         air.lit(hex(0xFFF6E6)));
  c.fill(rectangle({left - 0.03F, roof - 0.006F, right + 0.03F, roof + 0.012F}), air.lit(hex(0xFFF6E6)));
}

// The station house: brick, tall arched windows, a clock in its gable.
void station_house(Canvas& c, const Air& air, float x, float w, float foot, float h) {
  const Color brick = hex(0xBE6A50), trim = hex(0xF6E6CC), slate = hex(0x5E6880);
  const float l = x - w / 2, r = x + w / 2, top = foot - h;
  c.fill(
      polygon(
          {{l - 0.02F, top}, {r + 0.02F, top}, {r - 0.05F, top - h * 0.34F}, {l + 0.05F, top - h * 0.34F}}),
      air.lit(slate));
  c.fill(rectangle({l, top, r, foot}), air.lit(brick));
  c.fill(rectangle({l, top, r, top + 0.014F}), air.lit(trim));
  std::vector<Shape> frames, glass;
  for (const float t : {0.10F, 0.24F, 0.76F, 0.90F}) {
    const float m = l + w * t;
    frames.push_back(unite({circle({m, top + h * 0.32F}, w * 0.052F),
                            rectangle({m - w * 0.052F, top + h * 0.32F, m + w * 0.052F, foot - h * 0.16F})}));
    glass.push_back(unite({circle({m, top + h * 0.32F}, w * 0.038F),
                           rectangle({m - w * 0.038F, top + h * 0.32F, m + w * 0.038F, foot - h * 0.20F})}));
  }
  c.fill(unite(frames), air.lit(trim));
  c.fill(unite(glass), pane(air));
  const float wing = w * 0.17F;
  c.fill(
      polygon(
          {{x - wing * 1.15F, top - h * 0.12F}, {x + wing * 1.15F, top - h * 0.12F}, {x, top - h * 0.62F}}),
      air.lit(slate));
  c.fill(polygon({{x - wing, top - h * 0.10F}, {x + wing, top - h * 0.10F}, {x, top - h * 0.52F}}),
         air.lit(lighter(brick, 0.06F)));
  c.fill(rectangle({x - wing, top - h * 0.11F, x + wing, foot}), air.lit(lighter(brick, 0.06F)));
  clock(c, air, {x, top - h * 0.06F}, w * 0.075F);
  const Shape door = unite({circle({x, foot - h * 0.48F}, wing * 0.55F),
                            rectangle({x - wing * 0.55F, foot - h * 0.48F, x + wing * 0.55F, foot})});
  c.fill(door, air.lit(hex(0x5A3A30)));
  c.fill(overlap(door, panes({x - wing * 0.5F, foot - h * 0.66F, x + wing * 0.5F, foot - h * 0.18F}, 2, 2,
                             0.74F, 0.8F)),
         pane(air));
}

void signal(Canvas& c, const Air& air, Point foot, float h) {
  c.fill(rectangle({foot.x - 0.007F, foot.y - h, foot.x + 0.007F, foot.y}), air.lit(hex(0x4A5460)));
  c.fill(rectangle({foot.x - 0.022F, foot.y - h - 0.02F, foot.x + 0.022F, foot.y - h + 0.075F}, 0.012F),
         air.lit(hex(0x2E343E)));
  c.glow({foot.x, foot.y - h + 0.052F}, 0.07F, hex(0x5CF58A), 0.6F);
  c.fill(circle({foot.x, foot.y - h + 0.006F}, 0.012F), air.lit(hex(0x7A3A38)));
  c.fill(circle({foot.x, foot.y - h + 0.050F}, 0.012F), hex(0x6BF59A));
}

void platform(Canvas& c, const Air& air, float top) {
  c.fill(under(level(top - 0.016F)), air.lit(hex(0xEDE6DA)));
  c.fill(rectangle({-9, top, 9, top + 0.030F}), air.lit(hex(0xF2C84A)));
  c.fill(under(level(top + 0.026F)),
         downwards(top, air.lit(hex(0xCBC5BE)), c.bottom(), air.lit(hex(0xB3ACA6))));
  floor_lines(c, top + 0.026F, 0.25F, air.lit(hex(0xBCB5AE)), true);
}

// A glazed hall over tracks that run to the horizon.
void train_shed(Canvas& c, const Air& air, float vanish, float ground) {
  const float spring = vanish - c.rise(0.10F);
  const Color iron = air.lit(kIron);
  for (const float k : {1.0F, 0.66F, 0.42F, 0.26F}) {  // ribs, near to far, all around one vanishing point
    const float rx = 0.62F * k, ry = c.rise(0.42F) * k, foot = vanish + (ground - vanish) * k,
                y = vanish + (spring - vanish) * k;
    const float pen = 0.030F * k;
    const Shape outer =
        unite({overlap(ellipse({0, y}, rx, ry), rectangle({-2, -2, 2, y})), rectangle({-rx, y, rx, foot})});
    const Shape inner =
        unite({overlap(ellipse({0, y}, rx - pen, ry - pen), rectangle({-2, -2, 2, y + 0.01F})),
               rectangle({-rx + pen, y, rx - pen, foot + 1})});
    if (k < 1.0F)
      c.fill(cut(outer, inner), air.far(kIron, 0.35F * (1 - k)));
    else
      c.fill(cut(rectangle({-2, -2, 2, foot}), inner), air.lit(hex(0xC98468)));
    if (k == 1.0F) c.fill(cut(outer, inner), iron);
  }
  std::vector<Shape> bars;
  for (const float turn : {0.25F, 0.75F, 1.25F, 1.89F, 2.39F, 2.89F}) {
    const float x = std::cos(turn), y = std::sin(turn), rise = c.rise(0.42F);
    bars.push_back(stroke({{x * 0.60F, spring - y * rise * 0.97F},
                           {x * 0.16F, vanish + (spring - vanish) * 0.26F - y * rise * 0.26F}},
                          0.010F, 0.004F));
  }
  c.fill(unite(bars), iron);
}

}  // namespace

void paint_railway_station(Canvas& c, const Air& air, int layout) {
  const float line = c.y(0.535F), front = c.y(0.625F);
  const Color coach = layout == 0 ? hex(0xC8473B) : hex(0x2F6E8E);
  if (layout == 2) {
    const float vanish = c.y(0.47F);
    sky(c, air, vanish, layout);
    c.fill(under(waves(vanish - 0.012F, 0.008F, 0.09F)), air.far(hex(0x6FAF6A), 0.4F));
    c.fill(under(level(vanish + 0.012F)), air.lit(hex(0xA79A8A)));
    for (const float s : {-1.0F, 1.0F}) {  // side platforms, and rails between them
      c.fill(polygon({{s * 0.05F, vanish + 0.014F},
                      {s * 0.30F, vanish + 0.014F},
                      {s * 1.6F, front + 0.05F},
                      {s * 0.30F, front + 0.05F}}),
             air.lit(hex(0xD6CFC6)));
      c.fill(polygon({{s * 0.048F, vanish + 0.014F},
                      {s * 0.054F, vanish + 0.014F},
                      {s * 0.318F, front + 0.05F},
                      {s * 0.285F, front + 0.05F}}),
             air.lit(hex(0xF2C84A)));
      for (const float x : {0.045F, 0.17F})
        c.fill(polygon({{s * x * 0.2F - 0.002F, vanish + 0.014F},
                        {s * x * 0.2F + 0.002F, vanish + 0.014F},
                        {s * x + 0.007F, front},
                        {s * x - 0.007F, front}}),
               air.lit(hex(0x5E6672)));
    }
    train_shed(c, air, vanish, front);
    const float w = 0.115F, foot = vanish + 0.085F, x = 0.062F;  // a train comes in
    c.fill(rectangle({x - w / 2, foot - 0.165F, x + w / 2, foot}, 0.03F),
           downwards(foot - 0.165F, air.lit(lighter(coach, 0.15F)), foot, air.lit(darker(coach, 0.2F))));
    c.fill(rectangle({x - w * 0.38F, foot - 0.14F, x + w * 0.38F, foot - 0.082F}, 0.012F), pane(air));
    c.fill(rectangle({x - w / 2, foot - 0.066F, x + w / 2, foot - 0.052F}), air.lit(hex(0xFFF3DC)));
    for (const float s : {-0.034F, 0.034F}) {
      c.glow({x + s, foot - 0.032F}, 0.07F, hex(0xFFF0B8), 0.8F);
      c.fill(circle({x + s, foot - 0.032F}, 0.011F), hex(0xFFF6D8));
    }
    clock(c, air, {0.0F, vanish - c.rise(0.31F)}, 0.055F);
    for (const float s : {-1.0F, 1.0F}) bench(c, air, {s * 0.41F, front + 0.01F}, 0.15F, hex(0xA8693C));
    platform(c, air, front);
    return;
  }
  sky(c, air, line - 0.08F, layout);
  c.fill(under(rolling(
             {{-1.25F, line - 0.10F}, {-0.3F, line - 0.06F}, {0.4F, line - 0.12F}, {1.25F, line - 0.08F}})),
         air.far(hex(0x86BE78), 0.38F));
  if (layout == 0) {  // a train stands between us and the canopy of the far platform
    canopy(c, air, -1.26F, 1.26F, line - c.rise(0.27F), line - 0.02F);
    clock(c, air, {0.02F, line - c.rise(0.27F) + 0.075F}, 0.045F);
    c.fill(rectangle({-9, line - 0.055F, 9, line}), air.lit(hex(0xD6CFC6)));
    track(c, air, line, front - line);
    for (const float x : {-1.31F, -0.67F, -0.03F, 0.61F})
      carriage(c, air, x, x + 0.62F, line + 0.032F, 0.205F, coach);
  } else {  // the station house across free rails, a train at the side
    for (const float x : {-0.50F, 0.62F}) round_tree(c, air, {x, line - 0.03F}, 0.34F, hex(0x58A552));
    station_house(c, air, -0.06F, 0.70F, line - 0.03F, c.rise(0.22F));
    c.fill(rectangle({-9, line - 0.035F, 9, line}), air.lit(hex(0xD6CFC6)));
    c.fill(rectangle({-9, line - 0.035F, 9, line - 0.026F}), air.lit(hex(0xF2C84A)));
    track(c, air, line, front - line);
    for (const float x : {0.40F, 1.03F, -1.45F}) carriage(c, air, x, x + 0.61F, line + 0.045F, 0.20F, coach);
    signal(c, air, {-0.43F, line + 0.02F}, 0.30F);
  }
  platform(c, air, front);
  for (const float x : {-0.45F, 0.45F, -1.0F, 1.0F}) street_lamp(c, air, {x, front + 0.06F}, 0.36F);
}

}  // namespace reverie::paint
