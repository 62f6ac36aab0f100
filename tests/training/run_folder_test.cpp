// A run on disk: whatever moment it is killed at, a whole checkpoint is found again.
#include "training/run_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "core/error.h"
#include "core/file.h"
#include "training/scratch.h"

namespace reverie {
namespace {

using torch::Tensor;
namespace fs = std::filesystem;

Checkpoint checkpoint_of(int64_t step) {
  const auto value = static_cast<double>(step);
  return {step,
          {{"a", torch::full({2, 3}, value)}, {"b", torch::full({4}, -value)}},
          {{"a", torch::full({2, 3}, value / 2)}, {"b", torch::full({4}, -value / 2)}},
          {{"steps", torch::full({1}, step, torch::kInt64)}}};
}

void expect_same(const NamedTensors& got, const NamedTensors& expected) {
  const std::map<std::string, Tensor> by_name(got.begin(), got.end());
  ASSERT_EQ(by_name.size(), expected.size());
  for (const auto& [name, tensor] : expected) EXPECT_TRUE(torch::equal(by_name.at(name), tensor)) << name;
}

void expect_latest(const RunFolder& run, int64_t step) {
  const auto found = run.latest();
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->step, step);
  const Checkpoint expected = checkpoint_of(step);
  expect_same(found->weights, expected.weights);
  expect_same(found->averaged, expected.averaged);
  expect_same(found->optimizer, expected.optimizer);
}

std::vector<std::string> checkpoints_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  }
  return names;
}

TEST(RunFolder, HasNothingInAFreshFolder) {
  EXPECT_FALSE(RunFolder(scratch_folder() / "not" / "yet").latest().has_value());
}

TEST(RunFolder, FindsWhatWasSavedLast) {
  const RunFolder run(scratch_folder());
  run.save(checkpoint_of(10));
  expect_latest(run, 10);
  run.save(checkpoint_of(20));
  expect_latest(RunFolder(run.path()), 20);
}

TEST(RunFolder, SavesParametersThatRequireGradients) {
  const RunFolder run(scratch_folder());
  Checkpoint checkpoint = checkpoint_of(10);
  for (auto& [name, tensor] : checkpoint.weights) tensor.set_requires_grad(true);
  run.save(checkpoint);
  expect_latest(run, 10);
}

TEST(RunFolder, RemovesOlderCheckpointsAndNothingElse) {
  const RunFolder run(scratch_folder());
  fs::create_directory(run.path() / "notes");
  write_file_atomically(run.path() / "sheet-10.ppm", "P6");
  for (const int64_t step : {10, 20, 30}) run.save(checkpoint_of(step));
  EXPECT_THAT(checkpoints_in(run.path()), testing::UnorderedElementsAre("checkpoint-30", "notes"));
  EXPECT_TRUE(fs::exists(run.path() / "sheet-10.ppm"));
}

TEST(RunFolder, KeepsTheOldCheckpointWhenKilledWhileTheNextIsWritten) {
  const RunFolder run(scratch_folder());
  run.save(checkpoint_of(10));
  fs::create_directory(run.path() / "checkpoint-20");
  write_safetensors(run.path() / "checkpoint-20" / "weights.safetensors", checkpoint_of(20).weights);
  expect_latest(run, 10);
}

TEST(RunFolder, KeepsTheOldCheckpointWhenKilledBeforeLatestIsReplaced) {
  const RunFolder run(scratch_folder());
  run.save(checkpoint_of(10));
  const fs::path elsewhere = run.path() / "elsewhere";
  RunFolder(elsewhere).save(checkpoint_of(20));
  fs::rename(elsewhere / "checkpoint-20", run.path() / "checkpoint-20");  // whole, but not named yet
  expect_latest(run, 10);
}

TEST(RunFolder, GoesOnAfterAKillBetweenLatestAndTheRemovalOfTheOld) {
  const RunFolder run(scratch_folder());
  run.save(checkpoint_of(10));
  fs::copy(run.path() / "checkpoint-10", run.path() / "kept", fs::copy_options::recursive);
  run.save(checkpoint_of(20));
  fs::rename(run.path() / "kept", run.path() / "checkpoint-10");
  expect_latest(run, 20);
  run.save(checkpoint_of(30));
  EXPECT_THAT(checkpoints_in(run.path()), testing::ElementsAre("checkpoint-30"));
}

TEST(RunFolder, StartsAnewWhenKilledBeforeTheFirstCheckpointWasWhole) {
  const RunFolder run(scratch_folder());
  fs::create_directory(run.path() / "checkpoint-10");
  EXPECT_FALSE(run.latest().has_value());
  run.save(checkpoint_of(10));  // over what the killed run left
  expect_latest(run, 10);
}

TEST(RunFolder, RefusesALatestThatNamesNoCheckpoint) {
  const RunFolder run(scratch_folder());
  run.save(checkpoint_of(10));
  fs::remove_all(run.path() / "checkpoint-10");
  EXPECT_THROW(run.latest(), Error);
}

TEST(RunFolder, RefusesACheckpointWithAFileCutShort) {
  for (const char* file : {"weights.safetensors", "averaged.safetensors", "optimizer.safetensors"}) {
    const RunFolder run(scratch_folder());
    run.save(checkpoint_of(10));
    const fs::path path = run.path() / "checkpoint-10" / file;
    fs::resize_file(path, fs::file_size(path) - 1);
    try {
      run.latest();
      FAIL() << file << " was accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::CorruptFile) << file;
    }
  }
}

TEST(RunFolder, RefusesProgressThatNamesNoStep) {
  for (const char* text : {"{}", "[]", R"({"step": "ten"})"}) {
    const RunFolder run(scratch_folder());
    run.save(checkpoint_of(10));
    write_file_atomically(run.path() / "checkpoint-10" / "progress.json", text);
    try {
      run.latest();
      FAIL() << text << " was accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::CorruptFile) << text;
    }
  }
}

TEST(RunFolder, RefusesAFolderThatCannotBeMade) {
  const fs::path file = scratch_folder() / "file";
  write_file_atomically(file, "not a folder");
  try {
    const RunFolder run(file / "run");
    FAIL() << "a folder inside a file";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::WriteFailed);
    EXPECT_EQ(error.field(), "--run");
  }
}

TEST(RunFolder, AppendsOneLineOfJsonForEachEntryOfTheLog) {
  const fs::path folder = scratch_folder();
  RunFolder(folder).log({{"step", 50}, {"loss", 0.5}});
  RunFolder(folder).log({{"step", 100}});  // a resumed run goes on below
  EXPECT_EQ(read_text(folder / "log.jsonl", 1024), "{\"loss\":0.5,\"step\":50}\n{\"step\":100}\n");
}

TEST(WeightAverage, FollowsTheWeightsByOneMinusDecay) {
  NamedTensors weights{{"a", torch::full({2}, 4.0)}, {"count", torch::full({1}, 3, torch::kInt64)}};
  WeightAverage average(weights);
  weights[0].second.fill_(8.0);
  weights[1].second.fill_(5);
  EXPECT_DOUBLE_EQ(average.averaged()[0].second[0].item<double>(), 4.0)
      << "a view of the weights, not a copy";
  average.update(weights, 0.75);
  EXPECT_DOUBLE_EQ(average.averaged()[0].second[0].item<double>(), 5.0);
  EXPECT_EQ(average.averaged()[1].second.item<int64_t>(), 5);  // counts are not averaged
}

TEST(WeightAverage, RefusesToLoadWithoutOneOfItsTensors) {
  WeightAverage average({{"a", torch::zeros({2})}, {"b", torch::zeros({2})}});
  average.load({{"b", torch::ones({2})}, {"a", torch::ones({2})}, {"c", torch::ones({2})}});
  EXPECT_EQ(average.averaged()[0].second.sum().item<double>(), 2.0);
  EXPECT_THROW(average.load({{"a", torch::ones({2})}}), Error);
}

TEST(CopyByName, RefusesMissingAndMisshapenTensorsAndSaysWhose) {
  const NamedTensors targets{{"a", torch::zeros({2, 3})}};
  for (const NamedTensors& from :
       {NamedTensors{{"b", torch::ones({2, 3})}}, NamedTensors{{"a", torch::ones({3, 2})}}}) {
    try {
      copy_by_name(from, targets, "checkpoint");
      FAIL() << "accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::CorruptFile);
      EXPECT_THAT(error.what(),
                  testing::AllOf(testing::HasSubstr("checkpoint"), testing::HasSubstr("\"a\"")));
    }
  }
}

TEST(CopyByName, CopiesIntoParametersThatRequireGradients) {
  const NamedTensors targets{{"a", torch::zeros({2}).set_requires_grad(true)}};
  copy_by_name({{"a", torch::ones({2})}}, targets, "checkpoint");
  EXPECT_EQ(targets[0].second.sum().item<double>(), 2.0);
  EXPECT_TRUE(targets[0].second.is_leaf() && targets[0].second.requires_grad());
}

TEST(WithAveragedWeights, HoldsTheAverageAndPutsTheTrainedWeightsBack) {
  const NamedTensors network{{"a", torch::rand({3, 3}).set_requires_grad(true)}, {"b", torch::rand({2})}};
  const NamedTensors averaged{{"a", torch::rand({3, 3})}, {"b", torch::rand({2})}};
  const Tensor a = network[0].second.detach().clone(), b = network[1].second.clone();
  {
    const WithAveragedWeights while_here(network, averaged);
    EXPECT_TRUE(torch::equal(network[0].second, averaged[0].second));
    EXPECT_TRUE(torch::equal(network[1].second, averaged[1].second));
  }
  EXPECT_TRUE(torch::equal(network[0].second, a));
  EXPECT_TRUE(torch::equal(network[1].second, b));
}

TEST(WithAveragedWeights, PutsTheTrainedWeightsBackWhenAnEvaluationFails) {
  const NamedTensors network{{"a", torch::full({2}, 7.0)}};
  const NamedTensors averaged{{"a", torch::full({2}, 1.0)}};
  try {
    const WithAveragedWeights while_here(network, averaged);
    throw Error(ErrorCode::Internal, "an evaluation that fails");
  } catch (const Error&) {
    EXPECT_EQ(network[0].second[0].item<double>(), 7.0);
  }
}

}  // namespace
}  // namespace reverie
