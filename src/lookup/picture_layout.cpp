#include "lookup/picture_layout.h"

#include <torch/utils.h>

#include <algorithm>
#include <set>
#include <utility>

#include "core/size_words.h"
#include "core/words.h"
#include "lookup/thing_groups.h"
#include "lookup/worn_things.h"

namespace reverie {
namespace {

bool says(const std::string& words, std::initializer_list<const char*> phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](const char* phrase) {
    return (words + " ").find(" " + std::string(phrase) + " ") != std::string::npos;
  });
}

// From left to right.
std::vector<FoundThing> in_order(std::vector<FoundThing> things) {
  if (things.size() < 2) return things;
  const bool stands_between = things[0].count == 1 && says(things[0].after, {"between"});
  if (stands_between && things.size() == 2 && things[1].count == 2) {  // "an owl between two candles"
    things[1].count = 1;
    return {things[1], things[0], things[1]};
  }
  const bool is_between = stands_between && things.size() == 3;
  if (is_between || says(things[0].after, {"right of"})) std::swap(things[0], things[1]);
  const auto place = [](const FoundThing& thing) {
    return static_cast<int>(side_said(thing.after).value_or(Side::Middle));
  };
  std::stable_sort(things.begin(), things.end(),
                   [&](const FoundThing& one, const FoundThing& other) { return place(one) < place(other); });
  return things;
}

// Two, the one above first, if the words say so; otherwise none.
std::vector<FoundThing> stack_of(const std::vector<FoundThing>& things, Grid grid) {
  const bool are_two = things.size() == 2 && things[0].count == 1 && things[1].count == 1;
  if (!are_two || things[0].in_sky == things[1].in_sky || !fits(Arrangement::Stack, grid)) return {};
  if (!says(things[0].after, {"above", "over", "below", "under", "beneath", "underneath"})) return {};
  return things[0].in_sky ? things : std::vector<FoundThing>{things[1], things[0]};
}

Arrangement row_of(std::size_t count, const std::string& after_first, Grid grid) {
  if (count == 3) return Arrangement::Row;
  if (count == 2) return Arrangement::Pair;
  const auto side = fits(Arrangement::Left, grid) ? side_said(after_first) : std::nullopt;
  return side == Side::Left    ? Arrangement::Left
         : side == Side::Right ? Arrangement::Right
                               : Arrangement::Centre;
}

// "surrounded by", "between" of several.
bool is_round_something(const std::string& before) {
  const std::string text = without_qualifiers(before);
  const auto ends = [&](const char* phrase) { return text.ends_with(std::string(" ") + phrase); };
  return ends("surrounded by") || ends("framed by") || ends("lined with") || ends("lined by") ||
         ends("flanked by") || ends("among") || ends("amid");
}

Shift shift_of(uint64_t seed) {
  const uint64_t mixed = (seed ^ (seed >> 31)) * 0x9E3779B97F4A7C15;
  return {static_cast<int64_t>((mixed >> 33) % 3) - 1, static_cast<int64_t>(mixed >> 63)};
}

// What takes the place of one thing: that thing, or two of which one is behind, on or under the other.
struct Unit {
  FoundThing one;
  std::optional<std::pair<Relation, FoundThing>> other = {};
  const FoundThing& last() const { return other ? other->second : one; }
};

class Planner {
 public:
  Planner(const PictureBook& book, Grid grid, uint64_t seed)
      : book_(book), grid_(grid), shift_(shift_of(seed)) {}

  std::vector<PlacedPicture> plan(std::vector<FoundThing> found, std::optional<Staging> staging) {
    size_in_shot_ = size_in_shot(found);
    if (staging && draws()) {
      stage(units_of(found), *staging);
      group_what_covers(placed_);
      return std::move(placed_);
    }
    if (draws()) place_frame(found);
    if (const std::vector<FoundThing> stack = stack_of(found, grid_); !stack.empty()) {
      place({{stack[0]}, {stack[1]}}, Arrangement::Stack, 0);
      group_what_covers(placed_);
      return std::move(placed_);
    }
    const std::vector<Unit> units = units_of(found);
    const std::size_t most = fits(Arrangement::Row, grid_) ? 3 : fits(Arrangement::Pair, grid_) ? 2 : 1;
    if (units.size() > most && are_a_crowd(units)) {
      place_crowd(units);
      return std::move(placed_);
    }
    for (std::size_t first = 0; first < units.size(); first += most) {
      const auto begin = units.begin() + static_cast<std::ptrdiff_t>(first);
      const std::vector<Unit> row(begin,
                                  begin + static_cast<std::ptrdiff_t>(std::min(most, units.size() - first)));
      place(row, row_of(row.size(), row[0].last().after, grid_),
            static_cast<int64_t>(first / most) * kSlotTokens);
    }
    group_what_covers(placed_);
    return std::move(placed_);
  }

 private:
  // Whether things can be drawn as the book does not have them.
  bool draws() const { return book_.drawings().has_value(); }

  std::optional<int64_t> size_for(const FoundThing& thing) const {
    const std::optional<int64_t> said = size_of(thing);
    return said ? said : size_in_shot_;
  }

  std::vector<Unit> units_of(const std::vector<FoundThing>& found) const {
    std::vector<Unit> units;
    for (std::size_t i = 0; draws() && i + 1 < found.size(); ++i) {
      const std::optional<Relation> relation = relation_said(found[i].after);
      const bool are_two = found[i].count == 1 && found[i + 1].count == 1;
      if (!relation || !are_two || found[i].in_sky || found[i + 1].in_sky) continue;
      for (std::size_t j = 0; j < found.size(); ++j) {
        if (j == i) units.push_back({found[i], {{*relation, found[i + 1]}}});
        if (j == i || j == i + 1) continue;
        units.insert(units.end(), static_cast<std::size_t>(found[j].count), {found[j]});
      }
      return units;
    }
    for (const FoundThing& thing : in_order(found))
      units.insert(units.end(), static_cast<std::size_t>(thing.count), {thing});
    return units;
  }

  bool are_a_crowd(const std::vector<Unit>& units) const {
    return draws() && std::none_of(units.begin(), units.end(),
                                   [](const Unit& unit) { return unit.other || unit.one.in_sky; });
  }

  void stage(const std::vector<Unit>& units, Staging staging) {
    for (const auto& [thing, square] : staged(staging, static_cast<int64_t>(units.size()), grid_))
      put_alone(units[static_cast<std::size_t>(thing)].one, square);
  }

  // "a cabin surrounded by pine trees": takes the trees out of the list, and places them behind all that
  // stands in the middle.
  void place_frame(std::vector<FoundThing>& found) {
    constexpr int64_t kSeveral = 5;
    const auto frames = std::find_if(found.begin(), found.end(), [](const FoundThing& thing) {
      return !thing.in_sky && (thing.count > 1 || thing.is_several) && is_round_something(thing.before);
    });
    if (frames == found.end()) return;
    stage(
        std::vector<Unit>(static_cast<std::size_t>(frames->is_several ? kSeveral : frames->count), {*frames}),
        Staging::Frame);
    found.erase(frames);
  }

  void place_crowd(const std::vector<Unit>& units) {
    const std::vector<Square> squares = crowd(static_cast<int64_t>(units.size()), grid_);
    for (std::size_t i = 0; i < squares.size(); ++i) put(units[i].one, squares[i], groups_);
    ++groups_;
  }

  // With what it bears, in front of it; together they stand where it would.
  void put(const FoundThing& thing, Square square, std::optional<int64_t> group) {
    square.slot.row = std::max<int64_t>(0, square.slot.row - rows_below(book_, thing, square, grid_));
    placed_.push_back({thing.picture, square.slot, false, square.tokens, group});
    for (const BorneThing& item : thing.bears) {
      placed_.push_back(borne(book_, item.bearing, thing.picture, square, item.thing.picture, grid_));
      placed_.back().group = group;
    }
  }

  void put_alone(const FoundThing& thing, Square square) {
    put(thing, square, thing.bears.empty() ? std::nullopt : std::optional(groups_));
    if (!thing.bears.empty()) ++groups_;
  }

  // `rows_up` is how far behind the first row they stand.
  void place(const std::vector<Unit>& units, Arrangement arrangement, int64_t rows_up) {
    std::vector<bool> in_sky;
    for (const Unit& unit : units) in_sky.push_back(unit.one.in_sky);
    const std::vector<Slot> slots = slots_of(arrangement, grid_, in_sky, shift_);
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (slots[i].row < rows_up) continue;
      place(units[i], {slots[i].row - rows_up, slots[i].column});
    }
  }

  void place(const Unit& unit, Slot slot) {
    if (!unit.other) {
      const int64_t tokens = draws() ? size_for(unit.one).value_or(kSlotTokens) : kSlotTokens;
      return put_alone(unit.one, resized(slot, tokens, unit.one.in_sky, grid_));
    }
    const auto& [relation, other] = *unit.other;
    const auto squares = related(relation, slot, {size_for(unit.one), size_for(other)},
                                 surface_of(book_, other.picture), grid_);
    if (relation == Relation::Behind) put(unit.one, squares.one, groups_);
    put(other, squares.other, groups_);
    if (relation != Relation::Behind) put(unit.one, squares.one, groups_);
    ++groups_;
  }

  const PictureBook& book_;
  Grid grid_;
  Shift shift_;
  std::optional<int64_t> size_in_shot_;
  int64_t groups_ = 0;
  std::vector<PlacedPicture> placed_;
};

}  // namespace

std::optional<Side> side_said(const std::string& words) {
  if (says(words, {"left of", "right of"})) return std::nullopt;  // of another thing
  if (says(words, {"on the left", "at the left", "to the left"})) return Side::Left;
  if (says(words, {"on the right", "at the right", "to the right"})) return Side::Right;
  for (const char* middle : {"middle", "center", "centre"}) {
    for (const char* at : {"in the ", "to the ", "into the "}) {
      if (says(words, {(at + std::string(middle)).c_str()})) return Side::Middle;
    }
  }
  return std::nullopt;
}

std::optional<int64_t> size_of(const FoundThing& thing) {
  constexpr std::size_t kNear = 2;
  const std::vector<std::string> words = words_in(thing.before);
  for (std::size_t i = words.size(); i > 0 && words.size() - i < kNear; --i) {
    if (const auto tokens = size_said(words[i - 1])) return tokens;
  }
  return std::nullopt;
}

std::optional<int64_t> size_in_shot(const std::vector<FoundThing>& found) {
  std::string words = found.empty() ? "" : found.front().before;
  for (const FoundThing& thing : found) words += thing.name + thing.after;
  for (const SizeWords& shot : shot_words()) {
    for (const std::string& phrase : shot.words) {
      if (says(words, {phrase.c_str()})) return shot.tokens;
    }
  }
  return std::nullopt;
}

double surface_of(const PictureBook& book, int64_t picture) {
  constexpr double kFilled = 0.6, kOpaque = 128;
  if (!book.drawings()) return 0;
  const Tensor alpha = book.drawings()->rgba[picture][3];
  const int64_t third = alpha.size(1) / 3;
  const Tensor share =
      (alpha.narrow(1, third, alpha.size(1) - 2 * third) >= kOpaque).to(torch::kFloat32).mean(1);
  for (int64_t row = 0; row < share.size(0); ++row) {
    if (share[row].item<double>() >= kFilled) return static_cast<double>(row) / PictureBook::kDrawingPx;
  }
  return 0;
}

std::string without_qualifiers(const std::string& words) {
  static const std::set<std::string> articles = {"a", "an", "the", "his", "her", "its", "their"};
  std::string text = words;
  for (std::size_t space = text.rfind(' '); space != std::string::npos; space = text.rfind(' ')) {
    const std::string last = text.substr(space + 1);
    if (!articles.contains(last) && !size_said(last)) break;
    text.resize(space);
  }
  return text;
}

std::optional<Relation> relation_said(const std::string& words) {
  const std::string text = without_qualifiers(words);
  const auto ends = [&](std::initializer_list<const char*> phrases) {
    return std::any_of(phrases.begin(), phrases.end(),
                       [&](const char* phrase) { return text.ends_with(std::string(" ") + phrase); });
  };
  if (ends({"behind", "in back of"})) return Relation::Behind;
  if (ends({"in front of", "before"})) return Relation::InFrontOf;
  if (ends({"on", "on top of", "upon", "riding"})) return Relation::On;
  if (ends({"under", "underneath", "beneath", "below"})) return Relation::Under;
  return std::nullopt;
}

std::vector<PlacedPicture> plan_layout(const PictureBook& book, const std::vector<FoundThing>& found,
                                       Grid grid, uint64_t seed, std::optional<Staging> staging) {
  if (grid.rows < kSmallestGrid || grid.columns < kSmallestGrid) return {};
  return Planner(book, grid, seed).plan(found, staging);
}

}  // namespace reverie
