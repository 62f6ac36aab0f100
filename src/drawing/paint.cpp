// drawing/paint.cpp
//
// Colours, paints and the canvas of paint.h: where distances become soft edges.
//
// Used by   the painters in training/world/places/.
// Proven by tests/training/world/places_test.cpp
#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "drawing/paint_fields.h"

namespace reverie::paint {

using torch::Tensor;

namespace {

Tensor color_tensor(Color c, const torch::Device& device) {  // [3, 1, 1]
  return torch::tensor({c.r, c.g, c.b}, torch::kFloat32).to(device).view({3, 1, 1});
}

Paint paint_of(std::function<Tensor(const Grid&)> colours) {
  return Paint(std::make_shared<const ColourField>(ColourField{std::move(colours)}));
}

}  // namespace

Tensor column_of(const std::vector<float>& values, const Tensor& like) {
  return torch::tensor(values, torch::kFloat32).to(like.device()).unsqueeze(1);
}

Tensor slots(const std::vector<float>& edges, const Tensor& x, float pixel) {
  Tensor past = ((x - column_of(edges, x)) / pixel + 0.5F).clamp_(0, 1);  // [n + 1, w]
  const int64_t n = past.size(0) - 1;
  return past.narrow(0, 0, n) - past.narrow(0, 1, n);
}

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

Paint::Paint(Color color)
    : Paint(paint_of([color](const Grid& g) { return color_tensor(color, g.x.device()); })) {}

Paint blend(Point from, Color first, Point to, Color last) {
  const float dx = to.x - from.x, dy = to.y - from.y, squared = dx * dx + dy * dy;
  return paint_of([=](const Grid& g) {
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
  return paint_of([=](const Grid& g) {
    const Tensor share = slots(edges, g.x, g.pixel);  // [n, w]
    std::vector<float> flat;
    for (const Color& c : colours) flat.insert(flat.end(), {c.r, c.g, c.b});
    const Tensor table = torch::tensor(flat, torch::kFloat32).to(g.x.device()).view({-1, 3});
    return table.t().matmul(share).unsqueeze(1);  // [3, 1, w]
  });
}

Paint folds(float period, float shift, Color valley, Color ridge) {
  return paint_of([=](const Grid& g) {
    const Tensor t = ((g.x + shift) * (2 * static_cast<float>(M_PI) / period)).sin_().mul_(0.5F).add_(0.5F);
    const Tensor a = color_tensor(valley, g.x.device()), b = color_tensor(ridge, g.x.device());
    return a + (b - a) * t.unsqueeze(0);  // [3, 1, w]
  });
}

Paint chequered(Point vanish, float top, float tile, Color one, Color other) {
  const float turn = static_cast<float>(M_PI) / tile, depth = top - vanish.y;
  const float sharpness = 12;  // of the edges: 1 is a soft wave
  return paint_of([=](const Grid& g) {
    const Tensor nearness = depth / (g.y - vanish.y).clamp_min_(depth / 2);  // [h, 1]: 1 at `top`
    const Tensor across = ((g.x - vanish.x) * (nearness * turn)).sin_();     // [h, w]
    const Tensor away = (nearness * (turn * 1.15F)).sin_();                  // [h, 1]
    const Tensor t = (across * (away * sharpness)).add_(0.5F).clamp_(0, 1);
    const Tensor a = color_tensor(one, g.x.device()), b = color_tensor(other, g.x.device());
    return a + (b - a) * t.unsqueeze(0);  // [3, h, w]
  });
}

Pixels::Pixels(int64_t height_px, int64_t width_px, torch::Device device)
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

Window Pixels::window(const Box& b) const {
  const auto to_pixel = [&](float units, int64_t limit) {
    return static_cast<int64_t>(std::clamp(units / pixel_, 0.0F, static_cast<float>(limit)));
  };
  // One pixel of margin, because an edge reaches half a pixel outside its shape.
  return {to_pixel(b.top - pixel_, height_px_), to_pixel(b.bottom + 2 * pixel_, height_px_),
          to_pixel(b.left + right_ - pixel_, width_px_), to_pixel(b.right + right_ + 2 * pixel_, width_px_)};
}

Grid Pixels::grid(const Window& w) const {
  return {x_.narrow(1, w.left, w.right - w.left), y_.narrow(0, w.top, w.bottom - w.top), pixel_};
}

Tensor Pixels::view(const Window& w) {
  return picture_.narrow(1, w.top, w.bottom - w.top).narrow(2, w.left, w.right - w.left);
}

Canvas::Canvas(Pixels& pixels) : pixels_(pixels), right_(pixels.right()), bottom_(pixels.bottom()) {}

float Canvas::rise(float units) const {
  return units * std::sqrt(bottom_);
}

void Canvas::fill(const Shape& shape, const Paint& paint, float opacity) {
  Window edge = pixels_.window(shape.box);
  if (edge.empty()) return;
  if (shape.solid_from < bottom_) {  // the plain part needs no distances
    Window solid = edge;
    solid.top = edge.bottom = std::max(edge.top, pixels_.window({0, 0, 0, shape.solid_from}).bottom);
    if (!solid.empty()) {
      Tensor target = pixels_.view(solid);
      const Tensor colours = paint.field->colours(pixels_.grid(solid)).expand_as(target);
      if (opacity >= 1) {
        target.copy_(colours);
      } else {
        target.lerp_(colours, opacity);
      }
    }
    if (edge.empty()) return;
  }
  const Grid g = pixels_.grid(edge);
  Tensor alpha = (shape.field->distance(g) * (-1 / g.pixel)).add_(0.5F).clamp_(0, 1);
  if (opacity < 1) alpha.mul_(opacity);
  pixels_.view(edge).lerp_(paint.field->colours(g), alpha);
}

void Canvas::everywhere(const Paint& paint) {
  Tensor target = pixels_.view(pixels_.all());
  target.copy_(paint.field->colours(pixels_.grid(pixels_.all())).expand_as(target));
}

void Canvas::glow(Point c, float radius, Color color, float opacity) {
  glow(c, radius, radius, color, opacity);
}

void Canvas::glow(Point c, float radius_x, float radius_y, Color color, float opacity) {
  const Window w = pixels_.window(box_at(c, 2 * radius_x, 2 * radius_y));
  if (w.empty()) return;
  const Grid g = pixels_.grid(w);
  const Tensor x = 1 - ((g.x - c.x) / radius_x).square(), y = ((g.y - c.y) / radius_y).square();
  pixels_.view(w).lerp_(color_tensor(color, g.x.device()), (x - y).clamp_min_(0).square_().mul_(opacity));
}

}  // namespace reverie::paint
