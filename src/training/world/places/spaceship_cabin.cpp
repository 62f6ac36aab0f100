// training/world/places/spaceship_cabin.cpp
//
// The bridge of a spaceship: a broad window full of stars and a planet, consoles with lit keys, ribs of
// steel. The hour outside decides what hangs in the window.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>

#include "training/world/places/furnishings.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

struct Look {
  Color hull, trim, planet, planet_shade, key_one, key_other;
};

struct Void {  // deep space at one hour
  Color top, bottom, cloud;
};

Void void_of(const Air& air) {
  if (air.dawn()) return {hex(0x2A2450), hex(0x8A5A8C), hex(0xF2A6B8)};
  if (air.sunset()) return {hex(0x2E1438), hex(0x9C3F4A), hex(0xFF9A52)};
  if (air.night()) return {hex(0x050818), hex(0x101C44), hex(0x3A4FA8)};
  return {hex(0x0C1E48), hex(0x1F5E94), hex(0x54C0E8)};
}

// The window narrows upwards, like a windscreen.
Shape pane(float half_top, float half_bottom, float top, float bottom) {
  return polygon({{-half_top, top}, {half_top, top}, {half_bottom, bottom}, {-half_bottom, bottom}});
}

void outer_space(Canvas& c, const Air& air, const Shape& glass, float top, float bottom, const Look& look,
                 int layout) {
  const Void v = void_of(air);
  const float side = layout == 1 ? -1.0F : 1.0F;
  c.everywhere(downwards(top, v.top, bottom, v.bottom));
  c.glow({-0.25F * side, bottom - 0.08F}, 0.52F, v.cloud, 0.45F);
  c.glow({0.36F * side, top + 0.10F}, 0.34F, v.cloud, 0.28F);
  stars(c, bottom, 84, 0.95F);
  const Point p{(layout == 2 ? 0.05F : 0.20F) * side, bottom - (layout == 2 ? 0.02F : 0.18F)};
  const float r = layout == 2 ? 0.21F : layout == 0 ? 0.115F : 0.13F;
  const Shape ball = layout == 2 ? overlap(circle(p, r), glass) : circle(p, r);
  c.glow(p, r * 1.9F, mix(look.planet, v.cloud, 0.4F), 0.45F);
  c.fill(ball, blend({p.x - r, p.y - r * 0.6F}, lighter(look.planet, 0.2F), {p.x + r, p.y + r * 0.6F},
                     look.planet_shade));
  for (const Point s : {Point{-0.10F, -0.45F}, Point{0.25F, -0.05F}, Point{-0.25F, 0.30F}}) {
    c.fill(overlap(ball, rectangle(box_at({p.x + r * s.x, p.y + r * s.y}, r * 1.2F, r * 0.13F), r * 0.06F)),
           lighter(look.planet, 0.40F), 0.55F);
  }
  c.fill(cut(ball, circle({p.x - r * 0.30F, p.y - r * 0.22F}, r * 1.12F)), hex(0x0A0E2C), 0.45F);
  if (layout == 0)
    c.fill(stroke({{p.x - r * 1.75F, p.y + r * 0.36F}, {p.x + r * 1.75F, p.y - r * 0.36F}}, r * 0.10F,
                  r * 0.10F),
           hex(0xF3DFB2), 0.9F);
  const Point moon{-0.26F * side, top + 0.12F};
  c.fill(circle(moon, 0.028F), hex(0xDADCE6));
  c.fill(cut(circle(moon, 0.028F), circle({moon.x - 0.009F, moon.y - 0.007F}, 0.030F)), hex(0x6A6F8C));
  if (!air.night()) {  // a sun, unless it is the ship's night
    const Point sun_spot{-0.38F * side, air.time == TimeOfDay::Day ? top + 0.09F : bottom - 0.07F};
    c.glow(sun_spot, 0.22F, air.sunset() ? hex(0xFFB060) : hex(0xFFF3CF), 0.9F);
    c.fill(circle(sun_spot, 0.026F), hex(0xFFFBEA));
  }
}

// A desk of keys and small screens; its front slopes towards us.
void console(Canvas& c, const Air& air, float left, float right, float floor, const Look& look, int seed) {
  const float top = floor - 0.155F, lip = top + 0.075F, w = right - left;
  c.fill(polygon({{left + 0.02F, lip},
                  {right - 0.02F, lip},
                  {right - 0.045F, floor + 0.025F},
                  {left + 0.045F, floor + 0.025F}}),
         downwards(lip, air.lit(darker(look.hull, 0.34F)), floor, air.lit(darker(look.hull, 0.55F))));
  c.fill(polygon({{left + 0.035F, top}, {right - 0.035F, top}, {right, lip}, {left, lip}}),
         downwards(top, air.lit(lighter(look.hull, 0.16F)), lip, air.lit(look.hull)));
  c.fill(rectangle({left, lip - 0.004F, right, lip + 0.014F}, 0.006F), air.lit(lighter(look.hull, 0.34F)));
  const int across = std::max(3, static_cast<int>(w / 0.028F));
  const Box keys{left + 0.05F, top + 0.016F, right - 0.05F, lip - 0.014F};
  c.fill(panes(keys, across, 3, 0.64F, 0.60F), air.lit(darker(look.hull, 0.40F)));
  c.fill(panes(keys, across, 3, 0.64F, 0.60F, [=](int x, int y) { return (x * 5 + y * 3 + seed) % 7 < 2; }),
         look.key_one);
  c.fill(panes(keys, across, 3, 0.64F, 0.60F, [=](int x, int y) { return (x * 3 + y * 5 + seed) % 11 == 4; }),
         look.key_other);
  c.fill(rectangle({left + 0.05F, floor - 0.018F, right - 0.05F, floor - 0.010F}, 0.004F), look.key_one);
  c.glow({(left + right) / 2, floor - 0.01F}, w * 0.5F, look.key_one, air.lamps() ? 0.28F : 0.14F);
}

void wall_screen(Canvas& c, const Air& air, Box b, Color line, int kind) {
  const float w = b.right - b.left, h = b.bottom - b.top;
  c.fill(rectangle({b.left - 0.010F, b.top - 0.010F, b.right + 0.010F, b.bottom + 0.010F}, 0.012F),
         air.lit(hex(0x3A4456)));
  c.fill(rectangle(b, 0.006F), hex(0x0B2334));
  if (kind == 0) {
    const Point m{(b.left + b.right) / 2, (b.top + b.bottom) / 2};
    for (const float k : {0.42F, 0.27F, 0.12F})
      c.fill(cut(circle(m, h * k), circle(m, h * k - 0.004F)), line, 0.9F);
    c.fill(circle({m.x + h * 0.20F, m.y - h * 0.12F}, 0.007F), hex(0xFFB347));
  } else {
    const float bars[] = {0.3F, 0.62F, 0.45F, 0.8F, 0.55F};
    for (int i = 0; i < 5; ++i) {
      const float y = b.top + h * (0.16F + 0.17F * static_cast<float>(i));
      c.fill(rectangle(
                 {b.left + w * 0.10F, y - h * 0.045F, b.left + w * (0.10F + bars[i] * 0.9F), y + h * 0.045F},
                 0.003F),
             i == 3 ? hex(0xFFB347) : line, 0.9F);
    }
  }
}

void pilot_seat(Canvas& c, const Air& air, Point foot, const Look& look) {
  contact_shadow(c, foot, 0.18F, 0.3F);
  c.fill(ellipse(foot, 0.055F, 0.014F), air.lit(darker(look.hull, 0.5F)));
  c.fill(rectangle({foot.x - 0.012F, foot.y - 0.08F, foot.x + 0.012F, foot.y}),
         air.lit(darker(look.hull, 0.4F)));
  c.fill(rectangle({foot.x - 0.072F, foot.y - 0.255F, foot.x + 0.072F, foot.y - 0.06F}, 0.034F),
         air.lit(darker(look.trim, 0.2F)));
  c.fill(rectangle({foot.x - 0.055F, foot.y - 0.240F, foot.x + 0.055F, foot.y - 0.08F}, 0.026F),
         air.lit(look.trim));
  c.fill(rectangle({foot.x - 0.036F, foot.y - 0.285F, foot.x + 0.036F, foot.y - 0.235F}, 0.018F),
         air.lit(darker(look.trim, 0.1F)));
  c.fill(rectangle({foot.x - 0.006F, foot.y - 0.232F, foot.x + 0.006F, foot.y - 0.09F}), look.key_one, 0.8F);
}

}  // namespace

void paint_spaceship_cabin(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Look looks[] = {
      {hex(0x8A9BB0), hex(0xE0873C), hex(0xE0A860), hex(0x8C5A4A), hex(0x58E0F0), hex(0xFFB347)},
      {hex(0x9C90A8), hex(0xB54A6A), hex(0x58B6C8), hex(0x2A5A8C), hex(0xB48CFF), hex(0xFF7FA6)},
      {hex(0x7F9C98), hex(0x3F8C7A), hex(0x4F8FE0), hex(0x1F3F8C), hex(0x6FF0A6), hex(0xFFE066)}};
  const Look& look = looks[layout];
  const float floor = c.y(0.62F), sill = floor - 0.135F, top = std::max(0.075F, sill - c.rise(0.44F));
  const float wide = std::max(0.0F, c.right() - 0.5F) * 0.85F, low = 0.43F + wide,
              high = (layout == 1 ? 0.42F : 0.34F) + wide;
  const Shape glass = pane(high, low, top, sill);
  outer_space(c, outside, glass, top, sill, look, layout);

  // The hull around the glass, its bright rim, and the struts that part the panes.
  const Shape room = rectangle({-9, -1, 9, c.bottom() + 1});
  c.fill(cut(room, glass),
         downwards(0, air.lit(darker(look.hull, 0.12F)), floor, air.lit(darker(look.hull, 0.34F))));
  c.fill(cut(pane(high + 0.022F, low + 0.024F, top - 0.020F, sill + 0.014F), glass),
         air.lit(lighter(look.hull, 0.30F)));
  const float struts[] = {-0.34F, 0.34F};
  for (const float s : struts) {
    c.fill(stroke({{s * high, top}, {s * low * 1.1F, sill}}, 0.014F, 0.020F),
           air.lit(lighter(look.hull, 0.16F)));
  }
  if (layout == 1)
    c.fill(rectangle({-low, (top + sill) / 2 - 0.007F, low, (top + sill) / 2 + 0.007F}),
           air.lit(lighter(look.hull, 0.16F)));
  const float lamp = std::max(0.028F, top - 0.052F);
  for (const float x : {-0.66F, -0.22F, 0.22F, 0.66F}) {  // strip lights
    c.glow({x, lamp}, 0.20F, look.key_one, 0.35F);
    c.fill(rectangle(box_at({x, lamp}, 0.26F, 0.014F), 0.007F), mix(look.key_one, hex(0xFFFFFF), 0.6F));
  }

  // A deck of plates with a lit line on both sides.
  const Color deck = mix(look.hull, hex(0x55607A), 0.55F);
  c.fill(under(level(floor)), downwards(floor, air.lit(darker(deck, 0.24F)), c.bottom(), air.lit(deck)));
  floor_lines(c, floor, 0.22F, air.lit(darker(deck, 0.20F)), true);
  c.fill(rectangle({-9, floor, 9, floor + 0.014F}), hex(0x050818), 0.35F);

  if (layout == 2) {
    for (const float s : {-1.0F, 1.0F}) {
      console(c, air, s < 0 ? -1.25F : 0.17F, s < 0 ? -0.17F : 1.25F, floor, look, 2);
      pilot_seat(c, air, {s * 0.36F, floor + 0.080F}, look);
    }
  } else {
    const float side = layout == 1 ? -1.0F : 1.0F;
    console(c, air, -0.30F, 0.30F, floor, look, 3 + layout);
    console(c, air, -1.25F, -0.34F, floor, look, 1);
    console(c, air, 0.34F, 1.25F, floor, look, 5);
    const float screen = std::min(c.right() - 0.075F, low + 0.10F);
    wall_screen(c, air, box_at({-0.425F * side * (screen / 0.425F), floor - 0.225F}, 0.12F, 0.10F),
                look.key_one, 0);
    wall_screen(c, air, box_at({0.425F * side * (screen / 0.425F), floor - 0.225F}, 0.12F, 0.10F),
                look.key_one, 1);
    pilot_seat(c, air, {layout == 0 ? -0.24F : 0.0F, floor + 0.075F}, look);
    if (layout == 0) pilot_seat(c, air, {0.24F, floor + 0.075F}, look);
  }
}

}  // namespace reverie::paint
