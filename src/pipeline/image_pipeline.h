// pipeline/image_pipeline.h
//
// One request, from a prompt to pictures. The only place where the models meet; docs/one_image.md walks
// through it.
//
// Used by   apps/generate_command, apps/bench_command, engine/pipeline_engine
// Source    diffusers `Flux2KleinPipeline` (0.42)
// Proven by tests/pipeline/golden_test.cpp: 0, 1 and 3 references, with and without guidance
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "image/image.h"
#include "pipeline/model_parts.h"
#include "pipeline/progress.h"
#include "pipeline/reference_pictures.h"
#include "pipeline/render_plan.h"
#include "pipeline/things_plan.h"
#include "sampling/denoise.h"

namespace reverie {

struct ImageRequest {
  std::string prompt;
  PixelSize size;
  std::vector<Image> references;  // at most 14
  int64_t count = 1;              // pictures, 1 to 15; picture i has noise stream first_stream + i
  uint64_t first_stream = 0;
  uint64_t seed = 0;
  std::optional<int64_t> steps;          // 1..1000; the model's own when absent
  std::optional<double> guidance_scale;  // 1..20; the model's own when absent
  bool wants_previews = false;           // about four a picture; each costs a decode
};

struct ImageResult {
  std::vector<Image> images;
  StageClock clock;
  int64_t steps = 0;
  double guidance_scale = 1;
  RenderPlan plan;
  std::vector<std::string> notes;  // for the user: unknown words, words cut, enlargement
  Style style = Style::Flat;       // what was drawn over the finished picture
  std::optional<Cutout> sign;      // and over what the network made of it
  // Where an edit changes something, if the rest of the given picture is kept (pipeline/finish_picture.h).
  std::optional<std::vector<Square>> changed;
};

class ImagePipeline;

// How picture `index` of a request was made, as its file says it: prompt, model, seed, ...
Json picture_parameters(const ImageRequest& request, const ImageResult& result, const ImagePipeline& pipeline,
                        int64_t index);

class ImagePipeline {
 public:
  ImagePipeline(std::filesystem::path model_folder, torch::Device device);

  const ModelParts& parts() const { return parts_; }

  // Throws Error: InvalidRequest with the field at fault, Cancelled, OutOfMemory, CorruptFile, Internal.
  // `on_image(index, image)` receives each picture as it is finished.
  ImageResult run(const ImageRequest& request, const OnProgress& on_progress = {},
                  const std::function<void(int64_t, const Image&)>& on_image = {});

  // The two halves between which `run` loops, for tests and benchmarks:
  // prompt -> [1, T, J]; T is the smallest of the model's text lengths that holds it, `least_length` or more.
  const Flux2Transformer& load_transformer(StageClock& clock);
  Tensor encode_prompt(const std::string& prompt, StageClock& clock, std::vector<std::string>& notes,
                       int64_t least_length = 0);
  // clean packed latents [1, Z, rows, columns] -> picture [1, 3, h, w], -1..1.
  Tensor decode(const Tensor& packed, const std::function<void(int64_t, int64_t)>& on_tile = {});

 private:
  ImageResult run_stages(const ImageRequest& request, const OnProgress& on_progress,
                         const std::function<void(int64_t, const Image&)>& on_image);
  void check(const ImageRequest& request) const;
  // `prompt` is the request's as it was read (known_words.h). Nothing for a model without a picture book.
  std::optional<ThingsPlan> look_up(const ImageRequest& request, const std::string& prompt,
                                    const RenderPlan& plan, Grid grid, ImageResult& result);
  Conditioning condition(const ImageRequest& request, const std::string& prompt, const RenderPlan& plan,
                         double guidance_scale, ImageResult& result);

  ModelParts parts_;
};

}  // namespace reverie
