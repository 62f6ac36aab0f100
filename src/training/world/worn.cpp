#include "training/world/worn.h"

#include <algorithm>

namespace reverie {

const std::vector<Worn>& worn_objects() {
  static const std::vector<Worn> all = {
      {Bearing::OnHead,
       {"hat", "crown", "top hat", "straw hat", "graduation cap", "army helmet", "hard hat", "bow"}},
      {Bearing::OnEyes, {"glasses", "sunglasses", "goggles", "diving mask"}},
      {Bearing::OnNeck, {"scarf", "necklace", "medal"}},
      {Bearing::OnBody,
       {"dress", "t-shirt", "blouse", "coat", "lab coat", "kimono", "sari", "swimsuit", "tank top", "bikini",
        "shirt and tie", "safety vest", "karate suit", "backpack"}},
      {Bearing::OnFeet,
       {"shoe", "high heel", "sandal", "flip-flop", "boot", "hiking boot", "flat shoe", "dress shoe",
        "ballet shoes", "jeans", "shorts", "socks", "underpants"}},
  };
  return all;
}

std::optional<Bearing> where_worn(const std::string& object) {
  for (const Worn& worn : worn_objects()) {
    if (std::find(worn.objects.begin(), worn.objects.end(), object) != worn.objects.end()) return worn.where;
  }
  return std::nullopt;
}

}  // namespace reverie
