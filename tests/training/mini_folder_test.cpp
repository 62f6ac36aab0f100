// The folder a training leaves behind: opened by the engine as any other model, with the same numbers.
#include "training/mini_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/utils.h>

#include "core/error.h"
#include "core/json.h"
#include "models/flux2_autoencoder.h"
#include "models/flux2_transformer.h"
#include "pipeline/known_words.h"
#include "pipeline/model_parts.h"
#include "tokenizer/bpe_trainer.h"
#include "training/mini_config.h"
#include "training/scratch.h"
#include "training/world/captions.h"

namespace reverie {
namespace {

namespace fs = std::filesystem;

// The same numbers from a file may lie at another alignment, and matrix products then add in another order.
constexpr double kBound = 1e-5;

std::shared_ptr<TrainableWeights> fresh(uint64_t seed) {
  return std::make_shared<TrainableWeights>(seed, std::nullopt, torch::kCPU);
}

// A `mini` of one day: a small tokenizer, disturbed networks, written as the trainer writes them.
class MiniFolder : public testing::Test {
 protected:
  MiniFolder() {
    const std::vector<std::string> captions{"a red car on a beach at sunset", "a cat and a dog in a garden"};
    const Json tokenizer =
        train_byte_bpe(captions, 300, {std::string(kEndOfText), "<|im_start|>", std::string(kMessageEnd)});
    fs::create_directories(folder_ / "tokenizer");
    write_tokenizer(folder_ / "tokenizer", tokenizer, tokenizer_config(tokenizer, kPlainChatTemplate, 1024));
    text_config_ = mini_text_encoder_config(
        ByteBpe::from_file(folder_ / "tokenizer" / "tokenizer.json").vocabulary_size());
    text_encoder_.emplace(Weights(text_source_), *text_config_, text_config_->num_hidden_layers);
    disturb(transformer_source_->named(), 0.01, 1);
    disturb(text_source_->named(), 0.01, 2);
    const auto vae = fresh(3);
    const Flux2Autoencoder autoencoder(Weights(vae), mini_autoencoder_config());
    fs::create_directories(folder_ / "vae");
    NamedTensors plain;
    for (const auto& [name, tensor] : vae->named()) plain.emplace_back(name, tensor.detach());
    write_safetensors(folder_ / "vae" / (std::string(kDiffusersStem) + ".safetensors"), plain);
    write_json(folder_ / "vae" / "config.json", mini_autoencoder_config().to_json());
    write_mini_folder(folder_, transformer_source_->named(), text_source_->named(), *text_config_,
                      {.words = vocabulary_words()});
  }

  fs::path folder_ = scratch_folder();
  std::shared_ptr<TrainableWeights> transformer_source_ = fresh(1);
  Flux2Transformer transformer_{Weights(transformer_source_), mini_transformer_config()};
  std::optional<Qwen3Config> text_config_;
  std::shared_ptr<TrainableWeights> text_source_ = fresh(2);
  std::optional<Qwen3TextEncoder> text_encoder_;
};

TEST_F(MiniFolder, OpensInTheEngineWithEveryTensorInItsPlace) {
  const torch::NoGradGuard no_grad;
  ModelParts parts(folder_, torch::kCPU);
  const Tensor ids = torch::arange(16).view({1, 16});
  const Tensor lengths = torch::tensor({int64_t{9}});
  const Tensor text = text_encoder_->prompt_embeds(ids, lengths, kMiniTextLayers);
  EXPECT_LT((parts.text_encoder().prompt_embeds(ids, lengths, parts.settings().text_layers) - text)
                .abs()
                .max()
                .item<double>(),
            kBound);

  torch::manual_seed(4);
  Flux2Transformer::Input in;
  in.latents = torch::randn({1, 12, 64});
  in.text = text;
  in.sigma = torch::full({1}, 0.75);
  in.image_ids = image_position_ids(3, 4, 0);
  in.text_ids = text_position_ids(16);
  const Tensor velocity = transformer_.forward(in);
  EXPECT_LT((parts.transformer().forward(in) - velocity).abs().max().item<double>(), kBound);
  EXPECT_GT(velocity.std().item<double>(), 1e-3) << "a velocity that vanishes would agree with anything";
  EXPECT_NO_THROW(parts.autoencoder());
}

TEST_F(MiniFolder, TellsTheEngineHowTheModelIsUsed) {
  const ModelSettings settings = ModelSettings::from_folder(folder_);
  EXPECT_EQ(settings.text_layers, kMiniTextLayers);
  EXPECT_EQ(settings.text_lengths, kMiniTextLengths);
  EXPECT_FALSE(settings.is_distilled);
  EXPECT_EQ(settings.steps, kMiniSteps);
  EXPECT_EQ(settings.guidance_scale, kMiniGuidanceScale);
  EXPECT_EQ(settings.native_pixels, 1024 * 1024);
  EXPECT_EQ(settings.licence, "Apache-2.0");
  EXPECT_FALSE(settings.description.empty());
  EXPECT_THAT(unknown_words("a red car on a flurb", settings.words), testing::ElementsAre("flurb"));
}

TEST_F(MiniFolder, KeepsTheWordsThatOthersAreReadAs) {
  const auto others = other_words_for({"at", "night", "rain"}, {"huge"});
  EXPECT_EQ(others.at("midnight"), "night");
  EXPECT_EQ(others.at("massive"), "huge");
  EXPECT_FALSE(others.contains("crimson")) << "it knows no red";
  EXPECT_FALSE(other_words_for({"midnight", "night"}, {}).contains("midnight")) << "it knows it";
  write_mini_folder(folder_, transformer_source_->named(), text_source_->named(), *text_config_,
                    {.words = {"night"}, .read_as = {{"midnight", "night"}}});
  EXPECT_EQ(ModelSettings::from_folder(folder_).read_as.at("midnight"), "night");
  EXPECT_EQ(read_mini_use(folder_).read_as.at("midnight"), "night");
}

TEST_F(MiniFolder, TakesReferencesOnlyIfItWasTrainedWithAny) {
  EXPECT_EQ(ModelSettings::from_folder(folder_).references, ReferenceMode::None);
  write_mini_folder(folder_, transformer_source_->named(), text_source_->named(), *text_config_,
                    {.takes_references = true});
  const ModelSettings settings = ModelSettings::from_folder(folder_);
  EXPECT_EQ(settings.references, ReferenceMode::Reused);
  EXPECT_EQ(settings.max_references, 14U);
}

TEST_F(MiniFolder, DrawsInFourStepsWithoutGuidanceOnceDistilled) {
  write_mini_folder(folder_, transformer_source_->named(), text_source_->named(), *text_config_,
                    {.steps = 4, .guidance_scale = 1, .is_distilled = true});
  const ModelSettings settings = ModelSettings::from_folder(folder_);
  EXPECT_TRUE(settings.is_distilled);
  EXPECT_EQ(settings.steps, 4);
  EXPECT_EQ(settings.guidance_scale, 1.0);
}

TEST_F(MiniFolder, TellsItsUseAsItWasWritten) {
  const MiniUse written{.steps = 7,
                        .guidance_scale = 2.5,
                        .is_distilled = false,
                        .takes_references = true,
                        .groups_by_words = true,
                        .words = {"a", "car"}};
  write_mini_folder(folder_, transformer_source_->named(), text_source_->named(), *text_config_, written);
  const MiniUse read = read_mini_use(folder_);
  EXPECT_EQ(read.steps, written.steps);
  EXPECT_EQ(read.guidance_scale, written.guidance_scale);
  EXPECT_EQ(read.is_distilled, written.is_distilled);
  EXPECT_EQ(read.groups_by_words, written.groups_by_words);
  EXPECT_EQ(read.takes_references, written.takes_references);
  EXPECT_EQ(read.words, written.words);
}

TEST_F(MiniFolder, CanBeWrittenAgainOverItself) {
  const torch::NoGradGuard no_grad;
  for (const auto& [name, tensor] : transformer_source_->named()) Tensor(tensor).mul_(0.5);
  write_mini_folder(folder_, transformer_source_->named(), text_source_->named(), *text_config_,
                    {.words = {"car"}});
  const SafetensorsFile file =
      SafetensorsFile::open(folder_ / "transformer" / (std::string(kDiffusersStem) + ".safetensors"));
  ASSERT_EQ(file.names().size(), transformer_source_->named().size());
  for (const auto& [name, tensor] : transformer_source_->named())
    EXPECT_TRUE(torch::equal(file.tensor(name), tensor)) << name;
  EXPECT_THAT(ModelSettings::from_folder(folder_).words, testing::ElementsAre("car"));
}

TEST_F(MiniFolder, IsRefusedByTheEngineWithAPartOfAnotherModel) {
  Qwen3Config narrow = *text_config_;
  narrow.hidden_size = 128;
  write_mini_folder(folder_, transformer_source_->named(), text_source_->named(), narrow, {});
  try {
    const ModelParts parts(folder_, torch::kCPU);
    FAIL() << "a text encoder that does not fit the transformer was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::CorruptFile);
    EXPECT_THAT(error.what(), testing::HasSubstr("joint_attention_dim"));
  }
}

}  // namespace
}  // namespace reverie
