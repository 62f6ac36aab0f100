#include "pipeline/model_parts.h"

#include <algorithm>
#include <fstream>
#include <set>

#include "core/error.h"
#include "core/file.h"
#include "models/writer_weights.h"
#include "pipeline/model_files.h"
#include "sampling/flow_match_euler.h"

namespace reverie {
namespace {

// A model up to this size is widened to fp32 once and stays loaded between requests.
constexpr int64_t kKeepBytes = int64_t{1} << 30;

Json part_config(const std::filesystem::path& folder, const char* part) {
  return read_json(folder / part / "config.json");
}

std::vector<std::filesystem::path> weight_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::set<std::string> parts;
  for (const ModelFiles& part : kModelFiles) {
    if (part.draws) parts.insert(part.folder);
  }
  for (const std::string& part : parts) {
    std::error_code missing;  // the part is reported when its config.json is read
    for (const auto& entry : std::filesystem::directory_iterator(folder / part, missing)) {
      if (entry.path().extension() == ".safetensors") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

ModelParts::ModelParts(std::filesystem::path folder, torch::Device device)
    : folder_(std::move(folder)),
      device_(device),
      settings_(ModelSettings::from_folder(folder_)),
      autoencoder_config_(Flux2AutoencoderConfig::from_json(part_config(folder_, "vae"))),
      transformer_config_(Flux2TransformerConfig::from_json(part_config(folder_, "transformer"))),
      text_config_(Qwen3Config::from_json(part_config(folder_, "text_encoder"))),
      tokenizer_(ByteBpe::from_file(folder_ / "tokenizer" / "tokenizer.json")),
      chat_template_(ChatTemplate::from_folder(folder_ / "tokenizer")) {
  check_scheduler_config(read_json(folder_ / "scheduler" / "scheduler_config.json"));
  const auto expect = [&](const char* what, int64_t got, int64_t expected) {
    if (got == expected) return;
    throw Error(ErrorCode::CorruptFile, folder_.string() + ": " + what + " is " + std::to_string(got) +
                                            ", expected " + std::to_string(expected) +
                                            " to fit the other parts");
  };
  expect("transformer/config.json \"in_channels\"", transformer_config_.in_channels,
         4 * autoencoder_config_.latent_channels);
  expect("transformer/config.json \"joint_attention_dim\"", transformer_config_.joint_attention_dim,
         text_config_.hidden_size * static_cast<int64_t>(settings_.text_layers.size()));
  for (const auto& file : weight_files(folder_))
    weight_bytes_ += static_cast<int64_t>(std::filesystem::file_size(file));
}

bool ModelParts::keeps_parts() const {
  return weight_bytes_ <= kKeepBytes || device_.is_cuda();
}

Weights ModelParts::open(const char* part, const char* stem, const char* what, torch::Dtype dtype,
                         std::shared_ptr<FileWeights>& source) const {
  source = std::make_shared<FileWeights>(CheckpointFiles::open(folder_ / part, stem), what, dtype, device_);
  return Weights(source);
}

const Qwen3TextEncoder& ModelParts::text_encoder() {
  if (!text_encoder_) {
    const int64_t layers = *std::max_element(settings_.text_layers.begin(), settings_.text_layers.end());
    std::shared_ptr<FileWeights> source;
    const Weights weights =
        open("text_encoder", kTransformersStem, "qwen3_text_encoder", storage_dtype(), source);
    text_encoder_.emplace(weights, text_config_, layers);
    // Layers after the last one read, the head and the final norm are rightly left in the file.
    source->expect_all_taken({"model.layers.*", "model.norm.weight", "lm_head.weight"});
  }
  return *text_encoder_;
}

Qwen3TextEncoder ModelParts::open_writer() const {
  std::shared_ptr<FileWeights> lower, upper;
  const Weights whole = open("text_encoder", kTransformersStem, "qwen3_text_encoder", storage_dtype(), lower);
  if (!std::filesystem::exists(folder_ / "writer")) {
    return {whole, text_config_, text_config_.num_hidden_layers, /*with_head=*/true};
  }
  const Qwen3Config config = Qwen3Config::from_json(part_config(folder_, "writer"));
  if (config.hidden_size != text_config_.hidden_size || config.vocab_size != text_config_.vocab_size ||
      config.num_hidden_layers <= text_config_.num_hidden_layers) {
    throw Error(ErrorCode::CorruptFile,
                folder_.string() +
                    ": writer/config.json does not continue text_encoder/config.json: "
                    "expected its widths and more layers");
  }
  open("writer", kTransformersStem, "writer", storage_dtype(), upper);
  Qwen3TextEncoder writer(
      Weights(std::make_shared<WriterWeights>(lower, upper, text_config_.num_hidden_layers)), config,
      config.num_hidden_layers, /*with_head=*/true);
  upper->expect_all_taken();
  return writer;
}

const Qwen3TextEncoder& ModelParts::writer() {
  if (!writer_) writer_.emplace(open_writer());
  return *writer_;
}

const Flux2Transformer& ModelParts::transformer() {
  if (!transformer_) {
    std::shared_ptr<FileWeights> source;
    const Weights weights = open("transformer", kDiffusersStem, "flux2_transformer", storage_dtype(), source);
    transformer_.emplace(weights, transformer_config_);
    source->expect_all_taken();
  }
  return *transformer_;
}

const Flux2Autoencoder& ModelParts::autoencoder() {
  if (!autoencoder_) {
    std::shared_ptr<FileWeights> source;
    const Weights weights = open("vae", kDiffusersStem, "flux2_autoencoder", compute_dtype(), source);
    autoencoder_.emplace(weights, autoencoder_config_);
    source->expect_all_taken({"bn.num_batches_tracked"});
  }
  return *autoencoder_;
}

const Upscaler* ModelParts::upscaler() {
  if (!upscaler_ && std::filesystem::exists(folder_ / kUpscalerFolder)) {
    std::shared_ptr<FileWeights> source;
    const Weights weights = open(kUpscalerFolder, kDiffusersStem, "upscaler", torch::kFloat32, source);
    upscaler_.emplace(weights, UpscalerConfig::from_json(part_config(folder_, kUpscalerFolder)));
    source->expect_all_taken();
  }
  return upscaler_ ? &*upscaler_ : nullptr;
}

const PictureBook* ModelParts::picture_book() {
  const std::filesystem::path book = folder_ / kPictureBookFolder;
  if (!picture_book_ && std::filesystem::exists(book)) {
    picture_book_.emplace(PictureBook::open(book, compute_dtype(), device_));
    if (picture_book_->channels() != transformer_config_.in_channels) {
      throw Error(ErrorCode::CorruptFile, book.string() + ": expected pictures of " +
                                              std::to_string(transformer_config_.in_channels) +
                                              " channels, as the transformer reads, got " +
                                              std::to_string(picture_book_->channels()));
    }
  }
  return picture_book_ ? &*picture_book_ : nullptr;
}

const PictureFinder* ModelParts::picture_finder() {
  const PictureBook* book = picture_book();
  const bool can_find = book != nullptr && book->drawings() && !book->things().empty();
  if (!picture_finder_ && can_find) picture_finder_.emplace(*book);
  return picture_finder_ ? &*picture_finder_ : nullptr;
}

const PlaceFinder* ModelParts::place_finder() {
  const PictureBook* book = picture_book();
  const bool can_find = book != nullptr && book->places() && book->places()->views.defined();
  if (!place_finder_ && can_find) place_finder_.emplace(*book);
  return place_finder_ ? &*place_finder_ : nullptr;
}

const SettingFinder* ModelParts::setting_finder() {
  const PictureBook* book = picture_book();
  const bool can_find = book != nullptr && book->places() && book->drawings() && !book->things().empty();
  if (!setting_finder_ && can_find) setting_finder_.emplace(*book);
  return setting_finder_ ? &*setting_finder_ : nullptr;
}

const StyleFinder* ModelParts::style_finder() {
  const PictureBook* book = picture_book();
  const bool can_find = book != nullptr && book->places() &&
                        std::any_of(book->places()->styles.begin(), book->places()->styles.end(),
                                    [](const BookStyle& style) { return !style.look.empty(); });
  if (!style_finder_ && can_find) style_finder_.emplace(*book->places());
  return style_finder_ ? &*style_finder_ : nullptr;
}

const Glyphs* ModelParts::letters() {
  const std::filesystem::path file =
      folder_ / kPictureBookFolder / (std::string(kShippedLettersStem) + ".safetensors");
  if (!letters_ && std::filesystem::exists(file)) letters_ = Glyphs::load(file);
  return letters_ ? &*letters_ : nullptr;
}

torch::Dtype ModelParts::storage_dtype() const {
  return keeps_parts() ? compute_dtype() : torch::kBFloat16;
}

void ModelParts::done_with_text_encoder() {
  if (!keeps_parts()) text_encoder_.reset();
}

void ModelParts::done_with_writer() {
  if (!keeps_parts()) writer_.reset();
}

void ModelParts::done_with_transformer() {
  if (!keeps_parts()) transformer_.reset();
}

std::string ModelParts::weights_id() const {
  // Hashing gigabytes for each picture would cost more than drawing it: a header names every tensor with
  // its place, and with the file's size it changes whenever a model is trained or quantised anew, as do
  // the first bytes of data.
  uint64_t hash = 0xcbf29ce484222325;
  const auto mix = [&hash](std::string_view bytes) {
    for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  };
  for (const auto& file : weight_files(folder_)) {
    mix(std::filesystem::relative(file, folder_).string());
    mix(std::to_string(std::filesystem::file_size(file)));
    std::ifstream in(file, std::ios::binary);
    std::string head(std::size_t{1} << 18, '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    mix(std::string_view(head.data(), static_cast<std::size_t>(in.gcount())));
  }
  char text[17];
  std::snprintf(text, sizeof(text), "%016llx", static_cast<unsigned long long>(hash));
  return text;
}

}  // namespace reverie
