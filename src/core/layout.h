// core/layout.h
//
// Where things stand in a picture that `mini` draws: slots of 6x6 tokens, on the ground or in the sky. The
// drawn world lays its scenes out so, and the engine what a prompt names (lookup/picture_layout.h).
//
// Every measure is in tokens, the squares of 64 pixels that the embedded model sees. A slot starts on a
// whole token: then an object gives the model the same tokens wherever it stands, which a small model learns
// far sooner than the same drawing at every offset.
//
// Things of another size, in front of each other, or more than three stand in squares of their own.
//
// Used by   training/world/scene, training/world/positions, lookup/picture_layout, lookup/edit_plan
// Proven by tests/core/layout_test.cpp, tests/training/world/scene_test.cpp
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace reverie {

constexpr std::int64_t kSlotTokens = 6;
constexpr std::int64_t kSmallestGrid = 8;  // rows and columns

struct Grid {
  std::int64_t rows;
  std::int64_t columns;
  bool operator==(const Grid&) const = default;
};

enum class Arrangement {
  Empty,   // a place and nothing else
  Centre,  // one object
  Left,
  Right,
  Pair,   // two, left and right
  Stack,  // two, one in the sky above one on the ground
  Row,    // three: left, middle, right
  // These have squares of their own: related(), crowd().
  Behind,  // two, the one behind first
  Under,   // two, what is above and behind first
  Crowd,   // more than three
};

// The top left token of a slot.
struct Slot {
  std::int64_t row;
  std::int64_t column;
  bool operator==(const Slot&) const = default;
};

// What a thing covers, in the size that it has.
struct Square {
  Slot slot;
  std::int64_t tokens = kSlotTokens;  // of each side
  bool operator==(const Square&) const = default;
};

// How many tokens both cover.
std::int64_t tokens_in_both(const Square& one, const Square& other);

// How far a whole scene is moved; both are ignored where there is no room.
struct Shift {
  std::int64_t columns = 0;  // -1, 0 or 1
  std::int64_t up = 0;       // 0 or 1
};

// Throws Error(InvalidRequest, "grid") for a grid below kSmallestGrid.
void check_grid(Grid grid);

bool fits(Arrangement arrangement, Grid grid);  // a crowd of four

enum class Side { Left, Middle, Right };

// The left column of a slot in the middle of a side, before the shift.
std::int64_t column_of(Side side, Grid grid);

// Which part of the picture a slot lies in; nothing where people would not agree.
std::optional<Side> side_of(Slot slot, Grid grid);

// Columns of `row` at which another slot would cover none of `taken`, from the left.
std::vector<std::int64_t> free_columns(const std::vector<Square>& taken, std::int64_t row, Grid grid);

// The row at which things stand, or hang in the sky, where nothing moves the scene.
std::int64_t usual_row(bool in_sky, Grid grid);

// One slot for each thing, in order; `in_sky` says of each whether it hangs in the sky.
// Throws Error(InvalidRequest) for a grid below kSmallestGrid, an arrangement that does not fit, or one that
// has no slots.
std::vector<Slot> slots_of(Arrangement arrangement, Grid grid, const std::vector<bool>& in_sky, Shift shift);

// A thing in its slot at another size: what stands keeps its feet, what hangs its top, and both their middle,
// as far as there is room. It is never larger than the grid.
Square resized(Slot slot, std::int64_t tokens, bool in_sky, Grid grid);

// How one thing is to another: "a cat behind a car".
enum class Relation { Behind, InFrontOf, On, Under };

// The sizes that are said of the one and the other.
struct RelatedSizes {
  std::optional<std::int64_t> one = {}, other = {};
};

// The squares of the one and the other where a single thing would stand in `slot`. `surface` is where the
// other can be stood on: tokens below the top of its square, where that has the usual size.
struct RelatedSquares {
  Square one, other;
};
RelatedSquares related(Relation relation, Slot slot, const RelatedSizes& sizes, double surface, Grid grid);

// Squares for more than three, smaller ones in up to three rows: from the back to the front, and in each row
// from the left. Fewer than `count` where there is no room for all.
std::vector<Square> crowd(std::int64_t count, Grid grid);

}  // namespace reverie
