// training/world/objects/vehicles.cpp
//
// What rides, swims and flies, and the parts of it.
// rows.h says what a row is.
#include "training/world/objects/rows.h"

namespace reverie::object_rows {

// clang-format off
std::vector<Object> vehicles() {
  return {
    {"car", "automobile", {"automobile"}, kGround, "cars", kAnyColour, 0.95F},
    {"bus", "bus", {}, kGround, "buses", kOwnColours, 1.0F},
    {"fire truck", "fire-engine", {"fire engine"}, kGround, "fire trucks", kOwnColours, 1.0F},
    {"tractor", "tractor", {}, kGround, "tractors", kOwnColours, 0.95F},
    {"bicycle", "bicycle", {"bike"}, kGround, "bicycles", kOwnColours, 0.95F},
    {"scooter", "motor-scooter", {"moped"}, kGround, "scooters", kAnyColour, 0.9F},
    {"train", "locomotive", {"locomotive"}, kGround, "trains", kOwnColours, 1.0F},
    {"sailboat", "sailboat", {"sailing boat"}, kGround, "sailboats", kOwnColours, 1.0F},
    {"helicopter", "helicopter", {}, kSky, "helicopters", kOwnColours, 0.9F},
    {"airplane", "airplane", {"plane", "aeroplane"}, kSky, "airplanes", kOwnColours, 0.9F},
    {"rocket", "rocket", {"spaceship"}, kSky, "rockets", kOwnColours, 0.9F},
    {"ufo", "flying-saucer", {"flying saucer"}, kSky, "ufos", kOwnColours, 0.85F},
    {"taxi", "taxi", {"cab"}, kGround, "taxis", kOwnColours, 0.95F},
    {"police car", "police-car", {"squad car"}, kGround, "police cars", kOwnColours, 0.95F},
    {"suv", "sport-utility-vehicle", {"jeep"}, kGround, "suvs", kAnyColour, 0.95F},
    {"pickup truck", "pickup-truck", {"pickup"}, kGround, "pickup trucks", kAnyColour, 0.95F},
    {"delivery truck", "delivery-truck", {"truck", "delivery van"}, kGround, "delivery trucks", kOwnColours, 1.0F},
    {"semi truck", "articulated-lorry", {"lorry", "big rig"}, kGround, "semi trucks", kOwnColours, 1.0F},
    {"minibus", "minibus", {"van", "camper van"}, kGround, "minibuses", kOwnColours, 0.95F},
    {"ambulance", "ambulance", {}, kGround, "ambulances", kOwnColours, 1.0F},
    {"racing car", "racing-car", {"race car", "formula one car"}, kGround, "racing cars", kAnyColour, 0.95F},
    {"motorcycle", "motorcycle", {"motorbike"}, kGround, "motorcycles", kAnyColour, 0.95F},
    {"kick scooter", "kick-scooter", {"push scooter"}, kGround, "kick scooters", kAnyColour, 0.85F},
    {"rickshaw", "auto-rickshaw", {"tuk-tuk", "auto rickshaw"}, kGround, "rickshaws", kOwnColours, 0.95F},
    {"trolleybus", "trolleybus", {"trolley bus"}, kGround, "trolleybuses", kOwnColours, 1.0F},
    {"tram", "tram", {"streetcar"}, kGround, "trams", kOwnColours, 1.0F},
    {"subway train", "train", {"subway", "metro"}, kGround, "subway trains", kOwnColours, 1.0F},
    {"railway car", "railway-car", {"train car", "wagon"}, kGround, "railway cars", kOwnColours, 1.0F},
    {"cable car", "aerial-tramway", {"gondola"}, kSky, "cable cars", kOwnColours, 0.9F},
    {"ship", "ship", {"cruise ship", "ocean liner"}, kGround, "ships", kOwnColours, 1.0F},
    {"ferry", "ferry", {"ferry boat"}, kGround, "ferries", kOwnColours, 1.0F},
    {"motor boat", "motor-boat", {"motorboat", "boat", "yacht"}, kGround, "motor boats", kOwnColours, 0.95F},
    {"speedboat", "speedboat", {}, kGround, "speedboats", kAnyColour, 0.95F},
    {"canoe", "canoe", {"kayak", "rowing boat"}, kGround, "canoes", kAnyColour, 0.9F},
    {"propeller plane", "small-airplane", {"small plane", "cessna"}, kSky, "propeller planes", kAnyColour, 0.9F},
    {"parachute", "parachute", {"skydiver", "parachutist"}, kSky, "parachutes", kOwnColours, 0.9F},
    {"satellite", "satellite", {"space probe"}, kSky, "satellites", kOwnColours, 0.85F},
    {"sled", "sled", {"sleigh", "toboggan"}, kGround, "sleds", kAnyColour, 0.85F},
    {"wheelchair", "manual-wheelchair", {}, kGround, "wheelchairs", kOwnColours, 0.85F},
    {"wheel", "wheel", {"tire"}, kGround, "wheels", kOwnColours, 0.75F},
    {"shopping cart", "shopping-cart", {"shopping trolley"}, kGround, "shopping carts", kOwnColours, 0.85F},
  };
}
// clang-format on

}  // namespace reverie::object_rows
