// training/world/places/space.cpp
//
// On the moon: craters in front, a great planet and stars above.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

struct Mood {
  Color top, bottom;     // of the sky
  Color surface, shade;  // of the moon
  Color rim;             // light along the horizon
  float stars;
};

Mood mood_of(TimeOfDay time) {
  switch (time) {
    case TimeOfDay::Dawn:
      return {hex(0x1B1E4B), hex(0x8B6BA8), hex(0xC9B6C6), hex(0xA792AB), hex(0xFFD9C9), 0.75F};
    case TimeOfDay::Day:
      return {hex(0x0E1A3C), hex(0x27508C), hex(0xDADDE6), hex(0xB4BACA), hex(0x9CD4FF), 0.7F};
    case TimeOfDay::Sunset:
      return {hex(0x2A1240), hex(0xB8475C), hex(0xD9A08E), hex(0xB0736F), hex(0xFFB066), 0.8F};
    case TimeOfDay::Night: break;
  }
  return {hex(0x050817), hex(0x141B45), hex(0x6A7396), hex(0x4C5478), hex(0x5B6FC0), 1.0F};
}

void crater(Canvas& c, Point p, float w, const Mood& m) {
  c.fill(ellipse({p.x, p.y}, w / 2, w * 0.155F), lighter(m.surface, 0.22F));
  c.fill(ellipse({p.x, p.y + w * 0.02F}, w * 0.45F, w * 0.12F), m.shade);
  c.fill(ellipse({p.x, p.y + w * 0.045F}, w * 0.36F, w * 0.08F), mix(m.shade, m.surface, 0.35F));
}

// A striped giant with a ring: the far half of the ring, the ball, the near half.
void ringed_planet(Canvas& c, Point p, float r, const Air& air) {
  const Color body = hex(0xF2B872), band = hex(0xDE8F5A), pale = hex(0xFBD9A0), ring = hex(0xE8D3B0);
  const Shape outer = ellipse(p, r * 1.95F, r * 0.50F), inner = ellipse(p, r * 1.38F, r * 0.29F);
  c.glow(p, r * 2.4F, body, 0.35F);
  c.fill(cut(outer, inner), ring, 0.9F);
  const Shape ball = circle(p, r);
  c.fill(ball, body);
  c.fill(overlap(ball, rectangle({p.x - r, p.y - r * 0.62F, p.x + r, p.y - r * 0.36F})), pale);
  c.fill(overlap(ball, rectangle({p.x - r, p.y - r * 0.12F, p.x + r, p.y + r * 0.16F})), band);
  c.fill(overlap(ball, rectangle({p.x - r, p.y + r * 0.44F, p.x + r, p.y + r * 0.62F})), band);
  c.fill(cut(ball, circle({p.x - r * 0.30F, p.y - r * 0.16F}, r * 1.12F)), hex(0x4A2350),
         air.night() ? 0.5F : 0.35F);
  const Box near{p.x - r * 2, p.y + r * 0.02F, p.x + r * 2, p.y + r};
  c.fill(overlap(cut(outer, inner), rectangle(near)), ring);
  c.fill(overlap(cut(ellipse(p, r * 1.70F, r * 0.41F), ellipse(p, r * 1.60F, r * 0.375F)), rectangle(near)),
         hex(0xB99A78));
}

void blue_planet(Canvas& c, Point p, float r, const Air& air) {
  const Shape ball = circle(p, r);
  c.glow(p, r * 1.5F, hex(0x7CC8FF), 0.55F);
  c.fill(ball, hex(0x3A9BE8));
  const Shape land = unite({ellipse({p.x - r * 0.42F, p.y - r * 0.32F}, r * 0.42F, r * 0.30F),
                            ellipse({p.x - r * 0.20F, p.y + r * 0.42F}, r * 0.24F, r * 0.38F),
                            ellipse({p.x + r * 0.55F, p.y - r * 0.05F}, r * 0.36F, r * 0.26F),
                            circle({p.x + r * 0.42F, p.y + r * 0.22F}, r * 0.20F)});
  c.fill(overlap(ball, land), hex(0x63C26B));
  for (const Point s :
       {Point{-0.1F, -0.62F}, Point{0.35F, -0.30F}, Point{-0.45F, 0.12F}, Point{0.15F, 0.62F}}) {
    c.fill(overlap(ball, rectangle(box_at({p.x + r * s.x, p.y + r * s.y}, r * 0.7F, r * 0.12F), r * 0.06F)),
           hex(0xFFFFFF), 0.85F);
  }
  c.fill(cut(ball, circle({p.x - r * 0.28F, p.y - r * 0.20F}, r * 1.12F)), hex(0x0B1545),
         air.night() ? 0.6F : 0.45F);
}

}  // namespace

void paint_space(Canvas& c, const Air& air, int layout) {
  const Mood m = mood_of(air.time);
  const float ground = c.y(0.60F);
  const float side = layout == 1 ? -1.0F : 1.0F;
  c.everywhere(downwards(0, m.top, ground, m.bottom));
  c.glow({0.30F * side, ground}, 0.70F, m.rim, 0.35F);
  stars(c, ground, 84, m.stars);
  if (air.dawn() || air.time == TimeOfDay::Day || air.sunset()) {
    const bool high = air.time == TimeOfDay::Day;
    const Point p{0.36F * side, high ? c.y(0.13F) : ground - 0.03F};
    c.glow(p, high ? 0.26F : 0.42F, air.sunset() ? hex(0xFFA05A) : hex(0xFFF4D6), 0.9F);
    c.fill(circle(p, high ? 0.045F : 0.075F), air.sunset() ? hex(0xFFC47A) : hex(0xFFFDF2));
  }
  if (layout == 1) {
    blue_planet(c, {0.16F, c.y(0.27F)}, 0.19F, air);
  } else if (layout == 2) {
    blue_planet(c, {0.24F, c.y(0.40F)}, 0.10F, air);
    ringed_planet(c, {-0.20F, c.y(0.22F)}, 0.12F, air);
  } else {
    ringed_planet(c, {-0.13F, c.y(0.28F)}, 0.17F, air);
  }

  const Crest far = rolling({{-1.25F, ground - 0.02F},
                             {-0.7F, ground - 0.07F},
                             {-0.42F, ground - 0.01F},
                             {-0.1F, ground - 0.06F},
                             {0.2F, ground + 0.0F},
                             {0.5F, ground - 0.07F},
                             {0.85F, ground},
                             {1.25F, ground - 0.05F}});
  c.fill(under(far), mix(m.shade, m.bottom, 0.35F));
  const Crest near = rolling({{-1.25F, ground + 0.05F},
                              {-0.4F, ground + 0.02F * side},
                              {0.1F, ground + 0.05F},
                              {0.6F, ground + 0.02F},
                              {1.25F, ground + 0.04F}});
  c.fill(under(near), downwards(ground, m.surface, c.bottom(), mix(m.surface, m.shade, 0.65F)));
  crater(c, {-0.34F * side, ground + 0.105F}, 0.22F, m);
  crater(c, {0.40F * side, ground + 0.09F}, 0.15F, m);
  crater(c, {0.10F * side, ground + 0.075F}, 0.08F, m);
  crater(c, {0.42F * side, c.y(0.95F)}, 0.24F, m);
  crater(c, {-0.45F * side, c.y(0.92F)}, 0.12F, m);
  crater(c, {0.88F, c.y(0.75F)}, 0.2F, m);
  crater(c, {-0.92F, c.y(0.78F)}, 0.22F, m);
}

}  // namespace reverie::paint
