// training/world/places/time_of_day.h
//
// The four times of day. In a header of its own, so that the painters need not compile LibTorch.
//
// Used by   air.h (what light does to colours), places.h, and whoever composes or captions a scene.
#pragma once

namespace reverie {

enum class TimeOfDay { Dawn, Day, Sunset, Night };

}  // namespace reverie
