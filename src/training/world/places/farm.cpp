// training/world/places/farm.cpp
//
// A farmyard: a great wooden barn with its silo, a fence, hay bales, and fields in rows up to the hills.
//
// Used by   places.cpp. Shapes and units: drawing/paint.h.
#include "training/world/places/painters.h"
#include "training/world/places/scenery.h"
#include "training/world/places/street_things.h"

namespace reverie::paint {
namespace {

// The barn from its gable end: broken roof, white trim, a great door with a cross.
void barn(Canvas& c, const Air& air, Point foot, float w) {
  const float h = w * 0.50F, l = foot.x - w / 2, r = foot.x + w / 2, eave = foot.y - h;
  const float knee = eave - w * 0.24F, top = eave - w * 0.36F;
  const Color red = air.lit(hex(0xC8473B)), dark = air.lit(hex(0xA83A32)), white = air.lit(hex(0xFFF8EC)),
              roof = air.lit(hex(0x6B4A4E));
  contact_shadow(c, foot, w * 1.2F);
  const Shape gable =
      unite({rectangle({l, eave - 0.01F, r, foot.y}),
             polygon({{l, eave}, {r, eave}, {r - w * 0.16F, knee}, {l + w * 0.16F, knee}}),
             polygon({{l + w * 0.16F, knee + 0.01F}, {r - w * 0.16F, knee + 0.01F}, {foot.x, top}})});
  c.fill(gable, blend({l, 0}, red, {r, 0}, dark));
  c.fill(overlap(gable, panes({l, top, r, foot.y}, 14, 1, 0.05F, 2)), dark, 0.5F);
  c.fill(stroke({{l - w * 0.03F, eave + w * 0.02F},
                 {l + w * 0.15F, knee},
                 {foot.x, top},
                 {r - w * 0.15F, knee},
                 {r + w * 0.03F, eave + w * 0.02F}},
                w * 0.055F, w * 0.055F),
         roof);
  const Box door{foot.x - w * 0.20F, foot.y - h * 0.72F, foot.x + w * 0.20F, foot.y};
  c.fill(rectangle({door.left - w * 0.02F, door.top - w * 0.02F, door.right + w * 0.02F, door.bottom}),
         white);
  c.fill(rectangle(door), air.lamps() ? hex(0xE8923F) : air.lit(hex(0x9C332D)));
  c.fill(
      unite({stroke({{door.left, door.top}, {foot.x, door.bottom}}, w * 0.018F, w * 0.018F),
             stroke({{foot.x, door.top}, {door.left, door.bottom}}, w * 0.018F, w * 0.018F),
             stroke({{door.right, door.top}, {foot.x, door.bottom}}, w * 0.018F, w * 0.018F),
             stroke({{foot.x, door.top}, {door.right, door.bottom}}, w * 0.018F, w * 0.018F),
             rectangle(box_at({foot.x, (door.top + door.bottom) / 2}, w * 0.022F, door.bottom - door.top))}),
      white);
  c.fill(rectangle(box_at({foot.x, eave - w * 0.11F}, w * 0.17F, w * 0.17F)), white);
  c.fill(rectangle(box_at({foot.x, eave - w * 0.11F}, w * 0.13F, w * 0.13F)), pane(air));
  for (const float x : {-0.36F, 0.36F}) {
    c.fill(rectangle(box_at({foot.x + w * x, foot.y - h * 0.52F}, w * 0.13F, w * 0.15F)), white);
    c.fill(rectangle(box_at({foot.x + w * x, foot.y - h * 0.52F}, w * 0.095F, w * 0.115F)), pane(air));
  }
}

void silo(Canvas& c, const Air& air, Point foot, float h) {
  const float w = h * 0.32F, top = foot.y - h * 0.80F;
  const Color light = air.lit(hex(0xE6EAEC)), dark = air.lit(hex(0x9FAAB4));
  c.fill(overlap(ellipse({foot.x, top}, w / 2, h * 0.17F), rectangle({foot.x - w, top - h, foot.x + w, top})),
         blend({foot.x - w / 2, 0}, air.lit(hex(0xB9D2DC)), {foot.x + w / 2, 0}, air.lit(hex(0x6D8796))));
  c.fill(rectangle({foot.x - w / 2, top, foot.x + w / 2, foot.y}),
         blend({foot.x - w / 2, 0}, light, {foot.x + w / 2, 0}, dark));
  c.fill(panes({foot.x - w / 2, top, foot.x + w / 2, foot.y}, 1, 6, 1, 0.06F), dark, 0.8F);
}

void hay_bale(Canvas& c, const Air& air, Point foot, float r) {
  contact_shadow(c, foot, r * 2.6F, 0.2F);
  const Point m{foot.x, foot.y - r * 0.94F};
  c.fill(rectangle({m.x, m.y - r, m.x + r * 1.5F, m.y + r}, r * 0.35F), air.lit(hex(0xC9973F)));
  c.fill(circle(m, r), air.lit(hex(0xEBC25F)));
  for (const float k : {0.72F, 0.40F}) {
    c.fill(cut(circle(m, r * k), circle(m, r * (k - 0.10F))), air.lit(hex(0xC9973F)), 0.8F);
  }
}

void fence(Canvas& c, const Air& air, float left, float right, float foot) {
  const Color wood = air.lit(hex(0xEFE4D0)), shade = air.lit(hex(0xC9B99E));
  for (const float y : {0.030F, 0.068F})
    c.fill(rectangle({left, foot - y - 0.008F, right, foot - y + 0.006F}), wood);
  std::vector<Shape> posts;
  for (float x = left; x <= right + 0.01F; x += 0.12F)
    posts.push_back(rectangle({x - 0.011F, foot - 0.095F, x + 0.011F, foot + 0.004F}, 0.004F));
  c.fill(unite(posts), shade);
}

// A field whose furrows run to a vanishing point beyond its upper edge.
void field(Canvas& c, const Air& air, const Shape& ground, float top, float bottom, float vanish_x,
           Color crop, Color furrow) {
  c.fill(ground, air.far(crop, 0.08F));
  std::vector<Shape> rows;
  for (int i = -7; i <= 7; ++i) {
    const float k = static_cast<float>(i), far_x = vanish_x + 0.07F * k, near_x = vanish_x + 0.20F * k;
    rows.push_back(polygon({{far_x - 0.006F, top},
                            {far_x + 0.006F, top},
                            {near_x + 0.022F, bottom},
                            {near_x - 0.022F, bottom}}));
  }
  c.fill(overlap(ground, unite(rows)), air.far(furrow, 0.08F));
}

// An iron wind pump on a lattice tower.
void wind_pump(Canvas& c, const Air& air, Point foot, float h) {
  const Color iron = air.lit(hex(0x77818C));
  const Point hub{foot.x, foot.y - h};
  c.fill(unite({stroke({{foot.x - h * 0.13F, foot.y}, hub}, 0.008F, 0.005F),
                stroke({{foot.x + h * 0.13F, foot.y}, hub}, 0.008F, 0.005F),
                stroke({{foot.x - h * 0.09F, foot.y - h * 0.3F}, {foot.x + h * 0.09F, foot.y - h * 0.3F}},
                       0.005F, 0.005F),
                stroke({{foot.x - h * 0.05F, foot.y - h * 0.6F}, {foot.x + h * 0.05F, foot.y - h * 0.6F}},
                       0.005F, 0.005F)}),
         iron);
  c.fill(polygon({hub, {hub.x + h * 0.30F, hub.y - h * 0.07F}, {hub.x + h * 0.30F, hub.y + h * 0.07F}}),
         air.lit(hex(0xD8563F)));
  const float r = h * 0.20F;
  c.fill(cut(circle(hub, r), circle(hub, r * 0.30F)), air.lit(hex(0xF0F3F5)));
  for (const Point d : {Point{1, 0}, Point{0, 1}, Point{0.7F, 0.7F}, Point{0.7F, -0.7F}})
    c.fill(stroke({{hub.x - d.x * r, hub.y - d.y * r}, {hub.x + d.x * r, hub.y + d.y * r}}, 0.008F, 0.008F),
           iron);
}

}  // namespace

void paint_farm(Canvas& c, const Air& air, int layout) {
  const float horizon = c.y(0.47F), yard = c.y(0.61F);
  const float side = layout == 1 ? -1.0F : 1.0F;
  sky(c, air, horizon, layout);
  const float r = c.rise(1);
  c.fill(under(rolling({{-1.25F, horizon - 0.05F * r},
                        {-0.35F * side - 0.3F, horizon - 0.09F * r},
                        {0.25F, horizon - 0.02F * r},
                        {0.6F, horizon - 0.07F * r},
                        {1.25F, horizon - 0.04F * r}})),
         air.far(hex(0x8FBF7E), 0.42F));
  c.fill(
      under(rolling(
          {{-1.25F, horizon + 0.01F}, {-0.1F, horizon - 0.02F}, {0.5F, horizon + 0.015F}, {1.25F, horizon}})),
      air.far(hex(0x86C05C), 0.20F));
  const Shape wheat =
      under(rolling({{-1.25F, horizon + 0.05F}, {0.0F, horizon + 0.03F}, {1.25F, horizon + 0.05F}}));
  field(c, air, wheat, horizon + 0.02F, yard, 0.12F * side, hex(0xEBC557), hex(0xD6A83E));
  const float split = layout == 2 ? 0.10F : 0.24F;
  const Shape crop = overlap(wheat, polygon({{split * side, horizon},
                                             {1.6F * side, horizon},
                                             {1.6F * side, yard + 0.1F},
                                             {(split + 0.14F) * side, yard + 0.1F}}));
  field(c, air, crop, horizon + 0.02F, yard, 0.55F * side, hex(0x83BE4C), hex(0x5E9A3C));

  const Crest edge =
      rolling({{-1.25F, yard - 0.02F}, {-0.4F, yard}, {0.2F, yard + 0.02F}, {1.25F, yard - 0.01F}});
  const Color grass = hex(0x7FBF52);
  c.fill(under(edge), downwards(yard, air.lit(grass), c.bottom(), air.lit(hex(0x66A845))));
  c.fill(ellipse({0.05F * side, c.y(0.87F)}, 0.60F, c.y(0.13F)), air.lit(hex(0xD9C088)), 0.6F);

  if (layout == 0) {
    round_tree(c, air, {-0.60F, yard}, 0.34F, hex(0x4C9A4A));
    silo(c, air, {-0.06F, yard + 0.02F}, 0.34F);
    barn(c, air, {-0.31F, yard + 0.035F}, 0.36F);
    fence(c, air, 0.10F, 1.3F, yard + 0.045F);
    hay_bale(c, air, {0.34F, yard + 0.09F}, 0.052F);
    hay_bale(c, air, {0.45F, yard + 0.06F}, 0.042F);
  } else if (layout == 1) {
    wind_pump(c, air, {-0.33F, yard - 0.01F}, 0.36F);
    barn(c, air, {0.28F, yard + 0.035F}, 0.42F);
    silo(c, air, {0.58F, yard + 0.02F}, 0.36F);
    fence(c, air, -1.3F, 0.03F, yard + 0.045F);
    bush(c, air, {-0.47F, yard + 0.09F}, 0.13F, hex(0x4C9A4A));
  } else {
    silo(c, air, {-0.42F, yard}, 0.36F);
    silo(c, air, {-0.27F, yard + 0.01F}, 0.29F);
    barn(c, air, {0.02F, yard + 0.03F}, 0.34F);
    round_tree(c, air, {0.42F, yard + 0.03F}, 0.36F, hex(0x4C9A4A));
    fence(c, air, 0.24F, 1.3F, yard + 0.06F);
    hay_bale(c, air, {-0.44F, yard + 0.09F}, 0.05F);
  }
  barn(c, air, {-0.98F, yard + 0.02F}, 0.30F);
  round_tree(c, air, {1.0F, yard + 0.02F}, 0.36F, hex(0x4C9A4A));
  const Color blade = air.lit(hex(0x5B9A40));
  for (const float x : {-0.47F, 0.46F, -0.8F, 0.85F}) tuft(c, {x, c.y(0.94F)}, 0.04F, blade);
}

}  // namespace reverie::paint
