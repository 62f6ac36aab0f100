// drawing/paint.h
//
// A small vocabulary of flat vector drawing: shapes are signed distances, a canvas blends them with
// edges one pixel soft. No picture files, no per-pixel loops: every step is a tensor operation on
// the rectangle a shape can touch, so many small shapes stay cheap.
//
// Used by   training/world/places/*, which draw the backgrounds of the embedded model's world.
// Units     One unit is the short side of the picture. x counts from the centre to the right, y from
//           the top down. Canvas::y(f) gives the unit y of the fraction f of the height.
// Source    Distance formulas: the textbook ones (circle, box, half-plane, circular arcs).
// Traps     Distances are exact near the outline only, which is all that a soft edge needs.
//           A Shape's box must hold everything inside the shape: what lies outside it is cut off.
//           No LibTorch here, on purpose: its headers take longer to compile than all painters.
// Proven by tests/training/world/places_test.cpp (one picture at every size).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace reverie::paint {

struct LineField;  // what crests, shapes and paints compute: paint_fields.h
struct ShapeField;
struct ColourField;
class Pixels;

struct Color {
  float r = 0, g = 0, b = 0;  // 0..1
};
constexpr Color hex(uint32_t rgb) {
  return {static_cast<float>((rgb >> 16) & 255U) / 255.0F, static_cast<float>((rgb >> 8) & 255U) / 255.0F,
          static_cast<float>(rgb & 255U) / 255.0F};
}
Color mix(Color from, Color to, float amount);  // amount 0 gives `from`, 1 gives `to`
Color operator*(Color color, Color light);      // channel by channel
Color darker(Color color, float amount);        // amount 0..1 towards black
Color lighter(Color color, float amount);       // amount 0..1 towards white

struct Point {
  float x = 0, y = 0;
};
struct Box {
  float left = 0, top = 0, right = 0, bottom = 0;
};
Box box_at(Point centre, float width, float height);

// A line from left to right edge, one y for each x: a skyline, a shore, a row of hills.
struct Crest {
  float top = 0, bottom = 0;  // its lowest and highest y
  std::shared_ptr<const LineField> field;
};
Crest level(float y);
Crest lowered(Crest crest, float by);
Crest ridge(std::vector<Point> points);    // straight between points in rising x, flat outside them
Crest rolling(std::vector<Point> points);  // the same, rounded: flat at each point
Crest waves(float y, float amplitude, float length, float shift = 0);     // a sine
Crest scallops(float y, float amplitude, float length, float shift = 0);  // round arches hanging from y
// Constant `tops[i]` between edges[i] and edges[i + 1]; one edge more than tops.
Crest steps(std::vector<float> edges, std::vector<float> tops);

struct Shape {
  Box box;  // nothing outside it is inside the shape
  std::shared_ptr<const ShapeField> field;
  float solid_from = 1e9F;  // every y below this line is inside
};
Shape circle(Point centre, float radius);
Shape ellipse(Point centre, float radius_x, float radius_y);
Shape rectangle(Box box, float corner_radius = 0);
Shape polygon(std::vector<Point> corners);  // convex, either winding
// A pen drawn through the points; round ends, width going from `width` to `end_width`.
Shape stroke(std::vector<Point> points, float width, float end_width);
// Between two circular arcs from a to b that bulge by `left` and `right` (seen walking from a to b).
// One of them negative makes a sickle: a palm frond, a crescent.
Shape leaf(Point a, Point b, float left, float right);
Shape under(Crest crest);                 // everything below the line
Shape between(Crest upper, Crest lower);  // a band
Shape unite(std::vector<Shape> shapes);
Shape overlap(Shape a, Shape b);
Shape cut(Shape a, Shape b);  // a without b
Shape lowered(Shape shape, float by);
// A grid of equal panes inside `box`: columns x rows cells, each pane `fill` of its cell (0..1).
// `keep(column, row)` says which panes exist; empty keeps all.
Shape panes(Box box, int columns, int rows, float fill_x, float fill_y,
            const std::function<bool(int, int)>& keep = {});

// n + 1 points of the quadratic curve from a to b pulled towards `control`.
std::vector<Point> curve(Point a, Point control, Point b, int n);

// What a shape is filled with.
struct Paint {
  Paint(Color color);  // NOLINT(google-explicit-constructor): a colour is the plainest paint
  explicit Paint(std::shared_ptr<const ColourField> colours) : field(std::move(colours)) {}
  std::shared_ptr<const ColourField> field;
};
// A straight blend from one point's colour to the other's; constant before and after.
Paint blend(Point from, Color first, Point to, Color last);
Paint downwards(float from_y, Color first, float to_y, Color last);
Paint columns(std::vector<float> edges, std::vector<Color> colours);  // as Crest steps()
// Soft upright folds, one every `period`: the hangings of a curtain, the flutes of a column.
Paint folds(float period, float shift, Color valley, Color ridge);
// A floor of square tiles that run to the point `vanish`; `tile` is the width of one at `top`.
Paint chequered(Point vanish, float top, float tile, Color one, Color other);

class Canvas {
 public:
  // Draws on `pixels` (paint_fields.h), which must outlive the canvas.
  explicit Canvas(Pixels& pixels);

  float y(float fraction) const { return fraction * bottom_; }
  // A height in units that grows slowly in upright pictures, so that mountains fill tall skies.
  float rise(float units) const;
  float left() const { return -right_; }
  float right() const { return right_; }
  float bottom() const { return bottom_; }

  void fill(const Shape& shape, const Paint& paint, float opacity = 1);
  void everywhere(const Paint& paint);
  // A round light that fades to nothing at `radius`; with two radii, a wide haze or a band of mist.
  void glow(Point centre, float radius, Color color, float opacity);
  void glow(Point centre, float radius_x, float radius_y, Color color, float opacity);

 private:
  Pixels& pixels_;
  float right_, bottom_;
};

}  // namespace reverie::paint
