// tests/server/job_estimates_test.cpp
//
// Guesses from what was: of one picture, of a running job, of a queue; and silence where nothing is known.

#include "server/job_estimates.h"

#include <gtest/gtest.h>

#include "core/temp_folder.h"
#include "jobs/sqlite_store.h"

namespace reverie {
namespace {

using std::chrono::seconds;

class JobEstimatesTest : public ::testing::Test {
 protected:
  Job submit(int64_t runs = 1, PixelSize size = {1024, 1024}, const std::string& model = "mini") {
    Submission submission;
    submission.account = kLocalAccount;
    submission.task.model = model;
    submission.task.prompt = "a fox";
    submission.task.size = size;
    submission.task.runs = runs;
    return store_.submit(submission, {});
  }

  // The job that waits first, now running.
  Job start() {
    const Job job = store_.claim().value();
    store_.plan(job.id, "", std::vector<PlannedImage>(static_cast<std::size_t>(job.task.runs), {"a fox", 1}));
    return store_.find(job.id).value();
  }

  // A job that took so long, to its end.
  void draw(seconds time, int64_t runs = 1, PixelSize size = {1024, 1024},
            const std::string& model = "mini") {
    const Job job = submit(runs, size, model);
    start();
    time_ += time;
    for (int64_t i = 0; i < runs; ++i) {
      JobImage image;
      image.index = i;
      image.blob = std::string(64, 'a');
      image.size = size;
      store_.finish_image(job.id, image);
    }
    store_.finish(job.id, JobState::Succeeded, std::nullopt);
  }

  void reach(const Job& running, double share) {
    JobProgress progress;
    progress.share = share;
    changes_.publish_progress(running.id, kLocalAccount, progress);
  }

  std::optional<double> estimate(const Job& job) { return JobEstimates(store_, changes_).seconds_left(job); }

  const testing_folders::TempFolder folder_;
  Time time_ = time_of_milliseconds(1790848800000);
  SqliteStore store_{folder_ / "jobs.db", [this] { return time_; }};
  JobChanges changes_;
};

TEST_F(JobEstimatesTest, NothingIsSaidWhileNothingIsKnown) {
  const Job job = submit();
  EXPECT_EQ(estimate(job), std::nullopt);
  const Job running = start();
  EXPECT_EQ(estimate(running), std::nullopt);
  store_.finish(running.id, JobState::Failed, StoredError{ErrorCode::Internal, "no", ""});
  EXPECT_EQ(estimate(submit()), std::nullopt) << "a job that failed says nothing of one that will not";
}

TEST_F(JobEstimatesTest, APictureTakesTheMedianOfItsLike) {
  draw(seconds(10));
  draw(seconds(60), 2);
  draw(seconds(1000));
  EXPECT_EQ(estimate(submit(3)), 3 * 30.0);
}

TEST_F(JobEstimatesTest, OtherModelsAndOtherSizesAreNotAlike) {
  draw(seconds(10));
  EXPECT_EQ(estimate(submit(1, {1152, 896})), 10.0);
  store_.cancel(store_.unfinished()[0].id);
  EXPECT_EQ(estimate(submit(1, {2048, 2048})), std::nullopt);
  store_.cancel(store_.unfinished()[0].id);
  EXPECT_EQ(estimate(submit(1, {1024, 1024}, "klein")), std::nullopt);
}

TEST_F(JobEstimatesTest, ARunningJobHasItsRestLeft) {
  draw(seconds(10));
  submit(2);
  const Job running = start();
  reach(running, 0.75);
  EXPECT_EQ(estimate(running), 5.0);
}

TEST_F(JobEstimatesTest, AQueuedJobWaitsForThoseBeforeIt) {
  draw(seconds(10));
  submit(2);
  const Job running = start();
  const Job second = submit(3);
  const Job third = submit();
  reach(running, 0.5);
  EXPECT_EQ(estimate(second), 10.0 + 30.0);
  EXPECT_EQ(estimate(third), 10.0 + 30.0 + 10.0);
  submit(1, {1024, 1024}, "klein");
  EXPECT_EQ(estimate(submit()), std::nullopt) << "one before it is unknown";
}

TEST_F(JobEstimatesTest, AJobThatIsOverHasNothingLeft) {
  draw(seconds(10));
  EXPECT_EQ(estimate(store_.list({}).at(0)), std::nullopt);
}

}  // namespace
}  // namespace reverie
