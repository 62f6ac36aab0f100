// jobs/sqlite_jobs.h
//
// Jobs between rows and structs, and the one way to change a job's state, for the parts of sqlite_store.
//
// Used by   sqlite_store.cpp, sqlite_jobs.cpp
// Proven by tests/jobs/job_store_test.cpp
#pragma once

#include <string>

#include "jobs/job_store.h"
#include "jobs/sqlite_database.h"

namespace reverie {

// What a change of state must know of a job.
struct JobHead {
  int64_t sequence = 0;
  std::string account;
  JobState state = JobState::Queued;
  bool is_cancel_requested = false;
  int64_t credits = 0;
};

// The whole job. Throws Error(Internal) if there is none.
Job read_job(SqliteTransaction& transaction, int64_t sequence);

// Throws Error(NotFound).
JobHead head_of(SqliteTransaction& transaction, const std::string& id);

// Ours, as a text column. Throws Error(InvalidRequest) if a text in it is not UTF-8.
std::string json_text(const Json& json);

// Puts a delivery in the outbox, if the job's webhook asked for this event.
void add_event(SqliteTransaction& transaction, int64_t sequence, const char* event, Time now);

// The job's new state and all that goes with it: time, error, credits given back, event.
// Throws Error(Internal) for a move that may_become() forbids.
void move_job(SqliteTransaction& transaction, const JobHead& job, JobState state,
              const std::optional<StoredError>& error, Time now);

}  // namespace reverie
