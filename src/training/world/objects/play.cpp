// training/world/objects/play.cpp
//
// Toys, sports, games and parties.
// rows.h says what a row is.
#include "training/world/objects/rows.h"

namespace reverie::object_rows {

// clang-format off
std::vector<Object> play() {
  return {
    {"teddy bear", "teddy-bear", {"teddy"}, kGround, "teddy bears", kOwnColours, 0.8F},
    {"soccer ball", "soccer-ball", {"football"}, kGround, "soccer balls", kOwnColours, 0.7F},
    {"trophy", "trophy", {}, kGround, "trophies", kOwnColours, 0.8F},
    {"heart", "red-heart", {}, kGround, "hearts", kAnyColour, 0.75F},
    {"balloon", "balloon", {}, kSky, "balloons", kAnyColour, 0.9F},
    {"kite", "kite", {}, kSky, "kites", kOwnColours, 0.85F},
    {"broken heart", "broken-heart", {}, kGround, "broken hearts", kAnyColour, 0.75F},
    {"basketball", "basketball", {}, kGround, "basketballs", kOwnColours, 0.7F},
    {"american football", "american-football", {"gridiron ball"}, kGround, "american footballs", kOwnColours, 0.7F},
    {"rugby ball", "rugby-football", {}, kGround, "rugby balls", kOwnColours, 0.7F},
    {"baseball", "baseball", {}, kGround, "baseballs", kOwnColours, 0.65F},
    {"softball", "softball", {}, kGround, "softballs", kOwnColours, 0.65F},
    {"volleyball", "volleyball", {}, kGround, "volleyballs", kOwnColours, 0.7F},
    {"tennis racket", "tennis", {"racket"}, kGround, "tennis rackets", kOwnColours, 0.8F},
    {"ping pong paddle", "ping-pong", {"table tennis bat", "ping pong bat"},
     kGround, "ping pong paddles", kAnyColour, 0.7F},
    {"badminton racket", "badminton", {"shuttlecock", "badminton"},
     kGround, "badminton rackets", kOwnColours, 0.8F, {"badminton"}},
    {"bowling ball", "bowling", {"bowling pins"}, kGround, "bowling balls", kOwnColours, 0.8F, {"bowling pins"}},
    {"pool ball", "pool-8-ball", {"eight ball", "billiard ball"}, kGround, "pool balls", kOwnColours, 0.65F},
    {"cricket bat", "cricket-game", {}, kGround, "cricket bats", kOwnColours, 0.8F},
    {"hockey stick", "field-hockey", {"field hockey stick"}, kGround, "hockey sticks", kOwnColours, 0.8F},
    {"boxing glove", "boxing-glove", {}, kGround, "boxing gloves", kAnyColour, 0.7F},
    {"goal", "goal-net", {"soccer goal", "football goal"}, kGround, "goals", kOwnColours, 0.9F},
    {"curling stone", "curling-stone", {}, kGround, "curling stones", kOwnColours, 0.7F},
    {"frisbee", "flying-disc", {"flying disc"}, kGround, "frisbees", kAnyColour, 0.65F},
    {"yo-yo", "yo-yo", {}, kGround, "yo-yos", kAnyColour, 0.65F},
    {"dartboard", "bullseye", {"target", "bullseye"}, kGround, "dartboards", kOwnColours, 0.75F},
    {"dice", "game-die", {"die"}, kGround, "dice", kOwnColours, 0.65F},
    {"chess pawn", "chess-pawn", {"pawn", "chess piece"}, kGround, "chess pawns", kOwnColours, 0.7F},
    {"puzzle piece", "puzzle-piece", {"jigsaw piece"}, kGround, "puzzle pieces", kOwnColours, 0.7F},
    {"slot machine", "slot-machine", {}, kGround, "slot machines", kOwnColours, 0.85F},
    {"joystick", "joystick", {"arcade stick"}, kGround, "joysticks", kOwnColours, 0.7F},
    {"game controller", "video-game", {"gamepad", "controller"}, kGround, "game controllers", kOwnColours, 0.7F},
    {"space invader", "alien-monster", {"pixel monster"}, kGround, "space invaders", kAnyColour, 0.75F},
    {"playing card", "joker", {"joker card", "joker"}, kGround, "playing cards", kOwnColours, 0.7F},
    {"water gun", "water-pistol", {"water pistol"}, kGround, "water guns", kOwnColours, 0.7F},
    {"skateboard", "skateboard", {}, kGround, "skateboards", kOwnColours, 0.75F},
    {"roller skate", "roller-skate", {}, kGround, "roller skates", kAnyColour, 0.75F},
    {"ice skate", "ice-skate", {}, kGround, "ice skates", kOwnColours, 0.75F},
    {"skis", "skis", {"pair of skis", "ski boot"}, kGround, "pairs of skis", kAnyColour, 0.85F, {"skis"}},
    {"carousel horse", "carousel-horse", {"merry-go-round", "carousel"},
     kGround, "carousel horses", kOwnColours, 0.95F},
    {"pinata", "pinata", {}, kGround, "pinatas", kOwnColours, 0.8F},
    {"party popper", "party-popper", {"confetti"}, kGround, "party poppers", kOwnColours, 0.75F, {"confetti"}},
    {"streamers", "confetti-ball", {"confetti ball", "party ball"},
     kSky, "confetti balls", kOwnColours, 0.8F, {"streamers"}},
    {"nesting doll", "nesting-dolls", {"matryoshka", "russian doll"}, kGround, "nesting dolls", kOwnColours, 0.75F},
    {"dolls", "japanese-dolls", {"japanese dolls", "pair of dolls"},
     kGround, "pairs of dolls", kOwnColours, 0.8F, {"dolls", "japanese dolls"}},
    {"magic wand", "magic-wand", {"wand"}, kGround, "magic wands", kOwnColours, 0.75F},
    {"crystal ball", "crystal-ball", {}, kGround, "crystal balls", kAnyColour, 0.75F},
    {"disco ball", "mirror-ball", {"mirror ball"}, kSky, "disco balls", kOwnColours, 0.8F},
    {"theater mask", "performing-arts", {"drama mask", "theatre mask"}, kGround, "theater masks", kOwnColours, 0.75F},
    {"clapperboard", "clapper-board", {"movie clapper", "film slate"}, kGround, "clapperboards", kOwnColours, 0.75F},
    {"ticket", "admission-tickets", {"cinema ticket"}, kGround, "tickets", kOwnColours, 0.65F},
    {"bubbles", "bubbles", {"soap bubbles"},
     kSky, "clusters of bubbles", kOwnColours, 0.75F, {"bubbles", "soap bubbles"}},
    {"fish kite", "carp-streamer", {"carp streamer", "koinobori"}, kGround, "fish kites", kOwnColours, 0.85F},
    {"abacus", "abacus", {"counting frame"}, kGround, "abacuses", kOwnColours, 0.8F},
    {"skull", "skull", {}, kGround, "skulls", kOwnColours, 0.75F},
    {"explosion", "collision", {"bang", "blast"}, kGround, "explosions", kOwnColours, 0.8F},
  };
}
// clang-format on

}  // namespace reverie::object_rows
