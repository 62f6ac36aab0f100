#include "training/world/style_words.h"

#include <array>

#include "core/error.h"

namespace reverie {

namespace {

// The rows of Style, in its order.
const std::array<StyleWords, 17>& table() {
  static const std::array<StyleWords, 17> rows = {{
      {{}, {}, {}, {"a flat drawing", "a plain flat illustration"}},
      {{"in watercolour", "in watercolor", "in watercolour style", "in watercolor style",
        "painted in watercolours", "painted in watercolors"},
       {"a watercolour of ", "a watercolor of ", "a watercolour painting of ", "a watercolor painting of "},
       {"watercolour", "watercolor"},
       {"a watercolour painting", "a watercolor painting", "a watercolour", "a watercolor"}},
      {{"in ink", "drawn in ink", "in pen and ink", "in black ink"},
       {"an ink drawing of ", "a pen and ink drawing of "},
       {"ink drawing", "pen and ink", "line art"},
       {"an ink drawing", "a pen and ink drawing"}},
      {{"in pencil", "drawn in pencil", "as a pencil sketch", "in graphite"},
       {"a pencil sketch of ", "a pencil drawing of ", "a sketch of "},
       {"pencil sketch", "pencil drawing", "sketch"},
       {"a pencil sketch", "a pencil drawing", "a sketch"}},
      {{"in pixel art", "in pixel art style", "as pixel art", "in 8-bit style"},
       {"pixel art of ", "a pixel art picture of "},
       {"pixel art", "8-bit"},
       {"pixel art", "a pixel art picture"}},
      {{"in neon", "in neon lights", "in cyberpunk style", "drenched in neon light",
        "in glowing neon colours", "in glowing neon colors"},
       {"a cyberpunk picture of ", "a neon picture of "},
       {"neon", "cyberpunk"},
       {"a cyberpunk scene", "a neon scene"}},
      {{"shot on 35mm film", "shot on 35mm", "on analog film", "in nostalgic film style", "film-style"},
       {"a film photo of ", "a 35mm photo of ", "a nostalgic film photo of "},
       {"35mm film", "analog film", "film photo"},
       {"a film photo", "a 35mm photo"}},
      {{"in pop art style", "as pop art", "in comic book style", "with halftone dots"},
       {"pop art of ", "a pop art print of ", "a comic book panel of "},
       {"pop art", "comic book style"},
       {"a pop art print", "a comic book panel"}},
      {{"as a blueprint", "in blueprint style", "drawn as a blueprint"},
       {"a blueprint of ", "a technical blueprint of "},
       {"blueprint"},
       {"a blueprint", "a technical blueprint"}},
      {{"as a botanical plate", "in botanical illustration style", "in vintage botanical style"},
       {"a botanical illustration of ", "a botanical plate of ", "a vintage engraving of "},
       {"botanical illustration", "botanical plate"},
       {"a botanical illustration", "a botanical plate"}},
      {{"in oil", "in oils", "in oil paint", "painted in oil"},
       {"an oil painting of ", "an oil on canvas of "},
       {"oil painting", "oil on canvas"},
       {"an oil painting"}},
      {{"in chiaroscuro", "with dramatic chiaroscuro lighting", "in dramatic chiaroscuro light",
        "by candlelight"},
       {"a chiaroscuro painting of ", "a baroque painting of ", "an old master painting of "},
       {"chiaroscuro", "baroque painting", "dramatic chiaroscuro lighting"},
       {"a chiaroscuro painting", "a baroque painting"}},
      {{"in film noir style", "in black and white", "in noir style", "as film noir"},
       {"a film noir shot of ", "a noir picture of ", "a black and white photo of "},
       {"film noir", "noir", "black and white"},
       {"a film noir shot", "a black and white photo"}},
      {{"in stained glass", "as stained glass", "in stained glass style"},
       {"a stained glass window of ", "a stained glass picture of "},
       {"stained glass", "stained glass window"},
       {"a stained glass window", "stained glass art"}},
      {{"in cut paper", "in paper cut style", "made of layered paper", "as a paper collage"},
       {"a paper cut of ", "a paper cutout of ", "a paper collage of "},
       {"paper cut", "paper cutout", "layered paper"},
       {"a paper cut", "a paper cutout", "a paper collage"}},
      {{"in art deco style", "as an art deco poster", "in art deco"},
       {"an art deco poster of ", "an elegant art deco poster of ", "an art deco print of "},
       {"art deco", "art deco poster"},
       {"an art deco poster", "an art deco print"}},
      {{"in steampunk style", "as steampunk art", "in brass and copper"},
       {"a steampunk picture of ", "a steampunk illustration of "},
       {"steampunk", "brass and copper"},
       {"a steampunk picture", "a steampunk illustration"}},
  }};
  return rows;
}

}  // namespace

const StyleWords& words_of_style(Style style) {
  const auto index = static_cast<std::size_t>(style);
  if (index >= table().size()) throw Error(ErrorCode::Internal, "style_words: not a style");
  return table()[index];
}

}  // namespace reverie
