#include "jobs/sqlite_schema.h"

#include <array>

#include "core/error.h"
#include "core/json.h"
#include "jobs/account.h"

namespace reverie {
namespace {

// Version 0 to 1.
constexpr Sql kFirstTables(R"sql(
PRAGMA application_id = 0x52565245;

CREATE TABLE accounts (
  id             TEXT    NOT NULL PRIMARY KEY,
  name           TEXT    NOT NULL,
  prefix         TEXT    NOT NULL,
  secret_digest  TEXT    UNIQUE,             -- null: nobody can sign in as it
  scopes         TEXT    NOT NULL,           -- JSON list of texts
  credits        INTEGER CHECK (credits >= 0),
  per_minute     INTEGER,
  unfinished_max INTEGER,
  created        INTEGER NOT NULL,
  revoked        INTEGER,
  turn           INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX accounts_by_turn ON accounts (turn);

CREATE TABLE jobs (
  sequence            INTEGER PRIMARY KEY AUTOINCREMENT,
  id                  TEXT    NOT NULL UNIQUE,
  account             TEXT    NOT NULL REFERENCES accounts (id),
  dialect             TEXT    NOT NULL,
  model_echo          TEXT    NOT NULL,
  echo                TEXT    NOT NULL,      -- JSON
  task                TEXT    NOT NULL,      -- JSON
  prompt_folded       TEXT    NOT NULL,
  state               TEXT    NOT NULL
    CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  is_cancel_requested INTEGER NOT NULL DEFAULT 0,
  credits             INTEGER NOT NULL CHECK (credits >= 0),
  revised_prompt      TEXT    NOT NULL DEFAULT '',
  error_code          TEXT,
  error_message       TEXT,
  error_field         TEXT,
  webhook_url         TEXT,
  webhook_events      TEXT,                  -- JSON list of texts
  start_by            INTEGER,
  finish_by           INTEGER,
  created             INTEGER NOT NULL,
  started             INTEGER,
  finished            INTEGER,
  is_expired          INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX jobs_by_state ON jobs (state, account, sequence);
CREATE INDEX jobs_by_account ON jobs (account, sequence);
CREATE INDEX jobs_with_deadlines ON jobs (state) WHERE start_by IS NOT NULL OR finish_by IS NOT NULL;
CREATE INDEX jobs_to_expire ON jobs (finished) WHERE is_expired = 0;

CREATE TABLE images (
  job           INTEGER NOT NULL REFERENCES jobs (sequence),
  position      INTEGER NOT NULL,
  prompt        TEXT    NOT NULL,
  seed          INTEGER NOT NULL,
  blob          TEXT    NOT NULL DEFAULT '',
  width_px      INTEGER NOT NULL DEFAULT 0,
  height_px     INTEGER NOT NULL DEFAULT 0,
  format        TEXT    NOT NULL,
  size_bytes    INTEGER NOT NULL DEFAULT 0,
  error_code    TEXT,
  error_message TEXT,
  error_field   TEXT,
  finished      INTEGER,
  PRIMARY KEY (job, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_blobs (
  blob TEXT    NOT NULL,
  job  INTEGER NOT NULL REFERENCES jobs (sequence),
  PRIMARY KEY (blob, job)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_blobs_by_job ON job_blobs (job);

CREATE TABLE idempotency (
  account TEXT    NOT NULL,
  dialect TEXT    NOT NULL,
  key     TEXT    NOT NULL,
  digest  TEXT    NOT NULL,
  job     INTEGER NOT NULL REFERENCES jobs (sequence),
  created INTEGER NOT NULL,
  PRIMARY KEY (account, dialect, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_age ON idempotency (created);

CREATE TABLE deliveries (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  job     INTEGER NOT NULL REFERENCES jobs (sequence),
  event   TEXT    NOT NULL,
  state   TEXT    NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'failed')),
  attempt INTEGER NOT NULL DEFAULT 0,
  due     INTEGER NOT NULL
) STRICT;
CREATE INDEX deliveries_due ON deliveries (due, id) WHERE state = 'pending';
CREATE INDEX deliveries_by_job ON deliveries (job);

CREATE TABLE uploads (
  id         TEXT    NOT NULL PRIMARY KEY,
  account    TEXT    NOT NULL REFERENCES accounts (id),
  blob       TEXT    NOT NULL,
  file_name  TEXT    NOT NULL,
  mime       TEXT    NOT NULL,
  size_bytes INTEGER NOT NULL,
  created    INTEGER NOT NULL,
  expires    INTEGER NOT NULL
) STRICT;
CREATE INDEX uploads_by_blob ON uploads (blob);
CREATE INDEX uploads_by_expiry ON uploads (expires);

PRAGMA user_version = 1;
)sql");

// Version 1 to 2: jobs can be removed, and what their account has used stays counted.
constexpr Sql kRemovedJobs(R"sql(
ALTER TABLE accounts ADD COLUMN removed_jobs     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN removed_pictures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN removed_credits  INTEGER NOT NULL DEFAULT 0;
CREATE INDEX idempotency_by_job ON idempotency (job);

PRAGMA user_version = 2;
)sql");

// kMigrations[n] leads from version n to n + 1, and sets user_version itself. What was released is never
// changed, only followed by another.
constexpr std::array kMigrations{kFirstTables, kRemovedJobs};

int64_t number(SqliteTransaction& transaction, Sql sql) {
  SqliteStatement row = transaction.query(sql);
  row.step();
  return row.integer(0);
}

int64_t version_of(SqliteTransaction& transaction) {
  const int64_t version = number(transaction, "PRAGMA user_version");
  const auto known = static_cast<int64_t>(kMigrations.size());
  if (version < 0 || version > known) {
    throw Error(ErrorCode::InvalidRequest, "the database has version " + std::to_string(version) +
                                               " of the tables, this program knows up to " +
                                               std::to_string(known) + ": a newer Reverie wrote it");
  }
  return version;
}

void add_local_account(SqliteTransaction& transaction, Time now) {
  const Json scopes = {kScopeGenerate, kScopeAdmin, kScopeUnsafe};
  transaction.run(
      "INSERT INTO accounts (id, name, prefix, scopes, created) VALUES (?1, ?1, '', ?2, ?3)"
      " ON CONFLICT (id) DO NOTHING",
      kLocalAccount, scopes.dump(), now);
}

}  // namespace

void migrate(SqliteDatabase& database, Time now) {
  SqliteTransaction transaction(database);
  for (auto next = static_cast<std::size_t>(version_of(transaction)); next < kMigrations.size(); ++next) {
    transaction.run_script(kMigrations[next]);
  }
  add_local_account(transaction, now);
  transaction.commit();
}

}  // namespace reverie
