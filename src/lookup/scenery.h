// lookup/scenery.h
//
// What lies behind everything in a picture, prepared as far as a program can before the network sees it: the
// place that a prompt names, in the shape of the picture, with the sign that it asks for, in the light and
// under the sky of the hour and the weather, with what falls on it. The network does the rest: sun and moon,
// lamps, shadows, what stands in front. A style is no part of it: it is drawn over the finished picture
// (pipeline/finish_picture.h).
//
// A sign stays as it is by day: lamps light it, and the network does that. An edit that asks for a weather
// has it drawn over the given picture.
//
// Used by   pipeline/things_plan (what), pipeline/prepare_scenery (of latents);
//           training/world_scenery, which draws the same of the world itself
// Proven by tests/lookup/scenery_test.cpp
#pragma once

#include "lookup/glyphs.h"
#include "lookup/picture_book.h"
#include "lookup/sign.h"

namespace reverie {

struct SceneryPlan {
  std::optional<Backdrop> place = {};
  Tensor given = {};              // [3, h, w], 0 to 1, at `hour`, where there is no place
  int64_t layout = 0;             // of what falls
  int64_t weather = 0;            // as Treatment has it
  int64_t hour = 0;               // as PictureBook::hour_named_in() has it
  std::optional<Sign> sign = {};  // with the words that a prompt has in quotes
};

// Whether the book has this as it is to be shown: on that grid, by day, with nothing drawn over it.
bool is_in_book(const BookPlaces& places, Grid grid, const SceneryPlan& plan);

// Of the hour and the weather that are asked for; of a book without places none.
Atmosphere atmosphere_of(const SceneryPlan& plan, const PictureBook& book);

// Something to stand in front.
struct Cutout {
  Tensor rgba;  // [4, h, w], premultiplied, 0 to 1
  Slot slot;
};

// A sign with its words, as it looks by day. Throws as draw_lettering().
Cutout cut_out(const Sign& sign, const Glyphs& letters, int64_t px_per_token);

// A thing from its picture on grey and its coverage. picture [3, s, s] and alpha [h, w], 0 to 1.
Tensor cut_out(const Tensor& picture, const Tensor& alpha);

// The picture in the shape of a grid, [C, rows px, columns px]: half of what its own shape differs by is cut
// off around the middle, half is stretched. picture [C, h, w].
Tensor fitted(const Tensor& picture, Grid grid, int64_t px_per_token);

// Draws them on a picture [3, h, w], 0 to 1, float32, each over those before it.
void put_in_front(Tensor& picture, const std::vector<Cutout>& things, int64_t px_per_token);

// What is left of a sky that was marked on a place in its usual season: not where this season has something
// else there, as blossoms have. sky [h, w] of any size, usual and in_season [3, h, w], 0 to 1. Returns the
// size of these.
Tensor sky_in_season(const Tensor& sky, const Tensor& usual, const Tensor& in_season);

// What a picture makes of the things that are drawn for it.
struct Surroundings {
  Atmosphere atmosphere = {};
  Tensor falling = {};  // [4, rows px, columns px] of the whole picture; undefined where nothing falls
};
Surroundings surroundings_in(const Atmosphere& atmosphere, int64_t layout, Grid grid, int64_t px_per_token);

// A thing as it looks there; as it is where the atmosphere has no light for things. One that reaches over the
// picture's edge has no falling before what is outside.
Cutout standing_in(const Surroundings& surroundings, const Cutout& thing, int64_t px_per_token);

// picture [3, h, w], 0 to 1, a whole number of tokens; `sky` as in_light_of() has it. Returns the same shape.
Tensor draw_scenery(const Tensor& picture, const std::vector<Cutout>& things, const Atmosphere& atmosphere,
                    int64_t layout, int64_t px_per_token, const Tensor& sky = {});

}  // namespace reverie
