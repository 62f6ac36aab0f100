// training/world/places/paper_page.cpp
//
// A page of old paper with a thin border and ornaments in its corners, for a botanical plate or a sheet
// of characters.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include <algorithm>

#include "training/world/places/painters.h"

namespace reverie::paint {
namespace {

// A frame of lines: the box without the box inside it.
void border(Canvas& c, Box b, float width, float round, Color ink) {
  c.fill(cut(rectangle(b, round),
             rectangle({b.left + width, b.top + width, b.right - width, b.bottom - width}, round)),
         ink);
}

// Ornaments are drawn for the top left corner; (sx, sy) turns them into the other three.
struct Corner {
  Point at;
  float sx, sy;
  Point operator()(float x, float y) const { return {at.x + sx * x, at.y + sy * y}; }
};

// leaf() sees left and right; a mirrored corner swaps them.
void sprig_leaf(Canvas& c, const Corner& k, Point a, Point b, float bulge, Color green) {
  c.fill(leaf(k(a.x, a.y), k(b.x, b.y), bulge, bulge), green);
}

void leafy_corner(Canvas& c, const Corner& k, Color green, Color pale, Color berry) {
  c.fill(stroke(curve(k(0.0F, 0.19F), k(0.02F, 0.02F), k(0.19F, 0.0F), 8), 0.004F, 0.004F), green);
  sprig_leaf(c, k, {0.030F, 0.045F}, {0.085F, 0.075F}, 0.014F, pale);
  sprig_leaf(c, k, {0.045F, 0.030F}, {0.075F, 0.085F}, 0.014F, green);
  sprig_leaf(c, k, {0.012F, 0.085F}, {0.048F, 0.125F}, 0.012F, green);
  sprig_leaf(c, k, {0.085F, 0.012F}, {0.125F, 0.048F}, 0.012F, green);
  sprig_leaf(c, k, {0.006F, 0.130F}, {-0.016F, 0.165F}, 0.010F, pale);
  sprig_leaf(c, k, {0.130F, 0.006F}, {0.165F, -0.016F}, 0.010F, pale);
  for (const Point p : {Point{0.026F, 0.026F}, Point{0.040F, 0.018F}, Point{0.018F, 0.040F}}) {
    c.fill(circle(k(p.x, p.y), 0.0095F), berry);
  }
}

void stepped_corner(Canvas& c, const Corner& k, Color ink, Color gold) {
  const auto bar = [&](float x, float y, float to_x, float to_y, float width, Color colour) {
    c.fill(stroke({k(x, y), k(to_x, to_y)}, width, width), colour);
  };
  for (int i = 0; i < 3; ++i) {  // a fan of three steps
    const float s = 0.030F + 0.032F * static_cast<float>(i);
    bar(0.0F, s, s, s, 0.005F, ink);
    bar(s, 0.0F, s, s, 0.005F, ink);
  }
  c.fill(polygon({k(0.0F, 0.0F), k(0.024F, 0.0F), k(0.0F, 0.024F)}), gold);
  for (const float s : {0.046F, 0.078F}) c.fill(circle(k(s, s), 0.008F), gold);
}

void scroll_corner(Canvas& c, const Corner& k, Color ink, Color wash) {
  c.fill(circle(k(0.050F, 0.050F), 0.036F), wash, 0.6F);
  const auto curl = [&](bool swap) {
    const auto at = [&](float x, float y) { return swap ? k(y, x) : k(x, y); };
    c.fill(stroke(curve(at(0.0F, 0.20F), at(0.0F, 0.06F), at(0.055F, 0.055F), 7), 0.0035F, 0.007F), ink);
    c.fill(stroke(curve(at(0.006F, 0.13F), at(0.050F, 0.13F), at(0.050F, 0.10F), 6), 0.006F, 0.0035F), ink);
    c.fill(stroke(curve(at(0.050F, 0.10F), at(0.050F, 0.085F), at(0.032F, 0.095F), 5), 0.0035F, 0.003F), ink);
    c.fill(circle(at(0.032F, 0.097F), 0.007F), ink);
    c.fill(circle(at(0.0F, 0.205F), 0.0065F), ink);
  };
  curl(false);
  curl(true);
  c.fill(circle(k(0.056F, 0.056F), 0.0125F), ink);
}

void stains(Canvas& c, const Air& air, Color paper, int layout) {
  const Point spots[] = {{-0.36F, 0.16F}, {0.40F, 0.44F},  {-0.12F, 0.72F},
                         {0.22F, 0.10F},  {-0.80F, 0.60F}, {0.88F, 0.24F}};
  int i = layout;
  for (const Point& p : spots) {
    const float r = 0.12F + 0.05F * static_cast<float>(i++ % 3);
    c.glow({p.x * (layout == 1 ? -1.0F : 1.0F), c.y(p.y)}, r, air.lit(paper * hex(0xF6E2C0)), 0.4F);
  }
}

}  // namespace

void paint_paper_page(Canvas& c, const Air& outside, int layout) {
  const Air air = indoors(outside);
  const Color papers[] = {hex(0xF7ECD2), hex(0xEFE9DC), hex(0xEBD3A4)};
  const Color inks[] = {hex(0x8A7348), hex(0x3E4E66), hex(0x7A4A2A)};
  const Color paper = papers[layout], ink = air.lit(inks[layout]);

  // Lighter in the middle, browned towards the edges.
  c.everywhere(air.lit(darker(paper, layout == 2 ? 0.16F : 0.07F)));
  for (float x = -c.right(); x <= c.right() + 0.01F; x += c.right()) {
    for (const float y : {0.30F, 0.70F})
      c.glow({x * 0.62F, c.y(y)}, 0.85F * std::max(1.0F, c.bottom()), air.lit(paper), 0.75F);
  }
  stains(c, air, paper, layout);
  if (air.lamps())
    c.glow({0, c.y(0.5F)}, 0.75F, hex(0xFFE0A8), air.night() ? 0.30F : 0.22F);  // a lamp over the page

  const float margin = 0.045F;
  const Box page{-c.right() + margin, margin, c.right() - margin, c.bottom() - margin};
  const Box inner{page.left + 0.016F, page.top + 0.016F, page.right - 0.016F, page.bottom - 0.016F};
  border(c, page, layout == 1 ? 0.008F : 0.004F, layout == 2 ? 0.03F : 0.0F, ink);
  border(c, inner, layout == 1 ? 0.003F : 0.0025F, layout == 2 ? 0.022F : 0.0F, ink);
  const Corner corners[] = {{{inner.left, inner.top}, 1, 1},
                            {{inner.right, inner.top}, -1, 1},
                            {{inner.left, inner.bottom}, 1, -1},
                            {{inner.right, inner.bottom}, -1, -1}};
  for (const Corner& k : corners) {
    const Corner in{k(0.012F, 0.012F), k.sx, k.sy};
    if (layout == 0)
      leafy_corner(c, in, air.lit(hex(0x5F8A56)), air.lit(hex(0x93B27C)), air.lit(hex(0xC9574C)));
    if (layout == 1) stepped_corner(c, in, ink, air.lit(hex(0xC99A45)));
    if (layout == 2) scroll_corner(c, in, ink, air.lit(hex(0xD6B27A)));
  }
  // A small mark in the middle of the upper and lower line.
  for (const float y : {page.top + 0.008F, page.bottom - 0.008F}) {
    c.fill(leaf({-0.045F, y}, {0.045F, y}, 0.011F, 0.011F), air.lit(paper));
    c.fill(leaf({-0.036F, y}, {0.036F, y}, 0.007F, 0.007F), ink);
  }
}

}  // namespace reverie::paint
