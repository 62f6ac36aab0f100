#include "pipeline/prepare_scenery.h"

#include <torch/utils.h>

#include "pipeline/shown_pictures.h"

namespace reverie {

PreparedPicture prepare_scenery(const SceneryPlan& plan, const PictureBook& book, const Glyphs* letters,
                                const Flux2Autoencoder& autoencoder, Grid grid) {
  const int64_t px = shown_px(autoencoder);
  const Tensor source = plan.place
                            ? decode_shown(autoencoder, book.tokens(*plan.place), book.grid_of(*plan.place))
                            : plan.given;
  std::vector<Cutout> in_front;
  if (plan.sign) in_front.push_back(cut_out(*plan.sign, *letters, px));
  Atmosphere atmosphere = atmosphere_of(plan, book);
  if (!plan.place)  // the given picture is in the light of its hour
    atmosphere = change_of(atmosphere_of({.hour = plan.hour}, book), atmosphere);
  Tensor sky = plan.place && atmosphere.sky ? book.sky_of(*plan.place) : Tensor();
  if (sky.defined() && plan.place->season != 0) {
    Backdrop usual = *plan.place;
    usual.season = 0;
    sky = sky_in_season(sky, decode_shown(autoencoder, book.tokens(usual), book.grid_of(usual)), source);
  }
  if (sky.defined()) sky = fitted(sky.unsqueeze(0), grid, px)[0];
  const Tensor drawn = draw_scenery(fitted(source, grid, px), in_front, atmosphere, plan.layout, px, sky);
  return {encode_shown(autoencoder, drawn, book.picture_options()), grid};
}

Cutout prepare_sign(const SceneryPlan& plan, const PictureBook& book, const Glyphs& letters, Grid grid,
                    int64_t px_per_token) {
  Surroundings surroundings = surroundings_in(atmosphere_of(plan, book), plan.layout, grid, px_per_token);
  if (glows(plan.sign->kind) && surroundings.atmosphere.on_things)
    surroundings.atmosphere.on_things = paint::Color{1, 1, 1};
  return standing_in(surroundings, cut_out(*plan.sign, letters, px_per_token), px_per_token);
}

}  // namespace reverie
