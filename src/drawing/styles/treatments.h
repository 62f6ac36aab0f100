// drawing/styles/treatments.h
//
// The styles, one file each. A treatment takes a page and returns its pixels as they look in that style,
// [B, 3, H, W]; values a little outside 0 to 1 are left to apply_style().
//
// Used by   style.cpp, which names each once.
#pragma once

#include "drawing/styles/page.h"

namespace reverie::styles {

Tensor watercolour(const Page& page);
Tensor ink(const Page& page);
Tensor pencil_sketch(const Page& page);
Tensor pixel_art(const Page& page);
Tensor neon(const Page& page);
Tensor film(const Page& page);
Tensor pop_art(const Page& page);
Tensor blueprint(const Page& page);
Tensor botanical_plate(const Page& page);
Tensor oil_painting(const Page& page);
Tensor chiaroscuro(const Page& page);
Tensor noir(const Page& page);
Tensor stained_glass(const Page& page);
Tensor paper_cut(const Page& page);
Tensor art_deco(const Page& page);
Tensor steampunk(const Page& page);

}  // namespace reverie::styles
