#include "training/world_things.h"

#include <torch/utils.h>

namespace reverie {

std::vector<PlacedPicture> placed_in(const Scene& scene) {
  const bool cover_each_other = scene.arrangement == Arrangement::Behind ||
                                scene.arrangement == Arrangement::Under ||
                                scene.arrangement == Arrangement::Crowd;
  std::vector<PlacedPicture> placed;
  for (std::size_t i = 0; i < scene.sprites.size(); ++i) {
    const Sprite& sprite = scene.sprites[i];
    placed.push_back({static_cast<int64_t>(i), {sprite.row, sprite.column}, false, sprite.tokens});
    if (cover_each_other) placed.back().group = 0;
  }
  group_what_covers(placed);
  return placed;
}

std::vector<Cutout> cutouts_of(const std::vector<Sprite>& sprites, const Compositor& compositor,
                               std::int64_t px_per_token) {
  std::vector<Cutout> cutouts;
  for (const Sprite& sprite : sprites) {
    const int64_t side = sprite.tokens * px_per_token;
    const Tensor rgba = compositor.draw_sprite(sprite, px_per_token).view({side, side, 4}).permute({2, 0, 1});
    cutouts.push_back({rgba.to(torch::kFloat) / 255, {sprite.row, sprite.column}});
  }
  return cutouts;
}

std::vector<WorldThings> draw_world_things(const Scene& scene, const Compositor& compositor,
                                           std::int64_t px_per_token) {
  std::vector<WorldThings> drawn;
  for (const std::vector<PlacedPicture>& group : grouped(placed_in(scene)).to_draw) {
    const Frame frame = frame_of(group);
    std::vector<Sprite> sprites;
    for (const PlacedPicture& one : group) {
      sprites.push_back(scene.sprites[static_cast<std::size_t>(one.picture)]);
      sprites.back().row -= frame.slot.row;
      sprites.back().column -= frame.slot.column;
    }
    drawn.push_back(
        {on_grey(cutouts_of(sprites, compositor, px_per_token), frame.grid, px_per_token), frame});
  }
  return drawn;
}

}  // namespace reverie
