// jobs/sqlite_schema.h
//
// The tables of the embedded database, and what a crash may do to them: nothing.
//
// THE TABLES (version 2; the SQL is in sqlite_schema.cpp)
//
//   accounts      a key and its holder. `turn` says whose turn it is: it grows with each job that starts, and
//                 the account with the smallest is next. "local" is there from the beginning, without limits.
//                 `removed_...` count what its jobs that were removed had used.
//   jobs          one request. `sequence` is its place in the queue, and its rank by age: clocks may be set
//                 back, it never goes back. `state` is a name of jobs/job.h; `task` and `echo` are JSON;
//                 `prompt_folded` is what a search looks through (jobs/fold_case.h).
//   images        one planned picture: `finished` is null until it has either a blob or an error.
//   job_blobs     which blobs a job holds, references and pictures. Its rows go when the job expires.
//   idempotency   which job a key made, for 24 hours.
//   deliveries    the outbox of webhooks: `due` counts while `state` is "pending", `attempt` the tries so
//   far. uploads       files that came in before the request that will name them. They hold a blob until
//   `expires`.
//
//   Times are milliseconds of Unix time. A seed is kept as the signed number of the same 64 bits.
//
// THE CRASH STORY
//
//   Each call of the store is one transaction in the write-ahead log. What was committed is there after
//   kill -9, and half a call never is. For a power loss the log must be on the disk: save() waits for that
//   before a job is promised to anybody; what was drawn is saved a moment after (sqlite_log_thread.h); COMMIT
//   itself waits for all other changes.
//
//   where it stops                    what the next start finds
//   before submit() returned          no job, or a whole one: the client asks again with its idempotency key
//   between submit() and claim()      the job is queued, in its old place
//   between claim() and plan()        running; recover() queues it again; it is claimed and planned
//   between two finish_image()        running, some pictures finished; after recover() only the others are
//   drawn,
//                                     with the prompts and seeds of the plan
//   blob written, finish_image() not  a blob that nobody holds: the sweep finds it by unheld_blobs()
//   power loss after the last save() what was committed since is as if it had not been: pictures are drawn
//                                     once more, the same ones
//   between last picture and finish() running, all pictures finished; after recover() only finish() is left
//   finish() done, webhook not sent   the delivery is in the outbox: it went in with the same transaction
//   webhook sent, delivered() not     it is due again when its lease has passed: sent twice, never lost
//   expire() done, blobs not deleted  blobs that nobody holds: the sweep again
//
// Used by   sqlite_store.cpp
// Proven by tests/jobs/sqlite_store_test.cpp (versions), tests/jobs/crash_test.cpp
#pragma once

#include "jobs/job_time.h"
#include "jobs/sqlite_database.h"

namespace reverie {

// "RVRE": the mark of our files, for SqliteDatabase.
inline constexpr int64_t kJobsApplicationId = 0x52565245;

// Brings the tables to this program's version. Throws Error(InvalidRequest) if a newer program wrote them.
void migrate(SqliteDatabase& database, Time now);

}  // namespace reverie
