#include "pipeline/image_pipeline.h"

#include <torch/utils.h>
#include <algorithm>

#include "core/error.h"
#include "image/resize.h"
#include "pipeline/enlarge.h"
#include "pipeline/finish_picture.h"
#include "pipeline/known_words.h"
#include "pipeline/picture_tensor.h"
#include "pipeline/prepare_scenery.h"
#include "pipeline/prepare_things.h"
#include "pipeline/tiled_decode.h"
#include "sampling/flow_match_euler.h"
#include "sampling/noise.h"
#include "tokenizer/prompt_tokens.h"

namespace reverie {
namespace {

// Of a picture, about: each costs as much as decoding the finished one.
constexpr int64_t kPreviews = 4;

constexpr int64_t kMaxImages = 15;  // references and results together
constexpr double kMaxGuidance = 20;
// Decoding in tiles begins above this many pixels; what a tile needs is then about what 2K needs.
constexpr int64_t kTilePx = 2048;
constexpr int64_t kTileOverlapPx = 256;

[[noreturn]] void refuse(const std::string& field, const std::string& expected, const std::string& got) {
  throw Error(ErrorCode::InvalidRequest, "expected " + expected + ", got " + got, field);
}

// How far along a request is: text first, then the pictures one after the other.
class Progress {
 public:
  Progress(const OnProgress& on_progress, int64_t images, int64_t steps)
      : on_progress_(on_progress), images_(images), steps_(steps) {}

  // `step` counts the parts of one picture's work: `steps` of denoising, one of decoding.
  void report(const std::string& stage, int64_t image, int64_t step, const Tensor& preview = {}) const {
    if (!on_progress_) return;
    constexpr double kTextShare = 0.05;
    const double of_picture = static_cast<double>(step) / static_cast<double>(steps_ + 1);
    const double share = step < 0
                             ? 0
                             : kTextShare + (1 - kTextShare) * (static_cast<double>(image) + of_picture) /
                                                static_cast<double>(images_);
    if (!on_progress_({stage, image, images_, share, preview}))
      throw Error(ErrorCode::Cancelled, "cancelled during " + stage);
  }

 private:
  const OnProgress& on_progress_;
  int64_t images_;
  int64_t steps_;
};

// [1, I, Z] -> [1, Z, rows, columns]
Tensor to_grid(const Tensor& tokens, int64_t rows, int64_t columns) {
  return tokens.transpose(1, 2).reshape({tokens.size(0), tokens.size(2), rows, columns});
}

// Of an edit that asks for a style alone: it is drawn over the given picture.
bool draws_nothing(const ImageResult& result) {
  return result.changed && result.changed->empty();
}

}  // namespace

ImagePipeline::ImagePipeline(std::filesystem::path model_folder, torch::Device device)
    : parts_(std::move(model_folder), device) {}

ImageResult ImagePipeline::run(const ImageRequest& request, const OnProgress& on_progress,
                               const std::function<void(int64_t, const Image&)>& on_image) {
  // The edge where LibTorch's exceptions become ours.
  try {
    return run_stages(request, on_progress, on_image);
  } catch (const Error&) {
    throw;
  } catch (const c10::OutOfMemoryError&) {
    throw Error(ErrorCode::OutOfMemory,
                "not enough memory for " + to_string(request.size) + "; ask for a smaller picture");
  } catch (const std::bad_alloc&) {
    throw Error(ErrorCode::OutOfMemory,
                "not enough memory for " + to_string(request.size) + "; ask for a smaller picture");
  } catch (const c10::Error& e) {
    const std::string what = e.what_without_backtrace();
    const bool is_memory = what.find("not enough memory") != std::string::npos;
    throw Error(is_memory ? ErrorCode::OutOfMemory : ErrorCode::Internal, what.substr(0, what.find('\n')));
  }
}

void ImagePipeline::check(const ImageRequest& request) const {
  if (request.prompt.find_first_not_of(" \t\r\n") == std::string::npos)
    refuse("prompt", "a description", "an empty text");
  if (request.count < 1 || request.count > kMaxImages)
    refuse("n", "1 to 15 images", std::to_string(request.count));
  const std::size_t most = parts_.settings().max_references;
  if (request.references.size() > most) {
    refuse("image", "at most " + std::to_string(most) + " reference images",
           std::to_string(request.references.size()));
  }
  if (static_cast<int64_t>(request.references.size()) + request.count > kMaxImages) {
    refuse("n", "references and results together at most 15",
           std::to_string(request.references.size()) + " + " + std::to_string(request.count));
  }
  if (!request.references.empty() && parts_.settings().references == ReferenceMode::None) {
    refuse(
        "image",
        "no reference images (the model " + parts_.folder().filename().string() + " was trained without any)",
        std::to_string(request.references.size()));
  }
  if (request.guidance_scale && !(*request.guidance_scale >= 1 && *request.guidance_scale <= kMaxGuidance)) {
    refuse("guidance", "1 to 20", std::to_string(*request.guidance_scale));
  }
  if (request.guidance_scale && *request.guidance_scale > 1 && parts_.settings().is_distilled) {
    refuse("guidance", "1 (the model is distilled and draws without guidance)",
           std::to_string(*request.guidance_scale));
  }
}

Tensor ImagePipeline::encode_prompt(const std::string& prompt, StageClock& clock,
                                    std::vector<std::string>& notes, int64_t least_length) {
  const ModelSettings& settings = parts_.settings();
  const PromptTokens tokens = clock.time("tokenize", [&] {
    PromptTokens found;
    for (const int64_t length : settings.text_lengths) {
      if (length < least_length) continue;
      found =
          tokenize_prompt(parts_.tokenizer(), parts_.chat_template(), prompt, static_cast<int32_t>(length));
      if (found.cut == 0) break;
    }
    return found;
  });
  if (tokens.cut > 0) {
    notes.push_back("the prompt is too long for the model: its last " + std::to_string(tokens.cut) +
                    " tokens were not read");
  }
  return clock.time("encode_text", [&] {
    const auto length = static_cast<int64_t>(tokens.ids.size());
    const Tensor ids =
        torch::tensor(std::vector<int64_t>(tokens.ids.begin(), tokens.ids.end())).view({1, length});
    const Tensor lengths = torch::tensor({static_cast<int64_t>(tokens.count)});
    return parts_.text_encoder().prompt_embeds(ids.to(parts_.device()), lengths.to(parts_.device()),
                                               settings.text_layers, parts_.compute_dtype());
  });
}

const Flux2Transformer& ImagePipeline::load_transformer(StageClock& clock) {
  return clock.time("load_transformer", [&]() -> const Flux2Transformer& { return parts_.transformer(); });
}

std::optional<ThingsPlan> ImagePipeline::look_up(const ImageRequest& request, const std::string& prompt,
                                                 const RenderPlan& plan, Grid grid, ImageResult& result) {
  const PictureBook* book = parts_.picture_book();
  if (book == nullptr) return std::nullopt;
  ThingsPlan things = result.clock.time("look_up", [&] {
    LookupParts lookup{.book = *book, .can_write = parts_.letters() != nullptr};
    if (!request.references.empty()) {
      lookup.finder = parts_.picture_finder();
      lookup.place_finder = parts_.place_finder();
      lookup.setting_finder = parts_.setting_finder();
      lookup.style_finder = parts_.style_finder();
    }
    return plan_things(lookup, prompt, request.references, plan, grid, request.seed);
  });
  result.notes.insert(result.notes.end(), things.notes.begin(), things.notes.end());
  result.changed = things.changed;
  result.style = things.style;
  return things;
}

Conditioning ImagePipeline::condition(const ImageRequest& request, const std::string& prompt,
                                      const RenderPlan& plan, double guidance_scale, ImageResult& result) {
  Conditioning conditioning;
  const int64_t token_px = parts_.autoencoder_config().pixels_per_token();
  const Grid grid{plan.drawn.height_px / token_px, plan.drawn.width_px / token_px};
  std::optional<ThingsPlan> things = look_up(request, prompt, plan, grid, result);
  if (draws_nothing(result)) return conditioning;
  const std::string words = known_part(things ? things->prompt : prompt, parts_.settings().words);
  conditioning.text = encode_prompt(words, result.clock, result.notes);  // [1, T, J]
  if (guidance_scale > 1) {
    const int64_t length = conditioning.text.size(1);  // both are padded alike, as in the reference
    conditioning.negative_text = encode_prompt("", result.clock, result.notes, length);
  }
  parts_.done_with_text_encoder();
  conditioning.image_ids = image_position_ids(grid.rows, grid.columns, 0).to(parts_.device());
  if (things) {
    const PictureBook& book = *parts_.picture_book();
    if (things->scenery) {
      things->shown.scenery = result.clock.time("prepare_scenery", [&] {
        return prepare_scenery(*things->scenery, book, parts_.letters(), parts_.autoencoder(), grid);
      });
      if (things->scenery->sign)
        result.sign = prepare_sign(*things->scenery, book, *parts_.letters(), grid, token_px);
    }
    if (!things->to_draw.empty()) {
      things->shown.drawn = result.clock.time("prepare_things", [&] {
        return prepare_things(things->to_draw, book, parts_.autoencoder(), things->scenery, grid);
      });
    }
    if (!things->shown.is_empty()) {
      const Flux2Transformer& transformer = load_transformer(result.clock);
      conditioning.named_things = result.clock.time("encode_things", [&] {
        return transformer.encode_references(book.tokens(things->shown).unsqueeze(0),
                                             book.ids(things->shown));
      });
    }
  }
  if (request.references.empty()) return conditioning;

  const ReferenceTokens references = result.clock.time("encode_references", [&] {
    return encode_references(parts_.autoencoder(), request.references, parts_.device(),
                             parts_.settings().reference_pixels);
  });
  if (parts_.settings().references == ReferenceMode::Reused) {
    conditioning.reused_references =
        load_transformer(result.clock).encode_references(references.tokens, references.ids);
  } else {
    conditioning.joint_references = references.tokens.to(parts_.compute_dtype());
    conditioning.joint_reference_ids = references.ids;
  }
  return conditioning;
}

Tensor ImagePipeline::decode(const Tensor& packed, const std::function<void(int64_t, int64_t)>& on_tile) {
  const int64_t scale = parts_.autoencoder_config().pixels_per_latent();
  const Flux2Autoencoder& autoencoder = parts_.autoencoder();
  return decode_tiled(autoencoder, autoencoder.unpack(packed), {kTilePx / scale, kTileOverlapPx / scale},
                      on_tile);
}

ImageResult ImagePipeline::run_stages(const ImageRequest& request, const OnProgress& on_progress,
                                      const std::function<void(int64_t, const Image&)>& on_image) {
  const torch::InferenceMode inference;
  check(request);
  const ModelSettings& settings = parts_.settings();
  const int64_t token_px = parts_.autoencoder_config().pixels_per_token();

  ImageResult result;
  result.steps = request.steps.value_or(settings.steps);
  result.guidance_scale = request.guidance_scale.value_or(settings.guidance_scale);
  result.plan = plan_render(request.size, token_px, settings.native_pixels);
  const PixelSize drawn = result.plan.drawn;
  const int64_t rows = drawn.height_px / token_px;
  const int64_t columns = drawn.width_px / token_px;
  const std::vector<float> sigmas = flow_schedule(result.steps, rows * columns);
  const Progress progress(on_progress, request.count, result.steps);

  const ReadPrompt read = read_as_known(request.prompt, settings.known_words, settings.read_as);
  for (const auto& [written, as] : read.words)
    result.notes.push_back("\"" + written + "\" was read as \"" + as + "\"");
  const auto unknown = unknown_words(read.prompt, settings.known_words);
  if (!unknown.empty()) {
    std::string list;
    for (const std::string& word : unknown) list += (list.empty() ? "" : ", ") + word;
    result.notes.push_back("the model does not know: " + list);
  }
  if (result.plan.enlarged != drawn) {
    const bool is_doubled = count_doublings(drawn, result.plan.enlarged, parts_.upscaler()) > 0;
    result.notes.push_back("drawn at " + to_string(drawn) + " and enlarged to " + to_string(request.size) +
                           (is_doubled ? " by the model's upscaler" : ""));
  }

  progress.report("encode_text", 0, -1);
  const Conditioning conditioning =
      condition(request, read.prompt, result.plan, result.guidance_scale, result);

  Finish finish{.plan = result.plan,
                .grid = {rows, columns},
                .sign = result.sign,
                .style = result.style,
                .changed = result.changed,
                .upscaler = parts_.upscaler(),
                .device = parts_.device()};
  if (!request.references.empty()) finish.given = &request.references.front();
  const auto deliver = [&](const Image& picture) {
    result.images.push_back(
        result.clock.time("finish_picture", [&] { return finish_picture(picture, finish); }));
    const auto index = static_cast<int64_t>(result.images.size()) - 1;
    progress.report("decode", index, result.steps + 1);
    if (on_image) on_image(index, result.images.back());
  };
  if (draws_nothing(result)) {
    const Image given = resize(request.references.front(), drawn);
    for (int64_t image = 0; image < request.count; ++image) deliver(given);
    return result;
  }

  std::vector<Tensor> finished;
  for (int64_t image = 0; image < request.count; ++image) {
    progress.report("init_latents", image, 0);
    const int64_t channels = parts_.transformer_config().in_channels;
    Tensor latents = result.clock.time("init_latents", [&] {
      // [1, Z, rows, columns] as the reference draws it, then one token per place: [1, I, Z]
      const Tensor noise = gaussian_noise(request.seed, request.first_stream + static_cast<uint64_t>(image),
                                          {1, channels, rows, columns});
      return noise.flatten(2).transpose(1, 2).to(parts_.device(), parts_.compute_dtype());
    });
    const Flux2Transformer& transformer = load_transformer(result.clock);
    auto step_began = StageClock::Clock::now();
    const auto on_step = [&](const DenoiseStep& step) {
      const std::string stage = "denoise[" + std::to_string(step.index) + "]";
      const auto now = StageClock::Clock::now();
      result.clock.add(stage, std::chrono::duration<double>(now - step_began).count());
      const bool shows_preview =
          request.wants_previews && step.index % std::max<int64_t>(1, result.steps / kPreviews) == 0;
      const Tensor preview =
          shows_preview ? at::avg_pool2d(decode(to_grid(step.preview, rows, columns)), {4, 4})[0] : Tensor();
      progress.report(stage, image, step.index + 1, preview);
      step_began = StageClock::Clock::now();
      return true;
    };
    finished.push_back(denoise(transformer, latents, conditioning, sigmas, result.guidance_scale, on_step));
    // A model that stays loaded delivers each picture at once; a large one denoises all of them before
    // it makes room for the decoder.
    const bool is_last = image + 1 == request.count;
    if (is_last) parts_.done_with_transformer();
    if (!parts_.keeps_parts() && !is_last) continue;
    for (const Tensor& tokens : std::exchange(finished, {})) {
      const Tensor picture =
          result.clock.time("decode", [&] { return decode(to_grid(tokens, rows, columns)); });
      deliver(tensor_to_picture(picture));
    }
  }
  return result;
}

Json picture_parameters(const ImageRequest& request, const ImageResult& result, const ImagePipeline& pipeline,
                        int64_t index) {
  return {{"prompt", request.prompt},
          {"model", pipeline.parts().folder().filename().string()},
          {"model_weights", pipeline.parts().weights_id()},
          {"seed", request.seed},
          {"image_index", request.first_stream + static_cast<uint64_t>(index)},
          {"width", request.size.width_px},
          {"height", request.size.height_px},
          {"steps", result.steps},
          {"guidance_scale", result.guidance_scale},
          {"references", request.references.size()}};
}

}  // namespace reverie
