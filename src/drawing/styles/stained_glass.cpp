// Stained glass: a church window with the sun behind it.
//
// How   Plain areas are leaded into irregular panes of one colour each, no two quite alike; where there is
//       detail the panes follow it and the lead runs along its outlines. Deep colours that glow into each
//       other, a stone frame.
#include <torch/utils.h>

#include "drawing/styles/blur.h"
#include "drawing/styles/cells.h"
#include "drawing/styles/edges.h"
#include "drawing/styles/noise.h"
#include "drawing/styles/tones.h"
#include "drawing/styles/treatments.h"

namespace reverie::styles {

Tensor stained_glass(const Page& page) {
  const Cells panes = cells(page, 1.5, 1);
  const Page soft = page.with(blurred(page, page.pixels, 0.35));
  const Tensor pane_colours = warped(soft, panes.x - x_of(page), panes.y - y_of(page));
  const Page areas = page.with(flat_patches(page, 0.2));
  const Tensor edges = edge_strength(areas);
  const Tensor detail = detailed(page, edges, 0.5);  // [B, 1, H, W]
  const Tensor plain = mixed(pane_colours, areas.pixels, 0.35 + 0.6 * detail);
  const Tensor tint = 0.5 * (9 * panes.x + 7 * panes.y).sin();  // of each pane
  const Tensor glass = saturated(plain.clamp_min(1e-3).pow(1.35), 2.1) * (1 + 0.42 * tint) + 0.05 * tint;
  const Tensor sun = 1.08 + 0.22 * (noise(page, 0.8, 4) - 0.5) - 0.09 * off_centre(page);
  const Tensor shining = (0.8 * glass + 0.32 * blurred(page, glass, 0.3)) * sun;
  const Tensor joints = smooth_step(panes.border, 0.12, 0.05) * (1 - 0.85 * detail);
  const Tensor outlines = smooth_step(edges, 0.18, 0.36);
  const Tensor frame = smooth_step(to_border(page), 0.22, 0.14);
  return mixed(shining, colour(page, 0x15120E), torch::maximum(torch::maximum(joints, outlines), frame));
}

}  // namespace reverie::styles
