// training/world/places/air.h
//
// What the time of day does to a place: the colours of the sky, how light tints a colour given as it
// looks at noon, what far things fade into, and the sky itself with sun, moon, stars and clouds.
//
// Used by   every painter in training/world/places/.
// Trap      Painters write noon colours and pass them through lit() or far(); a raw colour glows in
//           the dark, which is right for lamps and windows only.
#pragma once

#include "training/world/paint.h"
#include "training/world/places/time_of_day.h"

namespace reverie::paint {

struct Air {
  TimeOfDay time = TimeOfDay::Day;
  Color zenith, middle, low;  // the sky from top to horizon
  Color key;                  // multiplies noon colours
  Color veil;                 // everything leans towards it a little ...
  float veil_amount = 0;      // ... by this much
  Color haze;                 // what distance fades into
  Color cloud, cloud_shade;
  Color shine;  // light on water, snow and roofs

  Color lit(Color noon) const { return mix(noon * key, veil, veil_amount); }
  Color far(Color noon, float distance) const { return mix(lit(noon), haze, distance); }
  Color water(Color noon) const;  // water takes the colour of the sky
  Color snow(Color noon) const;   // snow stays bright, or it looks like sand
  bool night() const { return time == TimeOfDay::Night; }
  bool sunset() const { return time == TimeOfDay::Sunset; }
  bool dawn() const { return time == TimeOfDay::Dawn; }
  bool lamps() const { return night() || sunset(); }  // are lamps and windows lit?
};

const Air& air_of(TimeOfDay time);
// The same hour inside a room: warm lamplight keeps it brighter than the outside.
Air indoors(const Air& outside);

// Where sun or moon stands.
Point sun_at(const Canvas& c, const Air& air, float horizon, int layout);

// Gradient, stars, sun or moon, clouds, down to `horizon`.
void sky(Canvas& c, const Air& air, float horizon, int layout);
// The parts of it, for places whose sky is special.
void sky_gradient(Canvas& c, const Air& air, float horizon);
void stars(Canvas& c, float bottom, int count, float opacity);
void sun(Canvas& c, const Air& air, Point centre, float size = 1);
void clouds(Canvas& c, const Air& air, float horizon, int layout);
void cloud(Canvas& c, const Air& air, Point centre, float width);

}  // namespace reverie::paint
