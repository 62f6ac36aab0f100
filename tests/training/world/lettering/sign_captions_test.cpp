// Captions of signs: the words exactly as drawn, in quotes, and nothing unknown outside them.
#include "training/world/lettering/sign_captions.h"

#include <gtest/gtest.h>

#include "core/words.h"

#include <algorithm>
#include <set>

#include "lookup/typefaces.h"
#include "training/world/captions.h"

namespace reverie {
namespace {

struct Captioned {
  Scene scene;
  std::string text;
};

const std::vector<Captioned>& captioned() {
  static const std::vector<Captioned> all = [] {
    std::vector<Captioned> made;
    for (std::uint64_t i = 0; i < 6000; ++i) {
      Random random(6, i);
      Scene scene = sample_scene(random, {.signs = true});
      if (scene.sign) made.push_back({scene, caption(scene, random)});
    }
    return made;
  }();
  return all;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(SignCaptions, QuoteTheWordsExactlyAsTheyAreDrawn) {
  ASSERT_GT(captioned().size(), 1500U);
  for (const Captioned& one : captioned()) {
    const std::string& words = one.scene.sign->words;
    const bool in_double = holds(one.text, "\"" + words + "\""),
               in_single = holds(one.text, "'" + words + "'");
    EXPECT_TRUE(in_double || in_single) << one.text;
    EXPECT_TRUE(in_double || !holds(words, "'")) << one.text;
  }
}

TEST(SignCaptions, NameTheColourExactlyWhereThereIsOne) {
  for (const Captioned& one : captioned()) {
    if (!one.scene.sprites.empty()) continue;  // objects have colours of their own
    for (std::size_t i = 0; i < colours().size(); ++i) {
      const bool said = holds(" " + part_quotations(one.text).rest, " " + colours()[i].name + " ");
      const bool is_green_place = colours()[i].name == "green" && holds(one.text, "green meadow");
      if (is_green_place) continue;
      EXPECT_EQ(said, one.scene.sign->colour == static_cast<std::int64_t>(i)) << one.text;
    }
  }
}

TEST(SignCaptions, TellOnlyTheTypefaceThatIsThere) {
  int told = 0;
  for (const Captioned& one : captioned()) {
    for (std::size_t i = 0; i < typefaces().size(); ++i) {
      for (const std::string& manner : typefaces()[i].manners) {
        if (!holds(one.text, manner)) continue;
        EXPECT_EQ(one.scene.sign->typeface, static_cast<std::int64_t>(i)) << one.text;
        ++told;
      }
    }
  }
  EXPECT_GT(told, 100);
}

TEST(SignCaptions, UseTheWordsAnnouncedAndAllOfThem) {
  std::vector<std::string> known = vocabulary_words();
  const auto ours = sign_vocabulary();
  known.insert(known.end(), ours.begin(), ours.end());
  std::set<std::string> unused(ours.begin(), ours.end());
  for (const Captioned& one : captioned()) {
    for (const std::string& word : words_of(one.text)) {
      EXPECT_NE(std::find(known.begin(), known.end(), word), known.end()) << word << ": " << one.text;
      unused.erase(word);
    }
  }
  EXPECT_TRUE(unused.empty()) << *unused.begin();
}

}  // namespace
}  // namespace reverie
