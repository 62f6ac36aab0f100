// training/world/places/air.cpp
//
// The palettes of times, seasons and weathers. See air.h.
#include "training/world/places/air.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace reverie::paint {

namespace {

const Air& clear_air(TimeOfDay time) {
  static const std::array<Air, 4> all = {{
      {TimeOfDay::Dawn, hex(0x9FB4E6), hex(0xF0C3D3), hex(0xFFE9CC), hex(0xFFE3E0), hex(0xF2B9BE), 0.20F,
       hex(0xF6D3D2), hex(0xFFF3EC), hex(0xF3CBD0), hex(0xFFF4DC)},
      {TimeOfDay::Day, hex(0x48A9EC), hex(0x86CCF7), hex(0xD3F0FD), hex(0xFFFFFF), hex(0xFFFFFF), 0.0F,
       hex(0xC4E6F7), hex(0xFFFFFF), hex(0xDDEFFA), hex(0xFFFFFF)},
      {TimeOfDay::Sunset, hex(0x56408A), hex(0xE5647A), hex(0xFFB74F), hex(0xFFC4A0), hex(0xB84A66), 0.13F,
       hex(0xEE7F63), hex(0xFFC08A), hex(0xE0707A), hex(0xFFD68A)},
      {TimeOfDay::Night, hex(0x0B1338), hex(0x182A63), hex(0x3A5A9C), hex(0x6679B0), hex(0x0E1C4C), 0.34F,
       hex(0x2C4580), hex(0x3F568F), hex(0x2F447A), hex(0xBFD2FF)},
  }};
  return all.at(static_cast<size_t>(time));
}

// Everything leans towards `color` by `amount`, over the veil that is there already.
void add_veil(Air& air, Color color, float amount) {
  const float left = air.veil_amount * (1 - amount), whole = left + amount;
  air.veil = mix(air.veil, color, amount / whole);
  air.veil_amount = whole;
}

void set_sky(Air& air, Color zenith, Color middle, Color low, float amount) {
  air.zenith = mix(air.zenith, zenith, amount);
  air.middle = mix(air.middle, middle, amount);
  air.low = mix(air.low, low, amount);
}

void add_season(Air& air) {
  const float share = air.night() ? 0.3F : 1.0F;
  switch (air.season) {
    case Season::Summer: return;
    case Season::Autumn:
      air.key = air.key * Color{1.0F, 0.97F, 0.91F};
      set_sky(air, hex(0xB9C9D2), hex(0xE3DCCB), hex(0xF9E3BF), 0.34F * share);
      return;
    case Season::Winter:
      air.key = air.key * Color{0.97F, 0.985F, 1.0F};
      set_sky(air, hex(0xB7CEE4), hex(0xD6E3EF), hex(0xF3F4F8), 0.50F * share);
      air.haze = mix(air.haze, hex(0xEAF1F8), 0.3F * share);
      return;
    case Season::Spring: set_sky(air, hex(0x7FC3F2), hex(0xBFE3FA), hex(0xFDEFF4), 0.45F * share); return;
  }
}

// The underside of clouds that cover the sky.
Color cloud_deck(TimeOfDay time) {
  switch (time) {
    case TimeOfDay::Dawn: return hex(0xC9B3C2);
    case TimeOfDay::Day: return hex(0xAAB6C2);
    case TimeOfDay::Sunset: return hex(0xB07E80);
    case TimeOfDay::Night: return hex(0x2A3350);
  }
  return {};
}

void cover_sky(Air& air, Color zenith, Color middle, Color low, float amount) {
  set_sky(air, zenith, middle, low, amount);
  air.haze = mix(air.haze, low, 0.8F);
  air.cloud = lighter(middle, 0.10F);
  air.cloud_shade = darker(middle, 0.10F);
  air.shine = mix(low, {1, 1, 1}, air.night() ? 0.1F : 0.3F);
}

void add_weather(Air& air) {
  const Color deck = cloud_deck(air.time);
  switch (air.weather) {
    case Weather::Clear: return;
    case Weather::Rain:
      cover_sky(air, darker(deck, 0.26F), darker(deck, 0.06F), lighter(deck, 0.20F), 0.92F);
      air.key = air.key * Color{0.80F, 0.85F, 0.91F};
      add_veil(air, deck, 0.16F);
      return;
    case Weather::Snowfall:
      cover_sky(air, lighter(deck, air.night() ? 0.08F : 0.22F), lighter(deck, air.night() ? 0.14F : 0.45F),
                lighter(deck, air.night() ? 0.24F : 0.70F), 0.90F);
      air.key = air.key * Color{0.95F, 0.97F, 1.0F};
      add_veil(air, lighter(deck, air.night() ? 0.1F : 0.4F), 0.12F);
      return;
    case Weather::Fog: {
      const Color fog = lighter(deck, air.night() ? 0.22F : 0.48F);
      cover_sky(air, mix(fog, deck, 0.25F), fog, lighter(fog, 0.10F), 0.94F);
      air.haze = fog;
      add_veil(air, fog, 0.30F);
      return;
    }
    case Weather::Storm: {
      const Color violet = mix(darker(deck, 0.45F), hex(0x4A3E70), 0.55F);
      cover_sky(air, darker(violet, 0.42F), violet, lighter(violet, 0.28F), 0.95F);
      air.key = air.key * Color{0.62F, 0.62F, 0.74F};
      add_veil(air, darker(violet, 0.1F), 0.16F);
      return;
    }
  }
}

}  // namespace

Air air_of(const Setting& setting) {
  Air air = clear_air(setting.time);
  air.season = setting.season;
  air.weather = setting.weather;
  add_season(air);
  add_weather(air);
  return air;
}

Color Air::lit(Color noon) const {
  const Color own = in_season(noon, season);
  const Color plain = mix(own * key, veil, veil_amount);
  if (!winter() || !sunset()) return plain;
  // What winter turned to snow must not look like sand: see snow().
  const float white = std::clamp((std::min({own.r, own.g, own.b}) - 0.66F) / 0.2F, 0.0F, 1.0F);
  return mix(plain, hex(0xF3D3E4), 0.45F * white);
}

float Air::faded(float distance) const {
  return weather == Weather::Fog ? 0.30F + 0.70F * std::sqrt(distance) : distance;
}

Color Air::leaves(Color noon_green, float x) const {
  return mix(crown_in_season(noon_green, season, x) * key, veil, veil_amount);
}

Air indoors(const Air& outside) {
  Air room = outside;
  if (outside.night()) {
    room.key = hex(0xB0969A);
    room.veil = hex(0x2A1E46);
    room.veil_amount = 0.20F;
  } else if (outside.sunset()) {
    room.key = hex(0xF8D2AC);
    room.veil = hex(0xB4502E);
    room.veil_amount = 0.09F;
  } else if (outside.dawn()) {
    room.key = hex(0xF4E2E6);
    room.veil = hex(0xE0AEC6);
    room.veil_amount = 0.20F;
  }
  return room;
}

Color Air::water(Color noon) const {
  if (winter()) return snow(mix(noon, hex(0xD9EAF5), 0.72F));  // ice
  if (overcast()) return mix(lit(noon), middle, 0.35F);
  return sunset() ? mix(lit(noon), hex(0x8A4C93), 0.52F)
         : dawn() ? mix(lit(noon), hex(0xD9B4DC), 0.22F)
                  : lit(noon);
}

Color Air::snow(Color noon) const {
  return sunset()  ? mix(lit(noon), hex(0xF3D3E4), 0.55F)
         : night() ? mix(lit(noon), hex(0x90A9DE), 0.34F)
                   : lit(noon);
}

}  // namespace reverie::paint
