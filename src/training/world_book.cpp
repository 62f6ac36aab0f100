#include "training/world_book.h"

#include <torch/utils.h>
#include <numeric>
#include <set>

#include "training/coarse_levels.h"
#include "training/mini_config.h"
#include "training/world/facts.h"

namespace reverie {
namespace {

constexpr int64_t kPx = kMiniCoarsePxPerToken;
constexpr double kGrey = 0.5;

// [B, 3, side, side], 0 to 1: sprites in front of grey.
Tensor draw_alone(const Compositor& compositor, const std::vector<Sprite>& sprites) {
  constexpr int64_t kSide = kSlotTokens * kPx;
  std::vector<Tensor> pictures;
  for (const Sprite& sprite : sprites) {
    const Tensor rgba =
        compositor.draw_sprite(sprite, kPx).to(torch::kFloat).div(255).view({kSide, kSide, 4});
    pictures.push_back((rgba.narrow(2, 0, 3) + kGrey * (1 - rgba.narrow(2, 3, 1))).permute({2, 0, 1}));
  }
  return torch::stack(pictures);
}

// [B * tokens, Z]
Tensor encode(const Flux2Autoencoder& autoencoder, const Tensor& pictures) {
  const Tensor packed = autoencoder.pack(encode_coarse(autoencoder, pictures * 2 - 1, kMiniCoarseLevels));
  return packed.flatten(2).transpose(1, 2).flatten(0, 1);
}

// "puppy" -> "puppies": as most words go. Captions say the plural of a name alone, people that of synonyms
// too.
std::string regular_plural(const std::string& word) {
  const auto ends = [&](const char* with) { return word.ends_with(with); };
  const bool has_vowel_before_y = ends("ay") || ends("ey") || ends("oy") || ends("uy");
  if (ends("y") && !has_vowel_before_y) return word.substr(0, word.size() - 1) + "ies";
  return word + (ends("s") || ends("x") || ends("ch") || ends("sh") ? "es" : "s");
}

// Every word that the world has for a thing.
std::set<std::string> all_names() {
  std::set<std::string> names;
  for (const Object& object : objects()) {
    names.insert({object.name, object.plural});
    names.insert(object.synonyms.begin(), object.synonyms.end());
  }
  return names;
}

BookThing thing_of(const Object& object, int64_t picture) {
  static const std::set<std::string> taken = all_names();
  BookThing thing{{object.name}, picture};
  thing.in_sky = object.kind == Kind::Sky;
  thing.names.insert(thing.names.end(), object.synonyms.begin(), object.synonyms.end());
  thing.names.push_back(object.plural);
  for (const std::string& synonym : object.synonyms) {
    if (const std::string plural = regular_plural(synonym); !taken.contains(plural))
      thing.names.push_back(plural);
  }
  if (!object.takes_colour) return thing;
  for (std::size_t i = 0; i < colours().size(); ++i)
    thing.colours[colours()[i].name] = picture + 1 + static_cast<int64_t>(i);
  return thing;
}

}  // namespace

PictureBook draw_world_book(const std::vector<std::int64_t>& objects_shown, const Compositor& compositor,
                            const Flux2Autoencoder& autoencoder) {
  constexpr std::size_t kBatch = 64;
  const torch::NoGradGuard no_grad;
  std::vector<std::int64_t> shown = objects_shown;
  if (shown.empty()) {
    shown.resize(objects().size());
    std::iota(shown.begin(), shown.end(), 0);
  }
  std::vector<BookThing> things;
  std::vector<Sprite> sprites;
  for (const std::int64_t index : shown) {
    const Object& object = objects()[static_cast<std::size_t>(index)];
    things.push_back(thing_of(object, static_cast<int64_t>(sprites.size())));
    sprites.push_back({index, kNoColour, 0, 0});
    if (!object.takes_colour) continue;
    for (std::size_t i = 0; i < colours().size(); ++i)
      sprites.push_back({index, static_cast<std::int64_t>(i), 0, 0});
  }
  std::vector<Tensor> pictures;
  for (std::size_t first = 0; first < sprites.size(); first += kBatch) {
    const auto begin = sprites.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = sprites.begin() + static_cast<std::ptrdiff_t>(std::min(first + kBatch, sprites.size()));
    pictures.push_back(encode(autoencoder, draw_alone(compositor, {begin, end})));
  }
  return {kSlotTokens, kSlotTokens, std::move(things), setting_phrases(), torch::cat(pictures)};
}

std::vector<PlacedPicture> pictures_for(const PictureBook& book, const Example& example,
                                        const std::string& words) {
  std::vector<PlacedPicture> pictures;
  for (const FoundThing& found : book.named_in(words)) {
    if (!example.references.empty()) {
      pictures.push_back({found.picture});
      continue;
    }
    for (const Sprite& sprite : example.target.sprites) {
      const std::string colour =
          sprite.colour == kNoColour ? "" : colours()[static_cast<std::size_t>(sprite.colour)].name + " ";
      const auto same = book.named_in(colour + objects()[static_cast<std::size_t>(sprite.object)].name);
      if (!same.empty() && same.front().picture == found.picture)
        pictures.push_back({found.picture, Slot{sprite.row, sprite.column}});
    }
  }
  return pictures;
}

}  // namespace reverie
