#include "training/world/compositions.h"

namespace reverie {

const std::vector<Composition>& compositions() {
  static const std::vector<Composition> all = {
      {"paper page",
       {"character sheet", "character design sheet", "design sheet", "model sheet", "reference sheet",
        "botanical illustration", "botanical plate", "blueprint", "technical drawing",
        "scientific illustration"},
       Staging::Page},
      {"antique table", {"still life", "still life painting"}, Staging::Table},
      {"photo studio", {"portrait", "headshot", "product photo", "studio photo", "passport photo"}}};
  return all;
}

}  // namespace reverie
