// training/world/places/air.h
//
// What time of day, season and weather do to a place: the colours of the sky, how light tints a colour
// given as it looks at noon in summer, what far things fade into, and the sky itself with sun, moon, stars
// and clouds.
//
// Used by   every painter in training/world/places/.
// Trap      Painters write summer noon colours and pass them through lit(), far(), water(), snow() or
//           leaves(); a raw colour glows in the dark and knows no season, which is right for lamps and
//           windows only.
// Proven by tests/training/world/seasons_test.cpp
#pragma once

#include "drawing/paint.h"
#include "training/world/places/season.h"
#include "training/world/places/setting.h"

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
  Season season = Season::Summer;
  Weather weather = Weather::Clear;

  Color lit(Color noon) const;
  Color far(Color noon, float distance) const { return mix(lit(noon), haze, faded(distance)); }
  // The crown of a tree or bush that stands at x: in autumn and spring neighbours differ.
  Color leaves(Color noon_green, float x) const;
  Color water(Color noon) const;  // water takes the colour of the sky
  Color snow(Color noon) const;   // snow stays bright, or it looks like sand
  bool night() const { return time == TimeOfDay::Night; }
  bool sunset() const { return time == TimeOfDay::Sunset; }
  bool dawn() const { return time == TimeOfDay::Dawn; }
  bool lamps() const { return night() || sunset() || stormy(); }  // are lamps and windows lit?
  bool winter() const { return season == Season::Winter; }
  bool stormy() const { return weather == Weather::Storm; }
  bool overcast() const { return weather != Weather::Clear; }  // neither sun nor stars to be seen

 private:
  float faded(float distance) const;  // fog swallows what is far sooner
};

Air air_of(const Setting& setting);
// The same hour inside a room: warm lamplight keeps it brighter than the outside.
Air indoors(const Air& outside);

// Where sun or moon stands.
Point sun_at(const Canvas& c, const Air& air, float horizon, int layout);

// Gradient, stars, sun or moon, clouds, down to `horizon`; sky_gradient() draws dark clouds and lightning.
void sky(Canvas& c, const Air& air, float horizon, int layout);
// The parts of it, for places whose sky is special.
void sky_gradient(Canvas& c, const Air& air, float horizon);
void stars(Canvas& c, float bottom, int count, float opacity);                  // whatever the weather
void stars(Canvas& c, const Air& air, float bottom, int count, float opacity);  // unless clouds hide them
void sun(Canvas& c, const Air& air, Point centre, float size = 1);
void clouds(Canvas& c, const Air& air, float horizon, int layout);
void cloud(Canvas& c, const Air& air, Point centre, float width);
void lightning(Canvas& c, const Air& air, float horizon);  // sky_gradient() draws it in a storm

}  // namespace reverie::paint
