// training/world/objects/clothes.cpp
//
// Clothes, shoes, bags and jewels.
// rows.h says what a row is.
#include "training/world/objects/rows.h"

namespace reverie::object_rows {

// clang-format off
std::vector<Object> clothes() {
  return {
    {"hat", "billed-cap", {"cap"}, kGround, "hats", kAnyColour, 0.7F},
    {"crown", "crown", {}, kGround, "crowns", kOwnColours, 0.7F},
    {"dress", "dress", {"gown"}, kGround, "dresses", kAnyColour, 0.85F},
    {"shoe", "running-shoe", {"sneaker"}, kGround, "shoes", kAnyColour, 0.75F},
    {"backpack", "backpack", {"rucksack"}, kGround, "backpacks", kAnyColour, 0.8F},
    {"t-shirt", "t-shirt", {"tee", "shirt"}, kGround, "t-shirts", kAnyColour, 0.8F},
    {"blouse", "womans-clothes", {"polo shirt"}, kGround, "blouses", kAnyColour, 0.8F},
    {"coat", "coat", {"trench coat", "raincoat"}, kGround, "coats", kAnyColour, 0.85F},
    {"lab coat", "lab-coat", {}, kGround, "lab coats", kOwnColours, 0.85F},
    {"kimono", "kimono", {}, kGround, "kimonos", kAnyColour, 0.85F},
    {"sari", "sari", {}, kGround, "saris", kOwnColours, 0.85F},
    {"jeans", "jeans", {"trousers", "pair of jeans"},
     kGround, "pairs of jeans", kAnyColour, 0.8F, {"jeans", "trousers"}},
    {"shorts", "shorts", {"swim shorts", "pair of shorts"},
     kGround, "pairs of shorts", kAnyColour, 0.75F, {"shorts", "swim shorts"}},
    {"bikini", "bikini", {}, kGround, "bikinis", kOwnColours, 0.75F},
    {"swimsuit", "one-piece-swimsuit", {"bathing suit"}, kGround, "swimsuits", kAnyColour, 0.8F},
    {"tank top", "running-shirt", {"running shirt"}, kGround, "tank tops", kAnyColour, 0.8F},
    {"shirt and tie", "necktie", {"necktie", "tie", "business suit"}, kGround, "shirts and ties", kOwnColours, 0.8F},
    {"scarf", "scarf", {}, kGround, "scarves", kAnyColour, 0.75F},
    {"gloves", "gloves", {"pair of gloves", "mittens"},
     kGround, "pairs of gloves", kAnyColour, 0.7F, {"gloves", "mittens"}},
    {"socks", "socks", {"pair of socks", "stockings"},
     kGround, "pairs of socks", kOwnColours, 0.7F, {"socks", "stockings"}},
    {"underpants", "briefs", {"briefs", "pair of underpants"},
     kGround, "pairs of underpants", kAnyColour, 0.65F, {"underpants", "briefs"}},
    {"high heel", "high-heeled-shoe", {"high-heeled shoe", "stiletto"}, kGround, "high heels", kAnyColour, 0.7F},
    {"sandal", "womans-sandal", {}, kGround, "sandals", kOwnColours, 0.65F},
    {"flip-flop", "thong-sandal", {}, kGround, "flip-flops", kAnyColour, 0.65F},
    {"boot", "womans-boot", {"leather boot", "cowboy boot"}, kGround, "boots", kAnyColour, 0.75F},
    {"hiking boot", "hiking-boot", {"walking boot"}, kGround, "hiking boots", kOwnColours, 0.75F},
    {"flat shoe", "flat-shoe", {"ballet flat", "slipper"}, kGround, "flat shoes", kAnyColour, 0.65F},
    {"dress shoe", "mans-shoe", {"leather shoe"}, kGround, "dress shoes", kOwnColours, 0.7F},
    {"ballet shoes", "ballet-shoes", {"pointe shoes", "ballerina shoes"},
     kGround, "pairs of pointes", kOwnColours, 0.75F, {"ballet shoes", "pointe shoes", "ballerina shoes"}},
    {"top hat", "top-hat", {"cylinder hat"}, kGround, "top hats", kOwnColours, 0.7F},
    {"straw hat", "womans-hat", {"sun hat", "bonnet"}, kGround, "straw hats", kOwnColours, 0.7F},
    {"graduation cap", "graduation-cap", {"mortarboard"}, kGround, "graduation caps", kOwnColours, 0.7F},
    {"army helmet", "military-helmet", {"military helmet"}, kGround, "army helmets", kOwnColours, 0.7F},
    {"hard hat", "rescue-workers-helmet", {"helmet", "safety helmet"}, kGround, "hard hats", kAnyColour, 0.7F},
    {"glasses", "glasses", {"eyeglasses", "spectacles", "pair of glasses"},
     kGround, "pairs of glasses", kOwnColours, 0.65F, {"glasses", "eyeglasses", "spectacles"}},
    {"sunglasses", "sunglasses", {"pair of sunglasses", "shades"},
     kGround, "pairs of sunglasses", kOwnColours, 0.65F, {"sunglasses", "shades"}},
    {"goggles", "goggles", {"pair of goggles", "ski goggles"},
     kGround, "pairs of goggles", kAnyColour, 0.7F, {"goggles", "ski goggles"}},
    {"diving mask", "diving-mask", {"snorkel"}, kGround, "diving masks", kAnyColour, 0.75F},
    {"ring", "ring", {"diamond ring"}, kGround, "rings", kOwnColours, 0.65F},
    {"diamond", "gem-stone", {"gem", "jewel"}, kGround, "diamonds", kAnyColour, 0.7F},
    {"wristwatch", "watch", {"watch"}, kGround, "wristwatches", kOwnColours, 0.7F},
    {"bow", "ribbon", {"ribbon"}, kGround, "bows", kAnyColour, 0.65F},
    {"handbag", "handbag", {}, kGround, "handbags", kAnyColour, 0.75F},
    {"purse", "purse", {"coin purse", "wallet"}, kGround, "purses", kAnyColour, 0.7F},
    {"clutch bag", "clutch-bag", {"pouch"}, kGround, "clutch bags", kAnyColour, 0.7F},
    {"briefcase", "briefcase", {}, kGround, "briefcases", kAnyColour, 0.75F},
    {"suitcase", "luggage", {"luggage"}, kGround, "suitcases", kAnyColour, 0.8F, {"luggage"}},
    {"safety vest", "safety-vest", {"vest"}, kGround, "safety vests", kOwnColours, 0.8F},
    {"karate suit", "martial-arts-uniform", {"karate uniform", "judo suit"},
     kGround, "karate suits", kOwnColours, 0.85F},
    {"lipstick", "lipstick", {}, kGround, "lipsticks", kAnyColour, 0.65F},
    {"necklace", "prayer-beads", {"prayer beads", "string of beads"},
     kGround, "necklaces", kOwnColours, 0.7F, {"prayer beads"}},
    {"medal", "sports-medal", {"gold medal"}, kGround, "medals", kOwnColours, 0.7F},
  };
}
// clang-format on

}  // namespace reverie::object_rows
