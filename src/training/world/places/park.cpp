// training/world/places/park.cpp
//
// A town park: lawns under old trees, a winding path, a pond with lilies, a bench and lamps.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/street_things.h"
#include "training/world/places/waterside.h"

namespace reverie::paint {
namespace {

// A pond seen at a slant: a stone rim, the sky in the water, lily pads.
void pond(Canvas& c, const Air& air, Point m, float rx, float ry) {
  c.fill(ellipse(m, rx + 0.018F, ry + 0.013F), air.lit(hex(0xC9C3B4)));
  c.fill(ellipse(m, rx, ry), downwards(m.y - ry, mix(air.low, air.water(hex(0x6CC4DC)), 0.6F), m.y + ry,
                                       air.water(hex(0x3C97B8))));
  c.fill(overlap(ellipse(m, rx, ry), between(level(m.y - ry), waves(m.y - ry * 0.62F, 0.006F, 0.10F))),
         air.lit(hex(0x3E8A54)), 0.35F);
  for (const Point p : {Point{-0.55F, 0.1F}, Point{-0.36F, 0.42F}, Point{0.5F, 0.30F}}) {
    const Point at{m.x + p.x * rx, m.y + p.y * ry};
    c.fill(ellipse(at, 0.030F, 0.010F), air.lit(hex(0x5CB05A)));
    if (p.x < 0)
      c.fill(leaf({at.x - 0.014F, at.y - 0.006F}, {at.x + 0.014F, at.y - 0.006F}, 0.018F, 0.002F),
             air.lit(hex(0xFFC4DA)));
  }
  c.fill(rectangle(box_at({m.x + rx * 0.1F, m.y - ry * 0.05F}, rx * 0.6F, 0.007F), 0.0035F), air.shine, 0.5F);
  c.fill(rectangle(box_at({m.x - rx * 0.1F, m.y + ry * 0.55F}, rx * 0.4F, 0.007F), 0.0035F), air.shine, 0.4F);
}

void foot_bridge(Canvas& c, const Air& air, Point m, float w) {
  const Color wood = air.lit(hex(0xC4573F)), dark = air.lit(hex(0x94402F));
  const auto arc = [&](float lift) {
    return curve({m.x - w / 2, m.y - lift}, {m.x, m.y - lift - w * 0.34F}, {m.x + w / 2, m.y - lift}, 9);
  };
  const std::vector<Point> deck = arc(0), rail = arc(0.075F);
  std::vector<Shape> posts;
  for (size_t i = 0; i < deck.size(); i += 1)
    posts.push_back(stroke({deck[i], {rail[i].x, rail[i].y - 0.008F}}, 0.010F, 0.010F));
  c.fill(stroke(deck, 0.030F, 0.030F), dark);
  c.fill(unite(posts), wood);
  c.fill(stroke(rail, 0.014F, 0.014F), wood);
}

// A bandstand: a round roof on slim columns.
void bandstand(Canvas& c, const Air& air, Point foot, float w) {
  const Color white = air.lit(hex(0xFFFDF6)), shade = air.lit(hex(0xD9E0E2)), roof = air.lit(hex(0x5C9A96));
  const float top = foot.y - w * 0.66F;
  contact_shadow(c, foot, w * 1.15F);
  c.fill(rectangle({foot.x - w * 0.42F, top, foot.x + w * 0.42F, foot.y - w * 0.1F}), air.lit(hex(0x4A7A66)),
         0.25F);
  if (air.lamps()) c.glow({foot.x, top + w * 0.16F}, w * 0.5F, hex(0xFFD98A), 0.8F);
  for (const float x : {-0.40F, -0.14F, 0.14F, 0.40F})
    c.fill(rectangle(box_at({foot.x + w * x, foot.y - w * 0.38F}, w * 0.045F, w * 0.60F)), white);
  c.fill(
      panes({foot.x - w * 0.42F, foot.y - w * 0.26F, foot.x + w * 0.42F, foot.y - w * 0.10F}, 14, 1, 0.3F, 1),
      white);
  c.fill(rectangle(box_at({foot.x, foot.y - w * 0.26F}, w * 0.86F, w * 0.03F)), white);
  c.fill(rectangle({foot.x - w * 0.48F, foot.y - w * 0.11F, foot.x + w * 0.48F, foot.y}, 0.006F), shade);
  c.fill(rectangle({foot.x - w * 0.48F, foot.y - w * 0.11F, foot.x + w * 0.48F, foot.y - w * 0.07F}, 0.006F),
         white);
  c.fill(leaf({foot.x - w * 0.54F, top}, {foot.x + w * 0.54F, top}, w * 0.28F, w * 0.02F),
         blend({foot.x - w / 2, 0}, lighter(roof, 0.15F), {foot.x + w / 2, 0}, darker(roof, 0.18F)));
  c.fill(rectangle(box_at({foot.x, top}, w * 1.08F, w * 0.05F), w * 0.02F), white);
  c.fill(stroke({{foot.x, top - w * 0.26F}, {foot.x, top - w * 0.40F}}, 0.008F, 0.004F), white);
}

// Gravel between two soft edges. Each bend is rounded by walking from knot to knot with an eased step.
void path(Canvas& c, const Air& air, const std::vector<Point>& knots, const std::vector<float>& widths) {
  std::vector<Point> centre = {knots.front()};
  std::vector<float> half = {widths.front()};
  for (size_t i = 0; i + 1 < knots.size(); ++i) {
    for (int step = 1; step <= 4; ++step) {
      const float t = static_cast<float>(step) / 4, eased = t * t * (3 - 2 * t);
      centre.push_back({knots[i].x + (knots[i + 1].x - knots[i].x) * eased,
                        knots[i].y + (knots[i + 1].y - knots[i].y) * t});
      half.push_back(widths[i] + (widths[i + 1] - widths[i]) * t);
    }
  }
  for (const float rim : {0.012F, 0.0F}) {
    std::vector<Shape> parts;
    for (size_t i = 0; i + 1 < centre.size(); ++i) {
      const Point a = centre[i], b = centre[i + 1];
      parts.push_back(polygon({{a.x - half[i] - rim, a.y},
                               {a.x + half[i] + rim, a.y},
                               {b.x + half[i + 1] + rim, b.y + 0.004F},
                               {b.x - half[i + 1] - rim, b.y + 0.004F}}));
    }
    c.fill(unite(parts), air.lit(rim > 0 ? hex(0xC9B58C) : hex(0xEBDCB8)));
  }
}

}  // namespace

void paint_park(Canvas& c, const Air& air, int layout) {
  const float horizon = c.y(0.50F), ground = c.y(0.60F), end = c.bottom();
  const float side = layout == 1 ? -1.0F : 1.0F;
  sky(c, air, horizon, layout);
  // The town far behind, then two rows of trees.
  std::vector<float> edges, tops;
  for (int i = 0; i <= 24; ++i) edges.push_back(-1.26F + 0.105F * static_cast<float>(i));
  const float heights[] = {0.20F, 0.15F, 0.25F, 0.17F, 0.22F, 0.14F, 0.28F};
  for (int i = 0; i < 24; ++i) tops.push_back(horizon - c.rise(heights[(i * 3 + layout) % 7]));
  c.fill(under(steps(edges, tops)), air.far(hex(0x9DB4CC), 0.50F));
  c.fill(under(waves(horizon - c.rise(0.085F), 0.022F, 0.19F, 0.06F * side)), air.far(hex(0x78B27C), 0.32F));
  c.fill(under(waves(horizon - c.rise(0.03F), 0.015F, 0.12F, 0.02F * side)), air.far(hex(0x5FA75E), 0.16F));
  c.fill(under(rolling({{-1.25F, horizon + 0.03F},
                        {-0.3F, horizon + 0.015F},
                        {0.4F, horizon + 0.035F},
                        {1.25F, horizon + 0.02F}})),
         downwards(horizon, air.far(hex(0xA6D86E), 0.08F), ground, air.lit(hex(0x86CB5C))));
  c.fill(rectangle({-9, ground + 0.02F, 9, end}),
         downwards(ground, air.lit(hex(0x86CB5C)), end, air.lit(hex(0x6AB04C))));
  c.fill(ellipse({-0.45F * side, ground + 0.03F}, 0.36F, 0.030F), air.lit(hex(0x6AB04C)), 0.55F);

  const float far_x = layout == 2 ? 0.02F : 0.22F * side, bend = layout == 2 ? 0.0F : -0.05F * side;
  path(c, air,
       {{far_x - 0.06F * side, horizon + 0.03F},
        {far_x + 0.05F * side, (horizon + ground) / 2 + 0.02F},
        {far_x, ground + 0.05F},
        {bend, c.y(0.80F)},
        {bend * 0.4F, end + 0.01F}},
       {0.014F, 0.034F, 0.085F, 0.22F, 0.36F});
  if (layout == 2) {
    bandstand(c, air, {0.02F, ground + 0.01F}, 0.34F);
    round_tree(c, air, {-0.40F, ground + 0.04F}, 0.46F, hex(0x4F9F4E));
    round_tree(c, air, {0.45F, ground + 0.03F}, 0.40F, hex(0x6BB04C));
    bench(c, air, {-0.33F, ground + 0.12F}, 0.20F, hex(0xA8693C));
    street_lamp(c, air, {0.31F, ground + 0.09F}, 0.27F);
  } else {
    pond(c, air, {-0.24F * side, ground + 0.005F}, layout == 1 ? 0.30F : 0.24F, 0.052F);
    if (layout == 1) foot_bridge(c, air, {0.22F, ground + 0.010F}, 0.30F);
    round_tree(c, air, {0.43F * side, ground + 0.05F}, layout == 1 ? 0.44F : 0.52F, hex(0x4F9F4E));
    round_tree(c, air, {-0.50F * side, ground - 0.03F}, 0.38F, hex(0x6BB04C));
    bench(c, air, {0.37F * side, ground + 0.12F}, 0.22F, hex(0xA8693C));
    street_lamp(c, air, {0.19F * side, ground + 0.08F}, 0.27F);
    boulder(c, air, {-0.47F * side, ground + 0.075F}, 0.09F, hex(0x9AA3A8));
  }
  for (const float x : {-1.05F, 0.95F}) round_tree(c, air, {x, ground + 0.03F}, 0.46F, hex(0x4F9F4E));
  for (const float x : {-0.80F, 0.75F}) street_lamp(c, air, {x, ground + 0.07F}, 0.27F);
  bush(c, air, {-0.62F, ground + 0.08F}, 0.20F, hex(0x4C9A4A));
  bush(c, air, {0.64F, ground + 0.07F}, 0.20F, hex(0x4C9A4A));
  for (const float x : {-0.46F, 0.45F, -0.8F, 0.85F}) flower(c, air, {x, c.y(0.93F)}, 0.034F, hex(0xFFFFFF));
}

}  // namespace reverie::paint
