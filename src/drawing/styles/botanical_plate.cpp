// Botanical plate: a coloured engraving in an old book.
//
// How   What has detail keeps its colours, softly; plain sky and ground fade into aged paper. Fine brown
//       outlines, two thin frames, a browned edge.
#include <torch/utils.h>

#include "drawing/styles/blur.h"
#include "drawing/styles/edges.h"
#include "drawing/styles/noise.h"
#include "drawing/styles/tones.h"
#include "drawing/styles/treatments.h"

namespace reverie::styles {

Tensor botanical_plate(const Page& page) {
  const Page areas = page.with(flat_patches(page.with(exposed(page.pixels, 0.66, 0.75)), 0.12));
  const Tensor edges = edge_strength(areas);
  const Tensor subject = detailed(page, edges, 0.55);  // [B, 1, H, W]
  const Tensor border = to_border(page), grain = paper_grain(page, 0.4, 1);
  const Tensor paper = colour(page, 0xEFE3C4) * (1 + 0.05 * grain) *
                       (1 - 0.14 * smooth_step(border + 1.2 * grain, 1.6, 0));  // [3, H, W]
  const Tensor pigment = saturated(areas.pixels, 0.9) * colour(page, 0xFFF2DA);
  const Tensor wash = paper * (1 + (pigment - 1) * (0.15 + 0.85 * subject));
  const Tensor lines = 0.8 * smooth_step(edges, 0.10, 0.32) * (0.35 + 0.65 * subject);
  const Tensor plate = mixed(wash, colour(page, 0x4A3320), lines);
  const Tensor frames = torch::maximum(0.9 * smooth_step((border - 0.62).abs(), 0.08, 0.01),
                                       0.7 * smooth_step((border - 0.40).abs(), 0.075, 0.01));
  return mixed(mixed(paper, plate, smooth_step(border, 0.62, 0.68)), colour(page, 0x5A4028), frames);
}

}  // namespace reverie::styles
