#include "evaluation/edit_questions.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.h"

namespace reverie {
namespace {

constexpr double kNear = 2;  // tokens

bool is_near(const SeenObject& seen, const Sprite& sprite) {
  return seen.object == sprite.object && std::abs(seen.row - static_cast<double>(sprite.row)) <= kNear &&
         std::abs(seen.column - static_cast<double>(sprite.column)) <= kNear;
}

bool has_colour(const SeenObject& seen, std::int64_t colour) {
  return std::find(seen.colours.begin(), seen.colours.end(), colour) != seen.colours.end();
}

bool stands_there(const SeenScene& seen, const Sprite& sprite) {
  return std::any_of(seen.objects.begin(), seen.objects.end(), [&](const SeenObject& one) {
    return is_near(one, sprite) && has_colour(one, sprite.colour);
  });
}

bool is_gone(const SeenScene& seen, const Sprite& sprite) {
  return std::none_of(seen.objects.begin(), seen.objects.end(),
                      [&](const SeenObject& one) { return is_near(one, sprite); });
}

bool is_done(const Change& change, const Scene& after, const SeenScene& seen) {
  switch (change.kind) {
    case ChangeKind::Add:
    case ChangeKind::Recolour: return stands_there(seen, *change.to);
    case ChangeKind::Remove: return is_gone(seen, *change.from);
    case ChangeKind::Replace:
    case ChangeKind::Move: return stands_there(seen, *change.to) && is_gone(seen, *change.from);
    case ChangeKind::Time: return seen.setting.time == after.time;
    case ChangeKind::Place: return seen.place == after.place;
    case ChangeKind::Season: return seen.setting.season == after.season;
    case ChangeKind::Weather: return seen.setting.weather == after.weather;
    case ChangeKind::Style:
    case ChangeKind::Words: break;
  }
  throw Error(ErrorCode::Internal, "edit_questions: the reader cannot read a change of style or of words");
}

// The rows and columns, in tokens, that a sprite may touch.
void mask_out(torch::Tensor& untouched, const Sprite& sprite, double px_per_token) {
  constexpr std::int64_t kMargin = 1;
  const auto cut = [&](std::int64_t from, int64_t dimension) {
    const auto px = [&](std::int64_t token) {
      return std::clamp<std::int64_t>(std::llround(static_cast<double>(token) * px_per_token), 0,
                                      untouched.size(dimension));
    };
    const std::int64_t begin = px(from - kMargin);
    return std::pair(begin, px(from + kSlotTokens + kMargin) - begin);
  };
  const auto [top, height] = cut(sprite.row, 0);
  const auto [left, width] = cut(sprite.column, 1);
  untouched.narrow(0, top, height).narrow(1, left, width).fill_(false);
}

}  // namespace

bool is_done(const Edit& edit, const SeenScene& seen) {
  return std::all_of(edit.changes.begin(), edit.changes.end(),
                     [&](const Change& change) { return is_done(change, edit.after, seen); });
}

std::optional<double> untouched_psnr_db(const Edit& edit, const torch::Tensor& before,
                                        const torch::Tensor& after) {
  if (before.sizes() != after.sizes()) {
    throw Error(ErrorCode::Internal, "edit_questions: pictures of two sizes cannot be compared");
  }
  torch::Tensor untouched = torch::ones({before.size(1), before.size(2)}, torch::kBool);
  const double px_per_token =
      static_cast<double>(before.size(2)) / static_cast<double>(edit.before.grid.columns);
  for (const Change& change : edit.changes) {
    if (!change.from && !change.to) return std::nullopt;
    for (const auto& sprite : {change.from, change.to}) {
      if (sprite) mask_out(untouched, *sprite, px_per_token);
    }
  }
  const torch::Tensor errors = (before - after).square().mean(0).masked_select(untouched);
  if (errors.numel() == 0) return std::nullopt;
  const double error = errors.mean().item<double>();
  return error == 0 ? std::numeric_limits<double>::infinity() : -10 * std::log10(error);
}

}  // namespace reverie
