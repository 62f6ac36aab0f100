#include "training/world/objects.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/error.h"
#include "training/world/objects/rows.h"

namespace reverie {

namespace {

// The rows of one class, and the class written into them.
void append(std::vector<Object>& all, ObjectClass object_class, std::vector<Object> rows) {
  for (Object& row : rows) {
    row.object_class = object_class;
    all.push_back(std::move(row));
  }
}

std::vector<Object> joined() {
  std::vector<Object> all;
  append(all, ObjectClass::Animal, object_rows::animals());
  append(all, ObjectClass::Person, object_rows::people());
  append(all, ObjectClass::Food, object_rows::food());
  append(all, ObjectClass::Nature, object_rows::nature());
  append(all, ObjectClass::Vehicle, object_rows::vehicles());
  append(all, ObjectClass::Building, object_rows::buildings());
  append(all, ObjectClass::Household, object_rows::household());
  append(all, ObjectClass::Tool, object_rows::tools());
  append(all, ObjectClass::Clothing, object_rows::clothes());
  append(all, ObjectClass::Play, object_rows::play());
  append(all, ObjectClass::Instrument, object_rows::instruments());
  append(all, ObjectClass::Sky, object_rows::sky());
  return all;
}

// Every name and synonym, and whose it is.
std::unordered_map<std::string_view, std::int64_t> indexed(const std::vector<Object>& all) {
  std::unordered_map<std::string_view, std::int64_t> owners;
  for (std::size_t i = 0; i < all.size(); ++i) {
    owners.emplace(all[i].name, static_cast<std::int64_t>(i));
    for (const std::string& synonym : all[i].synonyms) {
      owners.emplace(synonym, static_cast<std::int64_t>(i));
    }
  }
  return owners;
}

// Beginnings whose sound is not their letter's: "a unicorn", "a ufo", "an hourglass", "an suv".
constexpr std::array<std::string_view, 3> kConsonantSounds = {"uni", "ufo", "eu"};
constexpr std::array<std::string_view, 2> kVowelSounds = {"hour", "suv"};

template <std::size_t N>
bool begins_with_any(std::string_view phrase, const std::array<std::string_view, N>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return phrase.starts_with(beginning); });
}

std::string_view without_colour(std::string_view phrase) {
  for (const Colour& colour : colours()) {
    if (phrase.starts_with(colour.name + " ")) return phrase.substr(colour.name.size() + 1);
  }
  return phrase;
}

}  // namespace

const std::vector<Object>& objects() {
  static const std::vector<Object> all = joined();
  return all;
}

std::int64_t object_index(std::string_view word) {
  static const auto owners = indexed(objects());
  const auto found = owners.find(word);
  if (found == owners.end()) {
    throw Error(ErrorCode::NotFound, "\"" + std::string(word) + "\" is no object of the drawn world");
  }
  return found->second;
}

std::int64_t colour_index(std::string_view name) {
  const std::int64_t found = find_colour(name);
  if (found == kNoColour)
    throw Error(ErrorCode::NotFound, "\"" + std::string(name) + "\" is no colour of the drawn world");
  return found;
}

std::string_view article(std::string_view phrase) {
  static const std::unordered_set<std::string_view> without_article = [] {
    std::unordered_set<std::string_view> words;
    for (const Object& object : objects()) {
      words.insert(object.without_article.begin(), object.without_article.end());
    }
    return words;
  }();
  if (without_article.contains(without_colour(phrase))) return "";
  if (begins_with_any(phrase, kConsonantSounds)) return "a";
  if (begins_with_any(phrase, kVowelSounds)) return "an";
  return std::string_view("aeiou").find(phrase.front()) == std::string_view::npos ? "a" : "an";
}

}  // namespace reverie
