// tests/jobs/crash_job.h
//
// What the process that is killed and the test that kills it have in common: the jobs, and the lines in which
// the first tells what it was promised.
//
//   submitted ID ACCOUNT KEY   submit() returned
//   drawn ID INDEX BLOB        finish_image() with a blob returned
//   spoiled ID INDEX           finish_image() with an error returned
//   ended ID STATE             finish() or cancel() returned with a final state
//   marked ID                  cancel() of a running job returned
//
// Used by   crash_child.cpp, crash_test.cpp
#pragma once

#include <string>

#include "jobs/job_store.h"

namespace reverie {

inline constexpr int64_t kCrashCredits = 1'000'000;  // of each account, at the beginning
inline constexpr const char* kCrashAccounts[] = {"ada", "bob"};
inline constexpr QueueLimits kCrashLimits{.queue_length = 30, .unfinished_per_account = 30};

inline Submission crash_submission(const std::string& account, const std::string& key) {
  Submission submission;
  submission.account = account;
  submission.dialect = "crash";
  submission.model_echo = "mini";
  submission.task.prompt = "a picture for " + key;
  submission.credits = 3;
  submission.webhook =
      Webhook{"https://example.com", {"started", "image", "succeeded", "failed", "cancelled"}};
  submission.idempotency_key = key;
  submission.request_digest = "digest of " + key;
  return submission;
}

}  // namespace reverie
