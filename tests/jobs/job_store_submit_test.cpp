// tests/jobs/job_store_submit_test.cpp
//
// Submissions that go together, all or none, and those that have failed before they began.

#include "image/expect_error.h"
#include "jobs/job_store_fixture.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Submission costing(Submission wanted, int64_t credits) {
  wanted.credits = credits;
  return wanted;
}

// Something is known to be wrong with it.
Submission failing(Submission wanted) {
  wanted.failure = StoredError{ErrorCode::InvalidRequest, "size: no such size", "size"};
  return wanted;
}

TEST_P(JobStoreTest, SubmissionsThatGoTogetherAreQueuedInTheirOrder) {
  const auto jobs = store().submit_all({submission(), submission(), submission()}, {});
  ASSERT_EQ(jobs.size(), 3U);
  EXPECT_THAT(ids({}), ElementsAre(jobs[2].id, jobs[1].id, jobs[0].id));
  EXPECT_THAT(store().submit_all({}, {}), IsEmpty());
}

TEST_P(JobStoreTest, OfSubmissionsThatGoTogetherAllOrNoneAreQueued) {
  add_account("ada", 10);
  const Submission each = costing(submission("ada"), 4);
  expect_error([&] { store().submit_all({each, each, each}, {}); }, ErrorCode::OutOfCredits, "", "4 credits");
  EXPECT_EQ(credits_of("ada"), 10);
  EXPECT_EQ(store().submit_all({each, each}, {}).size(), 2U);
  EXPECT_EQ(credits_of("ada"), 2);
  expect_error(
      [&] {
        store().submit_all({submission(), submission()}, {.queue_length = 3});
      },
      ErrorCode::Busy, "", "queue is full");
  EXPECT_EQ(store().count_in(JobState::Queued), 2);
}

TEST_P(JobStoreTest, ASubmissionThatHasFailedIsNeverClaimed) {
  Submission wanted = failing(submission());
  wanted.webhook = all_events();
  const Job job = store().submit(wanted, {});
  EXPECT_EQ(job.state, JobState::Failed);
  ASSERT_TRUE(job.error);
  EXPECT_EQ(job.error->code, ErrorCode::InvalidRequest);
  EXPECT_EQ(job.error->message, "size: no such size");
  EXPECT_EQ(job.error->field, "size");
  EXPECT_EQ(job.finished, time_);
  EXPECT_FALSE(job.started);
  EXPECT_FALSE(store().claim());
  EXPECT_THAT(due_events(), ElementsAre("failed"));
  reopen();
  EXPECT_EQ(found(job.id).state, JobState::Failed);
}

TEST_P(JobStoreTest, ASubmissionThatHasFailedNeedsItsCreditsAndGetsThemBack) {
  add_account("ada", 4);
  EXPECT_EQ(store().submit(failing(costing(submission("ada"), 4)), {}).credits, 0);
  EXPECT_EQ(credits_of("ada"), 4);
  expect_error([&] { store().submit(failing(costing(submission("ada"), 5)), {}); }, ErrorCode::OutOfCredits,
               "", "5 credits");
}

TEST_P(JobStoreTest, ASubmissionThatHasFailedBelongsToItsIdempotencyKey) {
  Submission wanted = failing(submission());
  wanted.idempotency_key = "order-1";
  wanted.request_digest = "digest";
  const std::string id = store().submit(wanted, {}).id;
  EXPECT_EQ(store().submit(wanted, {}).id, id);
  EXPECT_THAT(ids({}), ElementsAre(id));
}

}  // namespace
}  // namespace reverie
