// training/world/paint.cpp
//
// Shapes, crests, paints and the canvas of paint.h. Work on x alone ([1, w]) or y alone ([h, 1]) is
// done before the two meet in a plane, because planes are what costs time.
#include "training/world/paint.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

namespace reverie::paint {
namespace {

using torch::Tensor;

constexpr float kFar = 1e6F;

// [n, 1], on the device and in the type of `like`.
Tensor column_of(const std::vector<float>& values, const Tensor& like) {
  return torch::tensor(values, torch::kFloat32).to(like.device()).unsqueeze(1);
}

Tensor color_tensor(Color c, const torch::Device& device) {  // [3, 1, 1]
  return torch::tensor({c.r, c.g, c.b}, torch::kFloat32).to(device).view({3, 1, 1});
}

Tensor length(const Tensor& dx, const Tensor& dy) {
  return (dx.square() + dy.square()).sqrt_();
}

// Which part of each pixel lies between edges[i] and edges[i + 1]: [n, w], soft by one pixel.
Tensor slots(const std::vector<float>& edges, const Tensor& x, float pixel) {
  Tensor past = ((x - column_of(edges, x)) / pixel + 0.5F).clamp_(0, 1);  // [n + 1, w]
  const int64_t n = past.size(0) - 1;
  return past.narrow(0, 0, n) - past.narrow(0, 1, n);
}

Crest through(const std::vector<Point>& points, bool rounded) {
  std::vector<float> start, length_x, drop;
  float top = points.front().y, bottom = points.front().y;
  for (size_t i = 0; i + 1 < points.size(); ++i) {
    start.push_back(points[i].x);
    length_x.push_back(points[i + 1].x - points[i].x);
    drop.push_back(points[i + 1].y - points[i].y);
    top = std::min(top, points[i + 1].y);
    bottom = std::max(bottom, points[i + 1].y);
  }
  const float first = points.front().y;
  return {top, bottom, [=](const Tensor& x, float) {
            Tensor t = ((x - column_of(start, x)) / column_of(length_x, x)).clamp_(0, 1);  // [n, w]
            if (rounded) t = t * t * (3 - 2 * t);
            return (t * column_of(drop, x)).sum(0, true).add_(first);  // [1, w]
          }};
}

// Signed distance to a crest, positive above it. Dividing by the slope keeps steep flanks sharp.
Tensor above(const Crest& crest, const Grid& g) {
  const Tensor h = crest.height(g.x, g.pixel);
  const float step = 0.5F * g.pixel;
  const Tensor slope = (crest.height(g.x + step, g.pixel) - crest.height(g.x - step, g.pixel)) / g.pixel;
  const Tensor scale = (slope.square() + 1).rsqrt_();
  return h * scale - g.y * scale;
}

Box around(const std::vector<Point>& points, float margin) {
  Box b{kFar, kFar, -kFar, -kFar};
  for (const Point& p : points) {
    b.left = std::min(b.left, p.x - margin);
    b.right = std::max(b.right, p.x + margin);
    b.top = std::min(b.top, p.y - margin);
    b.bottom = std::max(b.bottom, p.y + margin);
  }
  return b;
}

// The half of the plane to the right of the arc from a to b that bulges left by `bulge`.
std::function<Tensor(const Grid&)> right_of_arc(Point a, Point b, float bulge) {
  const float dx = b.x - a.x, dy = b.y - a.y, chord = std::hypot(dx, dy);
  const float size = std::max(std::abs(bulge), 1e-4F);
  const float radius = (chord * chord / 4 + size * size) / (2 * size);
  const float sign = bulge < 0 ? -1.0F : 1.0F;
  const float shift = sign * (size - radius);  // centre, along the left normal (dy, -dx) / chord
  const Point c{(a.x + b.x) / 2 + dy / chord * shift, (a.y + b.y) / 2 - dx / chord * shift};
  return [=](const Grid& g) { return (length(g.x - c.x, g.y - c.y) - radius).mul_(sign); };
}

}  // namespace

Color mix(Color from, Color to, float t) {
  return {from.r + (to.r - from.r) * t, from.g + (to.g - from.g) * t, from.b + (to.b - from.b) * t};
}
Color operator*(Color c, Color light) {
  return {c.r * light.r, c.g * light.g, c.b * light.b};
}
Color darker(Color c, float amount) {
  return mix(c, {0, 0, 0}, amount);
}
Color lighter(Color c, float amount) {
  return mix(c, {1, 1, 1}, amount);
}

Box box_at(Point c, float width, float height) {
  return {c.x - width / 2, c.y - height / 2, c.x + width / 2, c.y + height / 2};
}

Crest level(float y) {
  return {y, y, [y](const Tensor& x, float) { return torch::full_like(x, y); }};
}
Crest ridge(std::vector<Point> points) {
  return through(points, false);
}
Crest rolling(std::vector<Point> points) {
  return through(points, true);
}

Crest waves(float y, float amplitude, float length_x, float shift) {
  const float turn = 2 * static_cast<float>(M_PI) / length_x;
  return {y - amplitude, y + amplitude,
          [=](const Tensor& x, float) { return ((x + shift) * turn).sin_().mul_(amplitude).add_(y); }};
}

Crest scallops(float y, float amplitude, float length_x, float shift) {
  const float turn = static_cast<float>(M_PI) / length_x;
  return {y, y + amplitude,
          [=](const Tensor& x, float) { return ((x + shift) * turn).sin_().abs_().mul_(amplitude).add_(y); }};
}

Crest steps(std::vector<float> edges, std::vector<float> tops) {
  const auto [low, high] = std::minmax_element(tops.begin(), tops.end());
  const float floor = *high;  // also what stands outside the first and last edge
  std::vector<float> rises;
  for (const float t : tops) rises.push_back(t - floor);
  return {*low, *high, [=](const Tensor& x, float pixel) {
            return (slots(edges, x, pixel) * column_of(rises, x)).sum(0, true).add_(floor);
          }};
}

Shape circle(Point c, float radius) {
  return {box_at(c, 2 * radius, 2 * radius),
          [=](const Grid& g) { return length(g.x - c.x, g.y - c.y).sub_(radius); }};
}

Shape ellipse(Point c, float rx, float ry) {
  return {box_at(c, 2 * rx, 2 * ry), [=](const Grid& g) {
            const Tensor x = ((g.x - c.x) / rx).square(), y = ((g.y - c.y) / ry).square();
            const Tensor gradient = (x / (rx * rx) + y / (ry * ry)).sqrt_().mul_(2).add_(1e-6F);
            return (x + y).sub_(1).div_(gradient);
          }};
}

Shape rectangle(Box b, float radius) {
  const Point c{(b.left + b.right) / 2, (b.top + b.bottom) / 2};
  const float half_x = (b.right - b.left) / 2, half_y = (b.bottom - b.top) / 2;
  const float r = std::min({radius, half_x, half_y});
  return {b, [=](const Grid& g) {
            const Tensor x = (g.x - c.x).abs_().sub_(half_x - r), y = (g.y - c.y).abs_().sub_(half_y - r);
            if (r <= 0) return torch::maximum(x, y);
            return length(x.clamp_min(0), y.clamp_min(0)).add_(torch::maximum(x, y).clamp_max_(0)).sub_(r);
          }};
}

Shape polygon(std::vector<Point> corners) {
  float area = 0;
  const size_t n = corners.size();
  for (size_t i = 0; i < n; ++i) {
    const Point &a = corners[i], &b = corners[(i + 1) % n];
    area += a.x * b.y - b.x * a.y;
  }
  if (area < 0) std::reverse(corners.begin(), corners.end());
  return {around(corners, 0), [=](const Grid& g) {
            Tensor outside;
            for (size_t i = 0; i < n; ++i) {
              const Point &a = corners[i], &b = corners[(i + 1) % n];
              const float edge = std::max(std::hypot(b.x - a.x, b.y - a.y), 1e-6F);
              const float nx = (b.y - a.y) / edge, ny = (a.x - b.x) / edge;
              const Tensor d = (g.x * nx).sub_(nx * a.x + ny * a.y) + g.y * ny;
              outside = outside.defined() ? torch::maximum(outside, d) : d;
            }
            return outside;
          }};
}

Shape stroke(std::vector<Point> points, float width, float end_width) {
  return {around(points, std::max(width, end_width) / 2), [=](const Grid& g) {
            const float count = static_cast<float>(points.size() - 1);
            Tensor nearest;
            for (size_t i = 0; i + 1 < points.size(); ++i) {
              const Point a = points[i], b = points[i + 1];
              const float dx = b.x - a.x, dy = b.y - a.y, squared = std::max(dx * dx + dy * dy, 1e-9F);
              const Tensor t = ((g.x - a.x) * (dx / squared) + (g.y - a.y) * (dy / squared)).clamp_(0, 1);
              const float from = width + (end_width - width) * static_cast<float>(i) / count;
              const float change = (end_width - width) / count;
              const Tensor d =
                  length(g.x - a.x - t * dx, g.y - a.y - t * dy).sub_(t * (change / 2)).sub_(from / 2);
              nearest = nearest.defined() ? torch::minimum(nearest, d) : d;
            }
            return nearest;
          }};
}

Shape leaf(Point a, Point b, float left, float right) {
  const auto first = right_of_arc(a, b, left), second = right_of_arc(b, a, right);
  return {around({a, b}, std::max(std::abs(left), std::abs(right))),
          [=](const Grid& g) { return torch::maximum(first(g), second(g)); }};
}

Shape under(Crest crest) {
  return {{-kFar, crest.top, kFar, kFar}, [=](const Grid& g) { return above(crest, g); }, crest.bottom};
}

Shape between(Crest upper, Crest lower) {
  return {{-kFar, upper.top, kFar, lower.bottom},
          [=](const Grid& g) { return torch::maximum(above(upper, g), above(lower, g).neg_()); }};
}

Shape unite(std::vector<Shape> shapes) {
  Box b = shapes.front().box;
  for (const Shape& s : shapes) {
    b = {std::min(b.left, s.box.left), std::min(b.top, s.box.top), std::max(b.right, s.box.right),
         std::max(b.bottom, s.box.bottom)};
  }
  return {b, [=](const Grid& g) {
            Tensor inside = shapes.front().distance(g);
            for (size_t i = 1; i < shapes.size(); ++i) inside = torch::minimum(inside, shapes[i].distance(g));
            return inside;
          }};
}

Shape overlap(Shape a, Shape b) {
  const Box box{std::max(a.box.left, b.box.left), std::max(a.box.top, b.box.top),
                std::min(a.box.right, b.box.right), std::min(a.box.bottom, b.box.bottom)};
  return {box, [=](const Grid& g) { return torch::maximum(a.distance(g), b.distance(g)); }};
}

Shape cut(Shape a, Shape b) {
  return {a.box, [=](const Grid& g) { return torch::maximum(a.distance(g), b.distance(g).neg()); }};
}

Shape panes(Box box, int columns, int rows, float fill_x, float fill_y,
            const std::function<bool(int, int)>& keep) {
  std::vector<float> missing;  // 1 where there is no pane: pushes the distance outside
  for (int row = 0; keep && row < rows; ++row) {
    for (int column = 0; column < columns; ++column) missing.push_back(keep(column, row) ? 0.0F : 1.0F);
  }
  const float cell_x = (box.right - box.left) / static_cast<float>(columns);
  const float cell_y = (box.bottom - box.top) / static_cast<float>(rows);
  return {
      box, [=](const Grid& g) {
        const Tensor cx = (g.x - box.left) / cell_x, cy = (g.y - box.top) / cell_y;  // in cells
        const Tensor x = ((cx - cx.floor()).sub_(0.5F).abs_().sub_(fill_x / 2)).mul_(cell_x);
        const Tensor y = ((cy - cy.floor()).sub_(0.5F).abs_().sub_(fill_y / 2)).mul_(cell_y);
        Tensor d = torch::maximum(x, y);
        if (missing.empty()) return d;
        const Tensor table = torch::tensor(missing, torch::kFloat32).to(g.x.device()).view({rows, columns});
        const Tensor column = cx.floor().clamp_(0, columns - 1).to(torch::kInt64).flatten();
        const Tensor row = cy.floor().clamp_(0, rows - 1).to(torch::kInt64).flatten();
        return d.add_(table.index_select(0, row).index_select(1, column));
      }};
}

std::vector<Point> curve(Point a, Point control, Point b, int n) {
  std::vector<Point> points;
  for (int i = 0; i <= n; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(n), s = 1 - t;
    points.push_back({s * s * a.x + 2 * s * t * control.x + t * t * b.x,
                      s * s * a.y + 2 * s * t * control.y + t * t * b.y});
  }
  return points;
}

Paint::Paint(Color color) : at([color](const Grid& g) { return color_tensor(color, g.x.device()); }) {}

Paint blend(Point from, Color first, Point to, Color last) {
  const float dx = to.x - from.x, dy = to.y - from.y, squared = dx * dx + dy * dy;
  return Paint([=](const Grid& g) {
    Tensor t;  // stays a line when the blend is upright or level
    if (dx == 0) {
      t = (g.y - from.y) / dy;
    } else if (dy == 0) {
      t = (g.x - from.x) / dx;
    } else {
      t = (g.x - from.x) * (dx / squared) + (g.y - from.y) * (dy / squared);
    }
    const Tensor a = color_tensor(first, g.x.device()), b = color_tensor(last, g.x.device());
    return a + (b - a) * t.clamp(0, 1).unsqueeze(0);
  });
}

Paint downwards(float from_y, Color first, float to_y, Color last) {
  return blend({0, from_y}, first, {0, to_y}, last);
}

Paint columns(std::vector<float> edges, std::vector<Color> colours) {
  return Paint([=](const Grid& g) {
    const Tensor share = slots(edges, g.x, g.pixel);  // [n, w]
    std::vector<float> flat;
    for (const Color& c : colours) flat.insert(flat.end(), {c.r, c.g, c.b});
    const Tensor table = torch::tensor(flat, torch::kFloat32).to(g.x.device()).view({-1, 3});
    return table.t().matmul(share).unsqueeze(1);  // [3, 1, w]
  });
}

Canvas::Canvas(int64_t height_px, int64_t width_px, torch::Device device)
    : height_px_(height_px), width_px_(width_px) {
  const float short_side = static_cast<float>(std::min(height_px, width_px));
  pixel_ = 1 / short_side;
  right_ = static_cast<float>(width_px) / short_side / 2;
  bottom_ = static_cast<float>(height_px) / short_side;
  const auto options = torch::TensorOptions().dtype(torch::kFloat32).device(device);
  x_ = ((torch::arange(width_px, options) + 0.5F) * pixel_ - right_).unsqueeze(0);
  y_ = ((torch::arange(height_px, options) + 0.5F) * pixel_).unsqueeze(1);
  picture_ = torch::zeros({3, height_px, width_px}, options);
}

float Canvas::rise(float units) const {
  return units * std::sqrt(bottom_);
}

Canvas::Window Canvas::window(const Box& b) const {
  const auto to_pixel = [&](float units, int64_t limit) {
    return static_cast<int64_t>(std::clamp(units / pixel_, 0.0F, static_cast<float>(limit)));
  };
  // One pixel of margin, because an edge reaches half a pixel outside its shape.
  return {to_pixel(b.top - pixel_, height_px_), to_pixel(b.bottom + 2 * pixel_, height_px_),
          to_pixel(b.left + right_ - pixel_, width_px_), to_pixel(b.right + right_ + 2 * pixel_, width_px_)};
}

Grid Canvas::grid(const Window& w) const {
  return {x_.narrow(1, w.left, w.right - w.left), y_.narrow(0, w.top, w.bottom - w.top), pixel_};
}

Tensor Canvas::pixels(const Window& w) {
  return picture_.narrow(1, w.top, w.bottom - w.top).narrow(2, w.left, w.right - w.left);
}

void Canvas::fill(const Shape& shape, const Paint& paint, float opacity) {
  Window edge = window(shape.box);
  Window solid = edge;
  if (shape.solid_from < bottom_) {
    solid.top = edge.bottom = std::max(edge.top, window({0, 0, 0, shape.solid_from}).bottom);
    if (!solid.empty()) {
      Tensor target = pixels(solid);
      const Tensor colour = paint.at(grid(solid));
      if (opacity >= 1) {
        target.copy_(colour.expand_as(target));
      } else {
        target.lerp_(colour.expand_as(target), opacity);
      }
    }
  }
  if (edge.empty()) return;
  const Grid g = grid(edge);
  Tensor alpha = (shape.distance(g) * (-1 / pixel_)).add_(0.5F).clamp_(0, 1);
  if (opacity < 1) alpha.mul_(opacity);
  pixels(edge).lerp_(paint.at(g), alpha);
}

void Canvas::everywhere(const Paint& paint) {
  const Tensor colour = paint.at(grid({0, height_px_, 0, width_px_}));
  picture_.copy_(colour.expand_as(picture_));
}

void Canvas::glow(Point c, float radius, Color color, float opacity) {
  const Window w = window(box_at(c, 2 * radius, 2 * radius));
  if (w.empty()) return;
  const Grid g = grid(w);
  const Tensor near = (1 - ((g.x - c.x) / radius).square() - ((g.y - c.y) / radius).square()).clamp_min_(0);
  pixels(w).lerp_(color_tensor(color, g.x.device()), near.square_().mul_(opacity));
}

}  // namespace reverie::paint
