#include "training/world/place_parts.h"

namespace reverie {

const std::vector<PlaceParts>& place_parts() {
  static const std::vector<PlaceParts> all = {
      {"reading nook", {"armchair", "stack of books"}}, {"bedroom", {"bed"}}, {"bathroom", {"bathtub"}}};
  return all;
}

}  // namespace reverie
