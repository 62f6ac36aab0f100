// training/world/places/windows.cpp
//
// See windows.h.
#include "training/world/places/windows.h"

#include <algorithm>

namespace reverie::paint {

Shape arch(Box b) {
  const float r = (b.right - b.left) / 2;
  return unite({rectangle({b.left, b.top + r, b.right, b.bottom}), circle({b.left + r, b.top + r}, r)});
}

void view_of_sky(Canvas& c, const Air& air, const Shape& glass, Box b, int layout) {
  const float w = b.right - b.left, h = b.bottom - b.top, side = layout == 1 ? -1.0F : 1.0F;
  c.fill(glass, downwards(b.top, air.zenith, b.bottom, air.low));
  if (air.night()) {
    for (const Point s : {Point{0.13F, 0.22F}, Point{0.36F, 0.44F}, Point{0.86F, 0.50F}, Point{0.62F, 0.10F},
                          Point{0.24F, 0.08F}, Point{0.70F, 0.32F}}) {
      c.fill(circle({b.left + w * s.x, b.top + h * s.y}, 0.0055F), hex(0xF3F6FF));
    }
  }
  const bool low_sun = air.dawn() || air.sunset();
  const Point p{(b.left + b.right) / 2 + side * w * 0.20F,
                low_sun ? b.bottom - h * 0.32F : b.top + h * 0.26F};
  const Color disc = air.night()    ? hex(0xF6F0D2)
                     : air.sunset() ? hex(0xFF9A55)
                     : air.dawn()   ? hex(0xFFFBEA)
                                    : hex(0xFFE36B);
  c.fill(overlap(glass, circle(p, std::min(0.045F, std::min(w, h) * 0.10F))), disc);
  const float u = std::min(w, h) * 0.12F;
  const Point at{b.left + w * (side > 0 ? 0.28F : 0.72F), b.top + h * 0.40F};
  c.fill(
      overlap(glass, unite({rectangle({at.x - u * 1.6F, at.y, at.x + u * 1.6F, at.y + u * 0.7F}, u * 0.35F),
                            circle({at.x - u * 0.3F, at.y + u * 0.05F}, u * 0.65F)})),
      air.cloud, 0.8F);
}

void view_of_hills(Canvas& c, const Air& air, const Shape& glass, Box b, int layout) {
  view_of_sky(c, air, glass, b, layout);
  const float h = b.bottom - b.top, middle = (b.left + b.right) / 2;
  c.fill(overlap(glass, under(rolling({{b.left, b.bottom - h * 0.26F},
                                       {middle, b.bottom - h * 0.16F},
                                       {b.right, b.bottom - h * 0.30F}}))),
         air.far(hex(0x6FA98C), 0.35F));
  c.fill(overlap(glass, under(rolling({{b.left, b.bottom - h * 0.10F},
                                       {middle, b.bottom - h * 0.19F},
                                       {b.right, b.bottom - h * 0.08F}}))),
         air.lit(hex(0x7CC46B)));
}

void view_of_street(Canvas& c, const Air& air, const Shape& glass, Box b, int layout) {
  view_of_sky(c, air, glass, b, layout);
  const float w = 0.135F, street = b.bottom - (b.bottom - b.top) * 0.16F;
  const Color walls[] = {hex(0xD98F6B), hex(0xE8CFA2), hex(0x8FA9B8), hex(0xC76B5E), hex(0xA9B98A)};
  int i = layout;
  for (float x = b.left - w * 0.3F; x < b.right; x += w, ++i) {
    const float top =
        street - std::min(0.62F * (b.bottom - b.top), 0.17F + 0.035F * static_cast<float>((i * 2) % 3));
    const Color wall = air.far(walls[i % 5], 0.10F);
    c.fill(overlap(glass, rectangle({x, top, x + w, street})), wall);
    c.fill(overlap(glass, polygon({{x - 0.008F, top}, {x + w + 0.008F, top}, {x + w / 2, top - 0.055F}})),
           air.far(hex(0x7A4E48), 0.12F));
    c.fill(overlap(glass,
                   panes({x + w * 0.10F, top + 0.02F, x + w * 0.90F, street - 0.05F}, 2, 2, 0.56F, 0.60F)),
           air.lamps() ? hex(0xFFD477) : air.far(hex(0x5F7C90), 0.2F));
    c.fill(overlap(glass, rectangle({x + w * 0.38F, street - 0.045F, x + w * 0.62F, street})),
           air.far(hex(0x5A4438), 0.1F));
  }
  c.fill(overlap(glass, rectangle({b.left, street, b.right, b.bottom})), air.lit(hex(0xA9A39B)));
  c.fill(overlap(glass, rectangle({b.left, street, b.right, street + 0.012F})), air.lit(hex(0xD3CBBF)));
}

void view_of_skyline(Canvas& c, const Air& air, const Shape& glass, Box b, int layout) {
  view_of_sky(c, air, glass, b, layout);
  const float h = b.bottom - b.top;
  for (const int row : {0, 1}) {
    std::vector<float> edges = {b.left - 0.02F}, tops;
    for (int i = 0; edges.back() < b.right; ++i) {
      const int n = i * 7 + row * 3 + layout * 2;
      edges.push_back(edges.back() + 0.052F + 0.014F * static_cast<float>(i * 2 % 3));
      tops.push_back(b.bottom - h * ((row == 0 ? 0.34F : 0.16F) + 0.075F * static_cast<float>((n * 3) % 5)));
    }
    const Shape towers = overlap(overlap(glass, rectangle(b)), under(steps(edges, tops)));
    c.fill(towers, row == 0 ? air.far(hex(0x8FA9C4), 0.45F) : air.far(hex(0x5F7FA3), 0.12F));
    if (row == 0) continue;
    const int across = static_cast<int>((b.right - b.left) / 0.021F), up = static_cast<int>(h / 0.032F);
    const auto lit = [=](int column, int line) { return (column * 7 + line * 5 + column * line) % 10 < 4; };
    c.fill(overlap(towers, panes(b, across, up, 0.46F, 0.50F, lit)),
           air.lamps() ? hex(0xFFD873) : air.far(hex(0xD6ECF8), 0.1F), air.lamps() ? 1.0F : 0.6F);
  }
}

void glazing(Canvas& c, Box b, int across, int down, float bar, Color frame) {
  const float w = (b.right - b.left) / static_cast<float>(across),
              h = (b.bottom - b.top) / static_cast<float>(down);
  for (int i = 1; i < across; ++i) {
    const float x = b.left + w * static_cast<float>(i);
    c.fill(rectangle({x - bar / 2, b.top, x + bar / 2, b.bottom}), frame);
  }
  for (int i = 1; i < down; ++i) {
    const float y = b.top + h * static_cast<float>(i);
    c.fill(rectangle({b.left, y - bar / 2, b.right, y + bar / 2}), frame);
  }
}

void arched_window(Canvas& c, const Air& air, Box b, Color frame, int layout) {
  const float edge = 0.024F, w = b.right - b.left, spring = b.top + w / 2;
  c.fill(arch({b.left - edge, b.top - edge, b.right + edge, b.bottom + edge}), frame);
  view_of_hills(c, air, arch(b), b, layout);
  const float bar = 0.011F;
  for (const float k : {0.333F, 0.667F}) {
    c.fill(rectangle({b.left + w * k - bar / 2, spring - w * 0.40F, b.left + w * k + bar / 2, b.bottom}),
           frame);
  }
  for (float y = spring; y < b.bottom - 0.05F; y += w * 0.42F) {
    c.fill(rectangle({b.left, y - bar / 2, b.right, y + bar / 2}), frame);
  }
  c.fill(rectangle({b.left - edge * 2, b.bottom + edge * 0.4F, b.right + edge * 2, b.bottom + edge * 1.6F},
                   0.005F),
         lighter(frame, 0.15F));
}

}  // namespace reverie::paint
