// training/world/places/scenery.cpp
//
// Trees, flowers, windows and floors. See scenery.h.
#include "training/world/places/scenery.h"

#include <cmath>

namespace reverie::paint {

void contact_shadow(Canvas& c, Point foot, float width, float opacity) {
  c.fill(ellipse(foot, width / 2, width / 11), hex(0x0A1430), opacity);
}

void pine(Canvas& c, const Air& air, Point foot, float h, Color green, bool snow) {
  snow = snow || air.winter();
  const Color light = air.lit(green), dark = air.lit(darker(green, 0.20F));
  const Color white = air.lit(hex(0xF7FBFF)), white_shade = air.lit(hex(0xCFDDF0));
  contact_shadow(c, foot, h * 0.42F);
  c.fill(rectangle({foot.x - h * 0.035F, foot.y - h * 0.2F, foot.x + h * 0.035F, foot.y}),
         air.lit(hex(0x6B4630)));
  for (int tier = 0; tier < 3; ++tier) {
    const float k = static_cast<float>(tier);
    const float base = foot.y - h * (0.12F + 0.23F * k), half = h * (0.235F - 0.055F * k);
    const float top = base - h * (0.42F - 0.02F * k);
    c.fill(polygon({{foot.x, top}, {foot.x + half, base}, {foot.x - half, base}}), light);
    c.fill(polygon({{foot.x, top}, {foot.x + half, base}, {foot.x + half * 0.12F, base}}), dark);
    if (air.winter()) {  // on the boughs that the next tier leaves free
      const auto edge = [&](float t, float s) {
        return Point{foot.x + s * half * t, top + (base - top) * t};
      };
      c.fill(stroke({edge(0.50F, -1), edge(0.97F, -1)}, h * 0.016F, h * 0.036F), white);
      c.fill(stroke({edge(0.50F, 1), edge(0.97F, 1)}, h * 0.014F, h * 0.030F), white_shade);
    }
    if (snow) {
      const float t = 0.5F, line = top + (base - top) * t, lift = (base - top) * 0.12F;
      c.fill(
          polygon(
              {{foot.x, top}, {foot.x + half * t, line}, {foot.x, line - lift}, {foot.x - half * t, line}}),
          white);
      c.fill(polygon({{foot.x, top}, {foot.x + half * t, line}, {foot.x, line - lift}}), white_shade);
    }
  }
}

namespace {

// A branch with snow along its upper side.
void branch(Canvas& c, const Air& air, const std::vector<Point>& line, float width, float end_width) {
  c.fill(stroke(line, width, end_width), air.lit(hex(0x6E5140)));
  std::vector<Point> above = line;
  for (Point& p : above) p.y -= width * 0.42F;
  c.fill(stroke(above, width * 0.62F, end_width * 0.9F), air.snow(hex(0xFAFDFF)));
}

void bare_tree(Canvas& c, const Air& air, Point foot, float h) {
  contact_shadow(c, foot, h * 0.4F, 0.12F);
  const auto at = [&](float x, float y) { return Point{foot.x + h * x, foot.y - h * y}; };
  for (const float s : {-1.0F, 1.0F}) {
    branch(c, air, {at(0, 0.30F), at(0.17F * s, 0.52F), at(0.27F * s, 0.72F)}, h * 0.040F, h * 0.014F);
    branch(c, air, {at(0.17F * s, 0.52F), at(0.33F * s, 0.58F)}, h * 0.022F, h * 0.012F);
    branch(c, air, {at(0.20F * s, 0.58F), at(0.15F * s, 0.80F)}, h * 0.022F, h * 0.012F);
    branch(c, air, {at(0, 0.58F), at(0.09F * s, 0.76F), at(0.12F * s, 0.94F)}, h * 0.030F, h * 0.012F);
  }
  c.fill(stroke({foot, at(0.01F, 0.50F), at(-0.01F, 0.98F)}, h * 0.085F, h * 0.014F), air.lit(hex(0x6E5140)));
  for (const Point p : {Point{0.27F, 0.73F}, Point{-0.27F, 0.73F}, Point{0.12F, 0.95F}, Point{-0.12F, 0.95F},
                        Point{0.33F, 0.59F}, Point{-0.33F, 0.59F}, Point{0, 0.99F}}) {
    c.fill(ellipse(at(p.x, p.y), h * 0.045F, h * 0.024F), air.snow(hex(0xFAFDFF)));
  }
  c.fill(ellipse({foot.x, foot.y + h * 0.004F}, h * 0.13F, h * 0.028F), air.snow(hex(0xF6FAFF)));
}

}  // namespace

void snow_cap(Canvas& c, const Air& air, const Shape& shape, float depth) {
  if (air.winter()) c.fill(cut(shape, lowered(shape, depth)), air.snow(hex(0xFAFDFF)));
}

void round_tree(Canvas& c, const Air& air, Point foot, float h, Color green) {
  if (air.winter()) return bare_tree(c, air, foot, h);
  const float r = h * 0.21F;
  const Color bark = air.lit(hex(0x7A5236));
  contact_shadow(c, foot, h * 0.6F);
  c.fill(stroke({foot, {foot.x, foot.y - h * 0.6F}}, h * 0.085F, h * 0.05F), bark);
  c.fill(
      stroke({{foot.x, foot.y - h * 0.38F}, {foot.x + h * 0.13F, foot.y - h * 0.55F}}, h * 0.035F, h * 0.03F),
      bark);
  const Point m{foot.x, foot.y - h * 0.68F};
  c.fill(
      unite({circle({m.x - r * 0.85F, m.y + r * 0.3F}, r),
             circle({m.x + r * 0.9F, m.y + r * 0.25F}, r * 0.95F), circle({m.x, m.y - r * 0.35F}, r * 1.2F)}),
      air.leaves(green, foot.x));
  c.fill(unite({circle({m.x - r * 0.95F, m.y + r * 0.05F}, r * 0.55F),
                circle({m.x - r * 0.3F, m.y - r * 0.75F}, r * 0.6F)}),
         air.leaves(lighter(green, 0.16F), foot.x));
}

void bush(Canvas& c, const Air& air, Point foot, float w, Color green) {
  const float r = w * 0.26F;
  const Shape body = unite({circle({foot.x - w * 0.26F, foot.y - r * 0.5F}, r),
                            circle({foot.x + w * 0.28F, foot.y - r * 0.4F}, r * 0.9F),
                            circle({foot.x, foot.y - r * 0.95F}, r * 1.1F)});
  c.fill(overlap(body, rectangle({foot.x - w, foot.y - w, foot.x + w, foot.y})),
         downwards(foot.y - r * 2, air.leaves(lighter(green, 0.10F), foot.x), foot.y,
                   air.leaves(darker(green, 0.12F), foot.x)));
}

void flower(Canvas& c, const Air& air, Point p, float size, Color petals) {
  if (air.winter()) return;
  std::vector<Shape> ring;
  for (int i = 0; i < 5; ++i) {
    const float turn = 2 * static_cast<float>(M_PI) * (static_cast<float>(i) / 5 - 0.25F);
    ring.push_back(
        circle({p.x + size * 0.28F * std::cos(turn), p.y + size * 0.28F * std::sin(turn)}, size * 0.22F));
  }
  c.fill(unite(ring), air.lit(petals));
  c.fill(circle(p, size * 0.17F), air.lit(hex(0xFFD24A)));
}

void tuft(Canvas& c, Point foot, float h, Color green) {
  c.fill(unite({leaf(foot, {foot.x - h * 0.55F, foot.y - h * 0.75F}, h * 0.02F, h * 0.16F),
                leaf(foot, {foot.x, foot.y - h}, h * 0.08F, h * 0.08F),
                leaf(foot, {foot.x + h * 0.55F, foot.y - h * 0.75F}, h * 0.16F, h * 0.02F)}),
         green);
}

Crest pine_row(float foot_y, float h, float spacing) {
  std::vector<Point> points;
  int i = 0;
  for (float x = -1.25F; x < 1.25F; x += spacing, ++i) {
    const float tall =
        0.72F + 0.28F * std::sin(2.1F * static_cast<float>(i)) * std::cos(0.37F * static_cast<float>(i));
    points.push_back({x, foot_y - h * 0.25F});
    points.push_back({x + spacing / 2, foot_y - h * tall});
  }
  return ridge(points);
}

void window(Canvas& c, const Air& air, Box b, Color frame, int layout) {
  const float border = 0.022F, middle = (b.left + b.right) / 2, third = b.top + (b.bottom - b.top) * 0.42F;
  const float side = layout == 1 ? -1.0F : 1.0F;
  c.fill(rectangle({b.left - border, b.top - border, b.right + border, b.bottom + border}, 0.012F), frame);
  const Shape glass = rectangle(b);
  c.fill(glass, downwards(b.top, air.zenith, b.bottom, air.low));
  const float w = b.right - b.left, h = b.bottom - b.top;
  const bool low_sun = air.dawn() || air.sunset();
  const Point p{middle + side * w * 0.22F, low_sun ? b.bottom - h * 0.30F : b.top + h * 0.24F};
  const Color disc = air.night()    ? hex(0xF6F0D2)
                     : air.sunset() ? hex(0xFF9A55)
                     : air.dawn()   ? hex(0xFFFBEA)
                                    : hex(0xFFE36B);
  c.fill(circle(p, w * 0.10F), disc);
  if (air.night()) {
    for (const Point s : {Point{0.15F, 0.2F}, Point{0.35F, 0.5F}, Point{0.85F, 0.55F}, Point{0.6F, 0.12F}}) {
      c.fill(circle({b.left + w * s.x, b.top + h * s.y}, 0.006F), hex(0xF3F6FF));
    }
  }
  const Crest near = rolling(
      {{b.left, b.bottom - h * 0.12F}, {middle, b.bottom - h * 0.24F}, {b.right, b.bottom - h * 0.10F}});
  c.fill(overlap(glass, under(near)), air.lit(hex(0x7CC46B)));
  c.fill(rectangle({middle - 0.008F, b.top, middle + 0.008F, b.bottom}), frame);
  c.fill(rectangle({b.left, third - 0.008F, b.right, third + 0.008F}), frame);
  c.fill(rectangle({b.left - border - 0.02F, b.bottom + border * 0.4F, b.right + border + 0.02F,
                    b.bottom + border * 1.5F},
                   0.006F),
         lighter(frame, 0.12F));
}

void floor_lines(Canvas& c, float top, float spacing, Color line, bool crosses) {
  const float vanish = top - 0.55F, end = c.bottom();
  const float depth_top = top - vanish, depth_end = end - vanish;
  for (int i = -14; i <= 14; ++i) {
    const float x = (static_cast<float>(i) + 0.5F) * spacing, stretch = depth_end / depth_top;
    if (std::abs(x) > c.right() + 0.1F) continue;
    c.fill(
        polygon(
            {{x - 0.002F, top}, {x + 0.002F, top}, {x * stretch + 0.006F, end}, {x * stretch - 0.006F, end}}),
        line);
  }
  float y = top;
  for (float step = spacing * 0.42F; crosses && y < end; step *= 1.32F) {
    y += step;
    c.fill(rectangle({-9, y - 0.003F, 9, y + 0.003F}), line);
  }
}

}  // namespace reverie::paint
