// training/world/places/mountain_lake.cpp
//
// A lake under snow-capped mountains, pines on both shores, the peaks mirrored in the water.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include "training/world/places/ground.h"
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

struct Peak {
  float x, height, left, right;  // apex, height above the shore, where its feet stand
};

// Lit and shaded flank and a cap of snow. `flip` -1 draws the mirror image in the water.
void mountain(Canvas& c, const Air& air, const Peak& p, float shore, Color rock, float distance, float flip) {
  const float size = c.rise(p.height) * (flip < 0 ? 0.55F : 1.0F);
  const float opacity = flip < 0 ? 0.45F : 1.0F;
  const Point apex{p.x, shore - flip * size}, left{p.x - p.left, shore}, right{p.x + p.right, shore};
  const auto down = [&](Point foot, float t) {
    return Point{apex.x + (foot.x - apex.x) * t, apex.y + (foot.y - apex.y) * t};
  };
  const Point fold{p.x + p.right * 0.22F, shore};  // where the shaded flank begins at the foot
  c.fill(polygon({apex, left, right}), air.far(rock, distance), opacity);
  c.fill(polygon({apex, fold, right}), air.far(darker(rock, 0.24F), distance), opacity);
  const Color snow = mix(air.snow(hex(0xFFFFFF)), air.haze, distance * 0.5F);
  const Color shade = mix(air.snow(hex(0xC3D4EC)), air.haze, distance * 0.5F);
  // The cap: the top third of the mountain, its lower edge notched twice on the lit side, once in shade.
  const auto along = [](Point a, Point b, float t) {
    return Point{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
  };
  const Point l = down(left, 0.38F), m = down(fold, 0.40F), r = down(right, 0.34F);
  const Point notch = along(down(left, 0.25F), down(fold, 0.25F), 0.55F), step = along(l, m, 0.45F);
  c.fill(polygon({apex, l, notch}), snow, opacity);
  c.fill(polygon({apex, down(left, 0.27F), step, along(apex, m, 0.66F)}), snow, opacity);
  c.fill(polygon({apex, notch, m}), snow, opacity);
  c.fill(polygon({apex, m, along(down(fold, 0.26F), down(right, 0.26F), 0.5F)}), shade, opacity);
  c.fill(polygon({apex, down(fold, 0.26F), r}), shade, opacity);
}

}  // namespace

void paint_mountain_lake(Canvas& c, const Air& air, int layout) {
  const float shore = c.y(0.46F), bank = c.y(0.63F);
  const float side = layout == 1 ? -1.0F : 1.0F;
  const std::vector<Peak> far_peaks = {{-0.95F, 0.20F, 0.4F, 0.4F},
                                       {-0.42F * side, 0.19F, 0.34F, 0.36F},
                                       {0.52F * side, 0.17F, 0.36F, 0.36F},
                                       {1.0F, 0.22F, 0.4F, 0.4F}};
  const std::vector<Peak> peaks =
      layout == 2
          ? std::vector<Peak>{{-0.27F, 0.26F, 0.34F, 0.32F}, {0.24F, 0.30F, 0.36F, 0.40F}}
          : std::vector<Peak>{{0.30F * side, 0.22F, 0.34F, 0.34F}, {-0.07F * side, 0.33F, 0.42F, 0.42F}};
  sky(c, air, shore, layout);
  for (const Peak& p : far_peaks) mountain(c, air, p, shore, hex(0x8CA3C4), 0.45F, 1);
  for (const Peak& p : peaks) mountain(c, air, p, shore, hex(0x6E86AC), 0.10F, 1);

  // The lake: sky colours, the mirrored peaks, the dark line of the far shore and streaks of light.
  const Color shallow = mix(air.low, air.water(hex(0x6CC4DC)), 0.62F),
              deep = mix(air.middle, air.water(hex(0x2E8FBF)), 0.75F);
  c.fill(under(level(shore)), downwards(shore, shallow, bank, deep));
  for (const Peak& p : peaks) mountain(c, air, p, shore, hex(0x6E86AC), 0.25F, -1);
  c.fill(between(pine_row(shore, 0.075F, 0.036F), level(shore + 0.006F)), air.far(hex(0x2F6B4F), 0.12F));
  c.fill(between(level(shore), waves(shore + 0.026F, 0.008F, 0.11F)), air.far(hex(0x2F6B4F), 0.12F), 0.40F);
  const float streaks[][3] = {{-0.28F, 0.25F, 0.22F}, {0.25F, 0.36F, 0.28F},  {-0.05F, 0.56F, 0.34F},
                              {0.37F, 0.70F, 0.20F},  {-0.40F, 0.78F, 0.26F}, {0.9F, 0.45F, 0.3F},
                              {-0.9F, 0.5F, 0.3F}};
  for (const auto& s : streaks) {
    const float y = shore + (bank - shore) * s[1];
    c.fill(rectangle({s[0] * side - s[2] / 2, y - 0.005F, s[0] * side + s[2] / 2, y + 0.005F}, 0.005F),
           air.shine, 0.38F);
  }

  // The near bank, calm grass, framed by pines.
  const Crest edge = rolling({{-1.2F, bank - 0.02F},
                              {-0.45F, bank - 0.01F * side},
                              {0.05F, bank + 0.035F},
                              {0.5F, bank + 0.01F * side},
                              {1.2F, bank - 0.02F}});
  c.fill(under(lowered(edge, -0.016F)), air.lit(hex(0xD9C79A)));
  c.fill(under(edge), downwards(bank, air.lit(hex(0x86C765)), c.bottom(), air.lit(hex(0x5FA552))));
  spring_flowers(c, air, bank + 0.06F, layout);
  const Color green = hex(0x2F7D57);
  pine(c, air, {-0.43F * side, bank + 0.07F}, 0.46F, green);
  pine(c, air, {-0.56F * side, bank + 0.04F}, 0.40F, hex(0x276B4C));
  pine(c, air, {0.45F * side, bank + 0.05F}, layout == 2 ? 0.44F : 0.30F, green);
  for (const float x : {-1.06F, -0.86F, 0.78F, 0.98F}) pine(c, air, {x, bank + 0.05F}, 0.42F, hex(0x276B4C));
}

}  // namespace reverie::paint
