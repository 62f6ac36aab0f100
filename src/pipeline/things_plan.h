// pipeline/things_plan.h
//
// What a request wants to be where, for a model with a picture book: the things that its prompt names, or
// those on the picture it wants edited. The network is shown their pictures at these places.
//
//   no reference picture    what the words name, where they put it (lookup/picture_layout.h)
//   an edit                 what stands on the first picture, as the words want it changed
//   (lookup/edit_plan.h):
//                           where they ask for a change, name no picture as the source of a thing, and the
//                           result has the picture's ratio; its place, season, hour and weather too, where
//                           they are recognised
//   other references        as without, and "the car from image 1" has the colour that it has there, "the
//                           subject of image 2" is what is seen there; so is "the place of image 3"
//   all of them             "the style of image 1" is the style that is seen there
//
// Used by   pipeline/image_pipeline
// Proven by tests/pipeline/things_plan_test.cpp
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "image/image.h"
#include "lookup/edit_plan.h"
#include "lookup/picture_finder.h"
#include "lookup/place_finder.h"
#include "lookup/scenery.h"
#include "lookup/setting_finder.h"
#include "lookup/sign.h"
#include "lookup/style_finder.h"
#include "pipeline/render_plan.h"

namespace reverie {

// What a model has to look things up with.
struct LookupParts {
  const PictureBook& book;
  const PictureFinder* finder = nullptr;          // without one no given picture is looked at
  const PlaceFinder* place_finder = nullptr;      // nor for its place
  const SettingFinder* setting_finder = nullptr;  // nor for its season, hour and weather
  const StyleFinder* style_finder = nullptr;      // nor for its style
  bool can_write = false;                         // has letters
};

struct ThingsPlan {
  std::string prompt = {};                               // what is left for the network to read
  LookedUp shown = {};                                   // but for what is to be written or prepared
  std::vector<std::vector<PlacedPicture>> to_draw = {};  // more things (lookup/thing_groups.h)
  std::optional<SceneryPlan> scenery = {};               // instead of the backdrop as it is in the book
  Style style = Style::Flat;                             // to be drawn over the finished picture
  // Of an edit that asks for nothing but what was understood: outside these squares the picture is to stay.
  // Nothing where all of it is to be drawn anew.
  std::optional<std::vector<Square>> changed = {};
  std::vector<std::string> notes = {};
};

ThingsPlan plan_things(const LookupParts& parts, const std::string& prompt,
                       const std::vector<Image>& references, const RenderPlan& plan, Grid grid,
                       uint64_t seed);

// The index of the picture named at the beginning of these words: " from image 2", " of the second picture",
// " in @Image2".
std::optional<std::size_t> picture_mentioned(const std::string& words);

}  // namespace reverie
