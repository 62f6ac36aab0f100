// training/world/places/snowy_village.cpp
//
// Houses under thick snow, a church, white pines; windows glow after dark.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"

namespace reverie::paint {
namespace {

void house(Canvas& c, const Air& air, Point foot, float w, Color wall, bool chimney_left) {
  const float h = w * 0.55F, eave = foot.y - h, ridge_y = eave - w * 0.46F;
  const Color snow = air.lit(hex(0xFAFDFF)), snow_shade = air.lit(hex(0xD4E2F3));
  const float chimney = foot.x + (chimney_left ? -w * 0.26F : w * 0.26F);
  c.fill(rectangle({chimney - w * 0.06F, ridge_y + w * 0.02F, chimney + w * 0.06F, eave}),
         air.lit(hex(0x9C5A4A)));
  c.fill(rectangle({chimney - w * 0.08F, ridge_y - w * 0.02F, chimney + w * 0.08F, ridge_y + w * 0.05F},
                   w * 0.02F),
         snow);
  c.fill(rectangle({foot.x - w / 2, eave, foot.x + w / 2, foot.y}), air.lit(wall));
  c.fill(polygon({{foot.x, ridge_y + w * 0.06F}, {foot.x + w / 2, eave}, {foot.x - w / 2, eave}}),
         air.lit(wall));
  c.fill(
      stroke({{foot.x, ridge_y + w * 0.03F}, {foot.x + w * 0.60F, eave + w * 0.05F}}, w * 0.14F, w * 0.14F),
      snow_shade);
  c.fill(
      stroke({{foot.x - w * 0.60F, eave + w * 0.05F}, {foot.x, ridge_y + w * 0.03F}}, w * 0.14F, w * 0.14F),
      snow);
  const Color pane = air.lamps() ? hex(0xFFD36B) : air.dawn() ? hex(0xFFE0A0) : air.lit(hex(0xA9D4EC));
  const Color frame = air.lit(hex(0xFFFFFF));
  if (air.lamps()) c.glow({foot.x, foot.y - h * 0.45F}, w * 0.75F, hex(0xFFC55E), 0.45F);
  for (const float x : {-0.25F, 0.25F}) {
    const Point m{foot.x + w * x, foot.y - h * 0.55F};
    c.fill(rectangle(box_at(m, w * 0.22F, w * 0.24F), w * 0.02F), frame);
    c.fill(rectangle(box_at(m, w * 0.17F, w * 0.19F)), pane);
    c.fill(rectangle(box_at(m, w * 0.025F, w * 0.19F)), frame);
  }
  c.fill(rectangle({foot.x - w * 0.08F, foot.y - h * 0.55F, foot.x + w * 0.08F, foot.y}, w * 0.03F),
         air.lit(hex(0x7A4B33)));
  c.fill(ellipse({foot.x, foot.y + w * 0.01F}, w * 0.66F, w * 0.055F), snow);
}

void church(Canvas& c, const Air& air, Point foot, float h) {
  const float w = h * 0.24F;
  const Color wall = air.lit(hex(0xEBD9C0)), shade = air.lit(hex(0xD2BC9F)), snow = air.lit(hex(0xFAFDFF));
  c.fill(rectangle({foot.x, foot.y - h * 0.32F, foot.x + w * 1.9F, foot.y}), wall);
  c.fill(polygon({{foot.x, foot.y - h * 0.32F},
                  {foot.x + w * 2.0F, foot.y - h * 0.30F},
                  {foot.x + w * 1.7F, foot.y - h * 0.50F},
                  {foot.x, foot.y - h * 0.50F}}),
         snow);
  c.fill(rectangle({foot.x - w / 2, foot.y - h * 0.62F, foot.x + w / 2, foot.y}), wall);
  c.fill(rectangle({foot.x + w * 0.22F, foot.y - h * 0.62F, foot.x + w / 2, foot.y}), shade);
  c.fill(polygon({{foot.x, foot.y - h},
                  {foot.x + w * 0.62F, foot.y - h * 0.60F},
                  {foot.x - w * 0.62F, foot.y - h * 0.60F}}),
         air.lit(hex(0x7288A8)));
  c.fill(polygon({{foot.x, foot.y - h},
                  {foot.x - w * 0.10F, foot.y - h * 0.60F},
                  {foot.x - w * 0.62F, foot.y - h * 0.60F}}),
         snow);
  const Color pane = air.lamps() ? hex(0xFFD36B) : air.lit(hex(0x8AB8D6));
  c.fill(circle({foot.x - w * 0.06F, foot.y - h * 0.49F}, w * 0.17F), pane);
  for (const float x : {0.85F, 1.4F})
    c.fill(rectangle(box_at({foot.x + w * x, foot.y - h * 0.15F}, w * 0.24F, h * 0.16F), w * 0.12F), pane);
}

}  // namespace

void paint_snowy_village(Canvas& c, const Air& air, int layout) {
  const float ground = c.y(0.60F);
  const float side = layout == 1 ? -1.0F : 1.0F;
  const Color snow = air.lit(hex(0xF6FAFF)), snow_blue = air.lit(hex(0xDCE8F6));
  sky(c, air, ground - 0.08F, layout);

  // White hills with a far wood.
  const float hills = ground - c.rise(0.13F);
  c.fill(under(rolling({{-1.25F, hills - 0.04F},
                        {-0.5F * side - 0.1F, hills + 0.05F},
                        {0.3F, hills - 0.06F},
                        {1.25F, hills + 0.04F}})),
         air.far(hex(0xD3E2F2), 0.35F));
  c.fill(under(pine_row(ground - 0.055F, 0.11F, 0.058F)), air.far(hex(0x6A93A0), 0.38F));
  c.fill(under(rolling({{-1.25F, ground - 0.03F},
                        {-0.45F, ground - 0.09F},
                        {0.05F, ground - 0.05F},
                        {0.5F, ground - 0.09F},
                        {1.25F, ground - 0.04F}})),
         air.far(hex(0xE8F0FA), 0.12F));

  const Color red = hex(0xC8584C), ochre = hex(0xDDA35A), blue = hex(0x6D93B8);
  church(c, air, {(layout == 2 ? -0.02F : 0.10F) * side, ground - 0.02F}, 0.36F);
  house(c, air, {-0.34F * side, ground + 0.02F}, 0.25F, layout == 1 ? ochre : red, true);
  house(c, air, {-0.09F * side, ground + 0.01F}, 0.17F, layout == 2 ? red : blue, false);
  house(c, air, {0.40F * side, ground + 0.02F}, 0.22F, layout == 1 ? red : ochre, false);
  house(c, air, {-0.86F, ground + 0.02F}, 0.24F, blue, false);
  house(c, air, {0.88F, ground + 0.02F}, 0.24F, red, true);

  const Crest field = rolling({{-1.25F, ground + 0.01F},
                               {-0.4F, ground + 0.035F},
                               {0.1F, ground + 0.02F},
                               {0.5F, ground + 0.04F},
                               {1.25F, ground}});
  c.fill(under(field), downwards(ground, snow, c.bottom(), snow_blue));
  c.fill(
      between(rolling({{-1.25F, c.y(0.76F)}, {-0.2F, c.y(0.80F)}, {0.5F, c.y(0.75F)}, {1.25F, c.y(0.78F)}}),
              rolling({{-1.25F, c.y(0.80F)}, {-0.2F, c.y(0.81F)}, {0.5F, c.y(0.79F)}, {1.25F, c.y(0.80F)}})),
      air.lit(hex(0xCEDEF1)), 0.55F);
  const Color green = hex(0x2F7A5C);
  pine(c, air, {-0.52F * side, ground + 0.07F}, 0.34F, green, true);
  pine(c, air, {0.53F * side, ground + 0.08F}, 0.40F, green, true);
  if (layout == 2) pine(c, air, {0.20F, ground + 0.05F}, 0.22F, green, true);
  for (const float x : {-1.08F, -0.68F, 0.70F, 1.08F}) pine(c, air, {x, ground + 0.06F}, 0.34F, green, true);

  for (int i = 0; i < 40; ++i) {  // falling snow, spread without clumps
    const float k = static_cast<float>(i);
    const float u = 0.17F + 0.7549F * k, v = 0.40F + 0.5698F * k;
    c.fill(circle({(u - static_cast<float>(static_cast<int>(u)) - 0.5F) * 2.4F,
                   (v - static_cast<float>(static_cast<int>(v))) * c.y(0.66F)},
                  i % 2 == 0 ? 0.0085F : 0.006F),
           hex(0xFFFFFF), air.night() ? 0.75F : 0.9F);
  }
}

}  // namespace reverie::paint
