// lookup/setting_finder.h
//
// In which season, at which hour and in which weather a place of a picture book is shown on a given picture,
// so that what an edit adds to a night is lit as the night is.
//
// How       The place in every season, in the light and under the sky of every hour and weather, behind what
//           falls: the one that differs least from the picture, each token's difference capped, so that
//           things in front count little. All of it at one pixel a token. The colours of the book's places
//           come from their latents by a linear map, which is fitted to the book's drawings, whose colours
//           are known: that is near enough for a mean colour (as previews from latents are made elsewhere).
// Measured  tests/evaluation/finder_share.cpp, 118 true scenes of every time, season and weather, their place
//           given: hour right in all, season in .94, weather in .90
// Used by   pipeline/model_parts, pipeline/things_plan
// Shapes    pictures [3, h, w], 0 to 1; inside [3, rows, columns]
// Proven by tests/lookup/setting_finder_test.cpp
#pragma once

#include "lookup/picture_book.h"

namespace reverie {

// As Backdrop, Treatment and PictureBook::hour_named_in() have them.
struct FoundSetting {
  int64_t season = 0, hour = 0, weather = 0;
  double difference = 0;  // of the picture from the place as it would look: 0 is none, 0.25 the most
};

class SettingFinder {
 public:
  // `book` must have places and drawings, and must outlive the finder.
  explicit SettingFinder(const PictureBook& book);

  // picture [3, h, w], 0 to 1, that shows the place of `seen` in its layout; its season is not looked at.
  FoundSetting look(const Tensor& picture, const Backdrop& seen) const;

 private:
  Tensor colours_of(const Backdrop& backdrop) const;  // [3, rows, columns]
  std::vector<FoundSetting> candidates_for(int64_t place) const;

  const PictureBook& book_;
  Tensor to_colour_;  // [Z + 1, 3]: a token's mean colour of its latents and 1
};

}  // namespace reverie
