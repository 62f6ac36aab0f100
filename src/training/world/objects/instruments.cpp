// training/world/objects/instruments.cpp
//
// Musical instruments and what makes sound louder.
// rows.h says what a row is.
#include "training/world/objects/rows.h"

namespace reverie::object_rows {

// clang-format off
std::vector<Object> instruments() {
  return {
    {"guitar", "guitar", {"electric guitar"}, kGround, "guitars", kAnyColour, 0.9F},
    {"saxophone", "saxophone", {"sax"}, kGround, "saxophones", kOwnColours, 0.85F},
    {"accordion", "accordion", {"squeezebox"}, kGround, "accordions", kAnyColour, 0.8F},
    {"banjo", "banjo", {}, kGround, "banjos", kOwnColours, 0.85F},
    {"violin", "violin", {"fiddle", "cello"}, kGround, "violins", kOwnColours, 0.85F},
    {"trumpet", "trumpet", {"cornet"}, kGround, "trumpets", kOwnColours, 0.8F},
    {"trombone", "trombone", {}, kGround, "trombones", kOwnColours, 0.85F},
    {"flute", "flute", {"recorder", "piccolo"}, kGround, "flutes", kOwnColours, 0.75F},
    {"harp", "harp", {"lyre"}, kGround, "harps", kOwnColours, 0.95F},
    {"drum", "drum", {"snare drum"}, kGround, "drums", kAnyColour, 0.8F},
    {"conga drum", "long-drum", {"bongo", "djembe"}, kGround, "conga drums", kOwnColours, 0.85F},
    {"maracas", "maracas", {"pair of maracas"}, kGround, "pairs of maracas", kOwnColours, 0.75F, {"maracas"}},
    {"piano keys", "musical-keyboard", {"piano", "piano keyboard"},
     kGround, "piano keyboards", kOwnColours, 0.75F, {"piano keys"}},
    {"microphone", "microphone", {"mic"}, kGround, "microphones", kOwnColours, 0.75F},
    {"studio microphone", "studio-microphone", {"old microphone"}, kGround, "studio microphones", kOwnColours, 0.8F},
    {"headphones", "headphone", {"pair of headphones"},
     kGround, "pairs of headphones", kOwnColours, 0.7F, {"headphones"}},
    {"megaphone", "megaphone", {"loudspeaker", "bullhorn"}, kGround, "megaphones", kAnyColour, 0.75F},
    {"horn", "postal-horn", {"french horn", "bugle"}, kGround, "horns", kOwnColours, 0.8F},
    {"bell", "bell", {"golden bell", "church bell"}, kGround, "bells", kOwnColours, 0.75F},
  };
}
// clang-format on

}  // namespace reverie::object_rows
