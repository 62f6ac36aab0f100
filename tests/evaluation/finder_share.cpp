// tests/evaluation/finder_share.cpp
//
// Measures how many things lookup/picture_finder finds on true scenes, as they are drawn and as the
// autoencoder gives them back, how many places lookup/place_finder, what lookup/setting_finder makes of their
// season, hour and weather, and which signs lookup/sign_finder finds. Not a test: finder_share ATLAS MODEL
// [SCENES]; with PLACES=1 not the things; with SIGNS=GLYPHS only signs

#include <array>
#include <cstdio>
#include <cstdlib>

#include "lookup/picture_finder.h"
#include "lookup/place_finder.h"
#include "lookup/setting_finder.h"
#include "lookup/sign_finder.h"
#include "training/coarse_levels.h"
#include "training/mini_config.h"
#include "training/mini_networks.h"
#include "training/world/curriculum.h"
#include "training/world_book.h"

using namespace reverie;

namespace {

struct Count {
  int64_t things = 0, found = 0, object_found = 0, more = 0, pictures = 0;

  void print(const char* name) const {
    std::printf("%-24s %5ld pictures %5ld things: found %.3f, their kind %.3f; %.3f more a picture\n", name,
                static_cast<long>(pictures), static_cast<long>(things),
                static_cast<double>(found) / static_cast<double>(things),
                static_cast<double>(object_found) / static_cast<double>(things),
                static_cast<double>(more) / static_cast<double>(pictures));
  }
};

struct PlaceCount {
  int64_t pictures = 0, right = 0, layout_right = 0, wrong = 0, best_right = 0;

  void add(const PlaceFinder& finder, const Tensor& picture, const Scene& scene, bool verbose) {
    ++pictures;
    const auto scores = finder.scores(picture, scene.grid);
    const auto seen = finder.look(picture, scene.grid);
    best_right += scores[0].place == scene.place;
    right += seen && seen->place == scene.place;
    layout_right += seen && seen->place == scene.place && seen->layout == scene.layout;
    wrong += seen && seen->place != scene.place;
    if (verbose)
      std::printf("   place %s time %d season %d weather %d: %.3f %.3f %s\n",
                  places()[static_cast<std::size_t>(scene.place)].name.data(), static_cast<int>(scene.time),
                  static_cast<int>(scene.season), static_cast<int>(scene.weather), scores[0].score,
                  scores[1].score, scores[0].place == scene.place ? "" : "WRONG");
  }

  void print(const char* name) const {
    const auto share = [&](int64_t count) {
      return static_cast<double>(count) / static_cast<double>(pictures);
    };
    std::printf(
        "%-24s %5ld pictures: place recognised %.3f, its layout too %.3f, another one %.3f; best %.3f\n",
        name, static_cast<long>(pictures), share(right), share(layout_right), share(wrong),
        share(best_right));
  }
};

struct SettingCount {
  int64_t pictures = 0, season = 0, hour = 0, weather = 0, all = 0;

  void add(const SettingFinder& finder, const Tensor& picture, const Scene& scene, bool verbose) {
    const Place& place = places()[static_cast<std::size_t>(scene.place)];
    const Setting shown = shown_setting(place, setting_of(scene));
    const auto numbers = [](const FoundSetting& one) {
      return std::array{one.season, one.hour, one.weather};
    };
    const std::array true_one{static_cast<int64_t>(shown.season), hour_of(shown.time),
                              static_cast<int64_t>(shown.weather)};
    const std::array seen = numbers(finder.look(picture, {scene.place, scene.layout, scene.grid}));
    ++pictures;
    season += seen[0] == true_one[0];
    hour += seen[1] == true_one[1];
    weather += seen[2] == true_one[2];
    all += seen == true_one;
    if (verbose && seen != true_one)
      std::printf("   %s: season %ld hour %ld weather %ld, taken for %ld %ld %ld\n", place.name.data(),
                  long(true_one[0]), long(true_one[1]), long(true_one[2]), long(seen[0]), long(seen[1]),
                  long(seen[2]));
  }

  void print(const char* name) const {
    const auto share = [&](int64_t count) {
      return static_cast<double>(count) / static_cast<double>(pictures);
    };
    std::printf("%-24s %5ld pictures: season %.3f, hour %.3f, weather %.3f, all three %.3f\n", name,
                static_cast<long>(pictures), share(season), share(hour), share(weather), share(all));
  }
};

struct SignCount {
  int64_t signs = 0, right = 0, wrong = 0, right_of_kind = 0, pictures = 0, taken = 0;

  void add(const SignFinder& finder, const Tensor& picture, const Scene& scene, bool verbose) {
    const auto scores = finder.scores(picture, scene.grid);
    const auto seen = finder.look(picture, scene.grid);
    const auto board = [](const Sign& sign) {
      return std::array{
          static_cast<int64_t>(sign.kind), sign.colour, sign.row, sign.column, sign.rows, sign.columns};
    };
    if (scene.sign) {
      ++signs;
      right += seen && board(*seen) == board(*scene.sign);
      wrong += seen && board(*seen) != board(*scene.sign);
      const auto of_kind = finder.look(picture, scene.grid, scene.sign->kind);
      right_of_kind += of_kind && board(*of_kind) == board(*scene.sign);
    } else {
      ++pictures;
      taken += seen.has_value();
    }
    if (!verbose || (scene.sign && seen && board(*seen) == board(*scene.sign)) || (!scene.sign && !seen))
      return;
    const auto print = [&](const char* name, const Sign& sign) {
      std::printf("   %s kind %d colour %ld at %ld %ld, %ld x %ld", name, static_cast<int>(sign.kind),
                  long(sign.colour), long(sign.row), long(sign.column), long(sign.rows), long(sign.columns));
    };
    std::printf("-- %s time %d weather %d ", places()[static_cast<std::size_t>(scene.place)].name.data(),
                static_cast<int>(scene.time), static_cast<int>(scene.weather));
    if (scene.sign) print(scene.sign->words.c_str(), *scene.sign);
    for (std::size_t i = 0; i < scores.size(); ++i) {
      const bool is_it = scene.sign && board(scores[i].sign) == board(*scene.sign);
      if (i > 1 && !is_it) continue;
      print(is_it ? "\n   IT " : "\n   ", scores[i].sign);
      std::printf(" explained %.3f written %.3f rank %zu", scores[i].explained, scores[i].written, i);
    }
    std::printf("\n");
  }

  void print(const char* name) const {
    std::printf(
        "%-24s %5ld signs: found %.3f, another board %.3f, found where their kind is said %.3f; %5ld "
        "pictures without: taken for one %.3f\n",
        name, static_cast<long>(signs), static_cast<double>(right) / static_cast<double>(signs),
        static_cast<double>(wrong) / static_cast<double>(signs),
        static_cast<double>(right_of_kind) / static_cast<double>(signs), static_cast<long>(pictures),
        static_cast<double>(taken) / static_cast<double>(pictures));
  }
};

// Signs as they are drawn and as the autoencoder gives them back.
int count_signs(Compositor& compositor, const char* glyphs, const Flux2Autoencoder& autoencoder,
                int64_t scenes) {
  compositor.use_glyphs(Glyphs::load(glyphs));
  const SignFinder finder;
  SceneOptions options = lesson_scenes(Lesson::All);
  options.styles = false;
  SignCount drawn, again;
  for (int64_t i = 0; i < scenes; ++i) {
    Random random(7, static_cast<uint64_t>(i));
    const Scene scene = sample_scene(random, options);
    const Tensor picture = compositor.render(scene, kMiniCoarsePxPerToken);
    const bool verbose = std::getenv("VERBOSE") != nullptr;
    drawn.add(finder, picture, scene, verbose);
    const Tensor tokens = encode_coarse(autoencoder, picture.unsqueeze(0) * 2 - 1, kMiniCoarseLevels);
    again.add(finder, autoencoder.decode(tokens)[0] / 2 + 0.5, scene, false);
  }
  drawn.print("signs, as drawn");
  again.print("through the autoencoder");
  return 0;
}

// The model's own pictures, in the atmospheres of the world.
PictureBook book_of_model(const std::filesystem::path& model, Compositor& compositor) {
  const PictureBook read = PictureBook::open(model / kPictureBookFolder, torch::kFloat32, torch::kCPU);
  const BookPlaces drawn = draw_places({}, compositor, nullptr);
  BookPlaces with = *read.places();
  with.hours = drawn.hours;
  with.weathers = drawn.weathers;
  std::vector<PlacedPicture> all(static_cast<std::size_t>(read.drawings()->rgba.size(0)));
  for (std::size_t i = 0; i < all.size(); ++i) all[i].picture = static_cast<int64_t>(i);
  return {kSlotTokens, kSlotTokens, read.things(), {}, read.tokens(all), read.drawings(), with};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const int64_t scenes = argc > 3 ? std::atoll(argv[3]) : 200;
  const torch::NoGradGuard no_grad;
  Compositor compositor(Atlas::load(argv[1]), torch::kCPU);
  const Flux2Autoencoder autoencoder = open_mini_autoencoder(argv[2], torch::kCPU);
  if (const char* glyphs = std::getenv("SIGNS")) return count_signs(compositor, glyphs, autoencoder, scenes);
  const BookDrawings drawings = draw_things({}, compositor);
  const PictureBook book(kSlotTokens, kSlotTokens, world_things({}), {},
                         torch::zeros({drawings.rgba.size(0) * kSlotTokens * kSlotTokens, 1}), drawings);
  const PictureFinder finder(book);
  const PictureBook with_places(kSlotTokens, kSlotTokens, {}, {}, torch::zeros({0, 1}), std::nullopt,
                                draw_places({}, compositor, nullptr));
  const PlaceFinder place_finder(with_places);
  const PictureBook of_model = book_of_model(argv[2], compositor);
  const SettingFinder setting_finder(of_model);
  SettingCount settings;
  PlaceCount flat_places, styled_places;
  const bool verbose = std::getenv("VERBOSE") != nullptr;
  Count flat, styled, flat_again;
  SceneOptions options = lesson_scenes(Lesson::Wide);
  for (int64_t i = 0; i < scenes; ++i) {
    Random random(5, static_cast<uint64_t>(i));
    const Scene scene = sample_scene(random, options);
    const Tensor picture = compositor.render(scene, kMiniCoarsePxPerToken);
    if (scene.style == Style::Flat) settings.add(setting_finder, picture, scene, verbose);
    if (std::getenv("PLACES") != nullptr) {
      (scene.style == Style::Flat ? flat_places : styled_places).add(place_finder, picture, scene, verbose);
      continue;
    }
    (scene.style == Style::Flat ? flat_places : styled_places).add(place_finder, picture, scene, verbose);
    const auto measure = [&](const Tensor& shown, Count& count) {
      ++count.pictures;
      std::vector<PlacedPicture> seen = finder.look(shown, scene.grid).things();
      if (verbose)
        std::printf("-- %s layout %ld:\n", places()[static_cast<std::size_t>(scene.place)].name.data(),
                    long(scene.layout));
      std::vector<bool> used(seen.size());
      for (const Sprite& sprite : scene.sprites) {
        ++count.things;
        const BookThing& thing = book.things()[static_cast<std::size_t>(sprite.object)];
        const int64_t wanted =
            sprite.colour == kNoColour
                ? thing.picture
                : thing.colours.at(colours()[static_cast<std::size_t>(sprite.colour)].name);
        bool found = false, kind = false;
        for (std::size_t k = 0; k < seen.size(); ++k) {
          const bool near = std::abs(seen[k].slot.row - sprite.row) <= 1 &&
                            std::abs(seen[k].slot.column - sprite.column) <= 1;
          if (!near) continue;
          const bool same_kind = seen[k].picture == thing.picture ||
                                 std::any_of(thing.colours.begin(), thing.colours.end(),
                                             [&](const auto& c) { return c.second == seen[k].picture; });
          found = found || seen[k].picture == wanted;
          kind = kind || same_kind;
          used[k] = true;
        }
        count.found += found;
        count.object_found += kind;
        if (verbose && !found) std::printf("   missed %s\n", thing.names[0].c_str());
      }
      for (std::size_t k = 0; k < seen.size(); ++k) {
        count.more += !used[k];
        if (verbose)
          std::printf("   %s picture %ld at %ld %ld\n", used[k] ? "seen" : "MORE", long(seen[k].picture),
                      long(seen[k].slot.row), long(seen[k].slot.column));
      }
    };
    measure(picture, scene.style == Style::Flat ? flat : styled);
    if (scene.style != Style::Flat) continue;
    const Tensor tokens = encode_coarse(autoencoder, picture.unsqueeze(0) * 2 - 1, kMiniCoarseLevels);
    measure(autoencoder.decode(tokens)[0] / 2 + 0.5, flat_again);
  }
  settings.print("settings, as drawn");
  if (std::getenv("PLACES") != nullptr) {
    flat_places.print("places, as drawn");
    return 0;
  }
  flat.print("as drawn");
  flat_again.print("through the autoencoder");
  styled.print("in a style");
  flat_places.print("places, as drawn");
  if (styled_places.pictures > 0) styled_places.print("places, styled");
}
