// tests/jobs/job_store_test.cpp
//
// A job's way through a store: submit, claim, plan, finish, cancel, recover.

#include "jobs/job_store.h"

#include "jobs/credits_error.h"
#include "jobs/job_store_fixture.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST_P(JobStoreTest, ASubmittedJobIsFoundAsItWasGiven) {
  Submission wanted = submission();
  wanted.echo = {{"input", {{"prompt", "a \"fox\" \U0001f98a"}, {"n", 1}}}};
  wanted.task.references = {std::string(64, 'c')};
  wanted.task.seed = UINT64_MAX;
  wanted.task.guidance_scale = 3.5;
  wanted.credits = 7;
  wanted.webhook = all_events();
  const Job given = store().submit(wanted, {});
  reopen();
  const Job job = found(given.id);
  EXPECT_TRUE(is_uuid(job.id));
  EXPECT_EQ(job.account, kLocalAccount);
  EXPECT_EQ(job.dialect, "openai");
  EXPECT_EQ(job.model_echo, "gpt-image-1");
  EXPECT_EQ(job.echo, wanted.echo);
  EXPECT_EQ(to_json(job.task), to_json(wanted.task));
  EXPECT_EQ(job.state, JobState::Queued);
  EXPECT_FALSE(job.is_cancel_requested);
  EXPECT_EQ(job.credits, 7);
  EXPECT_EQ(job.revised_prompt, "");
  EXPECT_THAT(job.images, IsEmpty());
  EXPECT_FALSE(job.error);
  ASSERT_TRUE(job.webhook);
  EXPECT_EQ(job.webhook->url, "https://example.com/hook");
  EXPECT_EQ(job.webhook->events, all_events().events);
  EXPECT_EQ(job.webhook_state, "");
  EXPECT_EQ(job.created, time_);
  EXPECT_FALSE(job.started);
  EXPECT_FALSE(job.finished);
  EXPECT_FALSE(job.is_expired);
}

TEST_P(JobStoreTest, SubmitReturnsTheJobThatFindFinds) {
  submit();
  const Job given = submit();
  EXPECT_EQ(given.queue_position, 1);
  EXPECT_EQ(found(given.id).queue_position, 1);
  EXPECT_EQ(given.created, time_);
}

TEST_P(JobStoreTest, TextOfTheRequestIsNeverReadAsSql) {
  Submission wanted = submission();
  wanted.dialect = "'); DROP TABLE jobs; --";
  wanted.task.prompt = "' OR 1 = 1 --";
  const Job job = store().submit(wanted, {});
  EXPECT_EQ(found(job.id).task.prompt, wanted.task.prompt);
  EXPECT_EQ(store().find("' OR '1' = '1"), std::nullopt);
}

TEST_P(JobStoreTest, TextThatIsNoUtf8IsRefused) {
  Submission wanted = submission();
  wanted.task.prompt = "\xff";
  expect_error([&] { store().submit(wanted, {}); }, ErrorCode::InvalidRequest, "", "UTF-8");
  EXPECT_EQ(store().count_in(JobState::Queued), 0);
}

TEST_P(JobStoreTest, AnUnknownOrRevokedAccountCannotSubmit) {
  expect_error([&] { submit("nobody"); }, ErrorCode::NotFound, "", "nobody");
  add_account("former");
  store().revoke_account("former");
  expect_error([&] { submit("former"); }, ErrorCode::NotFound, "", "former");
}

TEST_P(JobStoreTest, AFullQueueMakesOthersWait) {
  const QueueLimits limits{.queue_length = 2, .unfinished_per_account = 50};
  store().submit(submission(), limits);
  store().submit(submission(), limits);
  expect_error([&] { store().submit(submission(), limits); }, ErrorCode::Busy, "", "queue is full");
  store().claim();
  store().submit(submission(), limits);
}

TEST_P(JobStoreTest, AnAccountHasOnlySoManyUnfinishedJobs) {
  const QueueLimits limits{.queue_length = 50, .unfinished_per_account = 2};
  add_account("ada");
  add_account("bob");
  const Job first = store().submit(submission("ada"), limits);
  store().submit(submission("ada"), limits);
  store().claim();  // running jobs count as well
  expect_error([&] { store().submit(submission("ada"), limits); }, ErrorCode::Busy, "", "2 unfinished");
  store().submit(submission("bob"), limits);
  store().finish(first.id, JobState::Failed, out_of_memory());
  store().submit(submission("ada"), limits);
}

TEST_P(JobStoreTest, AnAccountsOwnLimitGoesBeforeTheServers) {
  Account account;
  account.id = "ada";
  account.unfinished_max = 1;
  store().add_account(account, "x");
  submit("ada");
  expect_error([&] { submit("ada"); }, ErrorCode::Busy, "", "1 unfinished");
}

TEST_P(JobStoreTest, CreditsAreTakenAtOnce) {
  add_account("ada", 10);
  Submission wanted = submission("ada");
  wanted.credits = 6;
  store().submit(wanted, {});
  EXPECT_EQ(credits_of("ada"), 4);
  try {
    store().submit(wanted, {});
    ADD_FAILURE() << "expected CreditsError";
  } catch (const CreditsError& error) {
    EXPECT_EQ(error.required(), 6);
    EXPECT_EQ(error.available(), 4);
  }
  EXPECT_EQ(credits_of("ada"), 4);
  wanted.credits = 4;
  store().submit(wanted, {});
  EXPECT_EQ(credits_of("ada"), 0);
  wanted.credits = -1;
  expect_error([&] { store().submit(wanted, {}); }, ErrorCode::Internal, "", "less than nothing");
}

TEST_P(JobStoreTest, ARepeatedRequestReturnsTheJobItMadeBefore) {
  add_account("ada", 10);
  Submission wanted = submission("ada");
  wanted.credits = 6;
  wanted.idempotency_key = "once";
  wanted.request_digest = "d1";
  const Job first = store().submit(wanted, {});
  pass(std::chrono::hours(23));
  reopen();
  // Also where a new job would be refused: the queue is full and the credits are spent.
  EXPECT_EQ(store().submit(wanted, {.queue_length = 0, .unfinished_per_account = 0}).id, first.id);
  EXPECT_EQ(credits_of("ada"), 4);
  EXPECT_EQ(store().count_in(JobState::Queued), 1);
}

TEST_P(JobStoreTest, AnIdempotencyKeyForAnotherRequestIsAConflict) {
  Submission wanted = submission();
  wanted.idempotency_key = "once";
  wanted.request_digest = "d1";
  store().submit(wanted, {});
  wanted.request_digest = "d2";
  expect_error([&] { store().submit(wanted, {}); }, ErrorCode::Conflict, "", "idempotency key");
}

TEST_P(JobStoreTest, IdempotencyKeysBelongToAccountAndDialect) {
  add_account("ada");
  Submission wanted = submission();
  wanted.idempotency_key = "once";
  wanted.request_digest = "d1";
  const std::string first = store().submit(wanted, {}).id;
  wanted.account = "ada";
  wanted.request_digest = "d2";
  const std::string second = store().submit(wanted, {}).id;
  wanted.dialect = "fal";
  const std::string third = store().submit(wanted, {}).id;
  EXPECT_NE(first, second);
  EXPECT_NE(second, third);
}

TEST_P(JobStoreTest, AnIdempotencyKeyIsFreeAfterADay) {
  Submission wanted = submission();
  wanted.idempotency_key = "once";
  wanted.request_digest = "d1";
  const Job first = store().submit(wanted, {});
  pass(std::chrono::hours(24));
  wanted.request_digest = "d2";
  EXPECT_NE(store().submit(wanted, {}).id, first.id);
}

TEST_P(JobStoreTest, WithoutAKeyEachRequestIsAJob) {
  EXPECT_NE(submit().id, submit().id);
}

TEST_P(JobStoreTest, ARefusedSubmissionLeavesNoKeyBehind) {
  Submission wanted = submission();
  wanted.idempotency_key = "once";
  EXPECT_THROW(store().submit(wanted, {.queue_length = 0, .unfinished_per_account = 9}), Error);
  EXPECT_EQ(store().submit(wanted, {}).state, JobState::Queued);
}

TEST_P(JobStoreTest, ClaimTakesTheOldestJob) {
  const Job first = submit();
  const Job second = submit();
  pass(std::chrono::seconds(3));
  const Job claimed = store().claim().value();
  EXPECT_EQ(claimed.id, first.id);
  EXPECT_EQ(claimed.state, JobState::Running);
  EXPECT_EQ(claimed.started, time_);
  EXPECT_EQ(claimed.queue_position, 0);
  EXPECT_EQ(store().claim()->id, second.id);
  EXPECT_EQ(store().claim(), std::nullopt);
}

TEST_P(JobStoreTest, ClaimFollowsTheQueueAlsoWhenTheClockWasSetBack) {
  const Job first = submit();
  pass(std::chrono::hours(-2));
  submit();
  EXPECT_EQ(store().claim()->id, first.id);
}

TEST_P(JobStoreTest, AccountsTakeTurns) {
  for (const char* account : {"ada", "bob", "cyd"}) add_account(account);
  for (int i = 0; i < 3; ++i) submit("ada");
  for (int i = 0; i < 2; ++i) submit("bob");
  submit("cyd");
  std::vector<std::string> turns;
  while (const auto job = store().claim()) turns.push_back(job->account);
  EXPECT_THAT(turns, ElementsAre("ada", "bob", "cyd", "ada", "bob", "ada"));
}

TEST_P(JobStoreTest, WhoHasWaitedLongestIsNextAlsoAfterARestart) {
  add_account("ada");
  add_account("bob");
  submit("ada");
  submit("bob");
  store().claim();  // ada's
  submit("ada");
  reopen();
  EXPECT_EQ(store().claim()->account, "bob");
  submit("bob");
  EXPECT_EQ(store().claim()->account, "ada");
}

TEST_P(JobStoreTest, QueuePositionCountsTheJobsBefore) {
  const Job first = submit();
  const Job second = submit();
  const Job third = submit();
  EXPECT_EQ(found(first.id).queue_position, 0);
  EXPECT_EQ(found(third.id).queue_position, 2);
  store().claim();
  EXPECT_EQ(found(third.id).queue_position, 1);
  EXPECT_EQ(found(first.id).queue_position, 0);
}

TEST_P(JobStoreTest, APlanIsKept) {
  submit();
  const Job job = store().claim().value();
  store().plan(job.id, "a very red fox", {{"one", 1}, {"two", UINT64_MAX}});
  reopen();
  const Job planned = found(job.id);
  EXPECT_EQ(planned.revised_prompt, "a very red fox");
  ASSERT_EQ(planned.images.size(), 2u);
  EXPECT_EQ(planned.images[0].index, 0);
  EXPECT_EQ(planned.images[0].prompt, "one");
  EXPECT_EQ(planned.images[1].index, 1);
  EXPECT_EQ(planned.images[1].seed, UINT64_MAX);
  EXPECT_FALSE(planned.images[1].is_done());
  EXPECT_FALSE(planned.images[1].finished);
}

TEST_P(JobStoreTest, OnlyARunningJobIsPlannedAndOnlyOnce) {
  const Job job = submit();
  expect_error([&] { store().plan(job.id, "", {{"a", 1}}); }, ErrorCode::Internal, "", "queued");
  store().claim();
  expect_error([&] { store().plan(job.id, "", {}); }, ErrorCode::Internal, "", "without pictures");
  store().plan(job.id, "", {{"a", 1}});
  expect_error(
      [&] {
        store().plan(job.id, "other", {{"b", 1}});
      },
      ErrorCode::Internal, "", "planned already");
  EXPECT_EQ(found(job.id).images[0].prompt, "a");
  expect_error([&] { store().plan("nothing", "", {{"a", 1}}); }, ErrorCode::NotFound, "", "nothing");
}

TEST_P(JobStoreTest, AFinishedPictureIsKept) {
  submit();
  const Job job = start(2);
  store().finish_image(job.id, done(0));
  pass(std::chrono::seconds(1));
  store().finish_image(job.id, failed(1));
  reopen();
  const std::vector<JobImage> images = found(job.id).images;
  EXPECT_TRUE(images[0].is_done());
  EXPECT_EQ(images[0].prompt, "picture 0");
  EXPECT_EQ(images[0].blob, std::string(64, 'a'));
  EXPECT_EQ(images[0].size, (PixelSize{1024, 768}));
  EXPECT_EQ(images[0].format, PictureFormat::Png);
  EXPECT_EQ(images[0].size_bytes, 5);
  EXPECT_EQ(images[0].finished, time_ - std::chrono::seconds(1));
  EXPECT_FALSE(images[0].error);
  EXPECT_FALSE(images[1].is_done());
  ASSERT_TRUE(images[1].error);
  EXPECT_EQ(images[1].error->code, ErrorCode::Refused);
  EXPECT_EQ(images[1].error->message, "not this one");
  EXPECT_EQ(images[1].error->field, "prompt");
  EXPECT_EQ(images[1].finished, time_);
}

TEST_P(JobStoreTest, TheFirstFinishOfAPictureCounts) {
  submit();
  const Job job = start(2);
  store().finish_image(job.id, done(0, std::string(64, '1')));
  store().finish_image(job.id, done(0, std::string(64, '2')));
  store().finish_image(job.id, failed(0));
  store().finish_image(job.id, failed(1));
  store().finish_image(job.id, done(1));
  EXPECT_EQ(found(job.id).images[0].blob, std::string(64, '1'));
  EXPECT_TRUE(found(job.id).images[1].error);
  store().finish(job.id, JobState::Succeeded, kNoError);
  store().finish_image(job.id, done(0, std::string(64, '3')));
  EXPECT_EQ(found(job.id).images[0].blob, std::string(64, '1'));
}

TEST_P(JobStoreTest, APictureIsFinishedOnlyAsPlannedAndWhileTheJobRuns) {
  submit();
  const Job job = start(1);
  expect_error([&] { store().finish_image(job.id, done(1)); }, ErrorCode::Internal, "", "nobody planned");
  expect_error([&] { store().finish_image(job.id, JobImage{}); }, ErrorCode::Internal, "",
               "blob or an error");
  JobImage both = done(0);
  both.error = out_of_memory();
  expect_error([&] { store().finish_image(job.id, both); }, ErrorCode::Internal, "", "blob or an error");
  expect_error([&] { store().finish_image("nothing", done(0)); }, ErrorCode::NotFound, "", "nothing");
  store().finish(job.id, JobState::Cancelled, kNoError);
  expect_error([&] { store().finish_image(job.id, done(0)); }, ErrorCode::Internal, "", "cancelled");
  EXPECT_FALSE(found(job.id).images[0].finished);
}

TEST_P(JobStoreTest, ASucceededJobKeepsItsPrice) {
  add_account("ada", 10);
  Submission wanted = submission("ada");
  wanted.credits = 6;
  pass(std::chrono::seconds(1));
  const Job job = succeed(wanted);
  EXPECT_EQ(job.state, JobState::Succeeded);
  EXPECT_EQ(job.credits, 6);
  EXPECT_EQ(job.finished, time_);
  EXPECT_EQ(count_done(job), 1);
  EXPECT_EQ(credits_of("ada"), 4);
}

TEST_P(JobStoreTest, AFailedJobKeepsItsErrorAndCostsNothing) {
  add_account("ada", 10);
  Submission wanted = submission("ada");
  wanted.credits = 6;
  const Job job = store().submit(wanted, {});
  store().claim();
  store().finish(job.id, JobState::Failed, out_of_memory());
  reopen();
  const Job after = found(job.id);
  EXPECT_EQ(after.state, JobState::Failed);
  ASSERT_TRUE(after.error);
  EXPECT_EQ(after.error->code, ErrorCode::OutOfMemory);
  EXPECT_EQ(after.error->message, "too large");
  EXPECT_EQ(after.error->field, "size");
  EXPECT_EQ(after.credits, 0);
  EXPECT_EQ(credits_of("ada"), 10);
}

TEST_P(JobStoreTest, AJobFailsWithAnErrorOnly) {
  const Job job = submit();
  store().claim();
  expect_error([&] { store().finish(job.id, JobState::Failed, kNoError); }, ErrorCode::Internal, "",
               "without an error");
}

// The error of the last picture must not make a job that has pictures look failed.
TEST_P(JobStoreTest, AJobThatSucceededInPartHasItsErrorsInThePictures) {
  const Job job = submit();
  start(2);
  store().finish_image(job.id, done(0));
  store().finish_image(job.id, failed(1));
  store().finish(job.id, JobState::Succeeded, out_of_memory());
  EXPECT_FALSE(found(job.id).error);
}

TEST_P(JobStoreTest, EveryMoveIsAsTheTransitionTableSays) {
  constexpr JobState kStates[] = {JobState::Queued, JobState::Running, JobState::Succeeded, JobState::Failed,
                                  JobState::Cancelled};
  const auto job_in = [&](JobState state) {
    const std::string id = submit().id;
    if (state == JobState::Queued) return id;
    while (store().claim()->id != id) {
    }
    if (state != JobState::Running) store().finish(id, state, out_of_memory());
    return id;
  };
  for (const JobState from : kStates) {
    for (const JobState to : kStates) {
      if (to == JobState::Running) continue;  // by claim() only
      const std::string id = job_in(from);
      const auto move = [&] { store().finish(id, to, out_of_memory()); };
      if (may_become(from, to)) {
        EXPECT_NO_THROW(move()) << state_name(from) << " to " << state_name(to);
        EXPECT_EQ(found(id).state, to);
      } else {
        expect_error(move, ErrorCode::Internal, "", "cannot become " + std::string(state_name(to)));
        EXPECT_EQ(found(id).state, from);
      }
    }
  }
  expect_error([&] { store().finish("nothing", JobState::Succeeded, kNoError); }, ErrorCode::NotFound, "",
               "nothing");
}

TEST_P(JobStoreTest, ARefusedMoveGivesNoCreditsBack) {
  add_account("ada", 10);
  Submission wanted = submission("ada");
  wanted.credits = 6;
  const Job job = succeed(wanted);
  EXPECT_THROW(store().finish(job.id, JobState::Failed, out_of_memory()), Error);
  EXPECT_EQ(credits_of("ada"), 4);
  EXPECT_EQ(found(job.id).credits, 6);
}

TEST_P(JobStoreTest, UsageCountsWhatWasDrawnAndPaid) {
  add_account("ada", 10);
  EXPECT_EQ(store().usage("ada").jobs, 0);
  Submission wanted = submission("ada");
  wanted.credits = 3;
  succeed(wanted);
  store().cancel(store().submit(wanted, {}).id);  // given back
  const Usage usage = store().usage("ada");
  EXPECT_EQ(usage.jobs, 2);
  EXPECT_EQ(usage.pictures, 1);
  EXPECT_EQ(usage.credits, 3);
  EXPECT_EQ(store().usage(kLocalAccount).jobs, 0);
  expect_error([&] { store().usage("nobody"); }, ErrorCode::NotFound, "", "nobody");
}

TEST_P(JobStoreTest, AStoppedJobGoesBackToItsPlace) {
  const Job first = submit();
  submit();
  start(2);
  store().finish_image(first.id, done(0));
  store().finish(first.id, JobState::Queued, kNoError);
  const Job again = store().claim().value();
  EXPECT_EQ(again.id, first.id);
  ASSERT_EQ(again.images.size(), 2u);  // planned, and drawn in part
  EXPECT_TRUE(again.images[0].is_done());
  EXPECT_FALSE(again.finished);
}

TEST_P(JobStoreTest, AStoppedJobThatNobodyWantsIsCancelled) {
  const Job job = submit();
  store().claim();
  store().cancel(job.id);
  store().finish(job.id, JobState::Queued, kNoError);
  EXPECT_EQ(found(job.id).state, JobState::Cancelled);
}

TEST_P(JobStoreTest, CancellingAQueuedJobEndsIt) {
  add_account("ada", 10);
  Submission wanted = submission("ada");
  wanted.credits = 6;
  const Job job = store().submit(wanted, {});
  pass(std::chrono::seconds(1));
  const Job cancelled = store().cancel(job.id);
  EXPECT_EQ(cancelled.state, JobState::Cancelled);
  EXPECT_EQ(cancelled.finished, time_);
  EXPECT_EQ(cancelled.credits, 0);
  EXPECT_EQ(credits_of("ada"), 10);
  store().cancel(job.id);
  EXPECT_EQ(credits_of("ada"), 10);  // once
  EXPECT_EQ(store().claim(), std::nullopt);
}

TEST_P(JobStoreTest, CancellingARunningJobMarksIt) {
  add_account("ada", 10);
  Submission wanted = submission("ada");
  wanted.credits = 6;
  const Job job = store().submit(wanted, {});
  store().claim();
  const Job marked = store().cancel(job.id);
  EXPECT_EQ(marked.state, JobState::Running);
  EXPECT_TRUE(marked.is_cancel_requested);
  EXPECT_EQ(credits_of("ada"), 4);
  store().finish(job.id, JobState::Cancelled, kNoError);
  EXPECT_EQ(credits_of("ada"), 10);
}

TEST_P(JobStoreTest, CancellingAFinishedJobLeavesItAlone) {
  const Job job = succeed(submission());
  const Job after = store().cancel(job.id);
  EXPECT_EQ(after.state, JobState::Succeeded);
  EXPECT_FALSE(after.is_cancel_requested);
  expect_error([&] { store().cancel("nothing"); }, ErrorCode::NotFound, "", "nothing");
}

TEST_P(JobStoreTest, WhatDidNotStartInTimeIsCancelledAndCostsNothing) {
  add_account("ada", 10);
  Submission wanted = submission("ada");
  wanted.credits = 6;
  wanted.deadlines.start_by = time_ + std::chrono::seconds(5);
  const Job job = store().submit(wanted, {});
  EXPECT_EQ(store().find(job.id)->deadlines.start_by, wanted.deadlines.start_by);
  pass(std::chrono::seconds(4));
  EXPECT_TRUE(store().cancel_late().empty());
  pass(std::chrono::seconds(1));
  const std::vector<Job> late = store().cancel_late();
  ASSERT_EQ(late.size(), 1U);
  EXPECT_EQ(late[0].id, job.id);
  EXPECT_EQ(late[0].state, JobState::Cancelled);
  EXPECT_EQ(credits_of("ada"), 10);
  EXPECT_TRUE(store().cancel_late().empty());  // once
}

TEST_P(JobStoreTest, WhatStartedInTimeMayTakeItsTime) {
  Submission wanted = submission();
  wanted.deadlines.start_by = time_ + std::chrono::seconds(5);
  const Job job = store().submit(wanted, {});
  store().claim();
  pass(std::chrono::seconds(60));
  EXPECT_TRUE(store().cancel_late().empty());
  store().finish(job.id, JobState::Queued, kNoError);  // the server was stopped, and goes on later
  EXPECT_TRUE(store().cancel_late().empty());
}

TEST_P(JobStoreTest, WhatIsNotFinishedInTimeIsMarkedOnce) {
  Submission wanted = submission();
  wanted.deadlines.finish_by = time_ + std::chrono::seconds(5);
  const Job job = store().submit(wanted, {});
  store().submit(submission(), {});  // one without a deadline
  store().claim();
  pass(std::chrono::seconds(5));
  const std::vector<Job> late = store().cancel_late();
  ASSERT_EQ(late.size(), 1U);
  EXPECT_EQ(late[0].state, JobState::Running);
  EXPECT_TRUE(late[0].is_cancel_requested);
  EXPECT_TRUE(store().cancel_late().empty());
  store().finish(job.id, JobState::Cancelled, kNoError);
  EXPECT_TRUE(store().cancel_late().empty());
}

TEST_P(JobStoreTest, RecoverQueuesWhatWasRunningInItsOldPlace) {
  const Job first = submit();
  submit();
  start(2);
  store().finish_image(first.id, done(0));
  const auto started = found(first.id).started;
  reopen();
  pass(std::chrono::minutes(5));
  EXPECT_EQ(store().recover(), 1);
  EXPECT_EQ(store().count_in(JobState::Running), 0);
  EXPECT_EQ(store().count_in(JobState::Queued), 2);
  const Job again = store().claim().value();
  EXPECT_EQ(again.id, first.id);
  EXPECT_EQ(again.started, started);
  EXPECT_TRUE(again.images[0].is_done());
  EXPECT_EQ(store().recover(), 1);
  EXPECT_EQ(store().recover(), 0);
}

TEST_P(JobStoreTest, RecoverEndsWhatWasToBeCancelled) {
  add_account("ada", 10);
  Submission wanted = submission("ada");
  wanted.credits = 6;
  wanted.webhook = Webhook{"https://example.com", {"cancelled"}};
  const Job job = store().submit(wanted, {});
  store().claim();
  store().cancel(job.id);
  reopen();
  EXPECT_EQ(store().recover(), 0);
  EXPECT_EQ(found(job.id).state, JobState::Cancelled);
  EXPECT_EQ(credits_of("ada"), 10);
  EXPECT_THAT(due_events(), ElementsAre("cancelled"));
}

}  // namespace
}  // namespace reverie
