#include "jobs/sqlite_jobs.h"

#include "jobs/fold_case.h"
#include "jobs/sqlite_store.h"

namespace reverie {
namespace {

// In the order in which job_of() reads them.
constexpr char kJob[] = R"sql(
SELECT j.sequence, j.id, j.account, j.dialect, j.model_echo, j.echo, j.task, j.state, j.is_cancel_requested,
       j.credits, j.revised_prompt, j.error_code, j.error_message, j.error_field, j.webhook_url,
       j.webhook_events, j.created, j.started, j.finished, j.is_expired,
       ifnull((SELECT d.state FROM deliveries d WHERE d.job = j.sequence
               ORDER BY CASE d.state WHEN 'pending' THEN 0 WHEN 'failed' THEN 1 ELSE 2 END LIMIT 1), ''),
       CASE j.state WHEN 'queued' THEN
         (SELECT count(*) FROM jobs q WHERE q.state = 'queued' AND q.sequence < j.sequence) ELSE 0 END,
       j.start_by, j.finish_by
FROM jobs j
)sql";

// ?1 the account or '', ?2 the oldest sequence that is too young, ?3 to ?6 what else is filtered, ?7 the
// limit.
constexpr char kFiltered[] = R"sql(
WHERE j.sequence < ?2
  AND (?3 = '' OR j.dialect = ?3)
  AND (?4 = '' OR j.model_echo = ?4)
  AND (?5 = '[]' OR j.state IN (SELECT value FROM json_each(?5)))
  AND (?6 = '' OR instr(j.prompt_folded, ?6) > 0)
)sql";
constexpr char kOfAccount[] = " AND j.account = ?1";
constexpr char kOfAnyAccount[] = " AND ?1 = ''";  // a text of its own: with OR no index would be used
constexpr char kNewestFirst[] = " ORDER BY j.sequence DESC LIMIT ?7";
constexpr char kBySequence[] = " WHERE j.sequence = ?1";
constexpr char kById[] = " WHERE j.id = ?1";

constexpr Sql kJobBySequence(kJoined<kJob, kBySequence>.data());
constexpr Sql kJobById(kJoined<kJob, kById>.data());
constexpr Sql kListOfAccount(kJoined<kJob, kFiltered, kOfAccount, kNewestFirst>.data());
constexpr Sql kListOfAll(kJoined<kJob, kFiltered, kOfAnyAccount, kNewestFirst>.data());

constexpr int64_t kLongestList = 1000;

Json json_of(const SqliteStatement& row, int column) {
  // Not parse_json(): what a request was allowed to say was decided before it was stored.
  Json json = Json::parse(row.text(column), nullptr, false);
  if (json.is_discarded()) throw Error(ErrorCode::CorruptFile, "a job in the store is not JSON");
  return json;
}

// From three columns.
std::optional<StoredError> error_of(const SqliteStatement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return StoredError{error_code_of(row.text(column)), row.text(column + 1), row.text(column + 2)};
}

std::vector<JobImage> images_of(SqliteTransaction& transaction, int64_t sequence) {
  SqliteStatement row = transaction.query(
      "SELECT position, prompt, seed, blob, width_px, height_px, format, size_bytes,"
      " error_code, error_message, error_field, finished FROM images WHERE job = ?1 ORDER BY position",
      sequence);
  std::vector<JobImage> images;
  while (row.step()) {
    images.push_back({.index = row.integer(0),
                      .prompt = row.text(1),
                      .seed = static_cast<uint64_t>(row.integer(2)),
                      .blob = row.text(3),
                      .size = {row.integer(4), row.integer(5)},
                      .format = picture_format_of(row.text(6)),
                      .size_bytes = row.integer(7),
                      .error = error_of(row, 8),
                      .finished = row.optional_time(11)});
  }
  return images;
}

// `row` stands on a row of kJob.
Job job_of(SqliteTransaction& transaction, const SqliteStatement& row) {
  Job job;
  job.id = row.text(1);
  job.account = row.text(2);
  job.dialect = row.text(3);
  job.model_echo = row.text(4);
  job.echo = json_of(row, 5);
  job.task = image_task_of(json_of(row, 6));
  job.state = state_of(row.text(7));
  job.is_cancel_requested = row.boolean(8);
  job.credits = row.integer(9);
  job.revised_prompt = row.text(10);
  job.error = error_of(row, 11);
  if (!row.is_null(14)) job.webhook = Webhook{row.text(14), json_of(row, 15).get<std::vector<std::string>>()};
  job.created = row.time(16);
  job.started = row.optional_time(17);
  job.finished = row.optional_time(18);
  job.is_expired = row.boolean(19);
  job.webhook_state = row.text(20);
  job.queue_position = row.integer(21);
  job.deadlines = {row.optional_time(22), row.optional_time(23)};
  job.images = images_of(transaction, row.integer(0));
  return job;
}

// In the order in which summary_of() reads them.
constexpr char kSummary[] = R"sql(
SELECT j.id, j.task ->> 'model', j.state, j.task ->> 'width_px', j.task ->> 'height_px', j.created, j.started,
       j.finished,
)sql";
constexpr char kUnfinished[] = R"sql(
       ifnull((SELECT nullif(count(*), 0) FROM images i WHERE i.job = j.sequence),
              (j.task ->> 'runs') * max(1, j.task ->> 'group_max'))
FROM jobs j WHERE j.state IN ('running', 'queued') ORDER BY j.state DESC, j.sequence
)sql";
// is_expired is asked for the sake of the index.
constexpr char kFinished[] = R"sql(
       (SELECT count(*) FROM images i WHERE i.job = j.sequence AND i.blob != '')
FROM jobs j WHERE j.finished IS NOT NULL AND j.is_expired = 0 ORDER BY j.finished DESC LIMIT ?1
)sql";
constexpr Sql kUnfinishedSummaries(kJoined<kSummary, kUnfinished>.data());
constexpr Sql kFinishedSummaries(kJoined<kSummary, kFinished>.data());

std::vector<JobSummary> summaries_of(SqliteStatement row) {
  std::vector<JobSummary> summaries;
  while (row.step()) {
    summaries.push_back({.id = row.text(0),
                         .model = row.text(1),
                         .state = state_of(row.text(2)),
                         .size = {row.integer(3), row.integer(4)},
                         .pictures = row.integer(8),
                         .created = row.time(5),
                         .started = row.optional_time(6),
                         .finished = row.optional_time(7)});
  }
  return summaries;
}

std::string states_text(const std::vector<JobState>& states) {
  Json names = Json::array();
  for (const JobState state : states) names.push_back(state_name(state));
  return names.dump();
}

int64_t sequence_before(SqliteTransaction& transaction, const std::string& before_id) {
  if (before_id.empty()) return INT64_MAX;
  SqliteStatement row = transaction.query("SELECT sequence FROM jobs WHERE id = ?1", before_id);
  if (row.step()) return row.integer(0);
  if (!is_uuid(before_id)) throw Error(ErrorCode::NotFound, "no job \"" + before_id + "\" to go on from");
  // Removed since the page before: ids sort by time.
  SqliteStatement older =
      transaction.query("SELECT sequence + 1 FROM jobs WHERE id < ?1 ORDER BY id DESC LIMIT 1", before_id);
  return older.step() ? older.integer(0) : 0;
}

}  // namespace

Job read_job(SqliteTransaction& transaction, int64_t sequence) {
  SqliteStatement row = transaction.query(kJobBySequence, sequence);
  if (!row.step()) throw Error(ErrorCode::Internal, "job store: a job of this transaction is gone");
  return job_of(transaction, row);
}

JobHead head_of(SqliteTransaction& transaction, const std::string& id) {
  SqliteStatement row = transaction.query(
      "SELECT sequence, account, state, is_cancel_requested, credits FROM jobs WHERE id = ?1", id);
  if (!row.step()) throw Error(ErrorCode::NotFound, "no job \"" + id + "\"");
  return {row.integer(0), row.text(1), state_of(row.text(2)), row.boolean(3), row.integer(4)};
}

std::string json_text(const Json& json) {
  try {
    return json.dump();
  } catch (const Json::type_error&) {
    throw Error(ErrorCode::InvalidRequest, "expected UTF-8, a text of the request is not");
  }
}

void add_event(SqliteTransaction& transaction, int64_t sequence, const char* event, Time now) {
  transaction.run(
      "INSERT INTO deliveries (job, event, due) SELECT sequence, ?2, ?3 FROM jobs"
      " WHERE sequence = ?1 AND EXISTS (SELECT 1 FROM json_each(webhook_events) WHERE value = ?2)",
      sequence, event, now);
}

void move_job(SqliteTransaction& transaction, const JobHead& job, JobState state,
              const std::optional<StoredError>& error, Time now) {
  if (!may_become(job.state, state)) {
    throw Error(ErrorCode::Internal, "job store: a job that is " + std::string(state_name(job.state)) +
                                         " cannot become " + std::string(state_name(state)));
  }
  transaction.run(
      "UPDATE jobs SET state = ?2, finished = ?3, error_code = ?4, error_message = ?5, error_field = ?6"
      " WHERE sequence = ?1",
      job.sequence, state_name(state), is_final(state) ? std::optional(now) : std::nullopt,
      error ? std::optional(error_code_name(error->code)) : std::nullopt,
      error ? std::optional(error->message) : std::nullopt,
      error ? std::optional(error->field) : std::nullopt);
  if (state == JobState::Failed || state == JobState::Cancelled) {
    transaction.run("UPDATE accounts SET credits = credits + ?2 WHERE id = ?1", job.account, job.credits);
    transaction.run("UPDATE jobs SET credits = 0 WHERE sequence = ?1", job.sequence);
  }
  if (is_final(state)) add_event(transaction, job.sequence, state_name(state).data(), now);
}

std::optional<Job> SqliteStore::find(const std::string& id) {
  SqliteTransaction transaction(database_, SqliteTransaction::Kind::Read);
  SqliteStatement row = transaction.query(kJobById, id);
  if (!row.step()) return std::nullopt;
  return job_of(transaction, row);
}

std::vector<Job> SqliteStore::list(const JobFilter& filter) {
  if (filter.limit < 1 || filter.limit > kLongestList) {
    throw Error(
        ErrorCode::InvalidRequest,
        "limit is " + std::to_string(filter.limit) + ", expected 1 to " + std::to_string(kLongestList),
        "limit");
  }
  SqliteTransaction transaction(database_, SqliteTransaction::Kind::Read);
  const int64_t before = sequence_before(transaction, filter.before_id);
  SqliteStatement row = transaction.query(
      filter.account.empty() ? kListOfAll : kListOfAccount, filter.account, before, filter.dialect,
      filter.model_echo, states_text(filter.states), fold_case(filter.prompt_part), filter.limit);
  std::vector<Job> jobs;
  while (row.step()) jobs.push_back(job_of(transaction, row));
  return jobs;
}

std::vector<JobSummary> SqliteStore::unfinished() {
  SqliteTransaction transaction(database_, SqliteTransaction::Kind::Read);
  return summaries_of(transaction.query(kUnfinishedSummaries));
}

std::vector<JobSummary> SqliteStore::recently_finished(int64_t limit) {
  SqliteTransaction transaction(database_, SqliteTransaction::Kind::Read);
  return summaries_of(transaction.query(kFinishedSummaries, limit));
}

int64_t SqliteStore::count_in(JobState state) {
  SqliteTransaction transaction(database_, SqliteTransaction::Kind::Read);
  SqliteStatement row = transaction.query("SELECT count(*) FROM jobs WHERE state = ?1", state_name(state));
  row.step();
  return row.integer(0);
}

}  // namespace reverie
