#include "training/world_scenery.h"

#include <torch/utils.h>
#include <algorithm>

#include "core/words.h"
#include "lookup/scenery.h"
#include "training/world_book.h"
#include "training/world_things.h"

namespace reverie {
namespace {

// Whether the words say this of the target: captions say all of it, edits what they change.
bool says(const Example& example, ChangeKind kind) {
  const auto* edit = std::get_if<Edit>(&example.task);
  if (edit == nullptr) return true;
  return std::any_of(edit->changes.begin(), edit->changes.end(),
                     [&](const Change& change) { return change.kind == kind; });
}

}  // namespace

std::optional<WorldScenery> draw_world_scenery(const Example& example, const Glyphs* letters,
                                               Compositor& compositor, int64_t px_per_token) {
  const Scene& target = example.target;
  const Weather weather = says(example, ChangeKind::Weather) ? target.weather : Weather::Clear;
  const Style style = says(example, ChangeKind::Style) ? target.style : Style::Flat;
  const Season season = says(example, ChangeKind::Season) ? target.season : Season::Summer;
  WorldScenery scenery{{}, {static_cast<int64_t>(weather), style}, static_cast<int64_t>(season)};
  scenery.has_seasons = seasons_of(places()[static_cast<std::size_t>(target.place)]).size() > 1;
  const auto* edit = std::get_if<Edit>(&example.task);
  scenery.is_given = edit != nullptr && !scenery.treatment.is_none() && !says(example, ChangeKind::Place);
  const bool says_time = !scenery.is_given && says(example, ChangeKind::Time);  // a given picture has its own
  const TimeOfDay time = says_time ? target.time : TimeOfDay::Day;
  scenery.hour = hour_of(time);
  // Not where an edit changes what is written: nothing finds a sign on a given picture.
  const bool shows_sign = edit == nullptr && target.sign && letters != nullptr;
  if (shows_sign) scenery.written = target.sign->words;
  const auto& grids = world_book_grids();
  const bool has_grid = std::find(grids.begin(), grids.end(), target.grid) != grids.end();
  if (has_grid && scenery.treatment.is_none() && !shows_sign) return std::nullopt;

  Scene place = empty_by_day(target.place, target.layout, target.grid);
  place.season = season;
  const Atmosphere atmosphere = places()[static_cast<std::size_t>(target.place)].indoors
                                    ? atmosphere_indoors(time)
                                    : atmosphere_in({.time = time, .weather = weather});
  std::vector<Cutout> in_front;
  if (shows_sign) in_front.push_back(cut_out(*target.sign, *letters, px_per_token));
  if (style != Style::Flat && !scenery.is_given) {
    for (Cutout& thing : cutouts_of(target.sprites, compositor, px_per_token))
      in_front.push_back(std::move(thing));
  }
  const Tensor plain = draw_scenery(compositor.render(scenery.is_given ? edit->before : place, px_per_token),
                                    in_front, atmosphere, target.layout, px_per_token,
                                    scenery.is_given ? Tensor() : compositor.sky(place, px_per_token));
  scenery.picture = apply_style(plain.unsqueeze(0), style, px_per_token, kPaperSeed)[0];
  return scenery;
}

bool is_asked_for(const WorldScenery& scenery, const PictureBook& book, const std::string& words) {
  const PartedText parted = part_quotations(words);
  const bool says_what_is_written =
      scenery.written.empty() ||
      std::find(parted.quoted.begin(), parted.quoted.end(), scenery.written) != parted.quoted.end();
  return says_what_is_written && (scenery.is_given || book.hour_named_in(words) == scenery.hour) &&
         book.treatment_named_in(words) == scenery.treatment &&
         (scenery.is_given || !scenery.has_seasons || book.season_named_in(words) == scenery.season);
}

}  // namespace reverie
