// How many true signs Tesseract reads back letter for letter, by typeface and by kind: ocr_share [SIGNS
// [SEED]]
//
// No test: it prints the shares and every sign that was read wrong. What a model's signs score is to be seen
// against this.
#include <cstdio>
#include <cstdlib>
#include <map>

#include "evaluation/ocr_reader.h"
#include "evaluation/real_atlas.h"
#include "lookup/lettering.h"
#include "lookup/typefaces.h"
#include "training/world/compose.h"
#include "training/world/lettering/glyphs_build.h"
#include "training/world/lettering/sample_sign.h"
#include "training/world/lettering/sign_words.h"

namespace reverie {
namespace {

constexpr Grid kGrid = {16, 16};

struct Share {
  int right = 0, all = 0;
  void add(bool is_right) { right += is_right, ++all; }
};

void print(const std::map<std::string, Share>& shares) {
  for (const auto& [name, share] : shares) {
    std::printf("%-14s %3d of %3d, %.1f %%\n", name.c_str(), share.right, share.all,
                100.0 * share.right / share.all);
  }
}

void measure(std::uint64_t count, std::uint64_t seed) {
  const OcrReader reader;
  Compositor compositor(testing_atlas::real_atlas(), torch::kCPU);
  compositor.use_glyphs(draw_glyphs());
  std::map<std::string, Share> by_typeface, by_kind, by_words;
  for (std::uint64_t i = 0; i < count; ++i) {
    Random random(seed, i);
    Scene scene = sample_scene(random, {.grid = kGrid});
    Inscription said = sample_inscription(random, false);
    if (i % 2 == 0) {  // half of them one word as it is listed
      do said.words = random.pick(sign_words());
      while (said.words.find(' ') != std::string::npos);
    }
    scene.sprites.clear();
    scene.arrangement = Arrangement::Empty;
    scene.sign = place_sign(said, {}, kGrid, random);
    const std::string read = reader.reads_as(compositor.render(scene, 64), *scene.sign, kGrid);
    const bool is_right = read == said.words;
    by_typeface["face " + typefaces()[static_cast<std::size_t>(said.typeface)].name].add(is_right);
    by_kind["kind " + std::to_string(static_cast<int>(said.kind))].add(is_right);
    by_words[i % 2 == 0 ? "one word" : "any words"].add(is_right);
    if (!is_right) {
      std::printf("%-10s kind %d: %s -> %s\n",
                  typefaces()[static_cast<std::size_t>(said.typeface)].name.c_str(),
                  static_cast<int>(said.kind), said.words.c_str(), read.c_str());
    }
  }
  print(by_typeface);
  print(by_kind);
  print(by_words);
}

}  // namespace
}  // namespace reverie

int main(int argc, char** argv) {
  reverie::measure(argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 60,
                   argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1);
  return 0;
}
