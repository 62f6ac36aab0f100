// tests/jobs/job_store_remove_test.cpp
//
// Jobs that are forgotten, and the short view of all jobs that clocks and estimates are made of.

#include <thread>

#include "jobs/job_store_fixture.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

const std::string kPicture(64, 'a');
const std::string kOtherPicture(64, 'b');
const std::string kReference(64, 'c');

TEST_P(JobStoreTest, ARemovedJobIsGoneWithAllThatHangsOnIt) {
  Submission wanted = submission();
  wanted.task.references = {kReference};
  wanted.webhook = all_events();
  wanted.idempotency_key = "once";
  wanted.request_digest = "digest";
  const Job job = succeed(wanted, kPicture);
  EXPECT_THAT(store().remove(job.id), UnorderedElementsAre(kPicture, kReference));
  EXPECT_FALSE(store().find(job.id));
  EXPECT_THAT(due_events(), IsEmpty());
  EXPECT_NE(store().submit(wanted, {}).id, job.id) << "the key is free again";
  reopen();
  EXPECT_FALSE(store().find(job.id));
}

TEST_P(JobStoreTest, OnlyBlobsThatNobodyHoldsAreReturned) {
  Submission wanted = submission();
  wanted.task.references = {kReference};
  const Job first = succeed(wanted, kPicture);
  const Job second = succeed(wanted, kOtherPicture);
  store().add_upload(
      {"u", kLocalAccount, kPicture, "a.png", "image/png", 5, time_, time_ + std::chrono::hours(1)});
  EXPECT_THAT(store().remove(first.id), IsEmpty());
  EXPECT_THAT(store().remove(second.id), UnorderedElementsAre(kReference, kOtherPicture));
}

TEST_P(JobStoreTest, AnUnfinishedJobCannotBeRemoved) {
  const Job waiting = submit();
  expect_error([&] { store().remove(waiting.id); }, ErrorCode::Conflict, "id", "queued");
  const Job running = start();
  expect_error([&] { store().remove(running.id); }, ErrorCode::Conflict, "id", "running");
  expect_error([&] { store().remove("nothing"); }, ErrorCode::NotFound, "", "nothing");
  EXPECT_TRUE(store().find(running.id));
}

TEST_P(JobStoreTest, UsageStaysCountedAfterRemoval) {
  add_account("ada", 10);
  Submission wanted = submission("ada");
  wanted.credits = 4;
  const Job first = succeed(wanted);
  succeed(wanted);
  store().remove(first.id);
  const Usage usage = store().usage("ada");
  EXPECT_EQ(usage.jobs, 2);
  EXPECT_EQ(usage.pictures, 2);
  EXPECT_EQ(usage.credits, 8);
  EXPECT_EQ(credits_of("ada"), 2);
}

TEST_P(JobStoreTest, AListGoesOnBehindAJobThatWasRemoved) {
  std::vector<std::string> made;
  for (int i = 0; i < 3; ++i) {
    made.push_back(succeed(submission()).id);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));  // ids sort by the clock of the machine
  }
  store().remove(made[1]);
  EXPECT_THAT(ids({.before_id = made[1]}), ElementsAre(made[0]));
  store().remove(made[0]);
  EXPECT_THAT(ids({.before_id = made[0]}), IsEmpty());
}

TEST_P(JobStoreTest, UnfinishedJobsAreToldInTheOrderOfTheQueue) {
  Submission wanted = submission();
  wanted.task.runs = 2;
  wanted.task.group_max = 3;
  succeed(submission());
  const Job first = submit();
  const Job second = store().submit(wanted, {});
  start(4);
  const auto unfinished = store().unfinished();
  ASSERT_EQ(unfinished.size(), 2U);
  EXPECT_EQ(unfinished[0].id, first.id);
  EXPECT_EQ(unfinished[0].state, JobState::Running);
  EXPECT_EQ(unfinished[0].pictures, 4) << "as planned";
  EXPECT_TRUE(unfinished[0].started);
  EXPECT_EQ(unfinished[1].id, second.id);
  EXPECT_EQ(unfinished[1].state, JobState::Queued);
  EXPECT_EQ(unfinished[1].pictures, 6) << "as asked for";
}

TEST_P(JobStoreTest, FinishedJobsAreToldNewestFirst) {
  const Job first = succeed(submission());
  pass(std::chrono::seconds(5));
  const Job second = store().submit(submission(), {});
  pass(std::chrono::seconds(2));
  start(2);
  pass(std::chrono::seconds(3));
  store().finish_image(second.id, done(0));
  store().finish_image(second.id, failed(1));
  store().finish(second.id, JobState::Succeeded, kNoError);
  const auto finished = store().recently_finished(10);
  ASSERT_EQ(finished.size(), 2U);
  EXPECT_EQ(finished[0].id, second.id);
  EXPECT_EQ(finished[0].pictures, 1) << "one failed";
  EXPECT_EQ(finished[0].model, "mini");
  EXPECT_EQ(finished[0].size, (PixelSize{1024, 1024}));
  EXPECT_EQ(*finished[0].started - finished[0].created, std::chrono::seconds(2));
  EXPECT_EQ(*finished[0].finished - *finished[0].started, std::chrono::seconds(3));
  EXPECT_EQ(finished[1].id, first.id);
  EXPECT_EQ(store().recently_finished(1).size(), 1U);
}

}  // namespace
}  // namespace reverie
