#include "training/world_scenery.h"

#include <torch/utils.h>
#include <algorithm>

#include "core/words.h"
#include "lookup/scenery.h"
#include "training/world_book.h"

namespace reverie {
namespace {

bool changes(const Edit& edit, ChangeKind kind) {
  return std::any_of(edit.changes.begin(), edit.changes.end(),
                     [&](const Change& change) { return change.kind == kind; });
}

}  // namespace

std::optional<WorldScenery> draw_world_scenery(const Example& example, const Glyphs* letters,
                                               Compositor& compositor, int64_t px_per_token) {
  const Scene& target = example.target;
  WorldScenery scenery{{}, static_cast<int64_t>(target.weather), static_cast<int64_t>(target.season)};
  const Place& where = places()[static_cast<std::size_t>(target.place)];
  scenery.has_seasons = seasons_of(where).size() > 1;
  const auto* edit = std::get_if<Edit>(&example.task);
  scenery.is_given = edit != nullptr && target.weather != Weather::Clear &&
                     changes(*edit, ChangeKind::Weather) && !changes(*edit, ChangeKind::Place);
  scenery.hour = hour_of(target.time);
  // Not where an edit changes what is written: nothing finds a sign on a given picture.
  const bool shows_sign = edit == nullptr && target.sign && letters != nullptr;
  if (shows_sign) scenery.written = target.sign->words;
  const auto& grids = world_book_grids();
  const bool has_grid = std::find(grids.begin(), grids.end(), target.grid) != grids.end();
  const bool is_clear_day = target.weather == Weather::Clear && target.time == TimeOfDay::Day;
  if (has_grid && is_clear_day && !shows_sign) return std::nullopt;

  Scene place = empty_by_day(target.place, target.layout, target.grid);
  place.season = target.season;
  const Season season = shown_setting(where, setting_of(target)).season;
  const auto atmosphere = [&](Weather weather) {
    return where.indoors ? atmosphere_indoors(target.time)
                         : atmosphere_in_season({target.time, season, weather});
  };
  if (!is_clear_day) scenery.atmosphere = atmosphere(target.weather);
  std::vector<Cutout> in_front;
  if (shows_sign) in_front.push_back(cut_out(*target.sign, *letters, px_per_token));
  if (scenery.is_given) {
    scenery.picture =
        draw_scenery(compositor.render(edit->before, px_per_token), in_front,
                     change_of(atmosphere(Weather::Clear), scenery.atmosphere), target.layout, px_per_token);
  } else {
    const Tensor picture = compositor.render(place, px_per_token);
    Tensor sky = compositor.sky(place, px_per_token);
    if (place.season != Season::Summer) {
      place.season = Season::Summer;
      sky = sky_in_season(sky, compositor.render(place, px_per_token), picture);
    }
    scenery.picture = draw_scenery(picture, in_front, scenery.atmosphere, target.layout, px_per_token, sky);
  }
  return scenery;
}

bool is_asked_for(const WorldScenery& scenery, const PictureBook& book, const std::string& words,
                  bool sees_setting) {
  const PartedText parted = part_quotations(words);
  const bool says_what_is_written =
      scenery.written.empty() ||
      std::find(parted.quoted.begin(), parted.quoted.end(), scenery.written) != parted.quoted.end();
  if (!says_what_is_written || sees_setting) return says_what_is_written;
  const SaidSetting said = book.setting_named_in(words);
  if (said.weather.value_or(0) != scenery.weather) return false;
  const bool says_season = !scenery.has_seasons || said.season.value_or(0) == scenery.season;
  return scenery.is_given || (said.hour.value_or(0) == scenery.hour && says_season);
}

}  // namespace reverie
