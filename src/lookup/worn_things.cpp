#include "lookup/worn_things.h"

#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/words.h"
#include "lookup/picture_layout.h"

namespace reverie {
namespace {

constexpr double kDrawingPx = PictureBook::kDrawingPx;

struct Box {
  double top, left, bottom, right;  // tokens of a picture at its usual size
  double width() const { return right - left; }
  double height() const { return bottom - top; }
  double middle() const { return (left + right) / 2; }
};

// Which pixels of its drawing a picture covers, [rows, columns] of bool.
Tensor outline(const PictureBook& book, int64_t picture) {
  constexpr int64_t kOpaque = 96;
  return book.drawings()->rgba[picture][3] >= kOpaque;
}

// What `rows` rows from row `first` on cover; all of the picture where that is nothing.
Box box_of(const Tensor& covered, int64_t first, int64_t rows) {
  const Tensor part = covered.narrow(0, first, rows);
  const auto ends = [](const Tensor& line) {
    const Tensor at = line.nonzero();
    return std::pair(at.min().item<double>(), at.max().item<double>() + 1);
  };
  if (!part.any().item<bool>())
    return {0, 0, static_cast<double>(covered.size(0)) / kDrawingPx,
            static_cast<double>(covered.size(1)) / kDrawingPx};
  const auto [top, bottom] = ends(part.any(1));
  const auto [left, right] = ends(part.any(0));
  const auto above = static_cast<double>(first);
  return {(above + top) / kDrawingPx, left / kDrawingPx, (above + bottom) / kDrawingPx, right / kDrawingPx};
}

Box box_of(const Tensor& covered) {
  return box_of(covered, 0, covered.size(0));
}

// The widest part of these rows that hangs together: not the tail beside a head.
Box widest_part(const Tensor& covered, int64_t first, int64_t rows) {
  const Tensor filled = covered.narrow(0, first, rows).sum(0).cpu();
  int64_t best_left = 0, best_right = 0, most = 0, left = 0, sum = 0;
  for (int64_t x = 0; x <= filled.size(0); ++x) {
    const int64_t here = x < filled.size(0) ? filled[x].item<int64_t>() : 0;
    if (here == 0) {
      if (sum > most) {
        most = sum;
        best_left = left;
        best_right = x;
      }
      sum = 0;
      left = x + 1;
    }
    sum += here;
  }
  Tensor part = torch::zeros_like(covered);
  part.narrow(1, best_left, best_right - best_left)
      .copy_(covered.narrow(1, best_left, best_right - best_left));
  return box_of(part, first, rows);
}

enum class Shape {
  Whole,  // head and body
  Bust,   // a head with shoulders
  Face,   // a head alone
};

struct Figure {
  Box whole, head;
  Shape shape;
};

// Round things that begin wide are a head, with shoulders if they end wide; of others the head is as high as
// it is wide and begins at their top.
Figure figure_of(const PictureBook& book, int64_t picture) {
  constexpr double kTop = 0.3, kMostOfAll = 0.6;                            // of the height: a head
  constexpr double kFilled = 0.65, kBeginsWide = 0.75, kHighestFace = 1.3;  // of a face or a bust
  constexpr double kFoot = 0.05, kEndsWide = 0.75, kBustHead = 0.84;        // of a bust
  constexpr double kHighestHead = 1.1;                                      // of its width
  const Tensor covered = outline(book, picture);
  const Box whole = box_of(covered);
  const auto in_px = [](double tokens) { return static_cast<int64_t>(std::llround(tokens * kDrawingPx)); };
  const int64_t first = in_px(whole.top), end = in_px(whole.bottom);
  const int64_t top_rows = std::clamp<int64_t>(in_px(kTop * whole.height()), 1, end - first);
  const int64_t foot_rows = std::clamp<int64_t>(in_px(kFoot * whole.height()), 1, end - first);
  const double area = covered.sum().item<double>() / (kDrawingPx * kDrawingPx);
  const bool is_round = area >= kFilled * whole.width() * whole.height() &&
                        whole.height() <= kHighestFace * whole.width() &&
                        box_of(covered, first, top_rows).width() >= kBeginsWide * whole.width();
  Box head = is_round ? whole : widest_part(covered, first, top_rows);
  head.top = whole.top;
  if (is_round && box_of(covered, end - foot_rows, foot_rows).width() < kEndsWide * whole.width())
    return {whole, whole, Shape::Face};
  head.bottom = head.top + (is_round ? kBustHead * whole.height()
                                     : std::min(kHighestHead * head.width(), kMostOfAll * whole.height()));
  return {whole, head, is_round ? Shape::Bust : Shape::Whole};
}

struct Spot {
  double middle, row;  // tokens; `row` is where the item's top, middle or foot comes
  double width;        // of the item
  double anchor;       // how far down the item that row is: 0 its top, 1 its foot
};

Spot spot_for(Bearing bearing, const Figure& figure) {
  const auto& [whole, head, shape] = figure;
  switch (bearing) {
    case Bearing::OnHead: return {head.middle(), head.top + 0.22 * head.height(), 0.85 * head.width(), 1};
    case Bearing::OnEyes: return {head.middle(), head.top + 0.5 * head.height(), 0.8 * head.width(), 0.5};
    case Bearing::OnNeck:
      return {head.middle(), head.bottom - 0.1 * head.height(),
              (shape == Shape::Whole ? 0.8 : 0.55) * head.width(), 0};
    case Bearing::OnBody: {
      if (shape != Shape::Whole)
        return {whole.middle(), head.bottom - 0.08 * whole.height(), 0.75 * whole.width(), 0};
      const double middle = (head.bottom - 0.1 * head.height() + whole.bottom) / 2;
      return {whole.middle(), middle, std::max(head.width(), 0.5 * whole.width()), 0.5};
    }
    case Bearing::OnFeet:
      if (shape != Shape::Whole)
        return {whole.middle(), whole.bottom - 0.04 * whole.height(), 0.5 * whole.width(), 0};
      return {whole.middle(), whole.bottom, 0.5 * whole.width(), 0.85};
    case Bearing::InHand: {
      const bool looks_left = head.middle() < whole.middle() - 0.25;
      const double beside = looks_left ? whole.left : whole.right;
      return {beside, whole.bottom - 0.12 * whole.height(), 0.45 * whole.width(), 1};
    }
  }
  return {};
}

// Where an item lies, in tokens of the picture that is drawn.
struct Lying {
  double row, column, side;  // of its square
  double foot;               // of what is drawn
};

Lying lying(const PictureBook& book, Bearing bearing, int64_t bearer, const Square& on, int64_t item,
            Grid grid) {
  constexpr double kSmallest = 1.5;  // tokens of the item's picture: less is a blot
  constexpr double kHigh = 0.7;      // of high things, umbrellas and dresses, the height counts
  const Spot spot = spot_for(bearing, figure_of(book, bearer));
  const Box drawn = box_of(outline(book, item));
  const double grown = static_cast<double>(on.tokens) / kSlotTokens;
  const double size = std::max(drawn.width(), kHigh * drawn.height());
  const auto most = static_cast<double>(std::min(grid.rows, grid.columns));
  const double scale =
      std::min(std::max(kSmallest / kSlotTokens, spot.width * grown / size), most / kSlotTokens);
  const double row = static_cast<double>(on.slot.row) + spot.row * grown -
                     scale * (drawn.top + spot.anchor * drawn.height());
  const double column = static_cast<double>(on.slot.column) + spot.middle * grown - scale * drawn.middle();
  return {row, column, scale * kSlotTokens, row + scale * drawn.bottom};
}

bool is_among(const std::string& word, const std::vector<std::string>& some) {
  return std::find(some.begin(), some.end(), word) != some.end();
}

// Whether one of `some` is among these words with nothing behind it that turns to something else: "holding a
// shiny", but not "eating, next to a".
bool leads_on(const std::vector<std::string>& words, const std::vector<std::string>& some) {
  static const std::vector<std::string> turns = {
      "and",     "next",   "to",    "beside", "near",  "by",   "behind", "in",     "on",    "at",
      "under",   "with",   "while", "above",  "below", "left", "right",  "around", "front", "over",
      "between", "before", "after", "that",   "or",    "is",   "are",    "where"};
  for (std::size_t i = words.size(); i > 0; --i) {
    const std::string& word = words[i - 1];
    if (is_among(word, some)) return true;
    if (is_among(word, turns)) return false;
  }
  return false;
}

// How what follows these words is borne by what stands before them; nothing where it is not.
std::optional<Bearing> bearing_said(const std::string& after, const BookThing& item) {
  static const std::vector<std::string> having = {"in", "with", "has"};
  const std::vector<std::string> words = words_in(without_qualifiers(after));
  if (words.empty()) return std::nullopt;
  if (item.worn && (is_among(words.back(), having) || leads_on(words, wearing_words()))) return item.worn;
  return leads_on(words, holding_words()) ? std::optional(Bearing::InHand) : std::nullopt;
}

}  // namespace

const std::vector<std::string>& wearing_words() {
  static const std::vector<std::string> words = {"wearing", "wears", "wear", "dressed"};
  return words;
}

const std::vector<std::string>& holding_words() {
  static const std::vector<std::string> words = {"holding", "holds",    "hold",   "carrying", "carries",
                                                 "carry",   "drinking", "drinks", "drink",    "eating",
                                                 "eats",    "eat",      "reading"};
  return words;
}

std::vector<FoundThing> with_what_they_bear(const PictureBook& book, const std::vector<FoundThing>& found) {
  std::vector<FoundThing> bearers;
  for (const FoundThing& thing : found) {
    FoundThing* bearer = bearers.empty() ? nullptr : &bearers.back();
    const BookThing& item = book.things()[static_cast<std::size_t>(thing.thing)];
    const bool is_one_more = bearer != nullptr && !bearer->bears.empty() && item.worn &&
                             words_in(without_qualifiers(bearer->after)) == std::vector<std::string>{"and"};
    const bool can_be_borne = book.drawings() && bearer != nullptr && thing.count == 1 && !bearer->in_sky;
    std::optional<Bearing> bearing;
    if (can_be_borne) bearing = is_one_more ? item.worn : bearing_said(bearer->after, item);
    if (!bearing) {
      bearers.push_back(thing);
      continue;
    }
    bearer->after = thing.after;
    bearer->bears.push_back({*bearing, thing});
  }
  return bearers;
}

int64_t rows_below(const PictureBook& book, const FoundThing& bearer, const Square& on, Grid grid) {
  const double feet = static_cast<double>(on.slot.row + on.tokens);
  double below = 0;
  for (const BorneThing& item : bearer.bears)
    below =
        std::max(below, lying(book, item.bearing, bearer.picture, on, item.thing.picture, grid).foot - feet);
  return static_cast<int64_t>(std::ceil(below));
}

PlacedPicture borne(const PictureBook& book, Bearing bearing, int64_t bearer, const Square& on, int64_t item,
                    Grid grid) {
  const Lying lies = lying(book, bearing, bearer, on, item, grid);
  const auto inside = [&](double at, int64_t most) {
    return std::clamp(at, 0.0, static_cast<double>(most) - lies.side);
  };
  const double row = inside(lies.row, grid.rows), column = inside(lies.column, grid.columns);
  const auto first = [](double at) { return static_cast<int64_t>(std::floor(at)); };
  const auto across = [&](double at) { return static_cast<int64_t>(std::ceil(at + lies.side)) - first(at); };
  const int64_t tokens = std::max(across(row), across(column));
  const Slot slot{std::min(first(row), grid.rows - tokens), std::min(first(column), grid.columns - tokens)};
  return {.picture = item,
          .slot = slot,
          .tokens = tokens,
          .inset = Inset{row - static_cast<double>(slot.row), column - static_cast<double>(slot.column),
                         lies.side}};
}

}  // namespace reverie
