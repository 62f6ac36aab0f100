#include "evaluation/scene_reader.h"

#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "core/size_words.h"

namespace reverie {
namespace {

using torch::Tensor;

constexpr std::int64_t kStride = kReadingPx / 2;  // half a token
constexpr std::int64_t kMostObjects = 8;
constexpr std::int64_t kApart = 4;         // strides: two objects are never nearer than two tokens
constexpr double kCappedDifference = 0.2;  // of a channel, when backgrounds are compared
constexpr double kLeastContrast = 0.01;    // mean square of what a drawing must change to be visible
constexpr double kSameColour = 0.015;      // of rho

constexpr TimeOfDay kTimes[] = {TimeOfDay::Dawn, TimeOfDay::Day, TimeOfDay::Sunset, TimeOfDay::Night};

std::vector<std::int64_t> counted(std::size_t count) {
  std::vector<std::int64_t> all(count);
  std::iota(all.begin(), all.end(), 0);
  return all;
}

// The scene's place, empty, at every time and in every layout.
void add_times_and_layouts(std::vector<Scene>& scenes, Scene scene) {
  scene.arrangement = Arrangement::Empty;
  scene.sprites.clear();
  for (const TimeOfDay time : kTimes) {
    for (scene.layout = 0; scene.layout < kLayouts; ++scene.layout) {
      scene.time = time;
      scenes.push_back(scene);
    }
  }
}

const Place& place_of(const Scene& scene) {
  return places()[static_cast<std::size_t>(scene.place)];
}

// picture [3, h, w] -> [1, 3, rows * kReadingPx, columns * kReadingPx]
Tensor at_reading_size(const Tensor& picture, Grid grid) {
  const Tensor batch = picture.to(torch::kFloat).cpu().unsqueeze(0);
  const std::int64_t height = grid.rows * kReadingPx;
  const std::int64_t width = grid.columns * kReadingPx;
  if (batch.size(2) == height && batch.size(3) == width) return batch;
  return at::_upsample_bilinear2d_aa(batch, {height, width}, false).clamp(0, 1);
}

}  // namespace

SceneReader::SceneReader(const Atlas& atlas, SceneOptions known)
    : compositor_(atlas, torch::kCPU), known_(std::move(known)) {
  if (known_.objects.empty()) known_.objects = counted(objects().size());
  if (known_.places.empty()) known_.places = counted(places().size());
  usual_ = {draw_templates(known_.objects, kSlotTokens)};
}

SceneReader::Templates SceneReader::draw_templates(const std::vector<std::int64_t>& object_list,
                                                   std::int64_t tokens) const {
  Templates templates;
  templates.tokens = tokens;
  const std::int64_t side = tokens * kReadingPx;
  std::vector<Tensor> drawings, outlines;
  std::vector<std::int64_t> outline_of;
  for (const std::int64_t object : object_list) {
    const auto colours_of_it = objects()[static_cast<std::size_t>(object)].takes_colour
                                   ? static_cast<std::int64_t>(colours().size())
                                   : 0;
    for (std::int64_t colour = kNoColour; colour < colours_of_it; ++colour) {
      templates.all.push_back({object, colour});
      const Tensor drawing =
          compositor_.draw_sprite({object, colour, 0, 0, tokens}, kReadingPx);  // [side * side, 4]
      drawings.push_back(drawing.view({side, side, 4}).permute({2, 0, 1}));
      outline_of.push_back(static_cast<std::int64_t>(outlines.size()));
    }
    outlines.push_back(drawings.back()[3].unsqueeze(0));
  }
  templates.outline_of = torch::tensor(outline_of);
  const Tensor all = torch::stack(drawings).to(torch::kFloat).div(255);  // [N, 4, s, s]
  templates.colour = all.narrow(1, 0, 3).contiguous();
  templates.faded = templates.colour * all.narrow(1, 3, 1);
  templates.alpha = torch::stack(outlines).to(torch::kFloat).div(255);
  constexpr std::int64_t kRimPx = 2;
  templates.rim = torch::max_pool2d((templates.alpha > 0.02).to(torch::kFloat), 2 * kRimPx + 1, 1, kRimPx);
  return templates;
}

std::vector<Scene> SceneReader::all_places(const Scene& asked) const {
  std::vector<Scene> scenes;
  for (const std::int64_t place : known_.places) {
    Scene scene = asked;
    scene.place = place;
    const Setting shown = shown_setting(place_of(scene), setting_of(asked));
    scene.season = shown.season;
    scene.weather = shown.weather;
    add_times_and_layouts(scenes, scene);
  }
  return scenes;
}

std::vector<Scene> SceneReader::all_settings(const Scene& asked) const {
  std::vector<Scene> scenes;
  Scene scene = asked;
  for (const Season season : seasons_of(place_of(asked))) {
    for (const Weather weather : weathers_of(place_of(asked), season)) {
      scene.season = season;
      scene.weather = weather;
      add_times_and_layouts(scenes, scene);
    }
  }
  return scenes;
}

SceneReader::Nearest SceneReader::nearest(const Tensor& picture, const std::string& name,
                                          const std::function<std::vector<Scene>()>& candidates) {
  Backgrounds& known = backgrounds_[name];
  if (!known.pictures.defined()) {
    known.scenes = candidates();
    known.pictures = compositor_.render_batch(known.scenes, kReadingPx);
  }
  const Tensor differences = (known.pictures - picture).abs_().clamp_max_(kCappedDifference).mean({1, 2, 3});
  const std::int64_t index = differences.argmin().item<std::int64_t>();
  return {known.pictures.narrow(0, index, 1), known.scenes[static_cast<std::size_t>(index)],
          differences[index].item<double>()};
}

SceneReader::Nearest SceneReader::background_of(const Tensor& picture, const Scene& asked) {
  const auto name = [](std::initializer_list<std::int64_t> numbers) {
    std::string text;
    for (const std::int64_t number : numbers) text += std::to_string(number) + ' ';
    return text;
  };
  const auto season = static_cast<std::int64_t>(asked.season),
             weather = static_cast<std::int64_t>(asked.weather);
  Nearest best = nearest(picture, "places " + name({asked.grid.rows, asked.grid.columns, season, weather}),
                         [&] { return all_places(asked); });
  if (!known_.seasons_and_weather) return best;
  Nearest here = nearest(picture, "settings " + name({asked.grid.rows, asked.grid.columns, asked.place}),
                         [&] { return all_settings(asked); });
  return here.difference < best.difference ? here : best;
}

Tensor SceneReader::rhos(const Templates& templates, const Tensor& picture, const Tensor& background,
                         const Tensor& light) {
  const auto slide = [](const Tensor& image, const Tensor& kernels) {
    return torch::conv2d(image, kernels, {}, kStride)[0];  // [kernels, rows, columns]
  };
  // An object's colours share its outline: what depends on that alone is done once for all of them.
  const auto slide_outlines = [&](const Tensor& image, const Tensor& kernels) {
    return slide(image.sum(1, true), kernels).index_select(0, templates.outline_of);  // [N, rows, columns]
  };
  const Tensor& alpha = templates.alpha;
  const Tensor lit = templates.colour * light;  // [N, 3, s, s]
  const Tensor change = picture - background;   // [1, 3, h, w]
  const Tensor product = slide(change, lit) - slide_outlines(change * background, alpha);
  const Tensor drawn = lit.square().sum({1, 2, 3}).view({-1, 1, 1}) -
                       2 * slide(background, templates.faded * light) +
                       slide_outlines(background.square(), alpha.square());  // |d|^2
  const Tensor found = slide_outlines(change.square(), templates.rim);       // |e|^2
  const Tensor area = 3 * alpha.sum({1, 2, 3}).index_select(0, templates.outline_of).view({-1, 1, 1});
  constexpr double kNothing = 1e-6;
  const Tensor rho = product / (drawn.clamp_min(kNothing) * found.clamp_min(kNothing)).sqrt();
  return torch::where(drawn > kLeastContrast * area, rho, torch::full_like(rho, -1));
}

SeenObject SceneReader::seen_at(const Templates& templates, const Tensor& rhos, std::int64_t index,
                                std::int64_t row, std::int64_t column) {
  const auto best = static_cast<std::size_t>(index);
  const auto rho_of = [&](std::size_t i) {
    return rhos[static_cast<std::int64_t>(i)][row][column].item<double>();
  };
  constexpr double kHalf = 0.5;
  SeenObject seen{templates.all[best].object,
                  {templates.all[best].colour},
                  kHalf * static_cast<double>(row),
                  kHalf * static_cast<double>(column),
                  rho_of(best),
                  templates.tokens};
  for (std::size_t i = 0; i < templates.all.size(); ++i) {
    if (i == best || templates.all[i].object != seen.object) continue;
    if (rho_of(i) > seen.rho - kSameColour) seen.colours.push_back(templates.all[i].colour);
  }
  return seen;
}

SeenScene SceneReader::read(const Tensor& picture, const Scene& asked) {
  return look_for(usual_, picture, asked);
}

SeenScene SceneReader::read_sizes(const Tensor& picture, const Scene& asked) {
  std::vector<std::int64_t> asked_objects;
  for (const Sprite& sprite : asked.sprites) asked_objects.push_back(sprite.object);
  std::sort(asked_objects.begin(), asked_objects.end());
  asked_objects.erase(std::unique(asked_objects.begin(), asked_objects.end()), asked_objects.end());
  std::set<std::int64_t> tokens{kSlotTokens};
  for (const SizeWords& size : size_words()) tokens.insert(size.tokens);
  for (const Sprite& sprite : asked.sprites) tokens.insert(sprite.tokens);
  std::vector<Templates> sizes;
  for (const std::int64_t one : tokens) {
    if (one <= std::min(asked.grid.rows, asked.grid.columns))
      sizes.push_back(draw_templates(asked_objects, one));
  }
  return look_for(sizes, picture, asked);
}

SeenScene SceneReader::look_for(const std::vector<Templates>& sizes, const Tensor& picture,
                                const Scene& asked) {
  const torch::NoGradGuard no_grad;
  const Tensor small = at_reading_size(picture, asked.grid);
  const Nearest behind = background_of(small, asked);
  SeenScene seen{behind.scene.place, setting_of(behind.scene), {}};

  const Light shining = light_on_objects(behind.scene.place, seen.setting);
  const Tensor light = torch::tensor({shining.r, shining.g, shining.b}).view({3, 1, 1});
  Tensor background = behind.picture.clone();
  std::vector<Tensor> is_free(sizes.size());  // of each size, [rows, columns]
  while (static_cast<std::int64_t>(seen.objects.size()) < kMostObjects) {
    std::size_t best_size = 0;
    SeenObject best{0, {}, 0, 0, -1};
    std::int64_t outline = 0;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      Tensor rho = rhos(sizes[i], small, background, light);
      if (!is_free[i].defined()) is_free[i] = torch::ones({rho.size(1), rho.size(2)}, torch::kBool);
      rho.masked_fill_(is_free[i].logical_not(), -1);
      const std::int64_t place_of_best = rho.argmax().item<std::int64_t>();
      const std::int64_t places_count = rho.size(1) * rho.size(2);
      const std::int64_t index = place_of_best / places_count;
      const std::int64_t row = place_of_best % places_count / rho.size(2);
      const std::int64_t column = place_of_best % rho.size(2);
      if (rho[index][row][column].item<double>() <= best.rho) continue;
      best = seen_at(sizes[i], rho, index, row, column);
      best_size = i;
      outline = index;
    }
    if (best.rho < kLeastRho) break;
    seen.objects.push_back(best);
    take(best, sizes, is_free);
    const Templates& templates = sizes[best_size];
    const auto px = [](double tokens) { return std::llround(tokens * kReadingPx); };
    const std::int64_t side = templates.tokens * kReadingPx;
    Tensor slot = background[0].narrow(1, px(best.row), side).narrow(2, px(best.column), side);
    slot.mul_(1 - templates.alpha[templates.outline_of[outline].item<std::int64_t>()])
        .add_(templates.colour[outline] * light);
  }
  return seen;
}

void SceneReader::take(const SeenObject& seen, const std::vector<Templates>& sizes,
                       std::vector<Tensor>& is_free) {
  const auto narrow = [](Tensor t, int dimension, std::int64_t from, std::int64_t to) {
    from = std::clamp<std::int64_t>(from, 0, t.size(dimension));
    to = std::clamp(to, from, t.size(dimension));
    return t.narrow(dimension, from, to - from);
  };
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    // A stride is half a token, and so is half of a square of one token: the middles of both are compared.
    const std::int64_t off = seen.tokens - sizes[i].tokens;
    const std::int64_t row = std::llround(2 * seen.row) + off, column = std::llround(2 * seen.column) + off;
    narrow(narrow(is_free[i], 0, row - kApart, row + kApart + 1), 1, column - kApart, column + kApart + 1)
        .fill_(false);
  }
}

}  // namespace reverie
