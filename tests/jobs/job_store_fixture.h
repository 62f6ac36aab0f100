// tests/jobs/job_store_fixture.h
//
// The promises of jobs/job_store.h are tested through the interface, so that each store that we have goes
// through the same tests. A new one is added to the list in job_store_kinds.cpp.
//
// Used by   tests/jobs/job_store*_test.cpp
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>

#include "core/temp_folder.h"
#include "image/expect_error.h"
#include "jobs/job_store.h"

namespace reverie {

struct StoreKind {
  std::string name;
  // Opens what lies in `folder`, or makes it.
  std::function<std::unique_ptr<JobStore>(const std::filesystem::path& folder, std::function<Time()> clock)>
      open;
};

class JobStoreTest : public testing::TestWithParam<StoreKind> {
 protected:
  static constexpr auto kNoError = std::nullopt;

  JobStoreTest() { reopen(); }

  void reopen() {
    store_.reset();
    store_ = GetParam().open(folder_.path(), [this] { return time_; });
  }

  JobStore& store() { return *store_; }

  void pass(std::chrono::milliseconds time) { time_ += time; }

  // An account without limits unless told.
  Account add_account(const std::string& id, std::optional<int64_t> credits = std::nullopt) {
    Account account;
    account.id = id;
    account.name = "the " + id;
    account.prefix = "rv_" + id;
    account.scopes = {kScopeGenerate};
    account.credits = credits;
    account.created = time_;
    store().add_account(account, digest_of(id));
    return account;
  }

  static std::string digest_of(const std::string& account) { return "digest of " + account; }

  static Submission submission(const std::string& account = kLocalAccount) {
    Submission submission;
    submission.account = account;
    submission.dialect = "openai";
    submission.model_echo = "gpt-image-1";
    submission.task.model = "mini";
    submission.task.prompt = "a fox";
    submission.task.size = {1024, 1024};
    return submission;
  }

  static Webhook all_events() {
    return {"https://example.com/hook", {"started", "image", "succeeded", "failed", "cancelled"}};
  }

  Job submit(const std::string& account = kLocalAccount) { return store().submit(submission(account), {}); }

  // Claimed and planned.
  Job start(int64_t pictures = 1) {
    Job job = store().claim().value();
    std::vector<PlannedImage> images;
    for (int64_t i = 0; i < pictures; ++i) {
      images.push_back({"picture " + std::to_string(i), static_cast<uint64_t>(i)});
    }
    store().plan(job.id, "", images);
    return job;
  }

  static JobImage done(int64_t index, const std::string& blob = std::string(64, 'a')) {
    JobImage image;
    image.index = index;
    image.blob = blob;
    image.size = {1024, 768};
    image.format = PictureFormat::Png;
    image.size_bytes = 5;
    return image;
  }

  static JobImage failed(int64_t index) {
    JobImage image;
    image.index = index;
    image.error = StoredError{ErrorCode::Refused, "not this one", "prompt"};
    return image;
  }

  static StoredError out_of_memory() { return {ErrorCode::OutOfMemory, "too large", "size"}; }

  // Submitted, drawn and finished.
  Job succeed(const Submission& wanted, const std::string& blob = std::string(64, 'a')) {
    const Job job = store().submit(wanted, {});
    start();
    store().finish_image(job.id, done(0, blob));
    store().finish(job.id, JobState::Succeeded, kNoError);
    return store().find(job.id).value();
  }

  Job found(const std::string& id) { return store().find(id).value(); }

  std::optional<int64_t> credits_of(const std::string& account) { return store().account(account)->credits; }

  std::vector<std::string> ids(const JobFilter& filter) {
    std::vector<std::string> ids;
    for (const Job& job : store().list(filter)) ids.push_back(job.id);
    return ids;
  }

  // Each event in the outbox, in order, as "event", and then no more for an hour.
  std::vector<std::string> due_events() {
    std::vector<std::string> events;
    for (const DueDelivery& delivery : store().due_deliveries(1000, std::chrono::hours(1))) {
      events.push_back(delivery.event);
    }
    return events;
  }

  const testing_folders::TempFolder folder_;
  Time time_ = time_of_milliseconds(1790848800000);
  std::unique_ptr<JobStore> store_;
};

}  // namespace reverie
