// jobs/job_changes.h
//
// Who wants to know when a job changes, and how far running jobs are. Lives in memory: the store has the
// truth, this only says "look again".
//
// Used by   jobs/worker (publishes), server/http_server (waits)
// Proven by tests/jobs/worker_test.cpp
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>

#include "jobs/job.h"

namespace reverie {

// How far a running job is.
struct JobProgress {
  double share = 0;   // 0..1
  std::string stage;  // "denoise[2]"
  int64_t image_index = 0;
  std::string preview_jpeg;   // of the picture being drawn; empty if there is none yet
  int64_t preview_count = 0;  // previews so far, to tell a new one from the last
};

struct JobView {
  Job job;
  JobProgress progress;
};

class JobChanges {
 public:
  // Called on the thread that publishes, with no lock held; must be quick and must not throw.
  using OnChange = std::function<void(const std::string& job_id)>;

  // Ends when it is destroyed. A publish() under way on another thread may still call once after that, so
  // `on_change` must own what it touches.
  class Subscription {
   public:
    Subscription() = default;
    Subscription(Subscription&&) noexcept = default;
    Subscription& operator=(Subscription&&) noexcept = default;

   private:
    friend class JobChanges;
    std::shared_ptr<void> entry_;
  };

  // Of one job; or, with an empty `job_id`, of all jobs of `account` (empty: everyone's).
  [[nodiscard]] Subscription subscribe(const std::string& job_id, const std::string& account,
                                       OnChange on_change);

  void publish(const std::string& job_id, const std::string& account);
  void publish_progress(const std::string& job_id, const std::string& account, JobProgress progress);

  // Previews cost as much as pictures, so they are made only of jobs that somebody watches. Asked for before
  // or while the job runs; holds from its next picture on.
  void ask_for_previews(const std::string& job_id);
  // Of every job of the account, for as long as the result lives.
  [[nodiscard]] std::shared_ptr<void> ask_for_previews_of(const std::string& account);
  bool are_previews_asked_for(const std::string& job_id, const std::string& account) const;

  // Zeros for a job that is not running here.
  JobProgress progress(const std::string& job_id) const;
  // The job is finished: its progress, and who asked for previews, are forgotten.
  void forget(const std::string& job_id);

 private:
  struct Entry;
  mutable std::mutex mutex_;
  std::multimap<std::string, std::weak_ptr<Entry>> by_job_;
  std::multimap<std::string, std::weak_ptr<Entry>> by_account_;
  std::map<std::string, JobProgress> progress_;
  std::set<std::string> watched_;
  std::map<std::string, std::weak_ptr<void>> watched_accounts_;  // each shared by all who asked for it
};

}  // namespace reverie
