// training/world/places/forest.cpp
//
// Tall trunks in three depths under a canopy of leaves, light falling between them.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include "training/world/places/ground.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

void trunk(Canvas& c, float x, float foot, float width, Color bark, Color shade) {
  const float flare = width * 0.55F;
  c.fill(rectangle({x - width / 2, -1, x + width / 2, foot}), bark);
  c.fill(rectangle({x + width * 0.12F, -1, x + width / 2, foot}), shade);
  // Roots widen the foot on both sides.
  c.fill(polygon({{x - width / 2, foot - width * 1.3F}, {x - width / 2 - flare, foot}, {x, foot}}), bark);
  c.fill(polygon({{x + width / 2, foot - width * 1.3F}, {x + width / 2 + flare, foot}, {x, foot}}), shade);
}

}  // namespace

void paint_forest(Canvas& c, const Air& air, int layout) {
  const float ground = c.y(0.60F);
  const float side = layout == 1 ? -1.0F : 1.0F;
  const Color glow = air.night() ? hex(0x2A5A78) : mix(air.low, air.lit(hex(0xD9F2B4)), 0.55F);
  const Color deep = air.night() ? hex(0x10273F) : mix(air.middle, air.lit(hex(0x7DBB7F)), 0.72F);
  const Point gap{0.06F * side, ground - 0.22F};

  c.everywhere(downwards(0, deep, ground, glow));
  if (air.stormy()) lightning(c, air, ground);
  c.glow(gap, 0.55F,
         air.overcast() ? air.low
         : air.night()  ? hex(0x9DC4E8)
         : air.sunset() ? hex(0xFFC56B)
                        : hex(0xFDFBE0),
         air.night() ? 0.4F : 0.8F);
  if (air.overcast()) {
    // Clouds hide sun and moon.
  } else if (air.night()) {
    c.fill(circle({gap.x, gap.y - 0.10F}, 0.06F), hex(0xF6F0D2));
  } else if (air.sunset()) {
    c.fill(circle({gap.x, ground - 0.10F}, 0.11F), hex(0xFFB25A));
  }

  // Far to near: pale and thin to dark and broad.
  const auto tone = [&](Color noon, float distance) { return mix(air.lit(noon), glow, distance); };
  c.fill(between(rolling({{-1.25F, ground - 0.05F},
                          {-0.6F, ground - 0.10F},
                          {-0.1F, ground - 0.05F},
                          {0.4F, ground - 0.09F},
                          {1.25F, ground - 0.06F}}),
                 level(ground + 0.1F)),
         tone(hex(0x5C9A5E), 0.5F));
  for (const float x : {-1.1F, -0.86F, -0.60F, -0.37F, -0.23F, -0.09F, 0.20F, 0.33F, 0.56F, 0.80F, 1.02F}) {
    const float at = x * side;
    c.fill(rectangle({at - 0.016F, -1, at + 0.016F, ground - 0.04F}), tone(hex(0x6C8068), 0.55F));
  }
  for (const float x : {-0.98F, -0.70F, -0.30F, 0.27F, 0.46F, 0.72F, 1.12F}) {
    const float at = (x + (layout == 2 ? 0.07F : 0.0F)) * side;
    trunk(c, at, ground + 0.01F, 0.052F, tone(hex(0x77604B), 0.30F), tone(hex(0x614C3B), 0.30F));
  }
  if (!air.night() && !air.overcast()) {  // slanting light
    for (const float x : {-0.20F, 0.10F, 0.36F}) {
      c.fill(polygon({{x * side, -0.1F},
                      {(x + 0.10F) * side, -0.1F},
                      {(x - 0.16F) * side, ground + 0.05F},
                      {(x - 0.36F) * side, ground + 0.05F}}),
             air.sunset() ? hex(0xFFD08A) : hex(0xFFFBE0), 0.17F);
    }
  }

  // The floor: moss, a band of undergrowth at its edge.
  const Crest floor = rolling({{-1.25F, ground},
                               {-0.5F, ground + 0.015F},
                               {0.1F, ground + 0.035F},
                               {0.6F, ground + 0.01F},
                               {1.25F, ground}});
  c.fill(under(floor), downwards(ground, air.lit(hex(0x77B255)), c.bottom(), air.lit(hex(0x4C8A48))));
  c.fill(ellipse({0.05F * side, c.y(0.85F)}, 0.42F, 0.10F), air.lit(hex(0x8FC566)), 0.5F);

  spring_flowers(c, air, ground + 0.06F, layout);
  const float near[3][2] = {{-0.44F, 0.49F}, {-0.49F, 0.42F}, {-0.38F, 0.53F}};
  for (const float x : near[layout])
    trunk(c, x, ground + 0.06F, 0.105F, air.lit(hex(0x7D5A40)), air.lit(hex(0x614430)));
  for (const float x : {-0.92F, 0.95F})
    trunk(c, x, ground + 0.06F, 0.11F, air.lit(hex(0x7D5A40)), air.lit(hex(0x614430)));
  for (const float x : {-1.08F, -0.72F, -0.36F, 0.34F, 0.70F, 1.1F})
    bush(c, air, {x * side, ground + 0.05F}, 0.20F, hex(0x3F8F4E));

  // The canopy hangs into the top.
  const float roof = c.rise(0.10F);
  c.fill(between(level(-1), scallops(roof, 0.055F, 0.21F, 0.05F)), tone(hex(0x3C8A50), 0.15F));
  c.fill(between(level(-1), scallops(roof - 0.055F, 0.05F, 0.16F, 0.11F)), tone(hex(0x2C7444), 0.05F));
}

}  // namespace reverie::paint
