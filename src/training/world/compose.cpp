#include "training/world/compose.h"

#include <torch/utils.h>
#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>

#include "core/error.h"
#include "drawing/styles/style.h"
#include "lookup/draw_sign.h"
#include "training/world/recolour.h"

namespace reverie {

namespace {

using torch::Tensor;

constexpr std::int64_t kMinPx = 4;
constexpr std::int64_t kMaxPx = 256;
constexpr double kFeetAboveSlot = 0.02;  // share of the slot below the feet, room for the shadow
constexpr double kShadowOpacity = 0.38;
constexpr double kShadowHeight = 0.035;  // half height, share of the slot

const Object& object_of(const Sprite& sprite) {
  return objects()[static_cast<std::size_t>(sprite.object)];
}

Tensor to_bytes(const Tensor& unit) {
  return (unit * 255).round().clamp(0, 255).to(torch::kUInt8);
}

// [1, 4, h, w] straight alpha, antialiased to side x side, premultiplied: resized straight, the
// colourless pixels outside the drawing would bleed into its edge.
Tensor fit(const Tensor& straight, std::int64_t side) {
  const Tensor alpha = straight.narrow(1, 3, 1);
  const Tensor premultiplied = torch::cat({straight.narrow(1, 0, 3) * alpha, alpha}, 1);
  return at::_upsample_bilinear2d_aa(premultiplied, {side, side}, false).clamp(0, 1)[0];  // [4, side, side]
}

// A soft ellipse on the ground, as wide as what touches it. alpha [s, s] of the sprite in its slot.
// Returns its opacity, [s, s].
Tensor contact_shadow(const Tensor& alpha) {
  const std::int64_t side = alpha.size(0);
  const auto s = static_cast<double>(side);
  const auto lowest = static_cast<std::int64_t>(0.86 * s);
  const Tensor feet = (alpha.narrow(0, lowest, side - lowest).amax(0) > 0.5).nonzero().view({-1}).cpu();
  if (feet.numel() == 0) return torch::zeros_like(alpha);
  const double left = static_cast<double>(feet[0].item<std::int64_t>());
  const double right = static_cast<double>(feet[-1].item<std::int64_t>() + 1);
  const double radius = 0.56 * (right - left) + 0.03 * s;
  const double centre_y = (1 - kFeetAboveSlot - 0.3 * kShadowHeight) * s;
  const Tensor pixels = torch::arange(side, alpha.options()) + 0.5;
  const Tensor dx = (pixels - (left + right) / 2) / radius;                                     // [s]
  const Tensor dy = (pixels - centre_y) / (kShadowHeight * s);                                  // [s]
  const Tensor inside = (1 - dx.square().unsqueeze(0) - dy.square().unsqueeze(1)).clamp(0, 1);  // [s, s]
  return kShadowOpacity * inside.sqrt();
}

Setting shown_in(const Scene& scene) {
  return shown_setting(places()[static_cast<std::size_t>(scene.place)], setting_of(scene));
}

std::string name_of(const Setting& setting) {
  return std::to_string(static_cast<int>(setting.time)) + ' ' +
         std::to_string(static_cast<int>(setting.season)) + ' ' +
         std::to_string(static_cast<int>(setting.weather));
}

// Of what else a picture of the whole scene depends on.
std::string name_of(const Scene& scene, std::int64_t px) {
  return std::to_string(scene.layout) + ' ' + std::to_string(scene.grid.rows * px) + ' ' +
         std::to_string(scene.grid.columns * px);
}

Tensor light_tensor(const Scene& scene) {
  const Light light = light_on_objects(scene.place, setting_of(scene));
  return torch::tensor({light.r, light.g, light.b, 1.0F});
}

// Treats the pictures of each style together, in place. pictures [B, 3, H, W].
void add_styles(Tensor& pictures, const std::vector<Scene>& scenes, std::int64_t px) {
  std::map<Style, std::vector<std::int64_t>> rows;
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    if (scenes[i].style != Style::Flat) rows[scenes[i].style].push_back(static_cast<std::int64_t>(i));
  }
  for (const auto& [style, indices] : rows) {
    const Tensor where = torch::tensor(indices).to(pictures.device());
    pictures.index_copy_(0, where, apply_style(pictures.index_select(0, where), style, px, kPaperSeed));
  }
}

std::set<std::int64_t> sizes_in(const std::vector<Scene>& scenes, std::size_t layer) {
  std::set<std::int64_t> sizes;
  for (const Scene& scene : scenes) {
    if (layer < scene.sprites.size()) sizes.insert(scene.sprites[layer].tokens);
  }
  return sizes;
}

void check(const std::vector<Scene>& scenes, std::int64_t px) {
  if (px < kMinPx || px > kMaxPx) {
    throw Error(ErrorCode::InvalidRequest,
                "compose: " + std::to_string(px) + " pixels a token, expected 4 to 256", "px_per_token");
  }
  if (scenes.empty()) throw Error(ErrorCode::InvalidRequest, "compose: no scenes", "scenes");
  for (const Scene& scene : scenes) {
    if (scene.grid != scenes.front().grid) {
      throw Error(ErrorCode::InvalidRequest, "compose: the scenes of a batch must have one grid", "scenes");
    }
  }
}

}  // namespace

Tensor RecentTensors::get(const std::string& name, const std::function<Tensor()>& make) {
  if (const auto found = by_name_.find(name); found != by_name_.end()) {
    newest_first_.splice(newest_first_.begin(), newest_first_, found->second);
    return found->second->second;
  }
  newest_first_.emplace_front(name, make());
  by_name_[name] = newest_first_.begin();
  size_bytes_ += newest_first_.front().second.nbytes();
  while (size_bytes_ > capacity_bytes_ && newest_first_.size() > 1) {
    size_bytes_ -= newest_first_.back().second.nbytes();
    by_name_.erase(newest_first_.back().first);
    newest_first_.pop_back();
  }
  return newest_first_.front().second;
}

Light light_on_objects(std::int64_t place, const Setting& setting) {
  const Place& where = places()[static_cast<std::size_t>(place)];
  return light_of(shown_setting(where, setting), where.indoors);
}

Compositor::Compositor(const Atlas& atlas, torch::Device device, std::size_t capacity_bytes)
    : sprites_(atlas.sprites.to(device)),
      sprite_of_(objects().size(), -1),
      device_(device),
      recent_(capacity_bytes) {
  if (atlas.chosen.empty()) std::iota(sprite_of_.begin(), sprite_of_.end(), 0);
  for (std::size_t i = 0; i < atlas.chosen.size(); ++i)
    sprite_of_.at(static_cast<std::size_t>(atlas.chosen[i])) = static_cast<std::int64_t>(i);
}

void Compositor::use_glyphs(const Glyphs& glyphs) {
  glyphs_ = {glyphs.masks.to(device_), glyphs.advances.cpu(), glyphs.cap_heights.cpu()};
}

Tensor Compositor::background(const Scene& scene, std::int64_t px) {
  const std::int64_t height_px = scene.grid.rows * px;
  const std::int64_t width_px = scene.grid.columns * px;
  const std::string name =
      "place " + std::to_string(scene.place) + ' ' + name_of(shown_in(scene)) + ' ' + name_of(scene, px);
  return recent_.get(name, [&] {
    const Tensor painted = paint_place(static_cast<int>(scene.place), setting_of(scene), {scene.layout},
                                       height_px, width_px, device_);  // [1, 3, H, W]
    return to_bytes(painted[0]).permute({1, 2, 0}).contiguous();       // [H, W, 3]
  });
}

Tensor Compositor::sky(const Scene& scene, std::int64_t px) {
  const Tensor bytes = recent_.get("sky " + std::to_string(scene.place) + ' ' + name_of(scene, px), [&] {
    return to_bytes(paint_sky_mask(static_cast<int>(scene.place), scene.layout, scene.grid.rows * px,
                                   scene.grid.columns * px, device_));
  });
  return bytes.to(torch::kFloat).div_(255);
}

Tensor Compositor::sprite(const Sprite& sprite, std::int64_t px) {
  const std::string name = "sprite " + std::to_string(sprite.object) + ' ' + std::to_string(sprite.colour) +
                           ' ' + std::to_string(sprite.tokens * px);
  return recent_.get(name, [&] { return draw_sprite(sprite, px); });
}

Tensor Compositor::draw_sprite(const Sprite& sprite, std::int64_t px) const {
  const Object& object = object_of(sprite);
  const std::int64_t slot = sprite.tokens * px;  // s
  const std::int64_t below = std::llround(kFeetAboveSlot * static_cast<double>(slot));
  const std::int64_t side =
      std::llround(static_cast<double>(object.height) * static_cast<double>(slot)) - below;
  const std::int64_t place = sprite_of_[static_cast<std::size_t>(sprite.object)];
  if (place < 0) throw Error(ErrorCode::InvalidRequest, "compose: the atlas has no " + object.name, "atlas");
  Tensor straight = sprites_[place].to(torch::kFloat).div(255).unsqueeze(0);  // [1, 4, s, s]
  if (sprite.colour != kNoColour) straight = recolour(straight, {sprite.colour});
  Tensor patch = torch::zeros({4, slot, slot}, straight.options());
  patch.narrow(1, slot - below - side, side).narrow(2, (slot - side) / 2, side).copy_(fit(straight, side));
  if (object.kind == Kind::Ground) {
    const Tensor alpha = patch[3];  // [s, s]; the shadow is black, so that only alpha changes
    alpha.add_((1 - alpha) * contact_shadow(alpha));
  }
  return to_bytes(patch).permute({1, 2, 0}).reshape({slot * slot, 4}).contiguous();
}

void Compositor::blend_sign(Tensor picture, const Scene& scene, std::int64_t px) {
  const Sign& sign = *scene.sign;
  if (!glyphs_)
    throw Error(ErrorCode::InvalidRequest, "compose: a sign, and no letters to write it with", "glyphs");
  const Tensor board = recent_.get("board " + name_of_board(sign) + ' ' + std::to_string(px),
                                   [&] { return draw_board(sign, px, device_); });
  const Tensor light = glows(sign.kind) ? torch::ones({4}) : light_tensor(scene);
  const Tensor rgba = (letter_board(board, sign, *glyphs_, px) * (light / 255).to(device_))
                          .view({sign.rows * px, sign.columns * px, 4});
  Tensor under =
      picture.narrow(0, sign.row * px, sign.rows * px).narrow(1, sign.column * px, sign.columns * px);
  under.copy_(rgba.narrow(2, 0, 3) + under * (1 - rgba.narrow(2, 3, 1)));
}

void Compositor::blend_sprites(Tensor& canvas, const std::vector<Scene>& scenes, std::size_t layer,
                               std::int64_t tokens, std::int64_t px) {
  const std::int64_t height = scenes.front().grid.rows * px;
  const std::int64_t width = scenes.front().grid.columns * px;
  std::vector<Tensor> patches, lights;
  std::vector<std::int64_t> corners;  // of each slot, into the pixels of the whole batch
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    if (layer >= scenes[i].sprites.size() || scenes[i].sprites[layer].tokens != tokens) continue;
    const Sprite& placed = scenes[i].sprites[layer];
    patches.push_back(sprite(placed, px));
    lights.push_back(light_tensor(scenes[i]));
    corners.push_back((static_cast<std::int64_t>(i) * height + placed.row * px) * width + placed.column * px);
  }
  const auto whole = torch::TensorOptions(torch::kLong).device(device_);
  const Tensor steps = torch::arange(tokens * px, whole);
  const Tensor inside = (steps.unsqueeze(1) * width + steps).view({1, -1});                     // [1, s*s]
  const Tensor where = (torch::tensor(corners).to(device_).view({-1, 1}) + inside).view({-1});  // [S*s*s]
  const Tensor light = (torch::stack(lights) / 255).to(device_).unsqueeze(1);                   // [S, 1, 4]
  const Tensor rgba = (torch::stack(patches) * light).view({-1, 4});                            // [S*s*s, 4]
  const Tensor under = canvas.index_select(0, where);                                           // [S*s*s, 3]
  canvas.index_copy_(0, where, rgba.narrow(1, 0, 3) + under * (1 - rgba.narrow(1, 3, 1)));
}

Tensor Compositor::weather(const Setting& shown, const Scene& scene, std::int64_t px) {
  return recent_.get("weather " + name_of(shown) + ' ' + name_of(scene, px), [&] {
    const auto layer =
        weather_layer(shown, scene.layout, scene.grid.rows * px, scene.grid.columns * px, device_);
    if (!layer) throw Error(ErrorCode::Internal, "compose: asked for the layer of a clear weather");
    return to_bytes(*layer).permute({1, 2, 0}).contiguous();  // [H, W, 4]
  });
}

// `canvas` is [B, H, W, 3].
void Compositor::blend_weather(Tensor& canvas, const std::vector<Scene>& scenes, std::int64_t px) {
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    const Setting shown = shown_in(scenes[i]);
    if (shown.weather == Weather::Clear) continue;
    const Tensor rgba = weather(shown, scenes[i], px).to(torch::kFloat).div_(255);
    canvas[static_cast<std::int64_t>(i)]
        .mul_(1 - rgba.narrow(2, 3, 1))
        .add_(rgba.narrow(2, 0, 3))
        .clamp_(0, 1);
  }
}

Tensor Compositor::render_batch(const std::vector<Scene>& scenes, std::int64_t px_per_token) {
  check(scenes, px_per_token);
  const torch::NoGradGuard no_grad;
  std::vector<Tensor> backgrounds;
  std::size_t layers = 0;
  for (const Scene& scene : scenes) {
    backgrounds.push_back(background(scene, px_per_token));
    layers = std::max(layers, scene.sprites.size());
  }
  Tensor canvas = torch::stack(backgrounds).to(torch::kFloat).div_(255);  // [B, H, W, 3]
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    if (scenes[i].sign) blend_sign(canvas[static_cast<std::int64_t>(i)], scenes[i], px_per_token);
  }
  Tensor pixels = canvas.view({-1, 3});  // [B*H*W, 3]
  for (std::size_t layer = 0; layer < layers; ++layer) {
    for (const std::int64_t tokens : sizes_in(scenes, layer))
      blend_sprites(pixels, scenes, layer, tokens, px_per_token);
  }
  blend_weather(canvas, scenes, px_per_token);
  Tensor pictures = canvas.permute({0, 3, 1, 2}).contiguous();  // [B, 3, H, W]
  add_styles(pictures, scenes, px_per_token);
  return pictures;
}

Tensor Compositor::render(const Scene& scene, std::int64_t px_per_token) {
  return render_batch({scene}, px_per_token)[0];
}

}  // namespace reverie
