#include "core/size_words.h"

#include <algorithm>

namespace reverie {

const std::vector<SizeWords>& size_words() {
  static const std::vector<SizeWords> all = {{3, {"tiny"}},
                                             {4, {"small", "little"}},
                                             {8, {"big", "large"}},
                                             {10, {"huge", "giant", "gigantic", "enormous"}}};
  return all;
}

std::optional<std::int64_t> size_said(const std::string& word) {
  for (const SizeWords& size : size_words()) {
    if (std::find(size.words.begin(), size.words.end(), word) != size.words.end()) return size.tokens;
  }
  return std::nullopt;
}

const std::vector<SizeWords>& shot_words() {
  static const std::vector<SizeWords> all = {{10,
                                              {"close-up", "close up", "closeup", "macro", "macro shot",
                                               "macro photo", "headshot", "poster featuring"}},
                                             {8, {"portrait of", "medium shot", "up close"}},
                                             {4,
                                              {"wide shot", "long shot", "establishing shot", "from afar",
                                               "from far away", "far away", "in the distance"}}};
  return all;
}

std::optional<std::int64_t> size_to_become(const std::string& word) {
  if (word == "bigger" || word == "larger") return size_said("big");
  return word == "smaller" ? size_said("small") : size_said(word);
}

}  // namespace reverie
