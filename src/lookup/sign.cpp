#include "lookup/sign.h"

#include <algorithm>
#include <array>

#include "core/error.h"
#include "lookup/lettering.h"

namespace reverie {

namespace {

// How a kind is built, in tokens. From above: `over` (cables, a margin), the panel, `under` (posts, a
// margin); of the panel, the words take all but `frame` around them, `spine` at the left and `art` at the
// bottom.
struct Build {
  std::array<std::int64_t, kMostSignLines> rows;  // for one, two and three lines
  double over, under;
  double frame, spine, art;
  std::int64_t extra_columns;  // beside the letters of the longest line
};

const Build& build_of(SignKind kind) {
  static const std::array<Build, kSignKinds> builds = {{
      {{4, 5, 7}, 0.25, 1.5, 0.34, 0, 0, 2},     // WoodenSign
      {{3, 5, 6}, 0.6, 0.2, 0.42, 0, 0, 2},      // NeonSign
      {{6, 7, 8}, 0.7, 0.15, 0.34, 0, 2.6, 2},   // Poster
      {{6, 7, 8}, 0.2, 0.2, 0.5, 0.5, 2.15, 3},  // BookCover
      {{3, 5, 6}, 0.6, 0.2, 0.4, 0.7, 0, 2},     // Label
      {{5, 6, 8}, 0.55, 1.7, 0.4, 0, 0, 2},      // Billboard
      {{4, 5, 7}, 0.2, 0.9, 0.5, 0, 0, 2},       // Chalkboard
  }};
  return builds[static_cast<std::size_t>(kind)];
}

}  // namespace

SignSize size_of(SignKind kind, const std::string& words) {
  const auto lines = broken_into_lines(words);
  const Build& build = build_of(kind);
  const auto letters = static_cast<std::int64_t>(longest_of(lines));
  const bool has_picture = kind == SignKind::Poster || kind == SignKind::BookCover;
  const std::int64_t least = kLeastSignColumns + (has_picture ? 1 : 0);
  return {build.rows[lines.size() - 1], std::clamp(letters + build.extra_columns, least, kMostSignColumns)};
}

bool hangs(SignKind kind) {
  return kind == SignKind::NeonSign || kind == SignKind::Poster || kind == SignKind::Label;
}

bool takes_colour(SignKind kind) {
  return kind != SignKind::WoodenSign && kind != SignKind::Chalkboard;
}

bool glows(SignKind kind) {
  return kind == SignKind::NeonSign;
}

std::int64_t lines_of(const Sign& sign) {
  return std::max(sign.lines, static_cast<std::int64_t>(broken_into_lines(sign.words).size()));
}

SignBox panel_of(const Sign& sign) {
  const Build& build = build_of(sign.kind);
  const auto rows = static_cast<double>(sign.rows), columns = static_cast<double>(sign.columns);
  const auto needed = static_cast<double>(build.rows[static_cast<std::size_t>(lines_of(sign)) - 1]);
  const double height = needed - build.over - build.under;
  const double top = hangs(sign.kind) ? rows - build.under - height : build.over;
  return {0.2, top, columns - 0.2, top + height};
}

SignBox lettering_of(const Sign& sign) {
  const Build& build = build_of(sign.kind);
  const SignBox panel = panel_of(sign);
  return {panel.left + build.frame + build.spine, panel.top + build.frame, panel.right - build.frame,
          panel.bottom - build.frame - build.art};
}

}  // namespace reverie
