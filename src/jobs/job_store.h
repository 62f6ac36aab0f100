// jobs/job_store.h
//
// Where jobs, accounts, uploads and webhook deliveries are written down. One interface for the embedded
// database (sqlite_store.h) and for one that many machines share.
//
// Each call is one transaction: after it returns the change survives the end of this process, however it
// comes, and when it throws nothing has changed. A power cut is another matter: what submit(), claim(),
// plan(), finish_image() and finish() wrote survives it from the next save() or other change on, or a moment
// later. Whoever promises a job to somebody saves first; a picture that was done but not saved is drawn
// again, which the same seed makes the same picture. A change that the job's webhook asked for puts a
// delivery in the outbox in the same transaction, so that none is lost. All calls may come from any thread.
//
// Used by   server/ (submit, find, list, cancel), jobs/worker (claim, plan, finish), apps/keys_command
// Proven by tests/jobs/job_store_test.cpp, tests/jobs/job_store_remove_test.cpp, tests/jobs/crash_test.cpp
#pragma once

#include <memory>

#include "jobs/account.h"
#include "jobs/job.h"

namespace reverie {

struct Submission {
  std::string account;
  std::string dialect;
  std::string model_echo;
  Json echo;
  ImageTask task;
  int64_t credits = 0;  // taken at once, given back if the job fails or is cancelled
  std::optional<Webhook> webhook;
  std::string idempotency_key;  // empty: none. Belongs to the account and the dialect, for 24 hours
  Deadlines deadlines;
  std::string request_digest;  // of the body, to tell a repeated request from another one
  // It is known already that the job cannot be done: it passes through the queue's limits and the credits
  // like any other and is Failed in the same transaction, and nobody ever claims it.
  std::optional<StoredError> failure = std::nullopt;
};

struct QueueLimits {
  int64_t queue_length = 200;           // jobs waiting, of all accounts
  int64_t unfinished_per_account = 50;  // waiting or running
};

struct PlannedImage {
  std::string prompt;
  uint64_t seed = 0;
};

struct JobFilter {
  std::string account{};           // empty: every account's
  std::string dialect{};           // empty: any
  std::vector<JobState> states{};  // empty: any
  std::string model_echo{};        // empty: any
  std::string prompt_part{};       // empty: any; found without regard to case
  std::string before_id{};         // only jobs older than this one, for paging
  int64_t limit = 20;              // at most 1000
};

// As much of a job as queues and clocks are made of.
struct JobSummary {
  std::string id;
  std::string model;  // an installed model's name
  JobState state = JobState::Queued;
  PixelSize size{};
  int64_t pictures = 0;  // drawn, if it is over; else that it will draw, as far as is known
  Time created{};
  std::optional<Time> started, finished;
};

// A webhook that is due. `attempt` counts from 1.
struct DueDelivery {
  int64_t id = 0;
  std::string job_id;
  std::string event;
  int64_t attempt = 0;
};

struct Upload {
  std::string id;
  std::string account;
  std::string blob;
  std::string file_name;
  std::string mime;
  int64_t size_bytes = 0;
  Time created{};
  Time expires{};
};

class JobStore {
 public:
  virtual ~JobStore() = default;

  // Takes the credits and puts the job at the end of the queue; or returns the job that the same idempotency
  // key made before. Throws Error: Busy (a queue is full), OutOfCredits, Conflict (the idempotency key came
  // with another request_digest), NotFound (no such account, or it is revoked), InvalidRequest (a text that
  // is not UTF-8).
  virtual Job submit(const Submission& submission, const QueueLimits& limits) = 0;
  // All of them, in this order, or none.
  virtual std::vector<Job> submit_all(const std::vector<Submission>& submissions,
                                      const QueueLimits& limits) = 0;

  // Returns when everything written before is safe from a power cut. Holds up no other call.
  // Throws Error(WriteFailed).
  virtual void save() = 0;

  // The next job, now Running; nothing when all is done. Accounts take turns: the one whose last job started
  // longest ago is next; within an account the oldest job. The event "started" and Job::started tell of the
  // first time only, not of a start after recover().
  virtual std::optional<Job> claim() = 0;

  // Writes down which pictures a running job will draw, at least one. Called once a job; after a restart it
  // is planned. Throws Error(Internal) if it is not running or was planned before.
  virtual void plan(const std::string& id, const std::string& revised_prompt,
                    const std::vector<PlannedImage>& images) = 0;
  // The picture with image.index is finished, with a blob or an error. The first call counts; a second for
  // the same index changes nothing. Prompt and seed stay those of the plan; without image.finished it is now.
  // Throws Error(Internal) if the job is not running or has no such picture in its plan.
  virtual void finish_image(const std::string& id, const JobImage& image) = 0;
  // To a final state, or back to Queued; but a job whose cancelling was asked for is Cancelled rather than
  // Queued. Gives the credits back if it Failed or was Cancelled. `error` is a must for Failed and may come
  // with Cancelled; a job that succeeded in part keeps its errors in the pictures. Throws Error(Internal) for
  // a move that may_become() forbids.
  virtual void finish(const std::string& id, JobState state, const std::optional<StoredError>& error) = 0;

  // A queued job is Cancelled at once, a running one is marked; a finished one is left alone.
  // Returns the job after that. Throws Error(NotFound).
  virtual Job cancel(const std::string& id) = 0;

  // cancel() for every job whose deadline has passed: those that wait although they should have started, and
  // those that are not finished although they should be. Returns them as they are after that.
  virtual std::vector<Job> cancel_late() = 0;

  // At the start of the process that owns the store: every Running job is Queued again, or Cancelled if that
  // was asked for. Returns how many are Queued again. Throws Error(Busy) if another process owns the store.
  virtual int64_t recover() = 0;

  virtual std::optional<Job> find(const std::string& id) = 0;
  // Newest first. The id of a job that was removed still marks its place. Throws Error(NotFound) if before_id
  // is no job's, Error(InvalidRequest) for a limit that is not 1 to 1000.
  virtual std::vector<Job> list(const JobFilter& filter) = 0;
  virtual int64_t count_in(JobState state) = 0;

  // Every account's, small enough to be read for each request. Those that wait or run, in the order of the
  // queue; and the `limit` that ended last, newest first, as long as their files are kept.
  virtual std::vector<JobSummary> unfinished() = 0;
  virtual std::vector<JobSummary> recently_finished(int64_t limit) = 0;

  // Forgets a job that is over, with its pictures, its deliveries and its idempotency key; what its account
  // has used stays counted. Returns the blobs that nobody holds any more, to be deleted.
  // Throws Error(NotFound), Error(Conflict) while it is queued or running.
  virtual std::vector<std::string> remove(const std::string& id) = 0;

  // Webhooks that are due, oldest first; each is not due again until `lease` has passed. Each time counts as
  // an attempt.
  virtual std::vector<DueDelivery> due_deliveries(int64_t limit, std::chrono::seconds lease) = 0;
  // Delivered, or to be tried again at `retry` (nothing: given up). What was delivered stays delivered.
  // Throw Error(NotFound).
  virtual void delivered(int64_t delivery) = 0;
  virtual void not_delivered(int64_t delivery, std::optional<Time> retry) = 0;

  // Throws Error(Conflict) if the id is taken, Error(NotFound) if there is no such account.
  virtual void add_upload(const Upload& upload) = 0;
  // Nothing if it has expired. Its blob may have other holders: ask unheld_blobs() before deleting it.
  virtual std::optional<Upload> find_upload(const std::string& id) = 0;
  virtual bool remove_upload(const std::string& id) = 0;

  // Jobs that finished before `finished_before` lose their files: they are marked expired, and the blobs that
  // no unexpired job and no unexpired upload holds any more are returned, to be deleted. Expired uploads are
  // forgotten, and their blobs treated alike. Jobs hold their references and their pictures.
  virtual std::vector<std::string> expire(Time finished_before) = 0;

  // Those of `blobs` that no unexpired job and no unexpired upload holds: what a crash between a blob and its
  // job left behind. A blob is written before its job is submitted, so ask only about blobs of some age.
  virtual std::vector<std::string> unheld_blobs(const std::vector<std::string>& blobs) = 0;

  // --- accounts (account.h) ---
  // The account "local" is always there: no limits, no secret, and it cannot be revoked.
  // Throws Error(Conflict) if the id or the digest is taken, Error(InvalidRequest) without a digest.
  virtual void add_account(const Account& account, const std::string& secret_digest) = 0;
  // The account of a key that is not revoked, by the SHA-256 of its secret in hex.
  virtual std::optional<Account> find_account(const std::string& secret_digest) = 0;
  virtual std::optional<Account> account(const std::string& id) = 0;
  virtual std::vector<Account> accounts() = 0;
  // False if there is none or it is revoked already. Throws Error(InvalidRequest) for "local".
  virtual bool revoke_account(const std::string& id) = 0;
  // Adds to (or takes from) an account's credits. Throws Error(NotFound), Error(OutOfCredits) below 0,
  // Error(InvalidRequest) if it is unlimited.
  virtual void add_credits(const std::string& id, int64_t credits) = 0;
  // Throws Error(NotFound).
  virtual Usage usage(const std::string& account) = 0;
  // The SHA-256 of the account's secret, in hex: apiframe signs its webhooks with it. Throws Error(NotFound),
  // also for "local", which has none.
  virtual std::string secret_digest(const std::string& account) = 0;
};

}  // namespace reverie
