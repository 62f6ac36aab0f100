// drawing/paint_shapes.cpp
//
// The crests and shapes of paint.h as signed distances.
//
// Used by   the painters in training/world/places/.
// Proven by tests/training/world/places_test.cpp
#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "drawing/paint_fields.h"

namespace reverie::paint {
namespace {

using torch::Tensor;
using Distance = std::function<Tensor(const Grid&)>;
using Height = std::function<Tensor(const Tensor& x, float pixel)>;

constexpr float kFar = 1e6F;

Shape shape(Box box, Distance distance, float solid_from = 1e9F) {
  return {box, std::make_shared<const ShapeField>(ShapeField{std::move(distance)}), solid_from};
}

Crest crest_line(float top, float bottom, Height height) {
  return {top, bottom, std::make_shared<const LineField>(LineField{std::move(height)})};
}

Tensor length(const Tensor& dx, const Tensor& dy) {
  return (dx.square() + dy.square()).sqrt_();
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
  return crest_line(top, bottom, [=](const Tensor& x, float) {
    Tensor t = ((x - column_of(start, x)) / column_of(length_x, x)).clamp_(0, 1);  // [n, w]
    if (rounded) t = t * t * (3 - 2 * t);
    return (t * column_of(drop, x)).sum(0, true).add_(first);  // [1, w]
  });
}

// Signed distance to a crest, positive above it. Dividing by the slope keeps steep flanks sharp.
Tensor above(const Crest& crest, const Grid& g) {
  const Tensor h = crest.field->height(g.x, g.pixel);
  const float step = 0.5F * g.pixel;
  const Tensor slope =
      (crest.field->height(g.x + step, g.pixel) - crest.field->height(g.x - step, g.pixel)) / g.pixel;
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
Distance right_of_arc(Point a, Point b, float bulge) {
  const float dx = b.x - a.x, dy = b.y - a.y, chord = std::hypot(dx, dy);
  const float size = std::max(std::abs(bulge), 1e-4F);
  const float radius = (chord * chord / 4 + size * size) / (2 * size);
  const float sign = bulge < 0 ? -1.0F : 1.0F;
  const float shift = sign * (size - radius);  // centre, along the left normal (dy, -dx) / chord
  const Point c{(a.x + b.x) / 2 + dy / chord * shift, (a.y + b.y) / 2 - dx / chord * shift};
  return [=](const Grid& g) { return (length(g.x - c.x, g.y - c.y) - radius).mul_(sign); };
}

}  // namespace

Box box_at(Point c, float width, float height) {
  return {c.x - width / 2, c.y - height / 2, c.x + width / 2, c.y + height / 2};
}

Crest level(float y) {
  return crest_line(y, y, [y](const Tensor& x, float) { return torch::full_like(x, y); });
}
Crest lowered(Crest crest, float by) {
  return crest_line(crest.top + by, crest.bottom + by,
                    [=](const Tensor& x, float pixel) { return crest.field->height(x, pixel) + by; });
}
Crest ridge(std::vector<Point> points) {
  return through(points, false);
}
Crest rolling(std::vector<Point> points) {
  return through(points, true);
}

Crest waves(float y, float amplitude, float length_x, float shift) {
  const float turn = 2 * static_cast<float>(M_PI) / length_x;
  return crest_line(y - amplitude, y + amplitude, [=](const Tensor& x, float) {
    return ((x + shift) * turn).sin_().mul_(amplitude).add_(y);
  });
}

Crest scallops(float y, float amplitude, float length_x, float shift) {
  const float turn = static_cast<float>(M_PI) / length_x;
  return crest_line(y, y + amplitude, [=](const Tensor& x, float) {
    return ((x + shift) * turn).sin_().abs_().mul_(amplitude).add_(y);
  });
}

Crest steps(std::vector<float> edges, std::vector<float> tops) {
  const auto [low, high] = std::minmax_element(tops.begin(), tops.end());
  const float floor = *high;  // also what stands outside the first and last edge
  std::vector<float> rises;
  for (const float t : tops) rises.push_back(t - floor);
  return crest_line(*low, *high, [=](const Tensor& x, float pixel) {
    return (slots(edges, x, pixel) * column_of(rises, x)).sum(0, true).add_(floor);
  });
}

Shape circle(Point c, float radius) {
  return shape(box_at(c, 2 * radius, 2 * radius),
               [=](const Grid& g) { return length(g.x - c.x, g.y - c.y).sub_(radius); });
}

Shape ellipse(Point c, float rx, float ry) {
  return shape(box_at(c, 2 * rx, 2 * ry), [=](const Grid& g) {
    const Tensor x = ((g.x - c.x) / rx).square(), y = ((g.y - c.y) / ry).square();
    const Tensor gradient = (x / (rx * rx) + y / (ry * ry)).sqrt_().mul_(2).add_(1e-6F);
    return (x + y).sub_(1).div_(gradient);
  });
}

Shape rectangle(Box b, float radius) {
  const Point c{(b.left + b.right) / 2, (b.top + b.bottom) / 2};
  const float half_x = (b.right - b.left) / 2, half_y = (b.bottom - b.top) / 2;
  const float r = std::min({radius, half_x, half_y});
  return shape(b, [=](const Grid& g) {
    const Tensor x = (g.x - c.x).abs_().sub_(half_x - r), y = (g.y - c.y).abs_().sub_(half_y - r);
    if (r <= 0) return torch::maximum(x, y);
    return length(x.clamp_min(0), y.clamp_min(0)).add_(torch::maximum(x, y).clamp_max_(0)).sub_(r);
  });
}

Shape polygon(std::vector<Point> corners) {
  float area = 0;
  const size_t n = corners.size();
  for (size_t i = 0; i < n; ++i) {
    const Point &a = corners[i], &b = corners[(i + 1) % n];
    area += a.x * b.y - b.x * a.y;
  }
  if (area < 0) std::reverse(corners.begin(), corners.end());
  return shape(around(corners, 0), [=](const Grid& g) {
    Tensor outside;
    for (size_t i = 0; i < n; ++i) {
      const Point &a = corners[i], &b = corners[(i + 1) % n];
      const float edge = std::max(std::hypot(b.x - a.x, b.y - a.y), 1e-6F);
      const float nx = (b.y - a.y) / edge, ny = (a.x - b.x) / edge;
      const Tensor d = (g.x * nx).sub_(nx * a.x + ny * a.y) + g.y * ny;
      outside = outside.defined() ? torch::maximum(outside, d) : d;
    }
    return outside;
  });
}

Shape stroke(std::vector<Point> points, float width, float end_width) {
  return shape(around(points, std::max(width, end_width) / 2), [=](const Grid& g) {
    const float count = static_cast<float>(points.size() - 1);
    Tensor nearest;
    for (size_t i = 0; i + 1 < points.size(); ++i) {
      const Point a = points[i], b = points[i + 1];
      const float dx = b.x - a.x, dy = b.y - a.y, squared = std::max(dx * dx + dy * dy, 1e-9F);
      const Tensor t = ((g.x - a.x) * (dx / squared) + (g.y - a.y) * (dy / squared)).clamp_(0, 1);
      const float from = width + (end_width - width) * static_cast<float>(i) / count;
      const float change = (end_width - width) / count;
      const Tensor d = length(g.x - a.x - t * dx, g.y - a.y - t * dy).sub_(t * (change / 2)).sub_(from / 2);
      nearest = nearest.defined() ? torch::minimum(nearest, d) : d;
    }
    return nearest;
  });
}

Shape leaf(Point a, Point b, float left, float right) {
  const auto first = right_of_arc(a, b, left), second = right_of_arc(b, a, right);
  return shape(around({a, b}, std::max(std::abs(left), std::abs(right))),
               [=](const Grid& g) { return torch::maximum(first(g), second(g)); });
}

Shape under(Crest crest) {
  return shape(
      {-kFar, crest.top, kFar, kFar}, [=](const Grid& g) { return above(crest, g); }, crest.bottom);
}

Shape between(Crest upper, Crest lower) {
  return shape({-kFar, upper.top, kFar, lower.bottom},
               [=](const Grid& g) { return torch::maximum(above(upper, g), above(lower, g).neg_()); });
}

Shape unite(std::vector<Shape> shapes) {
  Box b = shapes.front().box;
  for (const Shape& s : shapes) {
    b = {std::min(b.left, s.box.left), std::min(b.top, s.box.top), std::max(b.right, s.box.right),
         std::max(b.bottom, s.box.bottom)};
  }
  return shape(b, [=](const Grid& g) {
    Tensor inside = shapes.front().field->distance(g);
    for (size_t i = 1; i < shapes.size(); ++i) inside = torch::minimum(inside, shapes[i].field->distance(g));
    return inside;
  });
}

Shape overlap(Shape a, Shape b) {
  const Box box{std::max(a.box.left, b.box.left), std::max(a.box.top, b.box.top),
                std::min(a.box.right, b.box.right), std::min(a.box.bottom, b.box.bottom)};
  return shape(box,
               [=](const Grid& g) { return torch::maximum(a.field->distance(g), b.field->distance(g)); });
}

Shape cut(Shape a, Shape b) {
  return shape(
      a.box, [=](const Grid& g) { return torch::maximum(a.field->distance(g), b.field->distance(g).neg()); });
}

Shape lowered(Shape s, float by) {
  return shape(
      {s.box.left, s.box.top + by, s.box.right, s.box.bottom + by},
      [=](const Grid& g) {
        return s.field->distance({g.x, g.y - by, g.pixel});
      },
      s.solid_from + by);
}

Shape panes(Box box, int columns, int rows, float fill_x, float fill_y,
            const std::function<bool(int, int)>& keep) {
  std::vector<float> missing;  // 1 where there is no pane: pushes the distance outside
  for (int row = 0; keep && row < rows; ++row) {
    for (int column = 0; column < columns; ++column) missing.push_back(keep(column, row) ? 0.0F : 1.0F);
  }
  const float cell_x = (box.right - box.left) / static_cast<float>(columns);
  const float cell_y = (box.bottom - box.top) / static_cast<float>(rows);
  return shape(box, [=](const Grid& g) {
    const Tensor cx = (g.x - box.left) / cell_x, cy = (g.y - box.top) / cell_y;  // in cells
    const Tensor x = ((cx - cx.floor()).sub_(0.5F).abs_().sub_(fill_x / 2)).mul_(cell_x);
    const Tensor y = ((cy - cy.floor()).sub_(0.5F).abs_().sub_(fill_y / 2)).mul_(cell_y);
    Tensor d = torch::maximum(x, y);
    if (missing.empty()) return d;
    const Tensor table = torch::tensor(missing, torch::kFloat32).to(g.x.device()).view({rows, columns});
    const Tensor column = cx.floor().clamp_(0, columns - 1).to(torch::kInt64).flatten();
    const Tensor row = cy.floor().clamp_(0, rows - 1).to(torch::kInt64).flatten();
    return d.add_(table.index_select(0, row).index_select(1, column));
  });
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

}  // namespace reverie::paint
