// jobs/worker.h
//
// Takes jobs from the store and has them drawn, one after the other: the one thread that owns an engine.
//
//   claim -> plan, rewrite (once) -> for each picture that is not finished: draw, keep the file, write it
//   down
//         -> final state
//
// What is written down is never drawn again: after a crash the job is claimed again and goes on with its
// first unfinished picture, with the same seed.
//
// Pictures of a group after the first get that one as a further reference, where the model takes any.
//
// A picture that cannot be drawn as asked (policy, a word the model refuses) fails alone; trouble of our own
// (memory, disk, a broken model) ends the job with what it has.
//
// Used by   apps/serve_command
// Proven by tests/jobs/worker_test.cpp
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "jobs/blob_store.h"
#include "jobs/engine.h"
#include "jobs/job_changes.h"
#include "jobs/job_store.h"

namespace reverie {

class Worker {
 public:
  struct Hooks {
    // The name of the rule that refuses a rewritten prompt; nothing if none does.
    std::function<std::optional<std::string>(const std::string& prompt)> refusing_rule;
    std::function<void(const std::string& line)> log;  // for people; never a prompt
    // The name of the rule that refuses a picture, given its file; may be empty: then all may be shown.
    std::function<std::optional<std::string>(const std::string& file)> picture_refusal = {};
  };

  // The references must outlive the worker.
  Worker(JobStore& jobs, BlobStore& blobs, JobChanges& changes, Engine& engine, Hooks hooks);
  ~Worker();  // stop()

  void start();
  // Ends the picture under way between two steps, puts its job back in the queue and waits for the thread.
  void stop();

 private:
  void work();
  void run(Job job);
  void plan(Job& job);
  void draw(const Job& job, const JobImage& planned);
  void fail_unfinished(const Job& job, const Error& error);
  std::optional<std::string> anchor_of(const Job& job, const JobImage& planned) const;
  DrawRequest request_for(const Job& job, const JobImage& planned) const;
  void end(const Job& job, JobState state, const std::optional<StoredError>& error);

  JobStore& jobs_;
  BlobStore& blobs_;
  JobChanges& changes_;
  Engine& engine_;
  Hooks hooks_;
  std::atomic<bool> is_stopping_{false};
  std::mutex mutex_;
  std::condition_variable woken_;
  bool has_news_ = false;
  std::thread thread_;
};

}  // namespace reverie
