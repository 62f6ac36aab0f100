// training/world/places/volcano.cpp
//
// A volcano at work: glowing streams down its flanks, a plume of ash, a river of lava in black rock.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
// Trap      Lava is painted raw on purpose: it shines by itself at every hour.
#include <algorithm>
#include <cmath>

#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

const Color kCore = hex(0xFFE27A), kHot = hex(0xFF9A2E), kLava = hex(0xF2501F), kCrust = hex(0xA8261C);

// A stream of lava: a dark red border, orange, a bright middle.
void stream(Canvas& c, const std::vector<Point>& line, float from, float to) {
  c.fill(stroke(line, from * 1.5F, to * 1.4F), kCrust);
  c.fill(stroke(line, from * 1.1F, to), kLava);
  c.fill(stroke(line, from * 0.6F, to * 0.5F), kHot);
}

void plume(Canvas& c, const Air& air, Point vent, float size, float drift) {
  const Color ash = air.night() ? hex(0x55507A) : hex(0x8A8088);
  c.glow({vent.x, vent.y - size * 0.15F}, size * 1.3F, kHot, 0.55F);
  const float puffs[][3] = {{0.02F, -0.25F, 0.17F}, {0.12F, -0.50F, 0.22F}, {0.02F, -0.72F, 0.24F},
                            {0.34F, -0.86F, 0.28F}, {0.10F, -1.08F, 0.30F}, {0.58F, -1.10F, 0.26F},
                            {0.40F, -1.34F, 0.34F}, {0.82F, -1.36F, 0.28F}};
  std::vector<Shape> dark, light;
  for (const auto& p : puffs) {
    const Point m{vent.x + drift * size * p[0], vent.y + size * p[1]};
    dark.push_back(circle(m, size * p[2]));
    light.push_back(circle({m.x - drift * size * 0.05F, m.y - size * 0.06F}, size * p[2] * 0.66F));
  }
  c.fill(unite(dark), downwards(vent.y - size * 1.5F, air.lit(ash), vent.y, mix(air.lit(ash), kLava, 0.55F)),
         0.92F);
  c.fill(unite(light), air.lit(lighter(ash, 0.20F)), 0.55F);
}

struct Cone {
  float x, half, height, crater;  // middle, half its foot, height above it, half its mouth
};

void cone(Canvas& c, const Air& air, const Cone& v, float foot, float distance, bool active) {
  const float top = foot - v.height;
  const Color rock = hex(0x6B4E58), shade = hex(0x47333F);
  const auto flank = [&](float s) {  // concave: steep above, flat below
    return std::vector<Point>{{v.x + s * v.crater, top},
                              {v.x + s * (v.crater + (v.half - v.crater) * 0.30F), top + v.height * 0.45F},
                              {v.x + s * v.half, foot}};
  };
  const std::vector<Point> l = flank(-1), r = flank(1);
  const Shape body = overlap(under(ridge({{v.x - v.half, foot},
                                          l[1],
                                          l[0],
                                          {v.x - v.crater * 0.4F, top + 0.014F},
                                          {v.x + v.crater * 0.4F, top + 0.010F},
                                          r[0],
                                          r[1],
                                          {v.x + v.half, foot}})),
                             rectangle({v.x - v.half, -9, v.x + v.half, foot + 0.002F}));
  c.fill(body, downwards(top, air.far(lighter(rock, 0.06F), distance), foot, air.far(rock, distance)));
  c.fill(
      overlap(body, unite({polygon({{v.x + v.crater * 0.3F, top}, r[0], r[1], {v.x + v.crater * 1.6F, foot}}),
                           polygon({r[1], r[2], {v.x + v.crater * 1.6F, foot}})})),
      air.far(shade, distance), 0.75F);
  if (!active) return;
  const float h = v.height;
  stream(c,
         curve({v.x - v.crater * 0.35F, top + 0.012F}, {v.x - v.crater * 0.2F, top + h * 0.5F},
               {v.x - v.half * 0.36F, foot - h * 0.12F}, 5),
         0.020F, 0.026F);
  stream(c,
         curve({v.x + v.crater * 0.30F, top + 0.014F}, {v.x + v.crater * 1.2F, top + h * 0.35F},
               {v.x + v.half * 0.26F, foot - h * 0.02F}, 5),
         0.022F, 0.034F);
  stream(c,
         curve({v.x, top + 0.014F}, {v.x - v.crater * 0.5F, top + h * 0.25F},
               {v.x + v.crater * 0.1F, top + h * 0.52F}, 4),
         0.018F, 0.006F);
  c.fill(ellipse({v.x, top + 0.012F}, v.crater * 0.80F, 0.013F), kHot);
  c.fill(ellipse({v.x, top + 0.012F}, v.crater * 0.50F, 0.008F), kCore);
}

// Glowing drops thrown up in arcs.
void fountain(Canvas& c, Point vent, float size) {
  c.glow(vent, size * 0.9F, kHot, 0.8F);
  std::vector<Shape> jets, drops;
  for (const float s : {-0.34F, -0.16F, 0.0F, 0.18F, 0.36F}) {
    const float high = size * (0.62F - 0.7F * std::abs(s));
    jets.push_back(stroke(
        curve(vent, {vent.x + s * size * 0.5F, vent.y - high * 1.4F}, {vent.x + s * size, vent.y - high}, 5),
        0.020F, 0.006F));
    drops.push_back(circle({vent.x + s * size * 1.3F, vent.y - high * 0.72F}, 0.009F));
    drops.push_back(circle({vent.x + s * size * 1.55F, vent.y - high * 0.30F}, 0.007F));
  }
  c.fill(unite(jets), kHot);
  c.fill(unite(drops), kLava);
}

void basalt(Canvas& c, const Air& air, Point foot, float w, float h) {
  for (const Point p : {Point{-0.36F, 0.62F}, Point{0.36F, 0.48F}, Point{0.0F, 1.0F}}) {
    const float x = foot.x + p.x * w, top = foot.y - h * p.y, half = w * 0.21F;
    c.fill(polygon({{x - half, foot.y},
                    {x - half, top + half * 0.5F},
                    {x, top},
                    {x + half, top + half * 0.5F},
                    {x + half, foot.y}}),
           air.lit(hex(0x54475A)));
    c.fill(polygon({{x + half * 0.2F, foot.y}, {x, top}, {x + half, top + half * 0.5F}, {x + half, foot.y}}),
           air.lit(hex(0x3A3044)));
  }
}

}  // namespace

void paint_volcano(Canvas& c, const Air& air, int layout) {
  const float horizon = c.y(0.50F), ground = c.y(0.63F);
  const float side = layout == 1 ? -1.0F : 1.0F, r = c.rise(1);
  Air smoky = air;  // ash reddens the sky
  smoky.low = mix(air.low, hex(0xFF9A5C), air.night() ? 0.35F : 0.45F);
  smoky.middle = mix(air.middle, hex(0xC98A7A), 0.30F);
  smoky.haze = mix(air.haze, hex(0xD98A6A), 0.35F);
  sky_gradient(c, smoky, horizon);
  if (air.night()) stars(c, horizon * 0.7F, 40, 0.8F);
  if (layout != 1)
    sun(c, air, {0.38F, air.dawn() || air.sunset() ? horizon - 0.16F : c.y(0.13F)}, 0.85F);
  else
    sun(c, air, {-0.38F, air.dawn() || air.sunset() ? horizon - 0.16F : c.y(0.13F)}, 0.85F);
  const Cone main = layout == 0   ? Cone{-0.06F, 0.56F, 0.26F * r, 0.085F}
                    : layout == 1 ? Cone{0.20F, 0.50F, 0.25F * r, 0.10F}
                                  : Cone{-0.24F, 0.46F, 0.25F * r, 0.075F};
  const Point vent{main.x, horizon + 0.03F - main.height};
  if (layout == 1) {
    fountain(c, {vent.x, vent.y + 0.012F}, 0.34F);
    cloud(c, air, {-0.24F, horizon * 0.30F}, 0.24F);
  } else {
    plume(c, air, vent, std::min(0.26F, vent.y * 0.85F), layout == 0 ? -1.0F : 1.0F);
    cloud(c, air, {0.26F, horizon * 0.62F}, 0.20F);
  }
  cone(c, smoky, {-0.85F, 0.5F, 0.14F * r, 0.05F}, horizon + 0.03F, 0.45F, false);
  cone(c, smoky, {0.80F, 0.5F, 0.17F * r, 0.05F}, horizon + 0.03F, 0.45F, false);
  if (layout == 2) cone(c, smoky, {0.27F, 0.34F, 0.17F * r, 0.05F}, horizon + 0.03F, 0.22F, true);
  cone(c, smoky, main, horizon + 0.03F, 0.06F, true);

  // The plain: dark rock with a river or a lake of lava, then the black ground we stand on.
  c.fill(under(rolling({{-1.25F, horizon + 0.01F},
                        {-0.4F, horizon + 0.022F},
                        {0.3F, horizon + 0.012F},
                        {1.25F, horizon + 0.02F}})),
         downwards(horizon, smoky.far(hex(0x6A5058), 0.12F), ground, air.lit(hex(0x4A3A46))));
  if (layout == 2) {
    const Point m{0.06F, (horizon + ground) / 2 + 0.025F};
    c.glow(m, 0.46F, kLava, 0.40F);
    c.fill(ellipse(m, 0.36F, 0.040F), kCrust);
    c.fill(ellipse(m, 0.345F, 0.034F), kLava);
    c.fill(ellipse({m.x - 0.04F, m.y + 0.004F}, 0.24F, 0.020F), kHot);
    for (const float x : {-0.10F, 0.14F}) c.fill(ellipse({m.x + x, m.y}, 0.045F, 0.009F), hex(0x5A2A28));
  } else {
    const float x = main.x + main.half * 0.26F;
    std::vector<Point> river =
        curve({x, horizon + 0.01F}, {x + 0.26F * side, horizon + 0.045F}, {0.04F * side, ground - 0.055F}, 6);
    const std::vector<Point> bend =
        curve(river.back(), {-0.24F * side, ground - 0.035F}, {-0.75F * side, ground - 0.015F}, 5);
    river.insert(river.end(), bend.begin() + 1, bend.end());
    c.glow({-0.1F * side, ground - 0.05F}, 0.45F, kLava, 0.35F);
    stream(c, river, 0.024F, 0.070F);
  }
  const Crest edge = ridge({{-1.25F, ground - 0.01F},
                            {-0.46F, ground + 0.01F},
                            {-0.2F, ground + 0.03F},
                            {0.16F, ground + 0.02F},
                            {0.48F, ground - 0.005F},
                            {1.25F, ground - 0.01F}});
  c.fill(under(lowered(edge, -0.010F)), mix(air.lit(hex(0x8A5A54)), kHot, 0.45F));
  c.fill(under(edge), downwards(ground, air.lit(hex(0x6E6070)), c.bottom(), air.lit(hex(0x544858))));
  const std::vector<Point> crack = {
      {-0.62F * side, c.y(0.94F)}, {-0.44F * side, c.y(0.955F)}, {-0.36F * side, c.y(0.985F)}};
  c.fill(stroke(crack, 0.012F, 0.004F), kLava);
  c.fill(stroke(crack, 0.005F, 0.002F), kHot);
  basalt(c, air, {-0.45F * side, ground + 0.10F}, 0.15F, 0.20F);
  basalt(c, air, {0.47F * side, ground + 0.08F}, 0.13F, 0.14F);
  basalt(c, air, {-0.9F, ground + 0.08F}, 0.18F, 0.22F);
  basalt(c, air, {0.95F, ground + 0.08F}, 0.18F, 0.2F);
}

}  // namespace reverie::paint
