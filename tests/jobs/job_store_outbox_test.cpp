// tests/jobs/job_store_outbox_test.cpp
//
// Webhooks that wait to be sent, accounts, and many threads at once.

#include <mutex>
#include <set>
#include <thread>

#include "jobs/job_store_fixture.h"

namespace reverie {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::chrono::seconds kLease{60};

// --- the outbox ---

TEST_P(JobStoreTest, EachChangeThatTheWebhookAskedForIsDelivered) {
  Submission wanted = submission();
  wanted.webhook = all_events();
  const Job job = store().submit(wanted, {});
  EXPECT_THAT(due_events(), IsEmpty());
  start(3);
  store().finish_image(job.id, done(0));
  store().finish_image(job.id, failed(1));
  store().finish_image(job.id, done(2));
  store().finish_image(job.id, done(2));
  store().finish(job.id, JobState::Succeeded, kNoError);
  EXPECT_THAT(due_events(), ElementsAre("started", "image", "image", "succeeded"));
}

TEST_P(JobStoreTest, FailureAndCancellingAreDelivered) {
  Submission wanted = submission();
  wanted.webhook = all_events();
  const Job first = store().submit(wanted, {});
  store().finish(first.id, JobState::Failed, out_of_memory());
  const Job second = store().submit(wanted, {});
  store().cancel(second.id);
  store().cancel(second.id);
  EXPECT_THAT(due_events(), ElementsAre("failed", "cancelled"));
}

TEST_P(JobStoreTest, OnlyWhatWasAskedForIsDelivered) {
  Submission wanted = submission();
  wanted.webhook = Webhook{"https://example.com", {"succeeded"}};
  succeed(wanted);
  succeed(submission());
  EXPECT_THAT(due_events(), ElementsAre("succeeded"));
}

TEST_P(JobStoreTest, ASecondStartIsNotDelivered) {
  Submission wanted = submission();
  wanted.webhook = all_events();
  store().submit(wanted, {});
  store().claim();
  store().recover();
  store().claim();
  EXPECT_THAT(due_events(), ElementsAre("started"));
}

TEST_P(JobStoreTest, ADeliveryIsDueAgainWhenItsLeaseHasPassed) {
  Submission wanted = submission();
  wanted.webhook = Webhook{"https://example.com", {"succeeded"}};
  const Job job = succeed(wanted);
  const DueDelivery first = store().due_deliveries(10, kLease).at(0);
  EXPECT_EQ(first.job_id, job.id);
  EXPECT_EQ(first.event, "succeeded");
  EXPECT_EQ(first.attempt, 1);
  EXPECT_THAT(store().due_deliveries(10, kLease), IsEmpty());
  reopen();
  pass(kLease);
  const DueDelivery second = store().due_deliveries(10, kLease).at(0);
  EXPECT_EQ(second.id, first.id);
  EXPECT_EQ(second.attempt, 2);
}

TEST_P(JobStoreTest, DeliveriesComeOldestFirstAndNotTooMany) {
  Submission wanted = submission();
  wanted.webhook = Webhook{"https://example.com", {"succeeded"}};
  const std::string first = succeed(wanted).id;
  const std::string second = succeed(wanted).id;
  pass(std::chrono::seconds(1));
  const std::string third = succeed(wanted).id;
  const auto due = store().due_deliveries(2, kLease);
  ASSERT_EQ(due.size(), 2u);
  EXPECT_EQ(due[0].job_id, first);
  EXPECT_EQ(due[1].job_id, second);
  EXPECT_EQ(store().due_deliveries(2, kLease).at(0).job_id, third);
}

TEST_P(JobStoreTest, WhatWasDeliveredIsNeverDueAgain) {
  Submission wanted = submission();
  wanted.webhook = Webhook{"https://example.com", {"succeeded"}};
  const Job job = succeed(wanted);
  EXPECT_EQ(found(job.id).webhook_state, "pending");
  const DueDelivery delivery = store().due_deliveries(1, kLease).at(0);
  store().delivered(delivery.id);
  EXPECT_EQ(found(job.id).webhook_state, "delivered");
  store().not_delivered(delivery.id, time_);  // a second sender, too late
  EXPECT_EQ(found(job.id).webhook_state, "delivered");
  pass(std::chrono::hours(100));
  EXPECT_THAT(due_events(), IsEmpty());
}

TEST_P(JobStoreTest, WhatWasNotDeliveredIsTriedAgainWhenTold) {
  Submission wanted = submission();
  wanted.webhook = Webhook{"https://example.com", {"succeeded"}};
  succeed(wanted);
  store().not_delivered(store().due_deliveries(1, kLease).at(0).id, time_ + std::chrono::minutes(10));
  pass(std::chrono::minutes(9));
  EXPECT_THAT(store().due_deliveries(1, kLease), IsEmpty());
  pass(std::chrono::minutes(1));
  EXPECT_EQ(store().due_deliveries(1, kLease).at(0).attempt, 2);
}

TEST_P(JobStoreTest, WhatWasGivenUpIsNotDueAgain) {
  Submission wanted = submission();
  wanted.webhook = Webhook{"https://example.com", {"succeeded"}};
  const Job job = succeed(wanted);
  store().not_delivered(store().due_deliveries(1, kLease).at(0).id, std::nullopt);
  EXPECT_EQ(found(job.id).webhook_state, "failed");
  pass(std::chrono::hours(100));
  EXPECT_THAT(due_events(), IsEmpty());
}

TEST_P(JobStoreTest, TheWorstOfSeveralDeliveriesIsShown) {
  Submission wanted = submission();
  wanted.webhook = Webhook{"https://example.com", {"image", "succeeded"}};
  const Job job = succeed(wanted);
  const auto due = store().due_deliveries(2, kLease);
  store().delivered(due.at(0).id);
  EXPECT_EQ(found(job.id).webhook_state, "pending");
  store().not_delivered(due.at(1).id, std::nullopt);
  EXPECT_EQ(found(job.id).webhook_state, "failed");
}

TEST_P(JobStoreTest, AnUnknownDeliveryIsNotFound) {
  expect_error([&] { store().delivered(77); }, ErrorCode::NotFound, "", "77");
  expect_error([&] { store().not_delivered(77, time_); }, ErrorCode::NotFound, "", "77");
}

// --- accounts ---

TEST_P(JobStoreTest, TheLocalAccountIsAlwaysThereAndUnlimited) {
  const Account local = store().account(kLocalAccount).value();
  EXPECT_TRUE(local.may(kScopeGenerate));
  EXPECT_TRUE(local.may(kScopeAdmin));
  EXPECT_FALSE(local.credits);
  EXPECT_FALSE(local.revoked);
  expect_error([&] { store().revoke_account(kLocalAccount); }, ErrorCode::InvalidRequest, "",
               "cannot be revoked");
  expect_error([&] { store().secret_digest(kLocalAccount); }, ErrorCode::NotFound, "", "local");
  reopen();
  EXPECT_EQ(store().accounts().size(), 1u);
}

TEST_P(JobStoreTest, AnAccountIsFoundByItsSecretsDigest) {
  Account account;
  account.id = "ada";
  account.name = "Ada's \"laptop\"";
  account.prefix = "rv_12";
  account.scopes = {kScopeGenerate, kScopeUnsafe};
  account.credits = 5;
  account.per_minute = 6;
  account.unfinished_max = 7;
  account.created = time_;
  store().add_account(account, "digest");
  reopen();
  const Account back = store().find_account("digest").value();
  EXPECT_EQ(back.id, "ada");
  EXPECT_EQ(back.name, account.name);
  EXPECT_EQ(back.prefix, "rv_12");
  EXPECT_EQ(back.scopes, account.scopes);
  EXPECT_EQ(back.credits, 5);
  EXPECT_EQ(back.per_minute, 6);
  EXPECT_EQ(back.unfinished_max, 7);
  EXPECT_EQ(back.created, time_);
  EXPECT_FALSE(back.revoked);
  EXPECT_EQ(store().secret_digest("ada"), "digest");
  EXPECT_FALSE(store().find_account("other"));
  EXPECT_FALSE(store().find_account(""));
  EXPECT_FALSE(store().account("nobody"));
  expect_error([&] { store().secret_digest("nobody"); }, ErrorCode::NotFound, "", "nobody");
}

TEST_P(JobStoreTest, AnAccountNeedsAnIdAndASecretOfItsOwn) {
  add_account("ada");
  expect_error([&] { add_account("ada"); }, ErrorCode::Conflict, "", "accounts");
  Account other;
  other.id = "bob";
  expect_error([&] { store().add_account(other, digest_of("ada")); }, ErrorCode::Conflict, "",
               "secret_digest");
  expect_error([&] { store().add_account(other, ""); }, ErrorCode::InvalidRequest, "", "digest");
  other.credits = -1;
  expect_error([&] { store().add_account(other, "x"); }, ErrorCode::InvalidRequest, "credits", "less than 0");
  EXPECT_EQ(store().accounts().size(), 2u);
}

TEST_P(JobStoreTest, ARevokedAccountIsKnownButItsKeyOpensNothing) {
  add_account("ada");
  EXPECT_TRUE(store().revoke_account("ada"));
  EXPECT_FALSE(store().revoke_account("ada"));
  EXPECT_FALSE(store().revoke_account("nobody"));
  EXPECT_FALSE(store().find_account(digest_of("ada")));
  EXPECT_EQ(store().account("ada")->revoked, time_);
}

TEST_P(JobStoreTest, CreditsAreAddedAndTakenDownToNothing) {
  add_account("ada", 5);
  store().add_credits("ada", 10);
  EXPECT_EQ(credits_of("ada"), 15);
  store().add_credits("ada", -15);
  EXPECT_EQ(credits_of("ada"), 0);
  expect_error([&] { store().add_credits("ada", -1); }, ErrorCode::OutOfCredits, "", "has 0");
  expect_error([&] { store().add_credits("nobody", 1); }, ErrorCode::NotFound, "", "nobody");
  expect_error([&] { store().add_credits(kLocalAccount, 1); }, ErrorCode::InvalidRequest, "",
               "without limit");
  store().add_credits("ada", 1);
  expect_error([&] { store().add_credits("ada", INT64_MAX); }, ErrorCode::InvalidRequest, "credits",
               "too many");
  EXPECT_EQ(credits_of("ada"), 1);
}

// --- threads ---

TEST_P(JobStoreTest, ThreadsLoseAndDoubleNothing) {
  constexpr int kThreads = 8;
  constexpr int kJobs = 12;
  add_account("ada", 1000);
  std::mutex mutex;
  std::set<std::string> submitted;
  std::multiset<std::string> claimed;
  const auto work = [&](int thread) {
    for (int i = 0; i < kJobs; ++i) {
      Submission wanted = submission(thread % 2 == 0 ? "ada" : kLocalAccount);
      wanted.credits = 1;
      const std::string id =
          store().submit(wanted, {.queue_length = 1000, .unfinished_per_account = 1000}).id;
      const auto job = store().claim();  // never empty: each thread claims after it has submitted
      const std::lock_guard lock(mutex);
      submitted.insert(id);
      claimed.insert(job ? job->id : "nothing");
    }
  };
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) threads.emplace_back(work, thread);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(submitted.size(), static_cast<std::size_t>(kThreads * kJobs));
  EXPECT_EQ(claimed, std::multiset<std::string>(submitted.begin(), submitted.end()));
  EXPECT_EQ(credits_of("ada"), 1000 - kThreads / 2 * kJobs);
  EXPECT_EQ(store().count_in(JobState::Running), kThreads * kJobs);
}

TEST_P(JobStoreTest, ThreadsWithOneIdempotencyKeyMakeOneJob) {
  std::mutex mutex;
  std::set<std::string> made;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&] {
      Submission wanted = submission();
      wanted.idempotency_key = "once";
      const std::string id = store().submit(wanted, {}).id;
      const std::lock_guard lock(mutex);
      made.insert(id);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(made.size(), 1u);
  EXPECT_EQ(store().count_in(JobState::Queued), 1);
}

TEST_P(JobStoreTest, CreditsRunOutAtTheSamePlaceForManyThreads) {
  add_account("ada", 5);
  std::atomic<int> accepted{0};
  std::atomic<int> refused{0};
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&] {
      Submission wanted = submission("ada");
      wanted.credits = 1;
      try {
        store().submit(wanted, {});
        ++accepted;
      } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::OutOfCredits);
        ++refused;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(accepted, 5);
  EXPECT_EQ(refused, 3);
  EXPECT_EQ(credits_of("ada"), 0);
}

}  // namespace
}  // namespace reverie
