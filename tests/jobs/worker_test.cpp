// tests/jobs/worker_test.cpp
//
// The worker draws what is planned, once, and says what became of each picture.

#include "jobs/worker.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "jobs/sqlite_store.h"
#include "support/quick_engine.h"

namespace reverie {
namespace {

class WorkerTest : public ::testing::Test {
 protected:
  WorkerTest() : store_(folder_ / "jobs.db"), blobs_(folder_ / "blobs") { start(); }
  ~WorkerTest() override {
    worker_.reset();
    std::filesystem::remove_all(folder_);
  }

  void start() {
    worker_ =
        std::make_unique<Worker>(store_, blobs_, changes_, engine_,
                                 Worker::Hooks{[](const std::string& prompt) -> std::optional<std::string> {
                                                 if (prompt.find("forbidden") != std::string::npos)
                                                   return "a rule";
                                                 return std::nullopt;
                                               },
                                               [](const std::string&) {},
                                               [](const std::string& file) -> std::optional<std::string> {
                                                 if (file == refused_picture()) return "weapons";
                                                 return std::nullopt;
                                               }});
    worker_->start();
  }

  // The file of a picture that the policy does not let out.
  static std::string& refused_picture() {
    static std::string file;
    return file;
  }

  Job submit(ImageTask task) {
    Submission submission;
    submission.account = kLocalAccount;
    submission.dialect = "test";
    task.model = "mini";
    task.size = {64, 64};
    submission.task = std::move(task);
    Job job = store_.submit(submission, {});
    changes_.publish(job.id, job.account);
    return job;
  }

  template <typename Condition>
  Job wait(const std::string& id, Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (std::chrono::steady_clock::now() < deadline) {
      Job job = store_.find(id).value();
      if (condition(job)) return job;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    ADD_FAILURE() << "waited in vain";
    return store_.find(id).value();
  }

  Job finish(const std::string& id) {
    return wait(id, [](const Job& job) { return is_final(job.state); });
  }

  static std::filesystem::path make_folder() {
    std::string path = (std::filesystem::temp_directory_path() / "reverie-worker-XXXXXX").string();
    if (mkdtemp(path.data()) == nullptr) throw Error(ErrorCode::WriteFailed, path);
    return path;
  }

  const std::filesystem::path folder_ = make_folder();
  SqliteStore store_;
  DiskBlobStore blobs_;
  JobChanges changes_;
  QuickEngine engine_;
  std::unique_ptr<Worker> worker_;
};

TEST_F(WorkerTest, DrawsEachRunWithTheNextSeed) {
  const Job job = finish(submit({.prompt = "a cat", .runs = 3, .seed = 40}).id);
  EXPECT_EQ(job.state, JobState::Succeeded);
  ASSERT_EQ(job.images.size(), 3U);
  EXPECT_EQ(job.images[2].seed, 42U);
  EXPECT_NE(job.images[0].blob, job.images[1].blob);
  EXPECT_EQ(blobs_.size(job.images[0].blob), job.images[0].size_bytes);
}

TEST_F(WorkerTest, PicturesOfAGroupShareTheSeedAndDiffer) {
  const Job job = finish(submit({.prompt = "a cat", .group_max = 3, .seed = 7}).id);
  ASSERT_EQ(job.images.size(), 3U);
  EXPECT_EQ(job.images[2].seed, 7U);
  EXPECT_NE(job.images[0].blob, job.images[1].blob);
  EXPECT_EQ(job.images[1].prompt, "a cat, picture 2");
}

TEST_F(WorkerTest, TheFirstPictureOfAGroupIsAReferenceOfTheOthers) {
  const std::string own = blobs_.put("a reference of the client's");
  const Job job =
      finish(submit({.prompt = "a cat", .references = {own}, .runs = 2, .group_max = 2, .seed = 7}).id);
  ASSERT_EQ(job.images.size(), 4U);
  const auto bytes_of = [&](int64_t index) {
    return blobs_.read(job.images.at(static_cast<std::size_t>(index)).blob);
  };
  const std::string client = "a reference of the client's";
  using Seen = std::vector<std::string>;
  EXPECT_EQ(engine_.references_seen.at(0), (Seen{client}));
  EXPECT_EQ(engine_.references_seen.at(1), (Seen{client, bytes_of(0)}));
  EXPECT_EQ(engine_.references_seen.at(2), (Seen{client})) << "another run is another group";
  EXPECT_EQ(engine_.references_seen.at(3), (Seen{client, bytes_of(2)}));
}

TEST_F(WorkerTest, AModelWithoutReferencesDrawsAGroupAllTheSame) {
  engine_.max_references = 0;
  const Job job = finish(submit({.prompt = "a cat", .group_max = 2, .seed = 7}).id);
  EXPECT_EQ(count_done(job), 2);
  EXPECT_TRUE(engine_.references_seen.at(1).empty());
}

TEST_F(WorkerTest, AModelThatHoldsGroupsTogetherByWordsGetsNoPictureOfThem) {
  engine_.anchors_groups = false;
  const Job job = finish(submit({.prompt = "a cat", .group_max = 2, .seed = 7}).id);
  EXPECT_EQ(count_done(job), 2);
  EXPECT_TRUE(engine_.references_seen.at(1).empty());
}

TEST_F(WorkerTest, APromptIsRewrittenOnceAndKept) {
  const Job job = finish(submit({.prompt = "a cat", .rewrite = Rewrite::Standard}).id);
  EXPECT_EQ(job.revised_prompt, "a cat, in fine detail");
  EXPECT_EQ(job.images[0].prompt, "a cat, in fine detail");
}

TEST_F(WorkerTest, APromptThatWasNotMadeRicherIsNotCalledRewritten) {
  const std::string prompt = std::string("a cat ") + QuickEngine::kSaysAll;
  const Job job = finish(submit({.prompt = prompt, .rewrite = Rewrite::Standard}).id);
  EXPECT_EQ(job.revised_prompt, "");
  EXPECT_EQ(job.images[0].prompt, prompt);
}

TEST_F(WorkerTest, AGroupIsDrawnAsPlannedAndItsPromptsAreNotRewritten) {
  const Job job = finish(submit({.prompt = "a cat", .group_max = 2, .rewrite = Rewrite::Standard}).id);
  EXPECT_EQ(job.revised_prompt, "");
  EXPECT_EQ(job.images[1].prompt, "a cat, picture 2");
}

TEST_F(WorkerTest, APictureThatCannotBePaintedFailsAlone) {
  const Job job = finish(submit({.prompt = "unpaintable"}).id);
  EXPECT_EQ(job.state, JobState::Failed);
  ASSERT_TRUE(job.error);
  EXPECT_EQ(job.error->code, ErrorCode::InvalidRequest);
}

TEST_F(WorkerTest, TroubleOfOurOwnEndsTheJob) {
  const Job job = finish(submit({.prompt = "catastrophe", .runs = 2}).id);
  EXPECT_EQ(job.state, JobState::Failed);
  EXPECT_EQ(job.error->code, ErrorCode::Internal);
  const Job next = finish(submit({.prompt = "a cat"}).id);  // and the worker goes on
  EXPECT_EQ(next.state, JobState::Succeeded);
}

TEST_F(WorkerTest, ARewrittenPromptIsCheckedAgain) {
  const Job job = finish(submit({.prompt = "forbidden", .rewrite = Rewrite::Fast}).id);
  EXPECT_EQ(job.state, JobState::Failed);
  EXPECT_EQ(job.error->code, ErrorCode::Refused);
}

TEST_F(WorkerTest, ARefusedPictureIsNotKeptUnlessTheCheckIsOff) {
  const ImageTask task{.prompt = "a cat", .runs = 2, .seed = 7};
  const std::string blob = finish(submit(task).id).images.at(1).blob;
  refused_picture() = blobs_.read(blob);
  blobs_.remove(blob);
  const Job checked = finish(submit(task).id);
  EXPECT_TRUE(checked.images.at(0).is_done());
  ASSERT_TRUE(checked.images.at(1).error);
  EXPECT_EQ(checked.images.at(1).error->code, ErrorCode::Refused);
  EXPECT_FALSE(blobs_.size(blob));
  ImageTask unchecked = task;
  unchecked.is_safety_checked = false;
  EXPECT_EQ(count_done(finish(submit(unchecked).id)), 2);
  refused_picture().clear();
}

TEST_F(WorkerTest, CancelStopsWithinAStep) {
  engine_.steps = 1000;
  engine_.step_ms = 5;
  const Job job = submit({.prompt = "slow"});
  wait(job.id, [](const Job& one) { return one.state == JobState::Running; });
  store_.cancel(job.id);
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(finish(job.id).state, JobState::Cancelled);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));
  EXPECT_EQ(engine_.drawn, 0);
}

TEST_F(WorkerTest, ProgressIsToldWithPreviewsAndForgottenAtTheEnd) {
  std::atomic<int> told{0};
  std::atomic<bool> has_preview{false};
  const auto subscription = changes_.subscribe("", kLocalAccount, [&](const std::string& id) {
    ++told;
    if (!changes_.progress(id).preview_jpeg.empty()) has_preview = true;
  });
  engine_.step_ms = 5;
  const Job plain = finish(submit({.prompt = "a cat"}).id);
  EXPECT_GE(told, 4);
  EXPECT_FALSE(has_preview);  // nobody asked, and each costs a decode
  const Job job = submit({.prompt = "a cat", .runs = 2});
  changes_.ask_for_previews(job.id);
  finish(job.id);
  EXPECT_TRUE(has_preview);
  wait(job.id, [&](const Job& one) { return changes_.progress(one.id).stage.empty(); });
}

// What was finished before the stop is not drawn again, and the rest has the same seeds.
TEST_F(WorkerTest, AfterAStopTheJobGoesOnWhereItWas) {
  engine_.step_ms = 20;
  const Job job = submit({.prompt = "a cat", .runs = 4, .seed = 1});
  wait(job.id, [](const Job& one) { return count_done(one) >= 1; });
  worker_->stop();
  const Job stopped = store_.find(job.id).value();
  EXPECT_EQ(stopped.state, JobState::Queued);
  const int64_t drawn_before = engine_.drawn;
  EXPECT_EQ(count_done(stopped), drawn_before);
  engine_.step_ms = 0;
  start();
  const Job done = finish(job.id);
  EXPECT_EQ(done.state, JobState::Succeeded);
  EXPECT_EQ(engine_.drawn, 4);
  EXPECT_EQ(done.images[0].blob, stopped.images[0].blob);
}

}  // namespace
}  // namespace reverie
