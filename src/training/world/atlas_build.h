// training/world/atlas_build.h
//
// Draws the icons of assets/objects/noto.json into the atlas. The only part of the world that needs
// libvips, so a library of its own (reverie_world_atlas), left out where libvips is missing.
//
// Used by   apps/, before a first training run; the tests of the world.
// Trap      libvips may have been told to block loaders of untrusted formats, and SVG is one. This
//           lifts the block for SVG while it runs, for the whole process, and puts it in force when it
//           is done: do not call it while requests are served.
// Proven by tests/training/world/atlas_build_test.cpp
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "training/world/atlas.h"

namespace reverie {

// Every icon that objects() names, trimmed to what it draws, as large as fits 384x384, centred on the
// bottom edge. `only` are the objects to draw, the others staying transparent; empty means all, which takes
// some 25 seconds. Throws Error(NotFound) or Error(CorruptFile) naming the icon.
Atlas draw_atlas(const std::filesystem::path& icons_json, std::vector<std::int64_t> only = {});

// `count` objects spread evenly over the table, or all of them if there are fewer, as large as fits
// `side_px` x `side_px`; the atlas holds these and no others.
Atlas draw_chosen_atlas(const std::filesystem::path& icons_json, std::int64_t count, std::int64_t side_px);

// draw_atlas() and Atlas::save().
void build_atlas(const std::filesystem::path& icons_json, const std::filesystem::path& out_path);

}  // namespace reverie
