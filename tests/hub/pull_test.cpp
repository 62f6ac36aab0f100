// tests/hub/pull_test.cpp
//
// A whole model from a hub to the disk, and what a second pull does.

#include "hub/pull.h"

#include <gmock/gmock.h>

#include "hub/folder_lock.h"
#include "hub/hub_test_support.h"
#include "hub/partial_file.h"

namespace reverie {
namespace {

using testing::bytes_of;
using ::testing::ElementsAre;
using testing::error_of;
using testing::FakeHub;
using testing::HubTest;
using testing::kCommit;
using testing::kModel;

class PullTest : public HubTest {
 protected:
  std::vector<std::string> files_on_disk() const {
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root.path())) {
      if (!entry.is_directory()) paths.push_back(entry.path().lexically_relative(model()).string());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
  }
};

TEST_F(PullTest, AModelIsLaidOutWholeAndNothingElse) {
  const PullResult result = pull(options, kModel, root.path());
  EXPECT_EQ(result.folder, model());
  EXPECT_EQ(result.commit, kCommit);
  EXPECT_EQ(result.files_kept, 0u);
  EXPECT_EQ(result.bytes_received, result.files.total_bytes);
  EXPECT_THAT(files_on_disk(), ElementsAre("model_index.json", "scheduler/scheduler_config.json",
                                           "tokenizer/tokenizer.json", "transformer/config.json", kWeights,
                                           "vae/config.json", "vae/diffusion_pytorch_model.safetensors"));
  for (const std::string& path : files_on_disk())
    EXPECT_EQ(bytes_of(model() / path), hub.content(path)) << path;
}

TEST_F(PullTest, WhatIsSkippedIsToldAndNotFetched) {
  const PullResult result = pull(options, kModel, root.path());
  ASSERT_EQ(result.files.skipped.size(), 2u);
  EXPECT_EQ(result.files.skipped[0].path, "example.png");
  EXPECT_EQ(result.files.skipped[1].path, "tiny-model.safetensors");
  EXPECT_TRUE(hub.requests_for("example.png").empty());
  EXPECT_TRUE(hub.requests_for("/tiny-model.safetensors").empty());
}

TEST_F(PullTest, ManyPagesMakeTheSameModel) {
  hub.page_size = 3;
  EXPECT_EQ(pull(options, kModel, root.path()).files.files.size(), 7u);
}

TEST_F(PullTest, ACompleteModelIsNotDownloadedAgain) {
  pull(options, kModel, root.path());
  hub.forget_requests();
  const PullResult again = pull(options, kModel, root.path());
  EXPECT_EQ(again.files_kept, 7u);
  EXPECT_EQ(again.bytes_received, 0u);
  EXPECT_TRUE(hub.requests_for("/resolve/").empty());
  EXPECT_TRUE(hub.requests_for("/cdn/").empty());
}

TEST_F(PullTest, OnlyADamagedFileIsFetchedAgain) {
  pull(options, kModel, root.path());
  std::string damaged = bytes_of(weights());
  damaged[1234] ^= 1;
  write_file_atomically(weights(), damaged);
  const PullResult again = pull(options, kModel, root.path());
  EXPECT_EQ(again.files_kept, 6u);
  EXPECT_EQ(again.bytes_received, damaged.size());
  EXPECT_EQ(bytes_of(weights()), hub.content(kWeights));
}

TEST_F(PullTest, ANewRevisionReplacesWhatChanged) {
  pull(options, kModel, root.path());
  hub.add("vae/config.json", R"({"latent_channels": 16})", false);
  EXPECT_EQ(pull(options, kModel, root.path()).files_kept, 6u);
  EXPECT_EQ(bytes_of(model() / "vae/config.json"), R"({"latent_channels": 16})");
}

TEST_F(PullTest, ThePlanIsToldBeforeAnythingIsWritten) {
  PullHooks hooks;
  std::size_t planned = 0;
  hooks.on_plan = [&](const ChosenFiles& files) {
    planned = files.files.size();
    EXPECT_TRUE(std::filesystem::is_empty(root.path()));
  };
  pull(options, kModel, root.path(), hooks);
  EXPECT_EQ(planned, 7u);
}

TEST_F(PullTest, ThePlanCanBeDeclined) {
  PullHooks hooks;
  hooks.on_plan = [](const ChosenFiles&) { throw Error(ErrorCode::Cancelled, "too large for me"); };
  EXPECT_EQ(error_of([&] { pull(options, kModel, root.path(), hooks); }).code(), ErrorCode::Cancelled);
  EXPECT_TRUE(std::filesystem::is_empty(root.path()));
}

TEST_F(PullTest, ProgressRisesToTheTotal) {
  PullHooks hooks;
  std::vector<PullProgress> seen;
  hooks.on_progress = [&](const PullProgress& progress) { seen.push_back(progress); };
  const PullResult result = pull(options, kModel, root.path(), hooks);
  ASSERT_GE(seen.size(), 7u);
  for (std::size_t i = 1; i < seen.size(); ++i) EXPECT_GE(seen[i].bytes_done, seen[i - 1].bytes_done);
  EXPECT_EQ(seen.back().bytes_done, result.files.total_bytes);
  EXPECT_EQ(seen.back().bytes_total, result.files.total_bytes);
  EXPECT_EQ(seen.front().file, "model_index.json");
}

TEST_F(PullTest, ATokenThatTheHubWantsIsSent) {
  hub.token = "hf_secret";
  options.token = "hf_secret";
  EXPECT_EQ(pull(options, kModel, root.path()).files.files.size(), 7u);
}

TEST_F(PullTest, TwoPullsOfOneModelAtOnceAreRefused) {
  std::filesystem::create_directories(model());
  const FolderLock other(model());
  const Error e = error_of([&] { pull(options, kModel, root.path()); });
  EXPECT_EQ(e.code(), ErrorCode::Busy);
}

TEST_F(PullTest, ACancelledPullLeavesThePartialAndALaterOneGoesOn) {
  PullHooks hooks;
  hooks.is_cancelled = [&] {
    std::error_code none;  // the partial is not there at first
    const auto here = std::filesystem::file_size(PartialFile::partial_path(weights()), none);
    return !none && here > 0;
  };
  // The rest of the file waits, so that the cancel always falls into the middle.
  hub.intercept(testing::fail_times(std::string("/cdn/") + kWeights, 1,
                                    {200, {{"ETag", "\"v1\""}}, hub.content(kWeights), 100'000, true, 0}));
  EXPECT_EQ(error_of([&] { pull(options, kModel, root.path(), hooks); }).code(), ErrorCode::Cancelled);
  EXPECT_FALSE(std::filesystem::exists(weights()));
  const auto here = std::filesystem::file_size(PartialFile::partial_path(weights()));
  ASSERT_GT(here, 0u);

  hub.forget_requests();
  const PullResult result = pull(options, kModel, root.path());
  EXPECT_EQ(result.files_kept, 4u);
  EXPECT_EQ(hub.requests_for(std::string("/cdn/") + kWeights).at(0).headers.at("range"),
            "bytes=" + std::to_string(here) + "-");
  EXPECT_EQ(bytes_of(weights()), hub.content(kWeights));
}

TEST_F(PullTest, ARootThatCannotBeWrittenIsAWriteFailure) {
  write_file_atomically(root.path() / "file", "x");
  const Error e = error_of([&] { pull(options, kModel, root.path() / "file"); });
  EXPECT_EQ(e.code(), ErrorCode::WriteFailed);
}

}  // namespace
}  // namespace reverie
