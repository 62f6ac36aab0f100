#include "jobs/sqlite_store.h"

#include "jobs/credits_error.h"
#include "jobs/fold_case.h"
#include "jobs/sqlite_jobs.h"
#include "jobs/sqlite_schema.h"

namespace reverie {
namespace {

constexpr std::chrono::hours kIdempotencyAge{24};

// The job that the submission's idempotency key made before; null without a key.
std::optional<int64_t> repeated_job(SqliteTransaction& transaction, const Submission& submission, Time now) {
  if (submission.idempotency_key.empty()) return std::nullopt;
  transaction.run("DELETE FROM idempotency WHERE created <= ?1", now - kIdempotencyAge);
  SqliteStatement row = transaction.query(
      "SELECT digest, job FROM idempotency WHERE account = ?1 AND dialect = ?2 AND key = ?3",
      submission.account, submission.dialect, submission.idempotency_key);
  if (!row.step()) return std::nullopt;
  if (row.text(0) != submission.request_digest) {
    throw Error(ErrorCode::Conflict, "this idempotency key came with another request before");
  }
  return row.integer(1);
}

int64_t count_queued(SqliteTransaction& transaction) {
  SqliteStatement row = transaction.query("SELECT count(*) FROM jobs WHERE state = 'queued'");
  row.step();
  return row.integer(0);
}

int64_t count_unfinished(SqliteTransaction& transaction, const std::string& account) {
  SqliteStatement row = transaction.query(
      "SELECT count(*) FROM jobs WHERE state IN ('queued', 'running') AND account = ?1", account);
  row.step();
  return row.integer(0);
}

void check_queues(SqliteTransaction& transaction, const std::string& account, int64_t account_limit,
                  const QueueLimits& limits) {
  if (count_unfinished(transaction, account) >= account_limit) {
    throw Error(ErrorCode::Busy, "the account has " + std::to_string(account_limit) +
                                     " unfinished jobs, as many as it may: wait until one is done");
  }
  if (count_queued(transaction) >= limits.queue_length) {
    throw Error(ErrorCode::Busy,
                "the queue is full: " + std::to_string(limits.queue_length) + " jobs are waiting");
  }
}

// Checks the limits and takes the credits.
void admit(SqliteTransaction& transaction, const Submission& submission, const QueueLimits& limits) {
  if (submission.credits < 0) throw Error(ErrorCode::Internal, "job store: a job costs less than nothing");
  SqliteStatement row = transaction.query(
      "SELECT credits, unfinished_max FROM accounts WHERE id = ?1 AND revoked IS NULL", submission.account);
  if (!row.step()) throw Error(ErrorCode::NotFound, "no account \"" + submission.account + "\"");
  const std::optional<int64_t> credits = row.optional_integer(0);
  check_queues(transaction, submission.account,
               row.optional_integer(1).value_or(limits.unfinished_per_account), limits);
  if (credits && *credits < submission.credits) throw CreditsError(submission.credits, *credits);
  transaction.run("UPDATE accounts SET credits = credits - ?2 WHERE id = ?1", submission.account,
                  submission.credits);
}

int64_t insert_job(SqliteTransaction& transaction, const Submission& submission, Time now) {
  const auto& webhook = submission.webhook;
  transaction.run(
      "INSERT INTO jobs (id, account, dialect, model_echo, echo, task, prompt_folded, state, credits,"
      " webhook_url, webhook_events, start_by, finish_by, created)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'queued', ?8, ?9, ?10, ?11, ?12, ?13)",
      new_job_id(), submission.account, submission.dialect, submission.model_echo, json_text(submission.echo),
      json_text(to_json(submission.task)), fold_case(submission.task.prompt), submission.credits,
      webhook ? std::optional(webhook->url) : std::nullopt,
      webhook ? std::optional(json_text(webhook->events)) : std::nullopt, submission.deadlines.start_by,
      submission.deadlines.finish_by, now);
  return transaction.last_row_id();
}

void hold_blob(SqliteTransaction& transaction, int64_t sequence, const std::string& blob) {
  transaction.run("INSERT INTO job_blobs (blob, job) VALUES (?1, ?2) ON CONFLICT DO NOTHING", blob, sequence);
}

void remember_key(SqliteTransaction& transaction, const Submission& submission, int64_t sequence, Time now) {
  if (submission.idempotency_key.empty()) return;
  transaction.run(
      "INSERT INTO idempotency (account, dialect, key, digest, job, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      submission.account, submission.dialect, submission.idempotency_key, submission.request_digest, sequence,
      now);
}

Job submit_one(SqliteTransaction& transaction, const Submission& submission, const QueueLimits& limits,
               Time now) {
  if (const auto repeated = repeated_job(transaction, submission, now)) {
    return read_job(transaction, *repeated);
  }
  admit(transaction, submission, limits);
  const int64_t sequence = insert_job(transaction, submission, now);
  for (const std::string& blob : submission.task.references) hold_blob(transaction, sequence, blob);
  remember_key(transaction, submission, sequence, now);
  if (submission.failure) {
    const JobHead head{.sequence = sequence, .account = submission.account, .credits = submission.credits};
    move_job(transaction, head, JobState::Failed, submission.failure, now);
  }
  return read_job(transaction, sequence);
}

JobHead running_head(SqliteTransaction& transaction, const std::string& id, const char* call) {
  const JobHead head = head_of(transaction, id);
  if (head.state != JobState::Running) {
    throw Error(ErrorCode::Internal, std::string("job store: ") + call + "() of a job that is " +
                                         std::string(state_name(head.state)) + ", expected running");
  }
  return head;
}

Job cancel_one(SqliteTransaction& transaction, const JobHead& head, Time now) {
  if (head.state == JobState::Queued) {
    move_job(transaction, head, JobState::Cancelled, std::nullopt, now);
  } else if (head.state == JobState::Running) {
    transaction.run("UPDATE jobs SET is_cancel_requested = 1 WHERE sequence = ?1", head.sequence);
  }
  return read_job(transaction, head.sequence);
}

struct ImageProgress {
  bool is_planned = false;
  bool is_finished = false;
};

ImageProgress progress_of(SqliteTransaction& transaction, int64_t sequence, int64_t position) {
  SqliteStatement row =
      transaction.query("SELECT finished FROM images WHERE job = ?1 AND position = ?2", sequence, position);
  if (!row.step()) return {};
  return {true, !row.is_null(0)};
}

void write_image(SqliteTransaction& transaction, int64_t sequence, const JobImage& image, Time now) {
  const auto& error = image.error;
  transaction.run(
      "UPDATE images SET blob = ?3, width_px = ?4, height_px = ?5, format = ?6, size_bytes = ?7,"
      " error_code = ?8, error_message = ?9, error_field = ?10, finished = ?11"
      " WHERE job = ?1 AND position = ?2",
      sequence, image.index, image.blob, image.size.width_px, image.size.height_px,
      picture_format_name(image.format), image.size_bytes,
      error ? std::optional(error_code_name(error->code)) : std::nullopt,
      error ? std::optional(error->message) : std::nullopt,
      error ? std::optional(error->field) : std::nullopt, image.finished.value_or(now));
}

// Back to the queue, unless somebody wants it no more. Returns whether it is queued.
bool queue_again(SqliteTransaction& transaction, const JobHead& head, Time now) {
  const JobState state = head.is_cancel_requested ? JobState::Cancelled : JobState::Queued;
  move_job(transaction, head, state, std::nullopt, now);
  return state == JobState::Queued;
}

}  // namespace

SqliteStore::SqliteStore(const std::filesystem::path& file, std::function<Time()> clock)
    : file_(file), clock_(std::move(clock)), database_(file, kJobsApplicationId) {
  migrate(database_, clock_());
}

Job SqliteStore::submit(const Submission& submission, const QueueLimits& limits) {
  return submit_all({submission}, limits).front();
}

std::vector<Job> SqliteStore::submit_all(const std::vector<Submission>& submissions,
                                         const QueueLimits& limits) {
  SqliteTransaction transaction(database_, SqliteTransaction::Kind::WriteSoon);
  const Time now = clock_();
  std::vector<Job> jobs;
  for (const Submission& submission : submissions) {
    jobs.push_back(submit_one(transaction, submission, limits, now));
  }
  transaction.commit();
  return jobs;
}

std::optional<Job> SqliteStore::claim() {
  SqliteTransaction transaction(database_, SqliteTransaction::Kind::WriteSoon);
  const Time now = clock_();
  int64_t sequence = 0;
  std::string account;
  bool is_first_start = true;
  {
    // Looks at all jobs that wait; QueueLimits keeps them few.
    SqliteStatement row = transaction.query(
        "SELECT j.sequence, j.account, j.started IS NULL FROM jobs j JOIN accounts a ON a.id = j.account"
        " WHERE j.state = 'queued' ORDER BY a.turn, j.sequence LIMIT 1");
    if (!row.step()) return std::nullopt;
    sequence = row.integer(0);
    account = row.text(1);
    is_first_start = row.boolean(2);
  }
  transaction.run("UPDATE jobs SET state = 'running', started = ifnull(started, ?2) WHERE sequence = ?1",
                  sequence, now);
  transaction.run("UPDATE accounts SET turn = (SELECT max(turn) + 1 FROM accounts) WHERE id = ?1", account);
  if (is_first_start) add_event(transaction, sequence, "started", now);
  Job job = read_job(transaction, sequence);
  transaction.commit();
  return job;
}

void SqliteStore::plan(const std::string& id, const std::string& revised_prompt,
                       const std::vector<PlannedImage>& images) {
  SqliteTransaction transaction(database_, SqliteTransaction::Kind::WriteSoon);
  const JobHead head = running_head(transaction, id, "plan");
  if (images.empty()) throw Error(ErrorCode::Internal, "job store: a plan without pictures");
  if (progress_of(transaction, head.sequence, 0).is_planned) {
    throw Error(ErrorCode::Internal, "job store: the job is planned already");
  }
  transaction.run("UPDATE jobs SET revised_prompt = ?2 WHERE sequence = ?1", head.sequence, revised_prompt);
  int64_t position = 0;
  for (const PlannedImage& image : images) {
    transaction.run(
        "INSERT INTO images (job, position, prompt, seed, format)"
        " SELECT ?1, ?2, ?3, ?4, task ->> 'format' FROM jobs WHERE sequence = ?1",
        head.sequence, position++, image.prompt, static_cast<int64_t>(image.seed));
  }
  transaction.commit();
}

void SqliteStore::finish_image(const std::string& id, const JobImage& image) {
  if (image.blob.empty() != image.error.has_value()) {
    throw Error(ErrorCode::Internal, "job store: a finished picture has either a blob or an error");
  }
  SqliteTransaction transaction(database_, SqliteTransaction::Kind::WriteSoon);
  const int64_t sequence = head_of(transaction, id).sequence;
  const ImageProgress progress = progress_of(transaction, sequence, image.index);
  if (progress.is_finished) return;
  running_head(transaction, id, "finish_image");
  if (!progress.is_planned) throw Error(ErrorCode::Internal, "job store: a picture that nobody planned");
  const Time now = clock_();
  write_image(transaction, sequence, image, now);
  if (image.is_done()) {
    hold_blob(transaction, sequence, image.blob);
    add_event(transaction, sequence, "image", now);
  }
  transaction.commit();
}

void SqliteStore::finish(const std::string& id, JobState state, const std::optional<StoredError>& error) {
  if (state == JobState::Failed && !error) {
    throw Error(ErrorCode::Internal, "job store: a job failed without an error");
  }
  SqliteTransaction transaction(database_, SqliteTransaction::Kind::WriteSoon);
  const JobHead head = head_of(transaction, id);
  if (state == JobState::Queued) {
    queue_again(transaction, head, clock_());
  } else {
    move_job(transaction, head, state, state == JobState::Succeeded ? std::nullopt : error, clock_());
  }
  transaction.commit();
}

Job SqliteStore::cancel(const std::string& id) {
  SqliteTransaction transaction(database_);
  Job job = cancel_one(transaction, head_of(transaction, id), clock_());
  transaction.commit();
  return job;
}

std::vector<Job> SqliteStore::cancel_late() {
  SqliteTransaction transaction(database_);
  const Time now = clock_();
  std::vector<std::string> ids;
  {
    SqliteStatement row = transaction.query(
        "SELECT id FROM jobs WHERE (start_by IS NOT NULL OR finish_by IS NOT NULL)"
        " AND (state = 'queued' AND started IS NULL AND start_by <= ?1"
        "      OR state IN ('queued', 'running') AND is_cancel_requested = 0 AND finish_by <= ?1)"
        " ORDER BY sequence",
        now);
    while (row.step()) ids.push_back(row.text(0));
  }
  std::vector<Job> late;
  for (const std::string& id : ids) late.push_back(cancel_one(transaction, head_of(transaction, id), now));
  transaction.commit();
  return late;
}

int64_t SqliteStore::recover() {
  const std::lock_guard lock(owning_);
  if (!owner_) owner_.emplace(file_.string() + ".owner");
  SqliteTransaction transaction(database_);
  std::vector<std::string> running;
  {
    SqliteStatement row = transaction.query("SELECT id FROM jobs WHERE state = 'running'");
    while (row.step()) running.push_back(row.text(0));
  }
  int64_t queued = 0;
  for (const std::string& id : running) {
    queued += queue_again(transaction, head_of(transaction, id), clock_()) ? 1 : 0;
  }
  transaction.commit();
  return queued;
}

}  // namespace reverie
