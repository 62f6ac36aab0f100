#include "training/train_upscaler.h"

#include <torch/utils.h>
#include <algorithm>
#include <memory>
#include <numeric>

#include "core/error.h"
#include "core/file.h"
#include "image/resize.h"
#include "training/mini_networks.h"
#include "training/picture_bytes.h"
#include "training/picture_loss.h"
#include "training/sample_sheet.h"
#include "training/training_loop.h"
#include "training/upscaler_pairs.h"
#include "weights/weights.h"

namespace reverie {
namespace {

constexpr int64_t kFirstScenes = 8;  // in the pool before the first step
constexpr int64_t kSheetRows = 6;
constexpr int64_t kSheetPx = 512;
constexpr double kEdgeShare = 0.25;
constexpr std::size_t kCompositorBytes = std::size_t{1} << 29;

// What the pipeline does without an upscaler: uint8 [3, h, w] -> uint8 [3, factor h, factor w].
Tensor resized(const Tensor& bytes, int64_t factor) {
  const Tensor rows = bytes.permute({1, 2, 0}).contiguous().cpu();  // [h, w, 3]
  const auto* first = rows.data_ptr<uint8_t>();
  const Image picture{rows.size(1), rows.size(0), std::vector<uint8_t>(first, first + rows.numel())};
  const Image larger = resize(picture, {factor * picture.width_px, factor * picture.height_px});
  const Tensor made = torch::empty({larger.height_px, larger.width_px, 3}, torch::kUInt8);
  std::copy(larger.rgb.begin(), larger.rgb.end(), made.data_ptr<uint8_t>());
  return made.permute({2, 0, 1}).to(bytes.device());
}

// [..., h, w] -> the square of `side` whose upper left corner is (top, left).
Tensor square(const Tensor& picture, int64_t top, int64_t left, int64_t side) {
  return picture.narrow(-2, top, side).narrow(-1, left, side);
}

class Trainer {
 public:
  explicit Trainer(const UpscalerTraining& options)
      : options_(options),
        source_(std::make_shared<TrainableWeights>(options.seed, std::nullopt, options.device)),
        upscaler_(Weights(source_), options.network),
        autoencoder_(open_mini_autoencoder(options.model, options.device)),
        atlas_(Atlas::load_chosen(options.atlas)),
        compositor_(atlas_, options.device, kCompositorBytes),
        pairs_(autoencoder_, compositor_, options.seed, options.pool, scenes(false), Given::AsSoftened),
        validation_(autoencoder_, compositor_, options.seed + 77, options.validation_scenes, scenes(true),
                    Given::AsDecoded) {
    if (upscaler_.doublings().size() != 2) {
      throw Error(ErrorCode::Internal, "train_upscaler: expected a network of two doublings");
    }
    check_crop();
    if (!options.glyphs.empty()) compositor_.use_glyphs(Glyphs::load(options.glyphs));
  }

  void run() {
    run_training({.run = options_.run,
                  .steps = options_.steps,
                  .learning_rate = options_.learning_rate,
                  .seed = options_.seed,
                  .muon_names = {"convs."},
                  .average_decay = 0.995,
                  .checkpoint_every = options_.checkpoint_every,
                  .show_every = options_.checkpoint_every},
                 {.trained = source_->named(),
                  .loss = [this](int64_t step) { return step_loss(step); },
                  .show =
                      [this](const RunFolder& folder, int64_t done) {
                        evaluate(folder, done);
                        write_folder();
                      }});
  }

 private:
  // A crop is taken out of any scene, with its margin, in whole places of both networks.
  void check_crop() const {
    const int64_t side = options_.crop_px;
    const int64_t most = kSmallestGrid * autoencoder_.config().pixels_per_token() - 2 * first().margin();
    const int64_t places = std::lcm(first().unshuffle(), second().unshuffle());
    if (side % places == 0 && side <= most && side > second().margin()) return;
    throw Error(ErrorCode::InvalidRequest,
                "expected a multiple of " + std::to_string(places) + " above " +
                    std::to_string(second().margin()) + " and up to " + std::to_string(most) + ", got " +
                    std::to_string(side),
                "--crop-px");
  }

  // Where a crop of a pair begins: of the part that is doubled, without its margin.
  struct Place {
    const UpscalerPair* pair;
    int64_t row;
    int64_t column;
  };

  const Doubling& first() const { return upscaler_.doublings().front(); }
  const Doubling& second() const { return upscaler_.doublings().back(); }

  SceneOptions scenes(bool held_out) const {
    return {.held_out = held_out,
            .objects = atlas_.chosen,
            .seasons_and_weather = true,
            .styles = true,
            .signs = !options_.glyphs.empty()};
  }

  Place random_place(Random& random) const {
    const int64_t m = first().margin();
    const auto count = static_cast<int64_t>(pairs_.pairs().size());
    const UpscalerPair& pair = pairs_.pairs()[static_cast<std::size_t>(random.below(count))];
    return {&pair, m + random.below(pair.given.size(1) - options_.crop_px - 2 * m + 1),
            m + random.below(pair.given.size(2) - options_.crop_px - 2 * m + 1)};
  }

  // Of two places the one with more to see, half of the time: most of a drawing is plain.
  Place pick_place(Random& random) const {
    const Place one = random_place(random);
    if (random.chance(0.5)) return one;
    const Place other = random_place(random);
    const auto detail = [&](const Place& place) {
      return unit_of(square(place.pair->given, place.row, place.column, options_.crop_px))
          .std()
          .item<double>();
    };
    return detail(one) > detail(other) ? one : other;
  }

  Tensor step_loss(int64_t step) {
    pairs_.advance_to(kFirstScenes + step / options_.steps_per_scene);
    Random random(options_.seed + 1, static_cast<uint64_t>(step));
    const int64_t m = first().margin();
    const int64_t inner = second().margin();
    const int64_t side = options_.crop_px;            // n, doubled once
    const int64_t inner_side = 2 * side - 2 * inner;  // k, what of that is doubled again
    std::vector<Tensor> given, twice, four_times;
    for (int64_t i = 0; i < options_.batch; ++i) {
      const auto [pair, row, column] = pick_place(random);
      given.push_back(square(pair->given, row - m, column - m, side + 2 * m));
      twice.push_back(square(pair->twice, 2 * row, 2 * column, 2 * side));
      four_times.push_back(
          square(pair->four_times, 2 * (2 * row + inner), 2 * (2 * column + inner), 2 * inner_side));
    }
    const Tensor once = first().forward_framed(unit_of(torch::stack(given)));  // [B, 3, 2n, 2n]
    const Tensor again = second().forward_framed(once.detach().clamp(-1, 1));  // [B, 3, 2k, 2k]
    return edge_loss(once, unit_of(torch::stack(twice)), kEdgeShare) +
           edge_loss(again, unit_of(torch::stack(four_times)), kEdgeShare);
  }

  // Withheld combinations, whole scenes: as close as the upscaler comes to the drawing, and as the resize
  // does; and a sheet of one part of some scenes, resized, upscaled and drawn.
  void evaluate(const RunFolder& folder, int64_t step) {
    validation_.advance_to(options_.validation_scenes);
    double twice_db = 0, four_times_db = 0, resized_twice_db = 0, resized_four_times_db = 0;
    std::vector<Tensor> sheet;
    for (const UpscalerPair& pair : validation_.pairs()) {
      const Tensor twice = unit_of(pair.twice).unsqueeze(0);
      const Tensor four_times = unit_of(pair.four_times).unsqueeze(0);
      const Tensor once = first().forward(unit_of(pair.given).unsqueeze(0)).clamp(-1, 1);
      const Tensor again = second().forward(once).clamp(-1, 1);
      const Tensor enlarged = unit_of(resized(pair.given, 4)).unsqueeze(0);
      twice_db += psnr_db(once, twice);
      four_times_db += psnr_db(again, four_times);
      resized_twice_db += psnr_db(unit_of(resized(pair.given, 2)).unsqueeze(0), twice);
      resized_four_times_db += psnr_db(enlarged, four_times);
      if (static_cast<int64_t>(sheet.size()) == 3 * kSheetRows) continue;
      for (const Tensor& picture : {enlarged, again, four_times}) {
        const int64_t side = std::min(kSheetPx, picture.size(2) / 2);
        sheet.push_back(square(picture[0], picture.size(2) / 2, (picture.size(3) - side) / 2, side));
      }
    }
    write_sample_sheet(folder.path() / ("sheet-" + std::to_string(step) + ".ppm"), sheet, 3);
    const auto count = static_cast<double>(validation_.pairs().size());
    folder.log({{"step", step},
                {"psnr_db", {{"twice", twice_db / count}, {"four_times", four_times_db / count}}},
                {"resized_psnr_db",
                 {{"twice", resized_twice_db / count}, {"four_times", resized_four_times_db / count}}}});
  }

  void write_folder() const {
    const std::filesystem::path folder = options_.model / kUpscalerFolder;
    create_folder(folder);
    NamedTensors tensors;
    for (const auto& [name, tensor] : source_->named()) tensors.emplace_back(name, tensor.detach().cpu());
    write_safetensors(folder / (std::string(kDiffusersStem) + ".safetensors"), tensors, {{"format", "pt"}});
    write_json(folder / "config.json", options_.network.to_json());
  }

  UpscalerTraining options_;
  std::shared_ptr<TrainableWeights> source_;
  Upscaler upscaler_;
  Flux2Autoencoder autoencoder_;
  Atlas atlas_;
  Compositor compositor_;
  UpscalerPairs pairs_;
  UpscalerPairs validation_;
};

}  // namespace

void train_upscaler(const UpscalerTraining& options) {
  Trainer(options).run();
}

}  // namespace reverie
