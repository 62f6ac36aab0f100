// training/world/compose.h
//
// Draws scenes: the place, and on it the objects in their slots, each on a soft shadow where it stands.
// Batched tensor operations throughout, so that a GPU is fed as well as a CPU.
//
// Used by   the trainer's data set, the sample sheets, `reverie eval`.
// Layers    background, then the sign, then the sprites in their order: a later one covers an earlier one;
//           then what falls or drifts in front of them. Last the style of the scene treats the whole
//           picture.
// Speed     Backgrounds, sprites and weather are kept once drawn, 8 bits a channel, the longest unused
//           leaving first; a scene then costs one copy and one blend per object.
// Traps     Not for two threads at once: one Compositor each. A sprite is drawn for one px_per_token
//           and never resized again, so two sizes of a scene differ by their own antialiasing.
// Proven by tests/training/world/compose_test.cpp
#pragma once

#include <torch/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "lookup/glyphs.h"
#include "training/world/atlas.h"
#include "training/world/scene.h"

namespace reverie {

// Tensors by name, at most `capacity_bytes` of them (but always the newest one).
class RecentTensors {
 public:
  explicit RecentTensors(std::size_t capacity_bytes) : capacity_bytes_(capacity_bytes) {}

  // The tensor called `name`, made by `make` if it is not here.
  torch::Tensor get(const std::string& name, const std::function<torch::Tensor()>& make);

  std::size_t size_bytes() const { return size_bytes_; }

 private:
  using Entry = std::pair<std::string, torch::Tensor>;

  std::size_t capacity_bytes_;
  std::size_t size_bytes_ = 0;
  std::list<Entry> newest_first_;
  std::unordered_map<std::string, std::list<Entry>::iterator> by_name_;
};

// What the colours of objects are multiplied by in this place and setting: lamps are lit in rooms.
Light light_on_objects(std::int64_t place, const Setting& setting);

class Compositor {
 public:
  // The atlas must outlive nothing: its tensor is shared. A scene with an object that it lacks is refused:
  // Error(InvalidRequest, "atlas"). `capacity_bytes` bounds what is kept on
  // `device`; the default holds every background of one grid and every sprite at 16 px a token.
  Compositor(const Atlas& atlas, torch::Device device, std::size_t capacity_bytes = std::size_t{1} << 30);

  // The letters of signs. Without them a scene with a sign is refused: Error(InvalidRequest, "glyphs").
  void use_glyphs(const Glyphs& glyphs);
  const std::optional<Glyphs>& glyphs() const { return glyphs_; }

  torch::Device device() const { return device_; }

  // [3, rows * px, columns * px] float32, 0 to 1, on the device. px_per_token 4 to 256; 64 is native.
  torch::Tensor render(const Scene& scene, std::int64_t px_per_token);

  // [rows * px, columns * px] float32, 0 to 1: how much of each pixel of the scene's place is sky.
  torch::Tensor sky(const Scene& scene, std::int64_t px_per_token);

  // [B, 3, rows * px, columns * px] for B scenes of one grid, at least one.
  // Throws Error(InvalidRequest) for mixed grids, none, or px_per_token out of range.
  torch::Tensor render_batch(const std::vector<Scene>& scenes, std::int64_t px_per_token);

  // An object in its slot, with its shadow and before any light: [s * s, 4] uint8, premultiplied, with
  // s = sprite.tokens * px. Where it stands is left to the caller.
  torch::Tensor draw_sprite(const Sprite& sprite, std::int64_t px) const;

 private:
  torch::Tensor background(const Scene& scene, std::int64_t px);                     // [H, W, 3] uint8
  torch::Tensor sprite(const Sprite& sprite, std::int64_t px);                       // draw_sprite(), kept
  torch::Tensor weather(const Setting& shown, const Scene& scene, std::int64_t px);  // [H, W, 4] uint8
  void blend_weather(torch::Tensor& canvas, const std::vector<Scene>& scenes, std::int64_t px);
  void blend_sign(torch::Tensor picture, const Scene& scene, std::int64_t px);  // [H, W, 3]
  // Of this layer, those of one size.
  void blend_sprites(torch::Tensor& canvas, const std::vector<Scene>& scenes, std::size_t layer,
                     std::int64_t tokens, std::int64_t px);

  torch::Tensor sprites_;                // [N, 4, s, s] uint8, on the device
  std::vector<std::int64_t> sprite_of_;  // place in `sprites_` of each object; -1: the atlas lacks it
  torch::Device device_;
  std::optional<Glyphs> glyphs_;  // masks on the device, what is asked one by one on the CPU
  RecentTensors recent_;
};

}  // namespace reverie
