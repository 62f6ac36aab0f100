// training/world/caption_setting.h
//
// The part of a caption that says where, when and in what weather: which of it is said at all, and each
// piece in the words and the order that people choose.
//
// Used by   captions.cpp; one teller writes one caption.
// Traps     A caption depends on the numbers it draws: where there is no season and no weather to tell of,
//           nothing more is drawn than before there were any.
// Proven by tests/training/world/captions_test.cpp
#pragma once

#include <string>
#include <vector>

#include "training/world/scene.h"

namespace reverie {

struct SettingWords;

class SettingTeller {
 public:
  // Scene and random numbers must outlive the teller. With `may_say_defaults`, summer and clear weather are
  // said now and then.
  SettingTeller(const Scene& scene, Random& random, bool may_say_defaults);

  // Calls the place otherwise: a phrase that begins with a one-word preposition, and takes no adjective.
  void call_place(std::string phrase);
  void be_brief() { is_brief_ = true; }  // the caption is long already
  // Now and then a season or a weather becomes the place's adjective and is left out of what follows it.
  void describe_place();

  bool has_more() const { return !after_.empty(); }  // is there anything to say after the place?
  bool says_nothing() const { return said_.empty(); }

  std::string place();             // "on a beach", "on a foggy beach"
  std::string place_noun() const;  // "a beach", "a foggy beach"
  std::string after();             // " at night in the rain": each piece with a space before it
  std::string time();              // "at night", whether it is to be said or not
  // Two that say one piece and leave the others to after().
  std::string take_phrase();  // "at night"
  std::string take_state();   // "raining", for "it is raining"
  // ", night, rain"
  std::string listed_after();
  std::string listed();  // all of it, an adjective's piece too
  std::string listed_time();

 private:
  enum class Aspect { Time, Season, Weather };

  const SettingWords& words(Aspect aspect) const;
  std::string phrase(Aspect aspect);
  std::string listed(const std::vector<Aspect>& aspects);
  std::vector<Aspect> shuffled(std::vector<Aspect> aspects);
  Aspect take_one();

  const Scene& scene_;
  const Place& where_;
  Random& random_;
  std::vector<Aspect> said_;   // all that is said of the setting
  std::vector<Aspect> after_;  // of these, what place_ does not say
  std::string place_;          // with its adjective
  bool is_described_ = false;
  bool is_brief_ = false;
};

}  // namespace reverie
