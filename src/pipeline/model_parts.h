// pipeline/model_parts.h
//
// The parts of one model folder, opened when a stage needs them. Small models stay loaded; large ones
// (klein on a machine with 24 GiB) are mapped and let go again stage by stage.
//
// Used by   pipeline/image_pipeline, pipeline/prompt_writer
// Dtype     On the CPU work is done in fp32; weights of large models keep their stored dtype and are
//           widened as they are used. On CUDA everything is bf16.
// Proven by tests/pipeline/golden_test.cpp
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "lookup/glyphs.h"
#include "lookup/picture_finder.h"
#include "lookup/place_finder.h"
#include "lookup/setting_finder.h"
#include "lookup/style_finder.h"
#include "models/flux2_autoencoder.h"
#include "models/flux2_transformer.h"
#include "models/qwen3_text_encoder.h"
#include "models/upscaler.h"
#include "pipeline/model_settings.h"
#include "tokenizer/byte_bpe.h"
#include "tokenizer/chat_template.h"
#include "weights/weights.h"

namespace reverie {

class ModelParts {
 public:
  // Reads the small files and checks the folder; weights come later.
  // Throws Error(NotFound) or Error(CorruptFile).
  ModelParts(std::filesystem::path folder, torch::Device device);

  const std::filesystem::path& folder() const { return folder_; }
  const ModelSettings& settings() const { return settings_; }
  const Flux2AutoencoderConfig& autoencoder_config() const { return autoencoder_config_; }
  const Flux2TransformerConfig& transformer_config() const { return transformer_config_; }
  const ByteBpe& tokenizer() const { return tokenizer_; }
  const ChatTemplate& chat_template() const { return chat_template_; }
  torch::Device device() const { return device_; }
  torch::Dtype compute_dtype() const { return device_.is_cuda() ? torch::kBFloat16 : torch::kFloat32; }

  // Each loads its part if it is not here. Throws Error(CorruptFile) on weights that do not fit.
  const Qwen3TextEncoder& text_encoder();
  const Flux2Transformer& transformer();
  const Flux2Autoencoder& autoencoder();
  // The text encoder with every layer and its head, which can write: continued by writer/ where the model has
  // that folder, whole in text_encoder/ otherwise.
  const Qwen3TextEncoder& writer();

  // What doubles pictures beyond the model's native area; null for a model without. fp32 on every device: its
  // pictures are bytes, and bf16 has fewer steps than these. Small, so that it stays.
  const Upscaler* upscaler();

  // Where what prompts name is looked up, and what finds these things and places on given pictures; null for
  // a model without. Small, so that they stay.
  const PictureBook* picture_book();
  const PictureFinder* picture_finder();
  const PlaceFinder* place_finder();
  const SettingFinder* setting_finder();
  const StyleFinder* style_finder();
  // The letters that words on signs are set from; null for a model without.
  const Glyphs* letters();

  // Whether parts stay loaded between stages and requests.
  bool keeps_parts() const;
  // Frees the named part if they do not.
  void done_with_text_encoder();
  void done_with_transformer();
  void done_with_writer();

  // The whole model's weight files, in bytes.
  int64_t weight_bytes() const { return weight_bytes_; }
  // A short name of exactly these weights: from names, sizes and headers of the files. 16 hex digits.
  std::string weights_id() const;

 private:
  torch::Dtype storage_dtype() const;
  Qwen3TextEncoder open_writer() const;
  Weights open(const char* part, const char* stem, const char* what, torch::Dtype dtype,
               std::shared_ptr<FileWeights>& source) const;

  std::filesystem::path folder_;
  torch::Device device_;
  ModelSettings settings_;
  Flux2AutoencoderConfig autoencoder_config_;
  Flux2TransformerConfig transformer_config_;
  Qwen3Config text_config_;
  ByteBpe tokenizer_;
  ChatTemplate chat_template_;
  int64_t weight_bytes_ = 0;
  std::optional<Qwen3TextEncoder> text_encoder_;
  std::optional<Qwen3TextEncoder> writer_;
  std::optional<Flux2Transformer> transformer_;
  std::optional<Flux2Autoencoder> autoencoder_;
  std::optional<Upscaler> upscaler_;
  std::optional<PictureBook> picture_book_;
  std::optional<PictureFinder> picture_finder_;
  std::optional<PlaceFinder> place_finder_;
  std::optional<SettingFinder> setting_finder_;
  std::optional<StyleFinder> style_finder_;
  std::optional<Glyphs> letters_;
};

}  // namespace reverie
