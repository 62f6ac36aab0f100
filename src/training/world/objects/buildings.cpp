// training/world/objects/buildings.cpp
//
// Buildings, and what stands in streets and parks.
// rows.h says what a row is.
#include "training/world/objects/rows.h"

namespace reverie::object_rows {

// clang-format off
std::vector<Object> buildings() {
  return {
    {"house", "house", {"cottage", "cabin", "log cabin"}, kGround, "houses", kOwnColours, 1.0F},
    {"castle", "castle", {}, kGround, "castles", kOwnColours, 1.0F},
    {"tent", "tent", {}, kGround, "tents", kAnyColour, 0.9F},
    {"lighthouse", "lighthouse", {}, kGround, "lighthouses", kOwnColours, 1.0F},
    {"ferris wheel", "ferris-wheel", {}, kGround, "ferris wheels", kOwnColours, 1.0F},
    {"fountain", "fountain", {}, kGround, "fountains", kOwnColours, 0.95F},
    {"country house", "house-with-garden", {"house with tree", "farmhouse"},
     kGround, "country houses", kOwnColours, 1.0F},
    {"haunted house", "derelict-house", {"abandoned house", "ruined house"},
     kGround, "haunted houses", kOwnColours, 1.0F},
    {"hut", "hut", {"thatched hut", "straw hut"}, kGround, "huts", kOwnColours, 0.95F},
    {"church", "church", {"chapel"}, kGround, "churches", kOwnColours, 1.0F},
    {"mosque", "mosque", {}, kGround, "mosques", kOwnColours, 1.0F},
    {"synagogue", "synagogue", {}, kGround, "synagogues", kOwnColours, 1.0F},
    {"hindu temple", "hindu-temple", {}, kGround, "hindu temples", kOwnColours, 1.0F},
    {"torii gate", "shinto-shrine", {"shrine", "torii"}, kGround, "torii gates", kOwnColours, 0.95F},
    {"ancient temple", "classical-building", {"greek temple"},
     kGround, "ancient temples", kOwnColours, 1.0F},
    {"bank", "bank", {}, kGround, "banks", kOwnColours, 1.0F},
    {"hospital", "hospital", {}, kGround, "hospitals", kOwnColours, 1.0F},
    {"hotel", "hotel", {}, kGround, "hotels", kOwnColours, 1.0F},
    {"school", "school", {"schoolhouse"}, kGround, "schools", kOwnColours, 1.0F},
    {"post office", "post-office", {}, kGround, "post offices", kOwnColours, 1.0F},
    {"office building", "office-building", {"apartment building", "skyscraper"},
     kGround, "office buildings", kOwnColours, 1.0F},
    {"shop", "department-store", {"store", "department store", "shopping mall"}, kGround, "shops", kOwnColours, 1.0F},
    {"factory", "factory", {"power plant"}, kGround, "factories", kOwnColours, 1.0F},
    {"stadium", "stadium", {"arena"}, kGround, "stadiums", kOwnColours, 1.0F},
    {"circus tent", "circus-tent", {"circus", "big top"}, kGround, "circus tents", kOwnColours, 1.0F},
    {"pagoda", "japanese-castle", {"japanese castle"}, kGround, "pagodas", kOwnColours, 1.0F},
    {"wedding chapel", "wedding", {"wedding church"}, kGround, "wedding chapels", kOwnColours, 1.0F},
    {"tokyo tower", "tokyo-tower", {"tower", "eiffel tower"}, kGround, "tokyo towers", kOwnColours, 1.0F},
    {"statue of liberty", "statue-of-liberty", {"statue"}, kGround, "statues of liberty", kOwnColours, 1.0F},
    {"stone head", "moai", {"moai", "easter island head"}, kGround, "stone heads", kOwnColours, 0.95F},
    {"construction crane", "building-construction", {"crane", "construction site"},
     kGround, "construction cranes", kOwnColours, 1.0F},
    {"playground slide", "playground-slide", {"slide"}, kGround, "playground slides", kOwnColours, 0.95F},
    {"roller coaster", "roller-coaster", {"rollercoaster"}, kGround, "roller coasters", kOwnColours, 1.0F},
    {"barber pole", "barber-pole", {}, kGround, "barber poles", kOwnColours, 0.85F},
    {"brick wall", "brick", {"wall", "bricks"}, kGround, "brick walls", kOwnColours, 0.85F, {"bricks"}},
    {"door", "door", {"wooden door"}, kGround, "doors", kAnyColour, 0.95F},
    {"window", "window", {}, kGround, "windows", kOwnColours, 0.85F},
    {"bus stop", "bus-stop", {}, kGround, "bus stops", kOwnColours, 0.95F},
    {"gas pump", "fuel-pump", {"fuel pump", "petrol pump"}, kGround, "gas pumps", kAnyColour, 0.85F},
    {"mailbox", "closed-mailbox-with-raised-flag", {"letter box"}, kGround, "mailboxes", kAnyColour, 0.85F},
    {"postbox", "postbox", {"pillar box"}, kGround, "postboxes", kAnyColour, 0.85F},
    {"gravestone", "headstone", {"tombstone", "headstone"}, kGround, "gravestones", kOwnColours, 0.8F},
    {"coffin", "coffin", {"casket"}, kGround, "coffins", kOwnColours, 0.85F},
    {"campsite", "camping", {"camp", "camping ground"}, kGround, "campsites", kOwnColours, 1.0F},
    {"satellite dish", "satellite-antenna", {"radio telescope", "antenna"},
     kGround, "satellite dishes", kOwnColours, 0.9F},
    {"traffic light", "vertical-traffic-light", {"traffic signal", "stoplight"},
     kGround, "traffic lights", kOwnColours, 0.85F},
    {"road barrier", "construction", {"barrier", "roadblock"}, kGround, "road barriers", kOwnColours, 0.85F},
  };
}
// clang-format on

}  // namespace reverie::object_rows
