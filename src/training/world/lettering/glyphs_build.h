// training/world/lettering/glyphs_build.h
//
// Draws the letters of all typefaces with libvips (through Pango) from the fonts installed on this machine.
// Part of the library reverie_world_atlas, which is left out where libvips is missing.
//
// Used by   apps/train_command (`reverie train glyphs`); the tests of the world.
// How       Each glyph is drawn alone, which gives its picture and where it lies; its advance is the width of
//           "HgH" less that of "HH", without kerning and ligatures. The same fonts give the same bytes.
// Proven by tests/training/world/lettering/glyphs_build_test.cpp
#pragma once

#include <filesystem>

#include "lookup/glyphs.h"

namespace reverie {

// Throws Error(NotFound) naming the packages to install where fonts are missing.
Glyphs draw_glyphs();

// draw_glyphs() and Glyphs::save().
void build_glyphs(const std::filesystem::path& out_path);

}  // namespace reverie
