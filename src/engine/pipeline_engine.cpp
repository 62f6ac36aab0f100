#include "engine/pipeline_engine.h"

#include "image/read_image.h"
#include "image/watermark.h"
#include "image/write_image.h"
#include "pipeline/picture_tensor.h"
#include "pipeline/plan_group.h"

namespace reverie {
namespace {

ImageFormat file_format(PictureFormat format) {
  switch (format) {
    case PictureFormat::Jpeg: return ImageFormat::Jpeg;
    case PictureFormat::Png: return ImageFormat::Png;
    case PictureFormat::Webp: return ImageFormat::Webp;
  }
  throw Error(ErrorCode::Internal, "pipeline_engine: unknown picture format");
}

std::string preview_of(const torch::Tensor& picture) {
  constexpr int kPreviewQuality = 70;
  if (!picture.defined()) return {};
  return encode_image(tensor_to_picture(picture), ImageFormat::Jpeg,
                      {.quality = kPreviewQuality, .compression = 3});
}

// Of all files below `folder`.
int64_t size_of_folder(const std::filesystem::path& folder) {
  int64_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) bytes += static_cast<int64_t>(entry.file_size());
  }
  return bytes;
}

}  // namespace

PipelineEngine::PipelineEngine(ModelLibrary library, torch::Device device)
    : library_(std::move(library)), device_(device) {}

ModelFacts PipelineEngine::facts(const std::string& model) {
  const std::lock_guard lock(known_);
  if (const auto found = facts_.find(model); found != facts_.end()) {
    found->second.is_loaded = model == loaded_name_;
    return found->second;
  }
  const std::filesystem::path folder = library_.find(model);
  const ModelSettings settings = ModelSettings::from_folder(folder);
  ModelFacts facts;
  facts.name = model;
  facts.description = !settings.description.empty() ? settings.description
                      : !settings.licence.empty()   ? "licence " + settings.licence
                                                    : "an installed model";
  facts.max_references = settings.references == ReferenceMode::None ? 0 : settings.max_references;
  facts.anchors_groups = settings.anchors_groups;
  facts.can_rewrite = PromptWriter::can_enhance(settings);
  facts.words = settings.known_words;
  facts.is_loaded = model == loaded_name_;
  facts.default_steps = settings.steps;
  if (!settings.is_distilled) facts.default_guidance = settings.guidance_scale;
  facts.native_pixels = settings.native_pixels.value_or(kMaxPixels);
  facts.most_tokens = settings.text_lengths.back();
  facts.size_bytes = size_of_folder(folder);
  facts_[model] = facts;
  return facts;
}

std::shared_ptr<const ModelVocabulary> PipelineEngine::vocabulary_of(const std::string& model) {
  const std::lock_guard lock(reading_);
  if (vocabulary_ == nullptr || read_name_ != model) {
    vocabulary_ = std::make_shared<const ModelVocabulary>(library_.find(model));
    read_name_ = model;
  }
  return vocabulary_;
}

PromptFacts PipelineEngine::check_prompt(const std::string& model, const std::string& prompt) {
  const CheckedPrompt checked = vocabulary_of(model)->check(prompt);
  PromptFacts facts{checked.tokens, checked.unknown_words};
  for (const auto& [written, as] : checked.read_as) facts.read_as.emplace_back(written, as);
  return facts;
}

ImagePipeline& PipelineEngine::pipeline_of(const std::string& model) {
  if (loaded_ == nullptr || loaded_name_ != model) {
    remember_loaded("");
    loaded_.reset();
    loaded_ = std::make_unique<ImagePipeline>(library_.find(model), device_);
    remember_loaded(model);
  }
  return *loaded_;
}

void PipelineEngine::remember_loaded(const std::string& model) {
  const std::lock_guard lock(known_);
  loaded_name_ = model;
}

void PipelineEngine::load(const std::string& model) {
  const std::lock_guard lock(drawing_);
  pipeline_of(model);
}

void PipelineEngine::unload(const std::string& model) {
  const std::lock_guard lock(drawing_);
  if (loaded_ == nullptr || loaded_name_ != model) return;
  remember_loaded("");
  loaded_.reset();
}

Drawing PipelineEngine::draw(const DrawRequest& asked,
                             const std::function<bool(const DrawProgress&)>& on_progress) {
  const std::lock_guard lock(drawing_);
  ImagePipeline& pipeline = pipeline_of(asked.model);
  ImageRequest request;
  request.prompt = asked.prompt;
  request.size = asked.size;
  request.seed = asked.seed;
  request.first_stream = asked.noise_stream;
  request.steps = asked.steps;
  request.guidance_scale = asked.guidance_scale;
  request.wants_previews = asked.wants_previews;
  for (std::size_t i = 0; i < asked.references.size(); ++i) {
    request.references.push_back(
        decode_image(asked.references[i], {"picture " + std::to_string(i + 1), "image"}));
  }
  ImageResult result = pipeline.run(request, [&](const ProgressEvent& event) {
    return on_progress({event.share, event.stage, preview_of(event.preview)});
  });
  Image& picture = result.images.at(0);
  if (asked.has_watermark) add_watermark(picture);
  const ImageMetadata metadata{picture_parameters(request, result, pipeline, 0)};
  return {encode_image(picture, file_format(asked.format), {}, metadata), picture.size(), result.notes};
}

PromptWriter& PipelineEngine::writer_of(const std::string& model) {
  if (writer_ == nullptr || writer_name_ != model) {
    writer_.reset();
    writer_ = std::make_unique<PromptWriter>(library_.find(model), device_);
    writer_name_ = model;
  }
  return *writer_;
}

std::vector<std::string> PipelineEngine::plan_group(const std::string& model, const std::string& prompt,
                                                    int64_t most, uint64_t seed) {
  return reverie::plan_group(prompt, most, [&](const std::string& asked, int64_t at_most) {
    const std::lock_guard lock(writing_);
    return writer_of(model).plan(asked, at_most, seed);
  });
}

std::string PipelineEngine::rewrite(const std::string& model, const std::string& prompt, Rewrite how,
                                    uint64_t seed) {
  if (how == Rewrite::Off) return prompt;
  const std::lock_guard lock(writing_);
  const Enhancement manner = how == Rewrite::Fast ? Enhancement::Fast : Enhancement::Standard;
  return writer_of(model).enhance(prompt, manner, seed).prompt;
}

}  // namespace reverie
