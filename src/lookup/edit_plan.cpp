#include "lookup/edit_plan.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "lookup/picture_layout.h"
#include "lookup/thing_groups.h"
#include "lookup/worn_things.h"

namespace reverie {
namespace {

using Kind = Instruction::Kind;

std::string name_of(const FoundThing& thing) {
  return thing.name.empty() ? "" : thing.name.substr(1);
}

class Planner {
 public:
  Planner(const PictureBook& book, std::vector<PlacedPicture> seen, Grid grid)
      : book_(book), standing_(std::move(seen)), grid_(grid) {}

  EditPlan plan(const std::vector<Instruction>& instructions) {
    for (const Instruction& one : instructions) one.kind == Kind::Add ? add(one) : change(one);
    std::stable_sort(standing_.begin(), standing_.end(),
                     [](const PlacedPicture& one, const PlacedPicture& other) {
                       return std::pair(one.inset.has_value(), -one.tokens) <
                              std::pair(other.inset.has_value(), -other.tokens);
                     });
    group_what_covers(standing_);
    plan_.pictures.insert(plan_.pictures.begin(), standing_.begin(), standing_.end());
    return std::move(plan_);
  }

 private:
  // The free place that is nearest to the wanted column.
  std::optional<Slot> place_near(int64_t row, int64_t column) const {
    std::vector<Square> taken;
    for (const PlacedPicture& thing : standing_) taken.push_back(thing.square());
    const std::vector<int64_t> free = free_columns(taken, row, grid_);
    const auto nearest = std::min_element(free.begin(), free.end(), [&](int64_t one, int64_t another) {
      return std::abs(one - column) < std::abs(another - column);
    });
    return nearest == free.end() ? std::nullopt : std::optional(Slot{row, *nearest});
  }

  // In the size that is said of it.
  void come(const FoundThing& thing, Slot slot) {
    come(thing.picture, resized(slot, size_of(thing).value_or(kSlotTokens), thing.in_sky, grid_));
  }

  void come(int64_t picture, Square square) { come({picture, square.slot, false, square.tokens}); }

  void come(const PlacedPicture& thing) {
    standing_.push_back(thing);
    if (std::find(plan_.changed.begin(), plan_.changed.end(), thing.square()) == plan_.changed.end())
      plan_.changed.push_back(thing.square());
  }

  void go(const PlacedPicture& thing) {
    std::erase_if(standing_, [&](const PlacedPicture& one) { return one.slot == thing.slot; });
    plan_.pictures.push_back({thing.picture, thing.slot, true});
    plan_.changed.push_back(thing.square());
  }

  void has_no_room(const FoundThing& thing) {
    plan_.notes.push_back("there is no room for: " + name_of(thing));
  }

  void add(const Instruction& one) {
    const PlacedPicture* other = one.other ? meant_by(*one.other, book_, standing_, grid_) : nullptr;
    if (other != nullptr && one.what.count == 1 && one.bearing && book_.drawings()) {
      return come(borne(book_, *one.bearing, other->picture, other->square(), one.what.picture, grid_));
    }
    if (one.bearing && one.other && other == nullptr)
      plan_.notes.push_back("not found on the picture: " + name_of(*one.other));
    if (other != nullptr && one.what.count == 1 &&
        (one.relation == Relation::On || one.relation == Relation::Under)) {
      const RelatedSizes sizes{size_of(one.what), other->tokens};
      return come(one.what.picture,
                  related(*one.relation, other->slot, sizes, surface_of(book_, other->picture), grid_).one);
    }
    const int64_t wanted =
        other != nullptr ? beside(*other, one.side) : column_of(one.side.value_or(Side::Middle), grid_);
    for (int64_t i = 0; i < one.what.count; ++i) {
      const std::optional<Slot> slot = place_near(usual_row(one.what.in_sky, grid_), wanted);
      if (!slot) return has_no_room(one.what);
      come(one.what, *slot);
    }
  }

  static int64_t beside(const PlacedPicture& other, std::optional<Side> side) {
    return other.slot.column + (side == Side::Left ? -kSlotTokens : kSlotTokens);
  }

  void change(const Instruction& one) {
    const std::vector<PlacedPicture> all = all_meant(one);
    if (all.empty()) {
      plan_.notes.push_back("not found on the picture: " + name_of(one.what));
    } else if (const auto found = static_cast<int64_t>(all.size()); found < one.what.count) {
      plan_.notes.push_back("found on the picture only " + std::to_string(found) + " of " +
                            std::to_string(one.what.count) + ": " + name_of(one.what));
    }
    for (const PlacedPicture& old : all) {
      if (one.kind == Kind::Move) return move(old, one);
      go(old);
      if (one.kind == Kind::Replace) come(*one.other, old.slot);
      if (one.kind == Kind::Recolour) come(one.picture, {old.slot});
      if (one.kind == Kind::Resize) come(old.picture, resized(old.slot, one.tokens, one.what.in_sky, grid_));
    }
  }

  // "remove the cats": each of them. Of a number that was said, as many as there are; else one.
  std::vector<PlacedPicture> all_meant(const Instruction& one) const {
    std::vector<PlacedPicture> left = standing_, all;
    const auto most = one.what.is_several ? left.size() : static_cast<std::size_t>(one.what.count);
    while (all.size() < most) {
      const PlacedPicture* meant = meant_by(one.what, book_, left, grid_);
      if (meant == nullptr) break;
      all.push_back(*meant);
      std::erase(left, all.back());
    }
    return all;
  }

  void move(const PlacedPicture& old, const Instruction& one) {
    std::erase_if(standing_, [&](const PlacedPicture& thing) { return thing.slot == old.slot; });
    const std::optional<Slot> slot = place_near(old.slot.row, column_of(*one.side, grid_));
    standing_.push_back(old);
    if (slot == old.slot) return has_no_room(one.what);  // its own place is always free
    go(old);
    come(old.picture, {*slot});
  }

  const PictureBook& book_;
  std::vector<PlacedPicture> standing_;
  Grid grid_;
  EditPlan plan_;
};

}  // namespace

const PlacedPicture* meant_by(const FoundThing& words, const PictureBook& book,
                              const std::vector<PlacedPicture>& seen, Grid grid) {
  const BookThing& kind = book.things()[static_cast<std::size_t>(words.thing)];
  const std::optional<Side> side = side_said(words.after);
  const PlacedPicture* best = nullptr;
  int best_fit = -1;
  for (const PlacedPicture& thing : seen) {
    if (!kind.has(thing.picture)) continue;
    const bool is_on_side = side && side_of(thing.slot, grid) == side;
    const bool says_colour = words.picture != kind.picture;
    const bool is_that_one = thing.picture == words.picture;
    const int fit = (says_colour && is_that_one ? 4 : 0) + (is_on_side ? 2 : 0) + (is_that_one ? 1 : 0);
    if (fit <= best_fit) continue;
    best = &thing;
    best_fit = fit;
  }
  return best;
}

EditPlan plan_edit(const std::vector<Instruction>& instructions, const PictureBook& book,
                   std::vector<PlacedPicture> seen, Grid grid) {
  return Planner(book, std::move(seen), grid).plan(instructions);
}

}  // namespace reverie
