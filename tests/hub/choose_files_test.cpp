// tests/hub/choose_files_test.cpp
//
// Which files of a repository are a model, and why each of the others is not.

#include "hub/choose_files.h"

#include <gmock/gmock.h>

#include "hub/hub_test_support.h"

namespace reverie {
namespace {

using testing::contains;
using ::testing::ElementsAre;
using testing::error_of;

RepositoryListing listing_of(const std::vector<std::string>& paths) {
  RepositoryListing listing{"owner/name", testing::kCommit, {}};
  for (const std::string& path : paths) listing.files.push_back({path, 10, std::string(40, '0'), {}});
  return listing;
}

// A smallest whole model with `more` files.
RepositoryListing model_with(std::vector<std::string> more) {
  more.insert(more.end(), {"vae/diffusion_pytorch_model.safetensors", "vae/config.json", "model_index.json"});
  return listing_of(more);
}

std::vector<std::string> chosen_paths(const RepositoryListing& listing) {
  std::vector<std::string> paths;
  for (const RepositoryFile& file : choose_files(listing).files) paths.push_back(file.path);
  return paths;
}

// Why `path` is left out of a model that has it; empty if it is chosen.
std::string reason_for(const std::string& path, std::vector<std::string> more = {}) {
  more.push_back(path);
  for (const SkippedFile& file : choose_files(model_with(more)).skipped) {
    if (file.path == path) return file.reason;
  }
  return {};
}

TEST(ChooseFiles, TheLayoutIsTakenWithItsIndexFirst) {
  EXPECT_THAT(
      chosen_paths(model_with(
          {"LICENSE.md", "reverie.json", "scheduler/scheduler_config.json", "text_encoder/config.json",
           "text_encoder/generation_config.json", "text_encoder/model-00001-of-00002.safetensors",
           "text_encoder/model-00002-of-00002.safetensors", "text_encoder/model.safetensors.index.json",
           "tokenizer/merges.txt", "tokenizer/tokenizer_config.json", "tokenizer/vocab.json"})),
      ElementsAre("model_index.json", "LICENSE.md", "reverie.json", "scheduler/scheduler_config.json",
                  "text_encoder/config.json", "text_encoder/generation_config.json",
                  "text_encoder/model-00001-of-00002.safetensors",
                  "text_encoder/model-00002-of-00002.safetensors",
                  "text_encoder/model.safetensors.index.json", "tokenizer/merges.txt",
                  "tokenizer/tokenizer_config.json", "tokenizer/vocab.json", "vae/config.json",
                  "vae/diffusion_pytorch_model.safetensors"));
}

TEST(ChooseFiles, WeightsInTheRootAreLeftForTheComponentFolders) {
  EXPECT_TRUE(contains(reason_for("flux-2-klein-4b.safetensors"), "in one file"));
}

TEST(ChooseFiles, OtherFormatsPicturesAndTheRestAreLeft) {
  EXPECT_EQ(reason_for("vae/diffusion_pytorch_model.bin"), "another format of the weights");
  EXPECT_EQ(reason_for("vae/model.onnx_data"), "another format of the weights");
  EXPECT_EQ(reason_for("vae/flax_model.MSGPACK"), "another format of the weights");
  EXPECT_EQ(reason_for("vae/teaser.PNG"), "a picture");
  EXPECT_EQ(reason_for("README.md"), "not part of the model");
  EXPECT_EQ(reason_for("vae/modeling.py"), "not part of the model");
  EXPECT_EQ(reason_for("vae/\xc3\xa9.safetensors"), "a name with unusual characters");
  EXPECT_EQ(reason_for("vae/deep/config.json"), "deeper than a component folder");
  EXPECT_TRUE(contains(reason_for("loras/style.safetensors"), "not in a component folder"));
}

TEST(ChooseFiles, APrecisionVariantIsLeftOnlyBesideItsPlainFile) {
  EXPECT_TRUE(contains(reason_for("vae/diffusion_pytorch_model.fp16.safetensors"), "variant"));
  EXPECT_TRUE(contains(reason_for("vae/diffusion_pytorch_model.fp16-00001-of-00002.safetensors"), "variant"));
  EXPECT_TRUE(contains(reason_for("vae/diffusion_pytorch_model.safetensors.index.fp16.json"), "variant"));
  EXPECT_EQ(reason_for("transformer/model.fp16.safetensors", {"transformer/config.json"}), "");
}

TEST(ChooseFiles, WhatIsTakenAndWhatIsLeftAreCounted) {
  const ChosenFiles chosen = choose_files(model_with({"a.png", "b.bin"}));
  EXPECT_EQ(chosen.total_bytes, 30u);
  EXPECT_EQ(chosen.skipped_bytes, 20u);
  EXPECT_EQ(chosen.skipped.size(), 2u);
}

TEST(ChooseFiles, ARepositoryWithoutAnIndexIsNoModel) {
  const Error e = error_of([] { choose_files(listing_of({"model.safetensors", "config.json"})); });
  EXPECT_EQ(e.code(), ErrorCode::NotFound);
  EXPECT_TRUE(contains(e.what(), "model_index.json"));
}

TEST(ChooseFiles, ARepositoryWithoutWeightsInComponentsIsNoModel) {
  const Error e = error_of([] {
    choose_files(listing_of({"model_index.json", "vae/config.json", "vae/m.bin"}));
  });
  EXPECT_EQ(e.code(), ErrorCode::NotFound);
  EXPECT_TRUE(contains(e.what(), "safetensors"));
}

TEST(ChooseFiles, TwoChosenNamesThatDifferOnlyInCaseAreRefused) {
  EXPECT_EQ(error_of([] { choose_files(model_with({"vae/Diffusion_pytorch_model.safetensors"})); }).code(),
            ErrorCode::CorruptFile);
  const Error folders = error_of([] { choose_files(model_with({"VAE/config.json"})); });
  EXPECT_TRUE(contains(folders.what(), "\"VAE\"") && contains(folders.what(), "\"vae\""));
}

TEST(ChooseFiles, NamesThatDifferOnlyInCaseDoNotMatterAmongTheSkipped) {
  EXPECT_NO_THROW(choose_files(model_with({"readme.md", "README.md"})));
}

}  // namespace
}  // namespace reverie
