// Words that people type: each stands for what a model of the whole world knows.
#include "training/world/other_words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/size_words.h"
#include "core/words.h"
#include "training/world/example.h"

namespace reverie {
namespace {

TEST(OtherWords, AreInLowerCaseAndOneWordEach) {
  for (const auto& [word, as] : other_words()) {
    EXPECT_EQ(words_in(word), std::vector<std::string>{word});
    EXPECT_FALSE(as.empty());
    EXPECT_FALSE(other_words().contains(as)) << word << " goes through " << as;
  }
}

TEST(OtherWords, StandForWordsOfTheWorld) {
  const std::vector<std::string> listed = example_words(Lesson::All, true);
  std::set<std::string> known(listed.begin(), listed.end());
  for (const Object& object : objects()) {
    for (const std::string& word : words_in(object.name + " " + object.plural)) known.insert(word);
    for (const std::string& synonym : object.synonyms) {
      for (const std::string& word : words_in(synonym)) known.insert(word);
    }
  }
  for (const SizeWords& size : size_words()) known.insert(size.words.begin(), size.words.end());
  for (const auto& [word, as] : other_words()) {
    for (const std::string& one : words_in(as)) EXPECT_TRUE(known.contains(one)) << word << ": " << as;
  }
}

}  // namespace
}  // namespace reverie
