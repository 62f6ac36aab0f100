#include <set>

#include "jobs/sqlite_jobs.h"
#include "jobs/sqlite_store.h"

namespace reverie {
namespace {

bool is_held(SqliteTransaction& transaction, const std::string& blob, Time now) {
  SqliteStatement row = transaction.query(
      "SELECT EXISTS (SELECT 1 FROM job_blobs WHERE blob = ?1)"
      " OR EXISTS (SELECT 1 FROM uploads WHERE blob = ?1 AND expires > ?2)",
      blob, now);
  row.step();
  return row.boolean(0);
}

template <class Blobs>
std::vector<std::string> unheld_of(SqliteTransaction& transaction, const Blobs& blobs, Time now) {
  std::vector<std::string> unheld;
  for (const std::string& blob : blobs) {
    if (!is_held(transaction, blob, now)) unheld.push_back(blob);
  }
  return unheld;
}

// The query's first column, into `blobs`: a set, for several jobs may have held the same.
template <class... Values>
void collect(std::set<std::string>& blobs, SqliteTransaction& transaction, Sql sql, const Values&... values) {
  SqliteStatement row = transaction.query(sql, values...);
  while (row.step()) blobs.insert(row.text(0));
}

}  // namespace

void SqliteStore::add_upload(const Upload& upload) {
  SqliteTransaction transaction(database_);
  transaction.run(
      "INSERT INTO uploads (id, account, blob, file_name, mime, size_bytes, created, expires)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      upload.id, upload.account, upload.blob, upload.file_name, upload.mime, upload.size_bytes,
      upload.created, upload.expires);
  transaction.commit();
}

std::optional<Upload> SqliteStore::find_upload(const std::string& id) {
  SqliteTransaction transaction(database_, SqliteTransaction::Kind::Read);
  SqliteStatement row = transaction.query(
      "SELECT id, account, blob, file_name, mime, size_bytes, created, expires FROM uploads"
      " WHERE id = ?1 AND expires > ?2",
      id, clock_());
  if (!row.step()) return std::nullopt;
  return Upload{row.text(0), row.text(1),    row.text(2), row.text(3),
                row.text(4), row.integer(5), row.time(6), row.time(7)};
}

bool SqliteStore::remove_upload(const std::string& id) {
  SqliteTransaction transaction(database_);
  const bool is_removed = transaction.run("DELETE FROM uploads WHERE id = ?1", id) > 0;
  transaction.commit();
  return is_removed;
}

std::vector<std::string> SqliteStore::remove(const std::string& id) {
  SqliteTransaction transaction(database_);
  const JobHead head = head_of(transaction, id);
  if (!is_final(head.state)) {
    throw Error(ErrorCode::Conflict,
                "the job is " + std::string(state_name(head.state)) + ": cancel it first", "id");
  }
  transaction.run(
      "UPDATE accounts SET removed_jobs = removed_jobs + 1, removed_credits = removed_credits + ?3,"
      " removed_pictures = removed_pictures + (SELECT count(*) FROM images WHERE job = ?2 AND blob != '')"
      " WHERE id = ?1",
      head.account, head.sequence, head.credits);
  std::set<std::string> released;
  collect(released, transaction, "SELECT blob FROM job_blobs WHERE job = ?1", head.sequence);
  transaction.run("DELETE FROM job_blobs WHERE job = ?1", head.sequence);
  transaction.run("DELETE FROM images WHERE job = ?1", head.sequence);
  transaction.run("DELETE FROM deliveries WHERE job = ?1", head.sequence);
  transaction.run("DELETE FROM idempotency WHERE job = ?1", head.sequence);
  transaction.run("DELETE FROM jobs WHERE sequence = ?1", head.sequence);
  std::vector<std::string> unheld = unheld_of(transaction, released, clock_());
  transaction.commit();
  return unheld;
}

std::vector<std::string> SqliteStore::expire(Time finished_before) {
  SqliteTransaction transaction(database_);
  const Time now = clock_();
  std::set<std::string> released;
  collect(released, transaction,
          "SELECT blob FROM job_blobs WHERE job IN"
          " (SELECT sequence FROM jobs WHERE is_expired = 0 AND finished < ?1)",
          finished_before);
  transaction.run(
      "DELETE FROM job_blobs WHERE job IN (SELECT sequence FROM jobs WHERE is_expired = 0 AND finished < ?1)",
      finished_before);
  transaction.run("UPDATE jobs SET is_expired = 1 WHERE is_expired = 0 AND finished < ?1", finished_before);
  collect(released, transaction, "SELECT blob FROM uploads WHERE expires <= ?1", now);
  transaction.run("DELETE FROM uploads WHERE expires <= ?1", now);

  std::vector<std::string> unheld = unheld_of(transaction, released, now);
  transaction.commit();
  return unheld;
}

std::vector<std::string> SqliteStore::unheld_blobs(const std::vector<std::string>& blobs) {
  SqliteTransaction transaction(database_, SqliteTransaction::Kind::Read);
  return unheld_of(transaction, blobs, clock_());
}

}  // namespace reverie
