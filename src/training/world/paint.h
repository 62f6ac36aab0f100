// training/world/paint.h
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
// Proven by tests/training/world/places_test.cpp (one picture at every size).
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <functional>
#include <vector>

namespace reverie::paint {

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

// The pixels of one rectangle: their centres in units, and how wide a pixel is.
struct Grid {
  torch::Tensor x;  // [1, w]
  torch::Tensor y;  // [h, 1]
  float pixel = 0;
};

// A line from left to right edge, one y for each x: a skyline, a shore, a row of hills.
struct Crest {
  float top = 0, bottom = 0;  // its lowest and highest y
  // x [1, w] -> y [1, w]; `pixel` is how wide a pixel is, for crests that jump.
  std::function<torch::Tensor(const torch::Tensor& x, float pixel)> height;
};
Crest level(float y);
Crest ridge(std::vector<Point> points);    // straight between points in rising x, flat outside them
Crest rolling(std::vector<Point> points);  // the same, rounded: flat at each point
Crest waves(float y, float amplitude, float length, float shift = 0);     // a sine
Crest scallops(float y, float amplitude, float length, float shift = 0);  // round arches hanging from y
// Constant `tops[i]` between edges[i] and edges[i + 1]; one edge more than tops.
Crest steps(std::vector<float> edges, std::vector<float> tops);

struct Shape {
  Box box;                                             // nothing outside it is inside the shape
  std::function<torch::Tensor(const Grid&)> distance;  // [h, w] or broadcastable; negative inside
  float solid_from = 1e9F;                             // every y below this line is inside
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
// A grid of equal panes inside `box`: columns x rows cells, each pane `fill` of its cell (0..1).
// `keep(column, row)` says which panes exist; empty keeps all.
Shape panes(Box box, int columns, int rows, float fill_x, float fill_y,
            const std::function<bool(int, int)>& keep = {});

// n + 1 points of the quadratic curve from a to b pulled towards `control`.
std::vector<Point> curve(Point a, Point control, Point b, int n);

// What a shape is filled with: colours [3, h, w] or broadcastable to it.
struct Paint {
  Paint(Color color);  // NOLINT(google-explicit-constructor): a colour is the plainest paint
  explicit Paint(std::function<torch::Tensor(const Grid&)> colours) : at(std::move(colours)) {}
  std::function<torch::Tensor(const Grid&)> at;
};
// A straight blend from one point's colour to the other's; constant before and after.
Paint blend(Point from, Color first, Point to, Color last);
Paint downwards(float from_y, Color first, float to_y, Color last);
Paint columns(std::vector<float> edges, std::vector<Color> colours);  // as Crest steps()

class Canvas {
 public:
  Canvas(int64_t height_px, int64_t width_px, torch::Device device);

  float y(float fraction) const { return fraction * bottom_; }
  // A height in units that grows slowly in upright pictures, so that mountains fill tall skies.
  float rise(float units) const;
  float left() const { return -right_; }
  float right() const { return right_; }
  float bottom() const { return bottom_; }

  void fill(const Shape& shape, const Paint& paint, float opacity = 1);
  void everywhere(const Paint& paint);
  // A round light that fades to nothing at `radius`.
  void glow(Point centre, float radius, Color color, float opacity);

  const torch::Tensor& picture() const { return picture_; }  // [3, height_px, width_px], 0..1

 private:
  struct Window {
    int64_t top, bottom, left, right;  // pixels, half open
    bool empty() const { return top >= bottom || left >= right; }
  };
  Window window(const Box& box) const;
  Grid grid(const Window& w) const;
  torch::Tensor pixels(const Window& w);  // [3, h, w], a view

  int64_t height_px_, width_px_;
  float pixel_, right_, bottom_;
  torch::Tensor x_;        // [1, width_px]
  torch::Tensor y_;        // [height_px, 1]
  torch::Tensor picture_;  // [3, height_px, width_px]
};

}  // namespace reverie::paint
