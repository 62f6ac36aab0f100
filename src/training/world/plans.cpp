#include "training/world/plans.h"

#include <algorithm>

#include "training/world/captions.h"
#include "training/world/rewrites.h"
#include "training/world/setting_words.h"

namespace reverie {
namespace {

using Words = std::vector<std::string>;

// Told apart by one phrase each, in this order. {s} is the subject.
struct Axis {
  Words prompts;
  Words members;
};

const std::vector<Axis>& all_axes() {
  static const std::vector<Axis> axes = {
      {{"{s} in four seasons", "{s} in the four seasons", "{s} in all four seasons",
        "{s} through the seasons", "{s} across the seasons", "four pictures of {s}, one for each season",
        "the seasons of {s}"},
       {"in spring", "in summer", "in autumn", "in winter"}},
      {{"{s} through the day", "{s} at four times of day", "{s} throughout the day", "the day of {s}",
        "a day in the life of {s}", "four pictures of {s} at different times of day",
        "a storyboard of {s} through the day"},
       {words_of(TimeOfDay::Dawn).phrases.front(), words_of(TimeOfDay::Day).phrases.back(),
        words_of(TimeOfDay::Sunset).phrases.front(), words_of(TimeOfDay::Night).phrases.front()}},
      {{"{s} in different weather", "{s} in all kinds of weather", "pictures of {s} in different weather"},
       {"in the sun", "in the rain", "in the snow", "in fog"}},
  };
  return axes;
}

// Those whose words captions know.
const std::vector<Axis>& axes() {
  static const std::vector<Axis> known = [] {
    const Words vocabulary = vocabulary_words();
    std::vector<Axis> some = all_axes();
    std::erase_if(some, [&](const Axis& axis) {
      return std::any_of(axis.members.begin(), axis.members.end(), [&](const std::string& member) {
        const Words words = words_of(member);
        return !std::all_of(words.begin(), words.end(), [&](const std::string& word) {
          return std::binary_search(vocabulary.begin(), vocabulary.end(), word);
        });
      });
    });
    return some;
  }();
  return known;
}

// {n} is the number of pictures.
const Words kDifferentPlaces = {"{n} pictures of {s} in different places", "{s} in {n} different places",
                                "{s} in {n} places", "{n} images of {s} in different places",
                                "a series of {n} pictures of {s} in different places"};
const Words kSomePlaces = {"{s} in different places", "pictures of {s} in different places",
                           "{s} on a journey", "{s} travels around the world"};
const Words kStories = {"a storyboard of {s}",          "a storyboard about {s}", "a story of {s}",
                        "the story of {s} in pictures", "a comic about {s}",      "the adventures of {s}"};
const Words kCountedStories = {"a storyboard of {s} in {n} panels",
                               "a story of {s} in {n} pictures",
                               "a comic of {n} panels about {s}",
                               "{n} pictures of {s}",
                               "{n} images of {s}",
                               "a set of {n} pictures of {s}",
                               "a series of {n} illustrations of {s}"};

std::string filled(std::string text, const std::string& name, const std::string& value) {
  if (const std::size_t at = text.find(name); at != std::string::npos) text.replace(at, name.size(), value);
  return text;
}

std::string number_word(std::int64_t number, Random& random) {
  static const Words words = {"two",  "three", "four",   "five",   "six",      "seven",    "eight",
                              "nine", "ten",   "eleven", "twelve", "thirteen", "fourteen", "fifteen"};
  return random.chance(0.5) ? std::to_string(number) : words[static_cast<std::size_t>(number - 2)];
}

// "the fox" is the same fox in each line.
std::string maybe_definite(const std::string& subject, Random& random) {
  if (!random.chance(0.3) || subject.find(" and ") != std::string::npos) return subject;
  if (subject.starts_with("a ")) return "the " + subject.substr(2);
  return subject.starts_with("an ") ? "the " + subject.substr(3) : subject;
}

// `count` different places, the scene's own first.
Words some_places(const Scene& scene, std::int64_t count, Random& random) {
  std::vector<std::int64_t> order(places().size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::int64_t>(i);
  std::swap(order[0], order[static_cast<std::size_t>(scene.place)]);
  Words phrases;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const auto left = static_cast<std::int64_t>(order.size()) - i;
    if (i > 0) std::swap(order[at], order[at + static_cast<std::size_t>(random.below(left))]);
    phrases.push_back(places()[static_cast<std::size_t>(order[at])].phrases.front());
  }
  return phrases;
}

std::string sentence_case(std::string text, Random& random) {
  if (random.chance(0.2)) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

Plan by_axis(const Scene& scene, std::int64_t most, Random& random) {
  const Axis& axis = random.pick(axes());
  std::string subject = maybe_definite(subject_of(scene, random), random);
  if (random.chance(0.4)) subject += " " + places()[static_cast<std::size_t>(scene.place)].phrases.front();
  Plan plan{filled(random.pick(axis.prompts), "{s}", subject), most, {}};
  for (const std::string& member : axis.members) {
    if (static_cast<std::int64_t>(plan.lines.size()) < most) plan.lines.push_back(subject + " " + member);
  }
  return plan;
}

// Places, and times of day as well where it is a story.
Plan by_place(const Scene& scene, std::int64_t most, Random& random) {
  constexpr std::int64_t kUsual = 4;  // pictures of a prompt that names no number
  const bool is_story = random.chance(0.5);
  const bool is_counted = random.chance(0.7);
  const std::int64_t asked = is_counted ? 2 + random.below(kMostPlanned - 1) : kUsual;
  const std::int64_t count = std::min({asked, most, static_cast<std::int64_t>(places().size())});
  const std::string subject = maybe_definite(subject_of(scene, random), random);
  const Words& prompts =
      is_story ? (is_counted ? kCountedStories : kStories) : (is_counted ? kDifferentPlaces : kSomePlaces);
  const std::string prompt = filled(random.pick(prompts), "{n}", number_word(asked, random));
  Plan plan{filled(prompt, "{s}", subject), most, {}};
  for (const std::string& place : some_places(scene, count, random)) {
    const auto time = static_cast<TimeOfDay>(plan.lines.size() % 4);
    plan.lines.push_back(subject + " " + place + (is_story ? " " + words_of(time).phrases.front() : ""));
  }
  return plan;
}

}  // namespace

Plan plan_of(const Scene& scene, Random& random) {
  const std::int64_t most = 2 + random.below(kMostPlanned - 1);
  const double kind = random.uniform();
  if (scene.sprites.empty() || kind < 0.2) {
    const std::string one = caption(scene, random);
    return {one, most, {one}};
  }
  Plan plan = kind < 0.5 ? by_axis(scene, most, random) : by_place(scene, most, random);
  plan.prompt = sentence_case(plan.prompt, random);
  return plan;
}

}  // namespace reverie
