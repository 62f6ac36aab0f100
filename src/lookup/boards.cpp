#include "lookup/boards.h"

#include <algorithm>
#include <cmath>

#include "drawing/colours.h"

namespace reverie {

namespace {

using namespace paint;

constexpr Color kWood = hex(0xd9a566), kWoodDark = hex(0x8a5a2e), kPost = hex(0x7a4f2a);
constexpr Color kDarkInk = hex(0x2b1b12), kLightInk = hex(0xfffdf4);
constexpr Color kSteel = hex(0x4b5260), kCable = hex(0x343a46);
constexpr Color kSlate = hex(0x23302d), kNight = hex(0x191626), kKraft = hex(0xe6cc9a);

Color from_hsv(float hue, float saturation, float value) {
  const auto channel = [&](float turn) {
    const float k = std::fmod(turn + hue * 6, 6.0F);
    return value - value * saturation * std::max(0.0F, std::min({k, 4 - k, 1.0F}));
  };
  return {channel(5), channel(3), channel(1)};
}

float luminance(Color c) {
  return 0.30F * c.r + 0.59F * c.g + 0.11F * c.b;
}

// Measures in tokens from the sign's top left corner, as paint.h wants them.
class Tokens {
 public:
  explicit Tokens(const Sign& sign)
      : unit_(1 / static_cast<float>(std::min(sign.rows, sign.columns))),
        middle_(static_cast<float>(sign.columns) / 2),
        columns(static_cast<float>(sign.columns)),
        rows(static_cast<float>(sign.rows)) {}

  float length(float tokens) const { return tokens * unit_; }
  Point at(float x, float y) const { return {(x - middle_) * unit_, y * unit_}; }
  Box box(float left, float top, float right, float bottom) const {
    const Point a = at(left, top), b = at(right, bottom);
    return {a.x, a.y, b.x, b.y};
  }
  Shape plate(float left, float top, float right, float bottom, float corner = 0) const {
    return rectangle(box(left, top, right, bottom), length(corner));
  }
  Shape line(Point from, Point to, float width) const {
    return stroke({at(from.x, from.y), at(to.x, to.y)}, length(width), length(width));
  }
  Shape disc(float x, float y, float radius) const { return circle(at(x, y), length(radius)); }

 private:
  float unit_, middle_;

 public:
  const float columns, rows;
};

struct Panel {
  float left, top, right, bottom;
  float width() const { return right - left; }
  float x(float share) const { return left + share * width(); }
};

Panel panel_in_floats(const Sign& sign) {
  const SignBox box = panel_of(sign);
  return {static_cast<float>(box.left), static_cast<float>(box.top), static_cast<float>(box.right),
          static_cast<float>(box.bottom)};
}

Shape plate(const Tokens& t, const Panel& p, float inset, float corner) {
  return t.plate(p.left + inset, p.top + inset, p.right - inset, p.bottom - inset, corner);
}

void shadow_on_ground(Canvas& c, const Tokens& t, float x, float width) {
  c.fill(ellipse(t.at(x, t.rows - 0.14F), t.length(width / 2), t.length(0.13F)), hex(0x000000), 0.36F);
}

void two_posts(Canvas& c, const Tokens& t, const Panel& p, Color colour, float width) {
  for (const float share : {0.2F, 0.8F}) {
    const float x = p.x(share);
    shadow_on_ground(c, t, x, 5 * width);
    c.fill(t.plate(x - width / 2, p.top + 0.3F, x + width / 2, t.rows - 0.12F, 0.06F), colour);
    c.fill(t.plate(x, p.bottom, x + width / 2, t.rows - 0.12F, 0.06F), darker(colour, 0.2F));
    c.fill(t.plate(x - width / 2, p.bottom, x + width / 2, p.bottom + 0.18F), darker(colour, 0.45F));
  }
}

void wooden_sign(const Sign&, Canvas& c, const Tokens& t, const Panel& p) {
  two_posts(c, t, p, kPost, 0.34F);
  c.fill(plate(t, p, -0.03F, 0.2F), kWoodDark);
  c.fill(plate(t, p, 0.07F, 0.14F),
         downwards(t.at(0, p.top).y, lighter(kWood, 0.14F), t.at(0, p.bottom).y, kWood));
  const float height = p.bottom - p.top;
  const int planks = static_cast<int>(std::lround(height / 1.1F));
  for (int i = 1; i < planks; ++i) {  // seams, faint: letters are read across them
    const float y = p.top + height * static_cast<float>(i) / static_cast<float>(planks);
    c.fill(t.line({p.left + 0.12F, y}, {p.right - 0.12F, y}, 0.045F), kWoodDark, 0.28F);
  }
  for (int i = 0; i < 2 * planks; ++i) {  // grain
    const auto k = static_cast<float>(i);
    const float y = p.top + height * (k + 0.45F) / static_cast<float>(2 * planks);
    const float from = p.x(0.06F + 0.17F * std::fmod(k * 1.7F, 3.0F));
    c.fill(t.line({from, y}, {from + 0.3F * p.width(), y + 0.03F}, 0.035F), kWoodDark, 0.12F);
  }
  for (const float x : {p.left + 0.18F, p.right - 0.18F}) {
    for (const float y : {p.top + 0.18F, p.bottom - 0.18F}) c.fill(t.disc(x, y, 0.06F), hex(0x5b3a1c));
  }
}

void neon_sign(const Sign& sign, Canvas& c, const Tokens& t, const Panel& p) {
  for (const float share : {0.15F, 0.85F}) {
    c.fill(t.line({p.x(share), -0.2F}, {p.x(share), p.top + 0.1F}, 0.07F), kCable);
  }
  const Color tube = colour_of(sign);
  for (const float reach : {0.20F, 0.13F, 0.06F}) c.fill(plate(t, p, -reach, 0.34F + reach), tube, 0.14F);
  c.fill(plate(t, p, 0, 0.34F), kNight);
  for (const float width : {0.24F, 0.16F}) {  // the glow of the tube that runs around the panel
    c.fill(cut(plate(t, p, 0.2F - width / 2, 0.28F), plate(t, p, 0.2F + width / 2, 0.16F)), tube, 0.3F);
  }
  c.fill(cut(plate(t, p, 0.16F, 0.24F), plate(t, p, 0.24F, 0.18F)), lighter(tube, 0.45F));
}

void poster(const Sign& sign, Canvas& c, const Tokens& t, const Panel& p) {
  const Color paper = colour_of(sign);
  const bool is_dark = luminance(paper) < 0.55F;
  const float middle = p.x(0.5F);
  c.fill(t.line({middle, -0.2F}, {p.x(0.08F), p.top - 0.1F}, 0.05F), kCable);
  c.fill(t.line({middle, -0.2F}, {p.x(0.92F), p.top - 0.1F}, 0.05F), kCable);
  c.fill(plate(t, p, 0, 0.04F), paper);
  const float left = p.left + 0.3F, right = p.right - 0.3F, top = p.bottom - 2.55F, bottom = p.bottom - 0.32F;
  const Color sky = is_dark ? lighter(paper, 0.72F) : lighter(mix(paper, hex(0x3c9fd6), 0.55F), 0.35F);
  const Shape window = t.plate(left, top, right, bottom, 0.12F);
  c.fill(window, downwards(t.at(0, top).y, sky, t.at(0, bottom).y, lighter(sky, 0.45F)));
  const float sun = t.length(0.62F);
  c.fill(overlap(window, circle(t.at(middle, bottom - 1.05F), sun)), hex(0xf6b93b));
  const float width = right - left;
  const auto hill = [&](float x, float height, Color colour) {
    c.fill(overlap(window, ellipse(t.at(left + x * width, bottom + 0.35F), t.length(0.62F * width),
                                   t.length(height))),
           colour);
  };
  const Color near = is_dark ? darker(paper, 0.2F) : darker(mix(paper, hex(0x1f6f5c), 0.75F), 0.1F);
  hill(0.88F, 1.25F, mix(near, sky, 0.35F));
  hill(0.12F, 1.05F, near);
  c.fill(t.plate(p.left - 0.12F, p.top - 0.16F, p.right + 0.12F, p.top + 0.1F, 0.12F), kWoodDark);
  c.fill(t.plate(p.left - 0.12F, p.bottom - 0.1F, p.right + 0.12F, p.bottom + 0.12F, 0.1F), kWoodDark);
}

void book_cover(const Sign& sign, Canvas& c, const Tokens& t, const Panel& p) {
  const Color cover = colour_of(sign), line = mix(cover, ink_of(sign), 0.7F);
  c.fill(ellipse(t.at(p.x(0.5F), t.rows - 0.16F), t.length(0.53F * p.width()), t.length(0.16F)),
         hex(0x000000), 0.36F);
  c.fill(t.plate(p.left + 0.1F, p.top + 0.08F, p.right, p.bottom, 0.08F), darker(cover, 0.35F));
  c.fill(t.plate(p.left + 0.1F, p.top + 0.2F, p.right - 0.06F, p.bottom - 0.1F), hex(0xf3ead6));  // pages
  c.fill(t.plate(p.left, p.top, p.right - 0.16F, p.bottom - 0.2F, 0.14F), cover);
  c.fill(t.plate(p.left, p.top, p.left + 0.5F, p.bottom - 0.2F, 0.12F), darker(cover, 0.22F));
  c.fill(t.plate(p.left + 0.44F, p.top, p.left + 0.5F, p.bottom - 0.2F), darker(cover, 0.4F));
  const float left = p.left + 0.66F, right = p.right - 0.32F, bottom = p.bottom - 0.36F, top = p.top + 0.17F;
  c.fill(cut(t.plate(left, top, right, bottom, 0.1F),
             t.plate(left + 0.07F, top + 0.07F, right - 0.07F, bottom - 0.07F, 0.07F)),
         line, 0.8F);
  const float x = (left + right) / 2, y = p.bottom - 1.5F;  // the emblem: a round window with a star
  c.fill(t.disc(x, y, 0.86F), line);
  c.fill(t.disc(x, y, 0.77F), darker(cover, 0.12F));
  for (int i = 0; i < 4; ++i) {
    const float a = 0.7854F * static_cast<float>(i), reach = i % 2 == 0 ? 0.66F : 0.4F;
    const float dx = reach * std::cos(a), dy = reach * std::sin(a);
    c.fill(leaf(t.at(x - dx, y - dy), t.at(x + dx, y + dy), t.length(0.14F), t.length(0.14F)), line);
  }
}

void label(const Sign& sign, Canvas& c, const Tokens& t, const Panel& p) {
  const Color paper = colour_of(sign), edge = darker(paper, 0.3F);
  const float middle = (p.top + p.bottom) / 2, cut_off = 0.55F, hole = p.left + 0.62F;
  const auto tag = [&](float inset) {
    const float l = p.left + inset, r = p.right - inset, u = p.top + inset, d = p.bottom - inset;
    return polygon({t.at(l, u + cut_off), t.at(l + cut_off, u), t.at(r, u), t.at(r, d), t.at(l + cut_off, d),
                    t.at(l, d - cut_off)});
  };
  c.fill(tag(0), edge);
  c.fill(tag(0.06F), paper);
  c.fill(cut(tag(0.2F), tag(0.25F)), edge, 0.8F);
  c.fill(t.disc(hole, middle, 0.27F), hex(0xb9853b));
  c.fill(t.disc(hole, middle, 0.14F), hex(0x3a2a1c));
  c.fill(stroke(curve(t.at(hole, middle), t.at(hole - 0.35F, p.top - 0.2F), t.at(hole + 0.3F, -0.2F), 12),
                t.length(0.08F), t.length(0.08F)),
         hex(0xa8542f));
}

void billboard(const Sign& sign, Canvas& c, const Tokens& t, const Panel& p) {
  two_posts(c, t, p, kSteel, 0.3F);
  const Color panel = colour_of(sign);
  for (const float share : {0.2F, 0.5F, 0.8F}) {
    const float x = p.x(share);
    c.fill(t.line({x, p.top}, {x, p.top - 0.3F}, 0.08F), kSteel);
    c.fill(t.plate(x - 0.28F, p.top - 0.48F, x + 0.28F, p.top - 0.3F, 0.09F), kSteel);
  }
  c.fill(plate(t, p, -0.02F, 0.1F), kSteel);
  c.fill(plate(t, p, 0.08F, 0.06F), lighter(panel, 0.75F));
  c.fill(plate(t, p, 0.18F, 0.04F), panel);
}

void chalkboard(const Sign&, Canvas& c, const Tokens& t, const Panel& p) {
  for (const float share : {0.1F, 0.9F}) {
    const float x = p.x(share), lean = share < 0.5F ? -0.1F : 0.1F;
    shadow_on_ground(c, t, x + lean, 0.9F);
    c.fill(t.line({x, p.bottom - 0.3F}, {x + lean, t.rows - 0.2F}, 0.26F), kPost);
  }
  c.fill(plate(t, p, 0, 0.14F), hex(0x9c6b3c));
  c.fill(plate(t, p, 0.06F, 0.1F), hex(0xb98350));
  c.fill(plate(t, p, 0.26F, 0.04F), darker(kSlate, 0.35F));
  c.fill(plate(t, p, 0.31F, 0.02F), kSlate);
  for (const float share : {0.3F, 0.62F}) {  // what the sponge left
    c.fill(ellipse(t.at(p.x(share), (p.top + p.bottom) / 2), t.length(0.22F * p.width()),
                   t.length(0.3F * (p.bottom - p.top))),
           hex(0xffffff), 0.035F);
  }
  const float y = p.bottom - 0.2F;
  c.fill(t.line({p.x(0.56F), y}, {p.x(0.66F), y}, 0.11F), hex(0xffffff));
  c.fill(t.line({p.x(0.71F), y}, {p.x(0.78F), y}, 0.11F), hex(0xffd76e));
}

}  // namespace

Color colour_of(const Sign& sign) {
  if (sign.kind == SignKind::WoodenSign) return kWood;
  if (sign.kind == SignKind::Chalkboard) return kSlate;
  if (sign.colour == kNoColour) return kKraft;
  const Colour& colour = colours()[static_cast<std::size_t>(sign.colour)];
  return from_hsv(colour.hue, colour.saturation, colour.value);
}

Color ink_of(const Sign& sign) {
  const Color board = colour_of(sign);
  if (glows(sign.kind)) return lighter(board, 0.72F);
  return luminance(board) < 0.55F ? kLightInk : kDarkInk;
}

void paint_board(const Sign& sign, Canvas& canvas) {
  using Painter = void (*)(const Sign&, Canvas&, const Tokens&, const Panel&);
  constexpr Painter painters[kSignKinds] = {wooden_sign, neon_sign, poster,    book_cover,
                                            label,       billboard, chalkboard};
  painters[static_cast<std::size_t>(sign.kind)](sign, canvas, Tokens(sign), panel_in_floats(sign));
}

}  // namespace reverie
