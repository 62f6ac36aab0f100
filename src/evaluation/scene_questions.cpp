#include "evaluation/scene_questions.h"

#include <algorithm>
#include <cstdlib>

namespace reverie {
namespace {

// The asked sprites and the seen object that stands for each; null where none was seen.
using Pairs = std::vector<std::pair<const Sprite*, const SeenObject*>>;

double middle_of(const SeenObject& object) {
  return object.column + static_cast<double>(object.tokens) / 2;
}

bool are_alike(const Scene& scene) {
  return scene.sprites.size() > 1 && scene.sprites[0].object == scene.sprites[1].object;
}

bool all_found(const Pairs& pairs) {
  return std::all_of(pairs.begin(), pairs.end(), [](const auto& pair) { return pair.second != nullptr; });
}

// Each sprite with the surest object of its kind. Those that are alike are paired in the order they stand.
Pairs pair_up(const Scene& asked, const SeenScene& seen) {
  std::vector<const SeenObject*> left;
  for (const SeenObject& object : seen.objects) left.push_back(&object);
  Pairs pairs;
  for (const Sprite& sprite : asked.sprites) {
    const auto found = std::find_if(
        left.begin(), left.end(), [&](const SeenObject* object) { return object->object == sprite.object; });
    pairs.emplace_back(&sprite, found == left.end() ? nullptr : *found);
    if (found != left.end()) left.erase(found);
  }
  if (are_alike(asked) && all_found(pairs)) {
    std::vector<const SeenObject*> alike;
    for (const auto& pair : pairs) alike.push_back(pair.second);
    std::sort(alike.begin(), alike.end(),
              [](const SeenObject* a, const SeenObject* b) { return a->column < b->column; });
    for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i].second = alike[i];
  }
  return pairs;
}

bool has_colour(const std::pair<const Sprite*, const SeenObject*>& pair) {
  const auto& [sprite, object] = pair;
  return object != nullptr &&
         std::find(object->colours.begin(), object->colours.end(), sprite->colour) != object->colours.end();
}

bool are_in_place(const Scene& asked, const Pairs& pairs) {
  if (!all_found(pairs)) return false;
  // A middle third that is a little wide: a shift of one token is no other position.
  constexpr double kLeftEnd = 0.4, kRightBegin = 0.6;
  const SeenObject& first = *pairs.front().second;
  const double across = middle_of(first) / static_cast<double>(asked.grid.columns);
  switch (asked.arrangement) {
    case Arrangement::Empty: return true;
    case Arrangement::Centre: return across > 1.0 / 3 && across < 2.0 / 3;
    case Arrangement::Left: return across < kLeftEnd;
    case Arrangement::Right: return across > kRightBegin;
    case Arrangement::Stack: return first.row + 2 <= pairs.back().second->row;
    case Arrangement::Behind:
    case Arrangement::Under: return first.row < pairs.back().second->row;
    case Arrangement::Crowd: return true;
    case Arrangement::Pair:
    case Arrangement::Row: break;
  }
  for (std::size_t i = 1; i < pairs.size(); ++i) {
    if (pairs[i - 1].second->column + 1 > pairs[i].second->column) return false;
  }
  return true;
}

}  // namespace

std::string_view question_name(Question question) {
  switch (question) {
    case Question::SingleObject: return "single object";
    case Question::TwoObjects: return "two objects";
    case Question::ThreeObjects: return "three objects";
    case Question::Counting: return "counting";
    case Question::Colours: return "colours";
    case Question::ColourBinding: return "colour binding";
    case Question::Positions: return "positions";
    case Question::Place: return "place";
    case Question::Time: return "time of day";
    case Question::Season: return "season";
    case Question::Weather: return "weather";
    case Question::NothingElse: return "nothing else";
    case Question::EditDone: return "edit done";
    case Question::Untouched: return "untouched by the edit (28 dB)";
    case Question::IdentityOne: return "identity of one reference";
    case Question::IdentitySeveral: return "identity of several references";
    case Question::GroupConsistent: return "groups of four consistent";
    case Question::Style: return "style";
    case Question::EditStyle: return "edit into a style";
    case Question::ReferenceStyle: return "style of a reference";
    case Question::WordsChanged: return "words changed in a picture";
    case Question::OneWord: return "one word on a sign";
    case Question::SeveralWords: return "several words on a sign";
    case Question::Sizes: return "sizes";
    case Question::Overlaps: return "behind and under";
    case Question::Crowds: return "four to six";
  }
  return "";
}

Answers answers_of(const Scene& asked, const SeenScene& seen) {
  const Pairs pairs = pair_up(asked, seen);
  const std::size_t count = asked.sprites.size();
  const auto coloured = std::count_if(asked.sprites.begin(), asked.sprites.end(),
                                      [](const Sprite& sprite) { return sprite.colour != kNoColour; });
  Answers answers;
  const auto answer = [&](Question question, bool is_right) {
    answers[static_cast<std::size_t>(question)] = is_right;
  };
  answer(Question::Place, seen.place == asked.place);
  answer(Question::Time, seen.setting.time == asked.time);
  if (asked.season != Season::Summer) answer(Question::Season, seen.setting.season == asked.season);
  if (asked.weather != Weather::Clear) answer(Question::Weather, seen.setting.weather == asked.weather);
  answer(Question::NothingElse,
         seen.objects.size() <= count &&
             std::all_of(seen.objects.begin(), seen.objects.end(), [&](const auto& one) {
               return std::any_of(asked.sprites.begin(), asked.sprites.end(),
                                  [&](const Sprite& sprite) { return sprite.object == one.object; });
             }));
  if (count == 0) return answers;
  answer(Question::Positions, are_in_place(asked, pairs));
  if (are_alike(asked)) {
    const auto of_its_kind =
        std::count_if(seen.objects.begin(), seen.objects.end(),
                      [&](const SeenObject& one) { return one.object == asked.sprites[0].object; });
    answer(Question::Counting, static_cast<std::size_t>(of_its_kind) == count);
    return answers;
  }
  const Question presence = count == 1   ? Question::SingleObject
                            : count == 2 ? Question::TwoObjects
                                         : Question::ThreeObjects;
  answer(presence, all_found(pairs));
  if (count == 1 && coloured == 1) answer(Question::Colours, has_colour(pairs[0]));
  if (count == 2 && coloured == 2) {
    answer(Question::ColourBinding, has_colour(pairs[0]) && has_colour(pairs[1]));
  }
  return answers;
}

bool shows_all(const Scene& asked, const SeenScene& seen) {
  const Pairs pairs = pair_up(asked, seen);
  return std::all_of(pairs.begin(), pairs.end(), has_colour);
}

Answers answers_of_identity(const Scene& asked, const SeenScene& seen) {
  Answers answers;
  const Question question = asked.sprites.size() == 1 ? Question::IdentityOne : Question::IdentitySeveral;
  answers[static_cast<std::size_t>(question)] = shows_all(asked, seen);
  return answers;
}

Answers answers_of_sizes(const Scene& asked, const SeenScene& seen) {
  const Pairs pairs = pair_up(asked, seen);
  Answers answers;
  const auto answer = [&](Question question, bool is_right) {
    answers[static_cast<std::size_t>(question)] = is_right;
  };
  switch (asked.arrangement) {
    case Arrangement::Behind:
    case Arrangement::Under: answer(Question::Overlaps, are_in_place(asked, pairs)); break;
    case Arrangement::Crowd: answer(Question::Crowds, seen.objects.size() == asked.sprites.size()); break;
    default:
      answer(Question::Sizes, std::all_of(pairs.begin(), pairs.end(), [](const auto& pair) {
               return pair.second != nullptr && std::abs(pair.second->tokens - pair.first->tokens) <= 1;
             }));
  }
  return answers;
}

}  // namespace reverie
