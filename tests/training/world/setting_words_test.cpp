// Words for times, seasons and weathers: each belongs to one of them.
#include "training/world/setting_words.h"

#include <gtest/gtest.h>

#include <map>

namespace reverie {
namespace {

std::map<std::string, SettingWords> all_words() {
  return {{"dawn", words_of(TimeOfDay::Dawn)},       {"day", words_of(TimeOfDay::Day)},
          {"sunset", words_of(TimeOfDay::Sunset)},   {"night", words_of(TimeOfDay::Night)},
          {"summer", words_of(Season::Summer)},      {"autumn", words_of(Season::Autumn)},
          {"winter", words_of(Season::Winter)},      {"spring", words_of(Season::Spring)},
          {"clear", words_of(Weather::Clear)},       {"rain", words_of(Weather::Rain)},
          {"snowfall", words_of(Weather::Snowfall)}, {"fog", words_of(Weather::Fog)},
          {"storm", words_of(Weather::Storm)}};
}

TEST(SettingWords, BelongToOneTimeSeasonOrWeatherAlone) {
  std::map<std::string, std::string> owner;
  for (const auto& [name, words] : all_words()) {
    for (const auto* group :
         {&words.phrases, &words.under_sky, &words.by_day, &words.bare, &words.states, &words.adjectives}) {
      for (const std::string& text : *group) {
        const auto [known, is_new] = owner.emplace(text, name);
        EXPECT_EQ(known->second, name) << text;
      }
    }
  }
}

TEST(SettingWords, NeverSpeakOfTheDayInAPhraseForAnyTime) {
  for (const auto& [name, words] : all_words()) {
    EXPECT_FALSE(words.phrases.empty() || words.bare.empty() || words.states.empty()) << name;
    if (name == "day") continue;
    for (const auto* group : {&words.phrases, &words.under_sky, &words.bare, &words.states}) {
      for (const std::string& text : *group) EXPECT_EQ(text.find("day"), std::string::npos) << text;
    }
  }
}

TEST(SettingWords, JoinASeasonAndAWeatherInOneDay) {
  EXPECT_EQ(day_of(Season::Autumn, Weather::Rain), "on a rainy autumn day");
  EXPECT_EQ(day_of(Season::Winter, Weather::Fog), "on a foggy winter day");
  EXPECT_EQ(day_of(Season::Winter, Weather::Snowfall), "");
}

}  // namespace
}  // namespace reverie
