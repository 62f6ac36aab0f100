#include "training/world/lettering/sample_sign.h"

#include "lookup/typefaces.h"
#include "training/world/lettering/sign_words.h"

namespace reverie {

namespace {

constexpr int kTries = 8;
constexpr double kPlainLabelShare = 0.5;  // labels of brown paper

}  // namespace

Inscription sample_inscription(Random& random, bool held_out) {
  const auto kind = static_cast<SignKind>(random.below(kSignKinds));
  const std::string words = sample_sign_words(random, held_out);
  const std::int64_t typeface = random.below(static_cast<std::int64_t>(typefaces().size()));
  const std::int64_t colour = random.below(static_cast<std::int64_t>(colours().size()));
  const bool is_plain = kind == SignKind::Label && random.chance(kPlainLabelShare);
  return {kind, words, typeface, takes_colour(kind) && !is_plain ? colour : kNoColour};
}

std::optional<Sign> place_sign(const Inscription& inscription, const std::vector<Sprite>& sprites, Grid grid,
                               Random& random) {
  std::vector<Square> taken;
  for (const Sprite& sprite : sprites) taken.push_back(square_of(sprite));
  const std::vector<Sign> places = places_for(inscription, taken, grid);
  if (places.empty()) return std::nullopt;
  return places.size() == 1 ? places.front() : random.pick(places);
}

std::optional<Sign> sample_sign(const std::vector<Sprite>& sprites, Grid grid, bool held_out,
                                Random& random) {
  for (int i = 0; i < kTries; ++i) {
    if (auto sign = place_sign(sample_inscription(random, held_out), sprites, grid, random)) return sign;
  }
  return std::nullopt;
}

}  // namespace reverie
