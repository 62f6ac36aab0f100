// server/support/memory_stores.h
//
// Jobs and blobs in memory: as much of a store as the server itself calls.
//
// Used by   tests/server/*_test.cpp
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "core/error.h"
#include "jobs/blob_store.h"
#include "jobs/job_store.h"

namespace reverie::testing {

class MemoryJobStore final : public JobStore {
 public:
  void put(const std::string& id, JobState state) {
    const std::lock_guard lock(mutex_);
    jobs_[id].id = id;
    jobs_[id].state = state;
  }

  // Called inside find(), after it has looked: what happens then, the answer does not show.
  std::function<void()> after_look;
  std::atomic<int> finds{0};

  std::optional<Job> find(const std::string& id) override {
    std::optional<Job> job;
    {
      const std::lock_guard lock(mutex_);
      if (const auto found = jobs_.find(id); found != jobs_.end()) job = found->second;
    }
    if (after_look) after_look();
    ++finds;
    return job;
  }

  Job submit(const Submission&, const QueueLimits&) override { unused(); }
  std::vector<Job> submit_all(const std::vector<Submission>&, const QueueLimits&) override { unused(); }
  void save() override { unused(); }
  std::optional<Job> claim() override { unused(); }
  void plan(const std::string&, const std::string&, const std::vector<PlannedImage>&) override { unused(); }
  void finish_image(const std::string&, const JobImage&) override { unused(); }
  void finish(const std::string&, JobState, const std::optional<StoredError>&) override { unused(); }
  Job cancel(const std::string&) override { unused(); }
  std::vector<Job> cancel_late() override { unused(); }
  int64_t recover() override { unused(); }
  std::vector<Job> list(const JobFilter&) override { unused(); }
  int64_t count_in(JobState) override { unused(); }
  std::vector<JobSummary> unfinished() override { unused(); }
  std::vector<JobSummary> recently_finished(int64_t) override { unused(); }
  std::vector<std::string> remove(const std::string&) override { unused(); }
  std::vector<DueDelivery> due_deliveries(int64_t, std::chrono::seconds) override { unused(); }
  void delivered(int64_t) override { unused(); }
  void not_delivered(int64_t, std::optional<Time>) override { unused(); }
  void add_upload(const Upload&) override { unused(); }
  std::optional<Upload> find_upload(const std::string&) override { unused(); }
  bool remove_upload(const std::string&) override { unused(); }
  std::vector<std::string> expire(Time) override { unused(); }
  std::vector<std::string> unheld_blobs(const std::vector<std::string>&) override { unused(); }
  void add_account(const Account&, const std::string&) override { unused(); }
  std::optional<Account> find_account(const std::string&) override { unused(); }
  std::optional<Account> account(const std::string&) override { unused(); }
  std::vector<Account> accounts() override { unused(); }
  bool revoke_account(const std::string&) override { unused(); }
  void add_credits(const std::string&, int64_t) override { unused(); }
  Usage usage(const std::string&) override { unused(); }
  std::string secret_digest(const std::string&) override { unused(); }

 private:
  [[noreturn]] static void unused() { throw std::logic_error("MemoryJobStore: not needed here"); }

  std::mutex mutex_;
  std::map<std::string, Job> jobs_;
};

class MemoryBlobStore final : public BlobStore {
 public:
  std::map<std::string, std::string> blobs;  // filled before the server runs

  std::string put(std::string_view) override { throw std::logic_error("MemoryBlobStore: not needed here"); }
  std::optional<int64_t> size(const std::string& name) override {
    return static_cast<int64_t>(blobs.at(name).size());
  }
  std::string read(const std::string& name, int64_t begin, int64_t count) override {
    const auto found = blobs.find(name);
    if (found == blobs.end()) throw Error(ErrorCode::NotFound, "there is no blob " + name);
    return found->second.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(count));
  }
  void remove(const std::string&) override {}
};

}  // namespace reverie::testing
