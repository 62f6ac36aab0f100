// A made-up atlas for tests, so that they need neither libvips nor the built file.
#pragma once

#include "training/world/atlas.h"
#include "training/world/objects.h"

namespace reverie {

// Each object a red block of full height and half width on the bottom edge; all else transparent. All
// objects share one memory: clone() before writing.
inline Atlas block_atlas() {
  const torch::Tensor sprite = torch::zeros({1, 4, kSpritePx, kSpritePx}, torch::kUInt8);
  const torch::Tensor block = sprite.narrow(3, kSpritePx / 4, kSpritePx / 2);
  block.select(1, 0).fill_(220);
  block.narrow(1, 1, 2).fill_(30);
  block.select(1, 3).fill_(255);
  return {sprite.expand({static_cast<std::int64_t>(objects().size()), -1, -1, -1})};
}

}  // namespace reverie
