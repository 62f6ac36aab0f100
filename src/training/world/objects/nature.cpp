// training/world/objects/nature.cpp
//
// Plants, and what else stands in a landscape: rocks, mountains, fire, waves.
// rows.h says what a row is.
#include "training/world/objects/rows.h"

namespace reverie::object_rows {

// clang-format off
std::vector<Object> nature() {
  return {
    {"pine tree", "evergreen-tree", {"pine", "fir tree"}, kGround, "pine trees", kOwnColours, 1.0F},
    {"palm tree", "palm-tree", {"palm"}, kGround, "palm trees", kOwnColours, 1.0F},
    {"cactus", "cactus", {}, kGround, "cacti", kOwnColours, 0.9F},
    {"sunflower", "sunflower", {}, kGround, "sunflowers", kOwnColours, 0.85F},
    {"tulip", "tulip", {"flower"}, kGround, "tulips", kAnyColour, 0.8F},
    {"pumpkin", "jack-o-lantern", {"jack-o-lantern"}, kGround, "pumpkins", kOwnColours, 0.8F},
    {"tree", "deciduous-tree", {"oak tree", "oak"}, kGround, "trees", kOwnColours, 1.0F},
    {"bare tree", "leafless-tree", {"dead tree", "leafless tree"}, kGround, "bare trees", kOwnColours, 1.0F},
    {"christmas tree", "christmas-tree", {}, kGround, "christmas trees", kOwnColours, 1.0F},
    {"bamboo", "pine-decoration", {"bamboo plant"}, kGround, "bamboo plants", kOwnColours, 0.85F, {"bamboo"}},
    {"wishing tree", "tanabata-tree", {"tanabata tree"}, kGround, "wishing trees", kOwnColours, 0.95F},
    {"potted plant", "potted-plant", {"houseplant", "fern"}, kGround, "potted plants", kOwnColours, 0.8F},
    {"seedling", "seedling", {"sprout"}, kGround, "seedlings", kOwnColours, 0.65F},
    {"herb", "herb", {"sprig of leaves"}, kGround, "herbs", kOwnColours, 0.7F},
    {"clover", "shamrock", {"shamrock"}, kGround, "clovers", kOwnColours, 0.65F},
    {"four-leaf clover", "four-leaf-clover", {"lucky clover"}, kGround, "four-leaf clovers", kOwnColours, 0.65F},
    {"maple leaf", "maple-leaf", {}, kGround, "maple leaves", kAnyColour, 0.7F},
    {"fallen leaf", "fallen-leaf", {"dry leaf", "brown leaf"}, kGround, "fallen leaves", kOwnColours, 0.7F},
    {"leaf", "leaf-fluttering-in-wind", {}, kSky, "leaves", kOwnColours, 0.65F},
    {"rose", "rose", {}, kGround, "roses", kAnyColour, 0.8F},
    {"wilted rose", "wilted-flower", {"wilted flower"}, kGround, "wilted roses", kOwnColours, 0.8F},
    {"hibiscus", "hibiscus", {"tropical flower", "exotic flower"}, kGround, "hibiscuses", kAnyColour, 0.75F},
    {"cherry blossom", "cherry-blossom", {"sakura", "blossom"}, kGround, "cherry blossoms", kAnyColour, 0.7F},
    {"marigold", "blossom", {"daisy"}, kGround, "marigolds", kOwnColours, 0.7F},
    {"lotus", "lotus", {"water lily", "lotus flower"}, kGround, "lotuses", kAnyColour, 0.75F},
    {"hyacinth", "hyacinth", {"lavender"}, kGround, "hyacinths", kAnyColour, 0.8F},
    {"bouquet", "bouquet", {"bunch of flowers", "flowers"}, kGround, "bouquets", kOwnColours, 0.85F, {"flowers"}},
    {"sheaf of wheat", "sheaf-of-rice", {"wheat", "grain"},
     kGround, "sheaves of wheat", kOwnColours, 0.8F, {"wheat", "grain"}},
    {"log", "wood", {"tree trunk", "wood"}, kGround, "logs", kOwnColours, 0.75F, {"wood"}},
    {"rock", "rock", {"stone", "boulder"}, kGround, "rocks", kOwnColours, 0.8F},
    {"mountain", "mountain", {"mountain peak"}, kGround, "mountains", kOwnColours, 1.0F},
    {"snowy mountain", "snow-capped-mountain", {"snow-capped mountain", "alps"},
     kGround, "snowy mountains", kOwnColours, 1.0F},
    {"mount fuji", "mount-fuji", {"fuji"}, kGround, "mount fujis", kOwnColours, 1.0F},
    {"volcano", "volcano", {}, kGround, "volcanoes", kOwnColours, 1.0F},
    {"island", "desert-island", {"desert island", "tropical island"}, kGround, "islands", kOwnColours, 1.0F},
    {"fire", "fire", {"flame", "campfire", "bonfire"}, kGround, "fires", kOwnColours, 0.8F},
    {"wave", "water-wave", {"ocean wave", "big wave"}, kGround, "waves", kOwnColours, 0.9F},
    {"drop of water", "droplet", {"water drop", "raindrop"}, kGround, "drops of water", kOwnColours, 0.65F},
  };
}
// clang-format on

}  // namespace reverie::object_rows
