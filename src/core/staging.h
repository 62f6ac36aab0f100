// core/staging.h
//
// How things stand in pictures that are not scenes on a ground: on a page, on a table, round what lies in the
// middle. Everywhere else they stand as in core/layout.h.
//
//   page      a character sheet, a botanical plate: the first large, above or in the middle, the others
//             smaller, below or beside it; nothing stands on the ground
//   table     a still life: close together, the later ones in front of gaps
//   frame     "surrounded by pine trees": at both sides, larger the nearer, and the middle stays free
//
// Used by   lookup/picture_layout, lookup/picture_book (which words mean a page or a table)
// Proven by tests/core/staging_test.cpp
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/layout.h"

namespace reverie {

enum class Staging { Page, Table, Frame };

// "page", "table", "frame"; nothing for another word.
std::optional<Staging> staging_named(const std::string& name);
std::string name_of(Staging staging);

// Squares for `count` things, none of them twice, from the back to the front: where two cover each other, the
// later one is in front. `thing` says whose it is, 0 the first; fewer than `count` where there is no room for
// all. Throws Error(InvalidRequest, "grid") for a grid below kSmallestGrid.
struct StagedSquare {
  std::int64_t thing;
  Square square;
  bool operator==(const StagedSquare&) const = default;
};
std::vector<StagedSquare> staged(Staging staging, std::int64_t count, Grid grid);

}  // namespace reverie
