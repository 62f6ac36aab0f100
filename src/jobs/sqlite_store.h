// jobs/sqlite_store.h
//
// The job store in one file of SQLite: what a single machine needs. The tables and the crash story are in
// jobs/sqlite_schema.h; the methods lie in
//
//   sqlite_store.cpp     a job's way: submit, claim, plan, finish_image, finish, cancel, cancel_late, recover
//   sqlite_jobs.cpp      jobs as they are read: find, list, count_in, unfinished, recently_finished
//   sqlite_outbox.cpp    webhooks
//   sqlite_blobs.cpp     uploads, and who holds which blob: remove, expire, unheld_blobs
//   sqlite_accounts.cpp  accounts
//
// Used by   apps/serve_command, apps/keys_command
// Threads   All calls may come from any thread; one at a time has the connection.
// Processes Any number may open the file; the one that calls recover() owns it from then on.
// Proven by tests/jobs/job_store_test.cpp (through the interface), sqlite_store_test.cpp, crash_test.cpp
#pragma once

#include <functional>
#include <optional>

#include "jobs/job_store.h"
#include "jobs/owner_lock.h"
#include "jobs/sqlite_database.h"

namespace reverie {

class SqliteStore final : public JobStore {
 public:
  // Opens or creates the database `file`, in a folder that exists. Throws as SqliteDatabase and migrate() do.
  //   clock   what time it is; tests turn it
  explicit SqliteStore(const std::filesystem::path& file, std::function<Time()> clock = now);

  Job submit(const Submission& submission, const QueueLimits& limits) override;
  std::vector<Job> submit_all(const std::vector<Submission>& submissions, const QueueLimits& limits) override;
  void save() override { database_.save(); }
  std::optional<Job> claim() override;
  void plan(const std::string& id, const std::string& revised_prompt,
            const std::vector<PlannedImage>& images) override;
  void finish_image(const std::string& id, const JobImage& image) override;
  void finish(const std::string& id, JobState state, const std::optional<StoredError>& error) override;
  Job cancel(const std::string& id) override;
  std::vector<Job> cancel_late() override;
  int64_t recover() override;

  std::optional<Job> find(const std::string& id) override;
  std::vector<Job> list(const JobFilter& filter) override;
  int64_t count_in(JobState state) override;
  std::vector<JobSummary> unfinished() override;
  std::vector<JobSummary> recently_finished(int64_t limit) override;
  std::vector<std::string> remove(const std::string& id) override;

  std::vector<DueDelivery> due_deliveries(int64_t limit, std::chrono::seconds lease) override;
  void delivered(int64_t delivery) override;
  void not_delivered(int64_t delivery, std::optional<Time> retry) override;

  void add_upload(const Upload& upload) override;
  std::optional<Upload> find_upload(const std::string& id) override;
  bool remove_upload(const std::string& id) override;
  std::vector<std::string> expire(Time finished_before) override;
  std::vector<std::string> unheld_blobs(const std::vector<std::string>& blobs) override;

  void add_account(const Account& account, const std::string& secret_digest) override;
  std::optional<Account> find_account(const std::string& secret_digest) override;
  std::optional<Account> account(const std::string& id) override;
  std::vector<Account> accounts() override;
  bool revoke_account(const std::string& id) override;
  void add_credits(const std::string& id, int64_t credits) override;
  Usage usage(const std::string& account) override;
  std::string secret_digest(const std::string& account) override;

 private:
  const std::filesystem::path file_;
  const std::function<Time()> clock_;
  SqliteDatabase database_;
  std::mutex owning_;
  std::optional<OwnerLock> owner_;  // after recover()
};

}  // namespace reverie
