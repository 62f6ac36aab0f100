// pipeline/finish_picture.h
//
// From what the network drew to what was asked for: what an edit leaves alone is the given picture again, a
// sign can be read, the style is drawn over all of it, and it has the size that was wanted.
//
//   a sign     drawn over what the network made of it, at the size that is drawn
//   plain      enlarged and cut (render_plan.h); then the given picture's own pixels are kept
//              (keep_outside.h)
//   a style    cut first, so that a frame is whole, and treated at the size that is drawn; then enlarged
//
// Used by   pipeline/image_pipeline
// Proven by tests/pipeline/finish_picture_test.cpp
#pragma once

#include <optional>
#include <vector>

#include "core/layout.h"
#include "drawing/styles/style.h"
#include "image/image.h"
#include "lookup/scenery.h"
#include "models/upscaler.h"
#include "pipeline/render_plan.h"

namespace reverie {

struct Finish {
  RenderPlan plan;
  Grid grid;                        // of what was drawn
  std::optional<Cutout> sign = {};  // at as many pixels a token as was drawn
  Style style = Style::Flat;
  // Of an edit that leaves the rest alone: what is not; else nothing. `given` is its picture.
  std::optional<std::vector<Square>> changed = {};
  const Image* given = nullptr;
  const Upscaler* upscaler = nullptr;  // lives on `device`; without one pictures are resized
  torch::Device device = torch::kCPU;
};

// `from_network` has the size plan.drawn. Returns a picture of the size plan.wanted.
Image finish_picture(const Image& from_network, const Finish& finish);

}  // namespace reverie
