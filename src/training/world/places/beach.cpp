// training/world/places/beach.cpp
//
// A sandy bay: sea to the horizon, foam on the shore, a leaning palm.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

void palm(Canvas& c, const Air& air, Point foot, float h, float lean) {
  const Point top{foot.x + lean * h * 0.42F, foot.y - h};
  const std::vector<Point> trunk = curve(foot, {foot.x + lean * h * 0.04F, foot.y - h * 0.62F}, top, 6);
  contact_shadow(c, {foot.x - lean * h * 0.08F, foot.y}, h * 0.5F);
  c.fill(stroke(trunk, h * 0.085F, h * 0.045F), air.lit(hex(0xA9744A)));
  for (size_t i = 1; i + 1 < trunk.size(); ++i) {
    c.fill(stroke({{trunk[i].x - h * 0.028F, trunk[i].y + h * 0.012F}, {trunk[i].x + h * 0.028F, trunk[i].y}},
                  0.009F, 0.009F),
           air.lit(hex(0x8A5A38)));
  }
  const Color dark = air.lit(hex(0x2E8B57)), light = air.lit(hex(0x4DB56A));
  const auto frond = [&](float dx, float dy, float outer, Color color) {
    const Point tip{top.x + dx * h, top.y + dy * h};
    // Fronds arch upwards on either side: a sickle whose outer arc lies above.
    const float upper = outer * h, lower = -outer * h * 0.30F;
    c.fill(dx < 0 ? leaf(top, tip, lower, upper) : leaf(top, tip, upper, lower), color);
  };
  frond(-0.40F, 0.16F, 0.16F, dark);
  frond(0.40F, 0.16F, 0.16F, dark);
  frond(-0.22F, 0.30F, 0.13F, dark);
  frond(0.22F, 0.30F, 0.13F, dark);
  frond(-0.42F, -0.06F, 0.13F, light);
  frond(0.42F, -0.06F, 0.13F, light);
  frond(-0.22F, -0.20F, 0.09F, light);
  frond(0.22F, -0.20F, 0.09F, light);
  c.fill(circle({top.x - h * 0.03F, top.y + h * 0.03F}, h * 0.032F), air.lit(hex(0x7A4A2B)));
  c.fill(circle({top.x + h * 0.03F, top.y + h * 0.035F}, h * 0.032F), air.lit(hex(0x8B5733)));
}

void parasol(Canvas& c, const Air& air, Point foot, float h) {
  const Point top{foot.x + h * 0.10F, foot.y - h};
  c.fill(stroke({foot, top}, 0.012F, 0.012F), air.lit(hex(0xF4EFE6)));
  const float r = h * 0.52F, base = top.y + h * 0.34F;
  const Shape dome = overlap(circle({top.x, base}, r), rectangle({top.x - r, base - r, top.x + r, base}));
  c.fill(dome, air.lit(hex(0xF25C54)));
  c.fill(overlap(dome, ellipse({top.x, base}, r * 0.62F, r * 1.02F)), air.lit(hex(0xFFF6E9)));
  c.fill(overlap(dome, ellipse({top.x, base}, r * 0.24F, r * 1.02F)), air.lit(hex(0xF25C54)));
}

}  // namespace

void paint_beach(Canvas& c, const Air& air, int layout) {
  const float horizon = c.y(0.40F), shore = c.y(0.60F);
  const float side = layout == 1 ? -1.0F : 1.0F;
  sky_gradient(c, air, horizon);
  if (air.night()) stars(c, air, horizon * 0.95F, 54, 0.9F);
  sun(c, air, sun_at(c, air, horizon, layout));
  cloud(c, air, {0.02F * side, horizon * 0.36F}, 0.24F);  // clear of sun and palm
  cloud(c, air, {0.40F * side, horizon * 0.66F}, 0.17F);
  cloud(c, air, {0.86F * side, horizon * 0.40F}, 0.30F);
  cloud(c, air, {-0.80F * side, horizon * 0.55F}, 0.24F);

  if (layout == 1) {  // a far island
    c.fill(between(rolling({{0.02F, horizon},
                            {0.16F, horizon - 0.07F},
                            {0.26F, horizon - 0.045F},
                            {0.36F, horizon - 0.09F},
                            {0.56F, horizon}}),
                   level(horizon)),
           air.far(hex(0x5FA777), 0.35F));
  }
  const Color far_sea = air.water(hex(0x2C9BD6)), near_sea = air.water(hex(0x4FD0D6));
  c.fill(under(level(horizon)), downwards(horizon, far_sea, shore, near_sea));
  const Point light = sun_at(c, air, horizon, layout);
  if (air.time != TimeOfDay::Day) {  // sun or moon glitters on the water
    for (int i = 0; i < 5; ++i) {
      const float k = static_cast<float>(i), y = horizon + 0.018F + (shore - horizon) * 0.17F * k;
      c.fill(rectangle(box_at({light.x + (i % 2 == 0 ? 0.012F : -0.014F), y}, 0.10F + 0.035F * k, 0.011F),
                       0.0055F),
             air.shine, 0.65F);
    }
  }
  const float crests[][3] = {{-0.30F, 0.22F, 0.16F}, {0.28F, 0.34F, 0.20F}, {-0.12F, 0.52F, 0.22F},
                             {0.40F, 0.62F, 0.18F},  {-0.75F, 0.4F, 0.2F},  {0.85F, 0.3F, 0.2F}};
  for (const auto& w : crests) {
    const float y = horizon + (shore - horizon) * w[1];
    c.fill(rectangle({w[0] * side - w[2] / 2, y - 0.0045F, w[0] * side + w[2] / 2, y + 0.0045F}, 0.0045F),
           air.lit(hex(0xFFFFFF)), 0.5F);
  }

  // Shore: foam, wet sand, dry sand.
  const auto beach_line = [&](float lift) {
    return rolling({{-1.25F, shore + lift - 0.02F},
                    {-0.55F, shore + lift + 0.04F * side},
                    {-0.1F, shore + lift + 0.012F},
                    {0.25F, shore + lift + 0.03F},
                    {0.6F, shore + lift - 0.04F * side},
                    {1.25F, shore + lift}});
  };
  c.fill(under(beach_line(-0.038F)), air.lit(hex(0xBDF0EC)), 0.75F);
  c.fill(under(beach_line(-0.018F)), air.lit(hex(0xFFFFFF)));
  c.fill(under(beach_line(0.0F)), air.lit(hex(0xE0BF87)));
  c.fill(under(beach_line(0.04F)),
         downwards(shore, air.lit(hex(0xF9E2AE)), c.bottom(), air.lit(hex(0xEFCB8A))));
  c.fill(
      between(rolling({{-1.25F, c.y(0.80F)}, {-0.3F, c.y(0.77F)}, {0.35F, c.y(0.82F)}, {1.25F, c.y(0.78F)}}),
              rolling({{-1.25F, c.y(0.81F)}, {-0.3F, c.y(0.81F)}, {0.35F, c.y(0.83F)}, {1.25F, c.y(0.81F)}})),
      air.lit(hex(0xE8C584)), 0.5F);

  palm(c, air, {-0.44F * side, shore + 0.10F}, 0.50F, 0.55F * side);
  if (layout == 2) {
    palm(c, air, {-0.34F, shore + 0.09F}, 0.34F, 0.9F);
    parasol(c, air, {0.30F, shore + 0.12F}, 0.27F);
  }
  palm(c, air, {1.02F, shore + 0.09F}, 0.48F, -0.6F);
  palm(c, air, {-1.02F, shore + 0.09F}, 0.44F, 0.6F);
}

}  // namespace reverie::paint
