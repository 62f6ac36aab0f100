#include "training/world_things.h"

#include <torch/utils.h>

namespace reverie {
namespace {

// As it looks by day.
Cutout cutout_of(const Sprite& sprite, const Compositor& compositor, std::int64_t px_per_token) {
  const int64_t side = sprite.tokens * px_per_token;
  const Tensor rgba = compositor.draw_sprite(sprite, px_per_token).view({side, side, 4}).permute({2, 0, 1});
  return {rgba.to(torch::kFloat) / 255, {sprite.row, sprite.column}};
}

}  // namespace

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

std::vector<WorldThings> draw_world_things(const Scene& scene, const Compositor& compositor,
                                           std::int64_t px_per_token, const Surroundings& surroundings) {
  const bool by_day = !surroundings.atmosphere.on_things;
  std::vector<WorldThings> drawn;
  for (const std::vector<PlacedPicture>& group : grouped(placed_in(scene), by_day).to_draw) {
    const Frame frame = frame_of(group);
    std::vector<Cutout> things;
    for (const PlacedPicture& one : group) {
      const Sprite& sprite = scene.sprites[static_cast<std::size_t>(one.picture)];
      Cutout thing = standing_in(surroundings, cutout_of(sprite, compositor, px_per_token), px_per_token);
      thing.slot = {thing.slot.row - frame.slot.row, thing.slot.column - frame.slot.column};
      things.push_back(std::move(thing));
    }
    WorldThings& one = drawn.emplace_back(WorldThings{on_grey(things, frame.grid, px_per_token), frame});
    if (group.size() == 1 && group.front().is_in_book()) one.by_day = group.front().slot;
  }
  return drawn;
}

}  // namespace reverie
