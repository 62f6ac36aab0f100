// image/watermark.h
//
// A visible mark that a picture was made by a machine: small white letters with a dark edge at the bottom
// right, as the upstream service draws them.
//
// Used by   engine/pipeline_engine, apps/generate_command
// Proven by tests/image/watermark_test.cpp
#pragma once

#include <string>

#include "image/image.h"

namespace reverie {

// Draws `text` into `image`, about a thirtieth of its shorter side high. Only the corner changes.
// Throws Error(Internal) if no font can be used.
void add_watermark(Image& image, const std::string& text = "AI generated");

}  // namespace reverie
