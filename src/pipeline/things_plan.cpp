#include "pipeline/things_plan.h"

#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/words.h"
#include "image/resize.h"
#include "lookup/instructions.h"
#include "lookup/picture_layout.h"
#include "lookup/sign_finder.h"
#include "lookup/sign_request.h"
#include "lookup/thing_groups.h"
#include "lookup/worn_things.h"
#include "pipeline/picture_tensor.h"

namespace reverie {
namespace {

constexpr int64_t kMostLookedAtPx = 1024 * 1024;
constexpr int64_t kTokenPx = 64;     // of the grid that a reference is looked at in
constexpr int64_t kMostTokens = 32;  // of a side of it, however long a strip the picture is
constexpr double kSameRatio = 0.03;  // difference of the logarithms

double log_ratio(PixelSize size) {
  return std::log(static_cast<double>(size.width_px) / static_cast<double>(size.height_px));
}

// [3, h, w], 0 to 1, small enough to be looked at quickly.
Tensor small_picture(const Image& image) {
  return picture_to_tensor(fit_area(image, kMostLookedAtPx))[0] / 2 + 0.5;
}

// The source in the frame that the network draws: whole tokens, of which the picture is the middle.
Tensor in_drawn_frame(const Tensor& picture, const RenderPlan& plan) {
  const auto margin = [](int64_t frame, int64_t wanted, int64_t side) {
    const double share = static_cast<double>(frame - wanted) / 2 / static_cast<double>(wanted);
    return std::llround(share * static_cast<double>(side));
  };
  const int64_t x = margin(plan.enlarged.width_px, plan.wanted.width_px, picture.size(2));
  const int64_t y = margin(plan.enlarged.height_px, plan.wanted.height_px, picture.size(1));
  return at::replication_pad2d(picture.unsqueeze(0), {x, x, y, y})[0];
}

const BookThing& thing_of(const PictureBook& book, const FoundThing& found) {
  return book.things()[static_cast<std::size_t>(found.thing)];
}

const std::set<std::string> kSubjects = {"subject", "character", "object"};
const std::set<std::string> kPlaces = {"place", "scene", "background", "setting", "location"};

// The picture whose subject, or whose place, is meant at word `at`: "subject of image 1".
std::optional<std::size_t> picture_of(const std::set<std::string>& nouns,
                                      const std::vector<std::string>& words, std::size_t at) {
  constexpr std::size_t kMostWords = 5;  // "of the second picture" and one more
  if (!nouns.contains(words[at])) return std::nullopt;
  std::string rest;
  for (std::size_t i = at + 1; i < std::min(words.size(), at + 1 + kMostWords); ++i) rest += " " + words[i];
  return picture_mentioned(rest);
}

class Planner {
 public:
  Planner(const LookupParts& parts, const std::vector<Image>& references, const RenderPlan& plan, Grid grid,
          uint64_t seed)
      : book_(parts.book),
        finder_(parts.finder),
        place_finder_(parts.place_finder),
        setting_finder_(parts.setting_finder),
        style_finder_(parts.style_finder),
        can_write_(parts.can_write),
        references_(references),
        plan_(plan),
        grid_(grid),
        seed_(seed) {}

  // With `asks_for_change` the first picture is edited all the same, but in another ratio.
  ThingsPlan by_words(const std::string& prompt, bool asks_for_change = false) {
    ThingsPlan result;
    const SignRequest sign = can_write_ ? read_sign_request(prompt) : SignRequest{.rest = prompt};
    result.notes = sign.notes;
    std::vector<FoundThing> found =
        book_.named_in(finder_ == nullptr ? sign.rest : with_subjects_named(sign.rest));
    result.shown.backdrop = book_.backdrop_named_in(sign.rest, grid_, seed_);
    note_other_places(sign.rest, result.notes);
    if (!result.shown.backdrop) result.shown.backdrop = place_of_a_picture(sign.rest);
    for (FoundThing& thing : found) {
      note_colour_not_had(thing, result.notes);
      take_colour_from_picture(thing);
    }
    found = with_what_they_bear(book_, found);
    count_several(found);
    result.shown.things = plan_layout(book_, found, grid_, seed_, book_.staging_named_in(sign.rest));
    note_sizes_not_had(found, result.shown.things, result.notes);
    note_relations_not_had(found, result.notes);
    if (!result.shown.backdrop && asks_for_change) result.shown.backdrop = place_on(0, sign.rest);
    if (!result.shown.backdrop && !asks_for_change && (references_.empty() || !found.empty()))
      result.shown.backdrop = book_.neutral_backdrop(sign.rest, grid_, seed_);
    int64_t named = 0;
    for (const FoundThing& thing : found)
      named += thing.count * (1 + static_cast<int64_t>(thing.bears.size()));
    const int64_t left_out = named - static_cast<int64_t>(result.shown.things.size());
    if (left_out > 0) {
      result.notes.push_back("there is room for " + std::to_string(result.shown.things.size()) + " of the " +
                             std::to_string(named) + " things that the prompt names");
    }
    const Treatment treatment = treatment_asked_for(sign.rest, result.notes);
    result.style = treatment.style;
    result.prompt = book_.without_style(prompt);
    SceneryPlan scenery{.weather = treatment.weather, .hour = book_.hour_named_in(sign.rest)};
    if (sign.sign) scenery.sign = place_sign(sign, result);
    if (scenery.sign && !result.shown.backdrop)
      result.shown.backdrop = book_.neutral_backdrop(sign.rest, grid_, seed_);
    const bool is_of_picture =  // "image 1 in watercolour"
        !references_.empty() && found.empty() && !treatment.is_none();
    if (result.shown.backdrop) {
      result.scenery = prepared(*result.shown.backdrop, std::move(scenery));
    } else if (is_of_picture && !asks_for_whole(sign.rest) && has_ratio_of_first()) {
      result.changed.emplace();  // nothing but the style
    } else if (is_of_picture) {
      scenery.given = small_picture(references_.front());
      scenery.layout = any_layout();
      scenery.hour = 0;  // it has its own
      result.scenery = std::move(scenery);
    } else if (scenery.sign) {  // a book without places
      scenery.given = torch::full({3, kTokenPx, kTokenPx}, PictureBook::kGrey);
      result.scenery = std::move(scenery);
    }
    return result;
  }

  ThingsPlan by_edit(const std::string& prompt) const {
    const std::optional<SignEdit> written = can_write_ ? read_sign_edit(prompt) : std::nullopt;
    const std::string& rest = written ? written->request.rest : prompt;  // "the neon sign" is no style
    const ReadInstructions instructions = read_instructions(book_, rest);
    const Tensor source = in_drawn_frame(small_picture(references_.front()), plan_);
    const Sight sight = finder_->look(source, grid_);
    std::vector<PlacedPicture> seen = sight.things();
    std::erase_if(seen, [&](const PlacedPicture& one) { return !can_stand_there(one, grid_); });
    for (const Instruction& one : instructions.list) {
      if (one.kind != Instruction::Kind::Add) look_for(one.what, sight, seen);
      if (one.kind == Instruction::Kind::Add && one.other) look_for(*one.other, sight, seen);
    }
    EditPlan edit = plan_edit(instructions.list, book_, std::move(seen), grid_);
    // What cannot be written is left as it is: the network does not spell.
    const bool is_all =
        instructions.is_all || (written && !instructions.asks_for_change && !asks_for_whole(rest));
    const bool is_done = is_all && edit.notes.empty();
    const std::optional<Sign> sign =
        written ? sign_of_edit(*written, source, edit.pictures, edit.notes) : std::nullopt;
    const PlacedSetting setting = setting_of_edit(rest, source);
    const std::optional<Backdrop>& place = setting.place;
    std::optional<SceneryPlan> scenery;
    const Treatment treatment = treatment_asked_for(rest, edit.notes);
    const auto [weather, style] = treatment;
    const bool is_only_style =
        style != Style::Flat && instructions.list.empty() && !sign && !asks_for_whole(rest);
    if (weather != 0 && !book_.backdrop_named_in(rest, grid_, seed_)) {
      scenery = {.given = source,
                 .layout = place ? place->layout : any_layout(),
                 .weather = weather,
                 .hour = setting.seen_hour,
                 .sign = sign};
    } else if (place) {
      scenery = prepared(*place, {.weather = setting.weather, .hour = setting.hour, .sign = sign});
    } else if (sign) {
      scenery = {.given = source, .layout = any_layout(), .hour = setting.seen_hour, .sign = sign};
    }
    std::optional<std::vector<Square>> changed;
    if (is_only_style || (is_done && weather == 0)) changed = std::move(edit.changed);
    if (changed && sign) add_squares_of(*sign, *changed);
    return {.prompt = book_.without_style(prompt),
            .shown = {std::move(edit.pictures), place},
            .scenery = std::move(scenery),
            .style = style,
            .changed = std::move(changed),
            .notes = std::move(edit.notes)};
  }

  // Whether the result has the ratio of the first picture.
  bool has_ratio_of_first() const {
    return std::abs(log_ratio(references_.front().size()) - log_ratio(plan_.wanted)) < kSameRatio;
  }

 private:
  // Something but a style that changes all of a given picture.
  bool asks_for_whole(const std::string& prompt) const {
    const SaidSetting said = book_.setting_named_in(prompt);
    return said.season || said.hour || said.weather || !book_.places_named_in(prompt).empty();
  }

  // Of what falls on a given picture whose place is not recognised.
  int64_t any_layout() const {
    const int64_t layouts = book_.places() ? book_.places()->layouts : 1;
    return static_cast<int64_t>(seed_ % static_cast<uint64_t>(layouts));
  }

  // The plan with this place, unless the book has it as it is to be shown.
  std::optional<SceneryPlan> prepared(const Backdrop& place, SceneryPlan plan) const {
    const std::vector<int64_t>& sheltered = book_.places()->sheltered;
    if (std::find(sheltered.begin(), sheltered.end(), place.place) != sheltered.end())
      plan.weather = 0;  // "a cafe on a rainy day"
    if (is_in_book(*book_.places(), place.grid, plan)) return std::nullopt;
    plan.place = place;
    plan.layout = place.layout;
    return plan;
  }

  struct PlacedSetting {
    std::optional<Backdrop> place;  // in its season
    int64_t hour = 0, weather = 0;
    int64_t seen_hour = 0;  // on the given picture
  };

  // The place that the words name, or that is seen; where they are the same, as it is seen. What they do not
  // say of season, hour and weather stays as it is seen.
  PlacedSetting setting_of_edit(const std::string& prompt, const Tensor& source) const {
    std::optional<Backdrop> named = book_.backdrop_named_in(prompt, grid_, seed_);
    std::optional<Backdrop> seen;
    if (place_finder_ != nullptr) {
      if (named) seen = place_finder_->look(source, grid_, named->place);
      if (seen) named = seen;
      if (!seen) seen = place_finder_->look(source, grid_);
    }
    const FoundSetting found =
        seen && setting_finder_ != nullptr ? setting_finder_->look(source, *seen) : FoundSetting{};
    const SaidSetting said = book_.setting_named_in(prompt);
    PlacedSetting wanted{named ? named : seen, said.hour.value_or(found.hour),
                         said.weather.value_or(found.weather), found.hour};
    if (wanted.place) wanted.place->season = said.season.value_or(found.season);
    return wanted;
  }

  Backdrop in_season(Backdrop backdrop, const std::string& prompt) const {
    backdrop.season = book_.season_named_in(prompt);
    return backdrop;
  }

  // "in the place of image 2"
  std::optional<Backdrop> place_of_a_picture(const std::string& prompt) const {
    const std::vector<std::string> words = words_in(part_quotations(prompt).rest);
    for (std::size_t i = 0; i < words.size() && place_finder_ != nullptr; ++i) {
      const std::optional<std::size_t> index = picture_of(kPlaces, words, i);
      if (index && *index < references_.size()) return place_on(*index, prompt);
    }
    return std::nullopt;
  }

  // What is seen of a place on that picture, for the picture that is drawn.
  std::optional<Backdrop> place_on(std::size_t index, const std::string& prompt) const {
    if (place_finder_ == nullptr) return std::nullopt;
    auto seen = place_finder_->look(small_picture(references_[index]), grid_of(references_[index]));
    if (!seen) return std::nullopt;
    seen->grid = grid_;
    return in_season(*seen, prompt);
  }

  std::optional<Sign> free_place_for(const SignRequest& request, const Inscription& sign,
                                     const std::vector<PlacedPicture>& things) const {
    std::vector<Square> taken;
    for (const PlacedPicture& thing : things) taken.push_back(thing.square());
    if (request.side) return place_at(*request.side, sign, taken, grid_);
    const std::vector<Sign> places = places_for(sign, taken, grid_);
    if (places.empty()) return std::nullopt;
    return places[seed_ % places.size()];
  }

  // On the sign that is there, or on a new one where there is room for it.
  std::optional<Sign> sign_of_edit(const SignEdit& edit, const Tensor& source,
                                   const std::vector<PlacedPicture>& things,
                                   std::vector<std::string>& notes) const {
    notes.insert(notes.end(), edit.request.notes.begin(), edit.request.notes.end());
    if (!edit.request.sign) return std::nullopt;
    const auto& [kind, words, typeface, colour] = *edit.request.sign;
    if (edit.on != SignEdit::On::New) {
      static const SignFinder finder;  // draws every board, once
      const auto found = finder.look(source, grid_, edit.names_kind ? std::optional(kind) : std::nullopt);
      std::optional<Sign> sign = found ? with_words(*found, words, typeface, grid_) : std::nullopt;
      if (sign) return sign;
      if (edit.on == SignEdit::On::Given) {
        notes.push_back(found ? "there is no room for \"" + words + "\""
                              : "no sign was found on the picture to write \"" + words + "\" on");
        return std::nullopt;
      }
    }
    if (edit.on == SignEdit::On::Any)
      notes.push_back("no sign was found on the picture: \"" + words + "\" is put on a new one");
    std::optional<Sign> sign = free_place_for(edit.request, *edit.request.sign, things);
    if (!sign) notes.push_back("there is no room for \"" + words + "\"");
    return sign;
  }

  // Squares that cover the sign and nothing else.
  static void add_squares_of(const Sign& sign, std::vector<Square>& squares) {
    const int64_t side = std::min(sign.rows, sign.columns);
    const int64_t last_row = sign.row + sign.rows - side, last_column = sign.column + sign.columns - side;
    for (int64_t row = sign.row; row < last_row + side; row += side) {
      for (int64_t column = sign.column; column < last_column + side; column += side)
        squares.push_back({{std::min(row, last_row), std::min(column, last_column)}, side});
    }
  }

  // A single thing makes room for the sign; above several, what should stand hangs.
  std::optional<Sign> place_sign(const SignRequest& request, ThingsPlan& result) const {
    std::vector<PlacedPicture>& things = result.shown.things;
    std::optional<Sign> sign = free_place_for(request, *request.sign, things);
    const Side other_side = request.side == Side::Left ? Side::Right : Side::Left;
    for (const Side side : {other_side, Side::Left, Side::Right}) {
      if (sign || things.size() != 1) break;
      const int64_t aside = (kSlotTokens - things.front().tokens) / 2;
      things.front().slot.column =
          std::clamp<int64_t>(column_of(side, grid_) + aside, 0, grid_.columns - things.front().tokens);
      sign = free_place_for(request, *request.sign, things);
    }
    if (!sign && !hangs(request.sign->kind)) {
      Inscription hanging = *request.sign;
      hanging.kind = SignKind::NeonSign;
      sign = free_place_for(request, hanging, things);
    }
    if (!sign) result.notes.push_back("there is no room for \"" + request.sign->words + "\"");
    return sign;
  }

  // What the words name, or "in the style of image 1".
  Treatment treatment_asked_for(const std::string& prompt, std::vector<std::string>& notes) const {
    static const std::set<std::string> styles = {"style", "look"};
    Treatment treatment = book_.treatment_named_in(prompt);
    const std::vector<std::string> words = words_in(part_quotations(prompt).rest);
    for (std::size_t i = 0; i < words.size() && treatment.style == Style::Flat; ++i) {
      const std::optional<std::size_t> index = picture_of(styles, words, i);
      if (!index || *index >= references_.size()) continue;
      if (style_finder_ == nullptr) {
        notes.emplace_back("the model takes things and places from pictures, but no style: name the style");
        return treatment;
      }
      treatment.style = style_finder_->look(small_picture(references_[*index]));
      notes.push_back("image " + std::to_string(*index + 1) +
                      " was taken to be in this style: " + reverie::name_of(treatment.style));
    }
    return treatment;
  }

  // "a forest beside a beach": one of them is shown.
  void note_other_places(const std::string& prompt, std::vector<std::string>& notes) const {
    const std::vector<int64_t> places = book_.places_named_in(prompt);
    for (std::size_t i = 1; i < places.size(); ++i) {
      notes.push_back("a picture shows one place: " + place_name(places.front()) + ", without " +
                      place_name(places[i]));
    }
  }

  const std::string& place_name(int64_t place) const {
    return book_.places()->names[static_cast<std::size_t>(place)].front();
  }

  // "a red cat", where cats do not come in red and other things do.
  void note_colour_not_had(const FoundThing& found, std::vector<std::string>& notes) const {
    const std::vector<std::string> before = words_in(found.before);
    if (before.empty() || found.picture != thing_of(book_, found).picture) return;
    const bool is_colour =
        std::any_of(book_.things().begin(), book_.things().end(),
                    [&](const BookThing& thing) { return thing.colours.contains(before.back()); });
    if (is_colour) notes.push_back("the model has no " + before.back() + found.name + ", only the usual one");
  }

  // "cats" alone are three, "cats and a dog" two and one. Of many kinds there is room for one each, and of
  // two that stand behind each other there are no more.
  static void count_several(std::vector<FoundThing>& found) {
    const bool is_alone = found.size() == 1;
    if (found.empty() || found.size() > 2 || (!is_alone && relation_said(found.front().after))) return;
    for (FoundThing& thing : found) {
      if (thing.is_several) thing.count = is_alone ? 3 : 2;
    }
  }

  // "six huge cats", for which there is no room.
  static void note_sizes_not_had(const std::vector<FoundThing>& found,
                                 const std::vector<PlacedPicture>& placed, std::vector<std::string>& notes) {
    for (const FoundThing& thing : found) {
      const std::optional<int64_t> tokens = size_of(thing);
      const bool has_it = std::any_of(placed.begin(), placed.end(), [&](const PlacedPicture& one) {
        return one.picture == thing.picture && one.tokens == tokens;
      });
      if (tokens && !has_it)
        notes.push_back("there is no room for the size that was asked for:" + thing.name);
    }
  }

  // "two cats behind a car": of two that are named once each, and of one such pair, it is drawn.
  void note_relations_not_had(const std::vector<FoundThing>& found, std::vector<std::string>& notes) const {
    bool has_one = !book_.drawings();  // which draws none
    for (std::size_t i = 0; i + 1 < found.size(); ++i) {
      const FoundThing &one = found[i], &other = found[i + 1];
      if (!relation_said(one.after) || one.in_sky || other.in_sky) continue;
      if (!has_one && one.count == 1 && other.count == 1) {
        has_one = true;
        continue;
      }
      notes.push_back("drawn side by side, not as said:" + one.name + one.after + other.name);
    }
  }

  // Nobody spoke of it, so that it may be a mistake: a tulip in the sky is the moon.
  bool can_stand_there(const PlacedPicture& seen, Grid grid) const {
    constexpr int64_t kRows = 2;
    const auto thing = std::find_if(book_.things().begin(), book_.things().end(),
                                    [&](const BookThing& one) { return one.has(seen.picture); });
    return thing != book_.things().end() && std::abs(seen.slot.row - usual_row(thing->in_sky, grid)) <= kRows;
  }

  // What the words say to be there is recognised more easily than what nobody spoke of.
  void look_for(const FoundThing& thing, const Sight& sight, std::vector<PlacedPicture>& seen) const {
    if (meant_by(thing, book_, seen, grid_) != nullptr) return;
    const std::optional<PlacedPicture> best = sight.best_of(thing_of(book_, thing).pictures());
    if (!best) return;
    const auto lies_on_it = [&](const PlacedPicture& one) {
      return std::abs(one.slot.row - best->slot.row) < kSlotTokens / 2 &&
             std::abs(one.slot.column - best->slot.column) < kSlotTokens / 2;
    };
    std::erase_if(seen, lies_on_it);
    seen.push_back(*best);
  }

  static Grid grid_of(const Image& image) {
    const auto tokens = [](int64_t side) {
      return std::clamp((side + kTokenPx / 2) / kTokenPx, kSmallestGrid, kMostTokens);
    };
    const PixelSize size = fit_area(image.size(), kMostLookedAtPx);
    return {tokens(size.height_px), tokens(size.width_px)};
  }

  Sight look_at(std::size_t index) const {
    return finder_->look(small_picture(references_[index]), grid_of(references_[index]));
  }

  // What is seen there most surely and can stand where it is; else the likeliest of all.
  std::optional<PlacedPicture> subject_of(std::size_t index) const {
    const Sight sight = look_at(index);
    for (const PlacedPicture& seen : sight.things()) {
      if (can_stand_there(seen, grid_of(references_[index]))) return seen;
    }
    return sight.best();
  }

  // "the subject of image 1" -> "the red car of image 1", where one is seen there.
  std::string with_subjects_named(const std::string& prompt) const {
    const std::vector<std::string> words = words_in(part_quotations(prompt).rest);
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::optional<std::size_t> index = picture_of(kSubjects, words, i);
      const bool is_given = index && *index < references_.size();
      const std::optional<PlacedPicture> seen = is_given ? subject_of(*index) : std::nullopt;
      text += " " + (seen ? name_of(seen->picture) : words[i]);
    }
    return text;
  }

  std::string name_of(int64_t picture) const {
    for (const BookThing& thing : book_.things()) {
      if (thing.picture == picture) return thing.names.front();
      for (const auto& [colour, number] : thing.colours) {
        if (number == picture) return colour + " " + thing.names.front();
      }
    }
    return "";
  }

  void take_colour_from_picture(FoundThing& found) const {
    const std::optional<std::size_t> index = picture_mentioned(found.after);
    const BookThing& thing = thing_of(book_, found);
    const bool is_plain = found.picture == thing.picture && !thing.colours.empty();
    if (finder_ == nullptr || !is_plain || !index || *index >= references_.size()) return;
    if (const auto seen = look_at(*index).best_of(thing.pictures())) found.picture = seen->picture;
  }

  const PictureBook& book_;
  const PictureFinder* finder_;
  const PlaceFinder* place_finder_;
  const SettingFinder* setting_finder_;
  const StyleFinder* style_finder_;
  bool can_write_;
  const std::vector<Image>& references_;
  const RenderPlan& plan_;
  Grid grid_;
  uint64_t seed_;
};

// What the book does not have as it is to be shown, set apart.
ThingsPlan with_groups(ThingsPlan plan, const PictureBook& book) {
  const bool by_day = !plan.scenery || !book.drawings() || !atmosphere_of(*plan.scenery, book).on_things;
  GroupedThings things = grouped(plan.shown.things, by_day);
  plan.shown.things = std::move(things.in_book);
  plan.to_draw = std::move(things.to_draw);
  return plan;
}

// "the cat from image 1 on a beach", "put the subject of image 1 on the left": no edit, unless something is
// to be done to what stands there, as in "remove the cat from image 1".
bool takes_things_from_pictures(const PictureBook& book, const std::string& prompt,
                                const std::vector<Instruction>& instructions) {
  using Kind = Instruction::Kind;
  const bool only_puts = std::all_of(instructions.begin(), instructions.end(), [](const Instruction& one) {
    return one.kind == Kind::Add || one.kind == Kind::Move;
  });
  const std::vector<FoundThing> found = book.named_in(prompt);
  const bool takes_thing = std::any_of(found.begin(), found.end(), [](const FoundThing& thing) {
    return picture_mentioned(thing.after).has_value();
  });
  const std::vector<std::string> words = words_in(part_quotations(prompt).rest);
  bool takes_subject = false;
  for (std::size_t i = 0; i < words.size(); ++i)
    takes_subject = takes_subject || picture_of(kSubjects, words, i);
  return only_puts && (takes_thing || takes_subject);
}

}  // namespace

std::optional<std::size_t> picture_mentioned(const std::string& text) {
  static const std::set<std::string> joints = {"from", "of", "in", "on"};
  static const std::set<std::string> nouns = {"image", "picture", "photo"};
  std::vector<std::string> words = words_in(text);
  words.resize(std::max<std::size_t>(words.size(), 4));
  if (!joints.contains(words[0])) return std::nullopt;
  const auto index_of = [](const std::string& digits) -> std::optional<std::size_t> {
    const bool is_number =
        !digits.empty() && digits.size() <= 2 &&
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number || std::stoi(digits) < 1) return std::nullopt;
    return static_cast<std::size_t>(std::stoi(digits) - 1);
  };
  for (const std::string& noun : nouns) {
    if (words[1] == noun) return index_of(words[2]);
    if (words[1].starts_with(noun)) return index_of(words[1].substr(noun.size()));
  }
  const auto* ordinal = std::find(kOrdinals.begin(), kOrdinals.end(), words[2]);
  if (words[1] != "the" || ordinal == kOrdinals.end() || !nouns.contains(words[3])) return std::nullopt;
  return static_cast<std::size_t>(ordinal - kOrdinals.begin());
}

ThingsPlan plan_things(const LookupParts& parts, const std::string& prompt,
                       const std::vector<Image>& references, const RenderPlan& plan, Grid grid,
                       uint64_t seed) {
  Planner planner(parts, references, plan, grid, seed);
  if (references.empty() || parts.finder == nullptr) return with_groups(planner.by_words(prompt), parts.book);
  const ReadInstructions instructions = read_instructions(parts.book, prompt);
  const bool has_room = grid.rows >= kSmallestGrid && grid.columns >= kSmallestGrid;
  const bool takes_things = takes_things_from_pictures(parts.book, prompt, instructions.list);
  const bool is_edit =
      instructions.asks_for_change && planner.has_ratio_of_first() && has_room && !takes_things;
  return with_groups(is_edit ? planner.by_edit(prompt)
                             : planner.by_words(prompt, instructions.asks_for_change && !takes_things),
                     parts.book);
}

}  // namespace reverie
