// lookup/typefaces.h
//
// The typefaces that signs are lettered in: clearly different ones, openly licensed, each in a Debian
// package. Their names, files and packages are written here and nowhere else.
//
// Used by   glyphs_build.cpp (draws them), sign sampling and captions.
// Source    Debian 12; licences and authors are in NOTICE.
// Trap      A typeface's index is its place in this table, and the glyph file holds one sheet for each row.
// Proven by tests/training/world/lettering/glyphs_build_test.cpp
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace reverie {

struct Typeface {
  std::string name;     // "sans": unique
  std::string font;     // as Pango asks for it, without the size
  std::string file;     // the font's file, somewhere below /usr/share/fonts
  std::string package;  // of Debian, that brings it
  std::vector<std::string>
      manners;  // "in handwriting": how a caption may tell it; empty: it cannot be told at a glance
};

const std::vector<Typeface>& typefaces();

}  // namespace reverie
