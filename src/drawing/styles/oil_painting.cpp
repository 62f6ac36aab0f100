// Oil painting: thick paint, laid on with a broad brush.
//
// How   Areas run together into flat dabs, whose edges follow the bristles; stronger colours; the paint
//       stands up from the canvas, so that light from the top left catches bristles and dabs.
#include <torch/utils.h>

#include "drawing/styles/blur.h"
#include "drawing/styles/edges.h"
#include "drawing/styles/noise.h"
#include "drawing/styles/tones.h"
#include "drawing/styles/treatments.h"

namespace reverie::styles {

Tensor oil_painting(const Page& page) {
  const Tensor bristles = brush_strokes(page, 1);  // [H, W]
  const Tensor drag = 0.22 * (bristles - 0.5);
  const Tensor dabs = flat_patches(page.with(warped(page, drag, -drag)), 0.3);
  const Tensor paint = saturated(0.5 + 1.06 * (dabs - 0.5), 1.35);
  const Tensor light = luminance(paint);
  const Tensor raised = relief(page, light + 0.34 * bristles).clamp(-0.5, 0.5);
  return paint * (1 + 0.16 * (bristles - 0.5)) - 0.3 * raised * (0.25 + 0.75 * light);
}

}  // namespace reverie::styles
