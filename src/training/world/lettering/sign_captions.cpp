#include "training/world/lettering/sign_captions.h"

#include <cctype>
#include <set>

#include "lookup/sign_names.h"
#include "lookup/typefaces.h"
#include "training/world/captions.h"

namespace reverie {

namespace {

using Words = std::vector<std::string>;

constexpr double kSayMannerShare = 0.2;
constexpr double kSaySideShare = 0.4;
constexpr double kSingleQuoteShare = 0.4;

const Words kWithSign = {" with ", ", with ", " and "};
const Words kAtLeft = {" on the left", " at the left"};
const Words kAtRight = {" on the right", " at the right"};
const Words kThereIs = {"there is ", "there is also "};

std::string in_quotes(const std::string& words, Random& random) {
  const bool single = random.chance(kSingleQuoteShare) && words.find('\'') == std::string::npos;
  const std::string quote = single ? "'" : "\"";
  return quote + words + quote;
}

std::string with_article(const std::string& phrase) {
  return std::string(article(phrase)) + " " + phrase;
}

// Where the sign is, if that is clearly a side.
std::string side_of(const Scene& scene, Random& random) {
  const Sign& sign = *scene.sign;
  const double middle = (static_cast<double>(sign.column) + static_cast<double>(sign.columns) / 2) /
                        static_cast<double>(scene.grid.columns);
  if (std::abs(middle - 0.5) < 0.12 || !random.chance(kSaySideShare)) return "";
  return random.pick(middle < 0.5 ? kAtLeft : kAtRight);
}

}  // namespace

std::string sign_noun(SignKind kind) {
  return names_of(kind).nouns.front();
}

std::string sign_phrase(const Sign& sign, Random& random) {
  const SignNames& names = names_of(sign.kind);
  const std::string colour =
      sign.colour == kNoColour ? "" : colours()[static_cast<std::size_t>(sign.colour)].name + " ";
  std::string phrase = with_article(colour + random.pick(names.nouns)) + random.pick(names.verbs);
  phrase += in_quotes(sign.words, random);
  const Words& manners = typefaces()[static_cast<std::size_t>(sign.typeface)].manners;
  if (!manners.empty() && random.chance(kSayMannerShare)) phrase += " " + random.pick(manners);
  return phrase;
}

std::string with_sign(const std::string& text, const Scene& scene, Random& random) {
  const bool has_stop = text.ends_with('.');
  const std::string body = has_stop ? text.substr(0, text.size() - 1) : text;
  const std::string phrase = sign_phrase(*scene.sign, random) + side_of(scene, random);
  if (!has_stop || random.chance(0.5)) return body + random.pick(kWithSign) + phrase + (has_stop ? "." : "");
  std::string there = random.pick(kThereIs);
  if (std::isupper(static_cast<unsigned char>(text.front())) != 0) there.front() = 'T';
  return text + " " + there + phrase + ".";
}

std::vector<std::string> sign_openings() {
  std::vector<std::string> openings;
  for (int kind = 0; kind < kSignKinds; ++kind) {
    const SignNames& names = names_of(static_cast<SignKind>(kind));
    for (const std::string& noun : names.nouns) {
      for (const std::string& verb : names.verbs) openings.push_back(noun + verb);
    }
  }
  return openings;
}

std::vector<std::string> sign_vocabulary() {
  std::set<std::string> words;
  const auto add = [&](const Words& texts) {
    for (const std::string& text : texts) {
      for (std::string& word : words_of(text)) words.insert(std::move(word));
    }
  };
  for (int kind = 0; kind < kSignKinds; ++kind) {
    add(names_of(static_cast<SignKind>(kind)).nouns);
    add(names_of(static_cast<SignKind>(kind)).verbs);
  }
  for (const Typeface& typeface : typefaces()) add(typeface.manners);
  for (const Words* fixed : {&kWithSign, &kAtLeft, &kAtRight, &kThereIs}) add(*fixed);
  return {words.begin(), words.end()};
}

}  // namespace reverie
