// tests/jobs/sqlite_store_test.cpp
//
// What is particular to the embedded store: its file, its versions, its owner. What every store promises is
// in job_store_test.cpp.

#include "jobs/sqlite_store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "core/temp_folder.h"
#include "image/expect_error.h"
#include "jobs/small_disk.h"
#include "jobs/sqlite_schema.h"

namespace reverie {
namespace {

using testing_folders::TempFolder;

void change(const std::filesystem::path& file, Sql script) {
  SqliteDatabase database(file, kJobsApplicationId);
  SqliteTransaction transaction(database);
  transaction.run_script(script);
  transaction.commit();
}

std::string pragma(const std::filesystem::path& file, Sql sql) {
  SqliteDatabase database(file, kJobsApplicationId);
  SqliteTransaction transaction(database);
  SqliteStatement row = transaction.query(sql);
  row.step();
  return row.text(0);
}

Submission submission() {
  Submission submission;
  submission.account = kLocalAccount;
  submission.task.prompt = "a fox";
  return submission;
}

TEST(SqliteStore, MakesItsFileForItsOwnerAlone) {
  const TempFolder folder;
  const SqliteStore store(folder / "jobs.db");
  for (const std::string& name : folder.names()) {
    struct stat found {};
    ASSERT_EQ(::stat((folder / name).c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777, 0600u) << name;
  }
}

TEST(SqliteStore, MarksItsFileAndItsVersion) {
  const TempFolder folder;
  { const SqliteStore store(folder / "jobs.db"); }
  EXPECT_EQ(pragma(folder / "jobs.db", "PRAGMA application_id"), std::to_string(kJobsApplicationId));
  EXPECT_EQ(pragma(folder / "jobs.db", "PRAGMA user_version"), "2");
  EXPECT_EQ(pragma(folder / "jobs.db", "PRAGMA integrity_check"), "ok");
}

TEST(SqliteStore, OpensAgainWithoutChangingAnything) {
  const TempFolder folder;
  const std::string id = SqliteStore(folder / "jobs.db").submit(submission(), {}).id;
  SqliteStore store(folder / "jobs.db");
  EXPECT_EQ(store.find(id)->task.prompt, "a fox");
}

TEST(SqliteStore, RefusesTheTablesOfANewerProgram) {
  const TempFolder folder;
  { const SqliteStore store(folder / "jobs.db"); }
  change(folder / "jobs.db", "PRAGMA user_version = 3");
  expect_error([&] { SqliteStore store(folder / "jobs.db"); }, ErrorCode::InvalidRequest, "",
               "newer Reverie");
  change(folder / "jobs.db", "PRAGMA user_version = 2");
  EXPECT_NO_THROW(SqliteStore store(folder / "jobs.db"));
}

// As the first tables were, before jobs could be removed.
TEST(SqliteStore, TakesTheTablesOfAnOlderProgramOver) {
  const TempFolder folder;
  const std::filesystem::path file = folder / "jobs.db";
  const std::string id = SqliteStore(file).submit(submission(), {}).id;
  change(file, "DROP INDEX idempotency_by_job");
  change(file, "ALTER TABLE accounts DROP COLUMN removed_jobs");
  change(file, "ALTER TABLE accounts DROP COLUMN removed_pictures");
  change(file, "ALTER TABLE accounts DROP COLUMN removed_credits");
  change(file, "PRAGMA user_version = 1");
  SqliteStore store(file);
  store.cancel(id);
  store.remove(id);
  EXPECT_EQ(store.usage(kLocalAccount).jobs, 1);
}

TEST(SqliteStore, RefusesAnotherProgramsDatabase) {
  const TempFolder folder;
  {
    SqliteDatabase other(folder / "other.db", 0);
    SqliteTransaction transaction(other);
    transaction.run_script("CREATE TABLE songs (name TEXT)");
    transaction.commit();
  }
  expect_error([&] { SqliteStore store(folder / "other.db"); }, ErrorCode::CorruptFile, "",
               "another program");
}

TEST(SqliteStore, SaysWhenAStoredJobIsDamaged) {
  const TempFolder folder;
  SqliteStore store(folder / "jobs.db");
  const std::string id = store.submit(submission(), {}).id;
  change(folder / "jobs.db", "UPDATE jobs SET task = '{'");
  expect_error([&] { store.find(id); }, ErrorCode::CorruptFile, "", "not JSON");
  change(folder / "jobs.db", "UPDATE jobs SET task = '{}'");
  expect_error([&] { store.find(id); }, ErrorCode::CorruptFile, "", "\"model\"");
}

// Else a second server would draw the first one's running jobs again.
TEST(SqliteStore, OneProcessAtATimeOwnsIt) {
  const TempFolder folder;
  SqliteStore visitor(folder / "jobs.db");  // as `keys` is one
  {
    SqliteStore owner(folder / "jobs.db");
    owner.submit(submission(), {});
    owner.recover();
    owner.claim();
    expect_error([&] { visitor.recover(); }, ErrorCode::Busy, "", "another server");
    EXPECT_EQ(visitor.count_in(JobState::Running), 1);
  }
  EXPECT_EQ(visitor.recover(), 1);
}

TEST(SqliteStore, TwoConnectionsSeeTheSameJobs) {
  const TempFolder folder;
  SqliteStore first(folder / "jobs.db");
  SqliteStore second(folder / "jobs.db");
  const std::string id = first.submit(submission(), {}).id;
  EXPECT_EQ(second.claim()->id, id);
  EXPECT_EQ(first.find(id)->state, JobState::Running);
}

TEST(SqliteStore, AFullDiskRefusesTheJobAndTakesNothing) {
  const TempFolder folder;
  SqliteStore store(folder / "jobs.db");
  Account account;
  account.id = "ada";
  account.credits = 10;
  store.add_account(account, "x");
  Submission wanted = submission();
  wanted.account = "ada";
  wanted.credits = 10;
  wanted.task.prompt = std::string(1'000'000, 'x');
  {
    // The log may not grow: a quota stands for the full disk.
    const SmallDisk disk(200'000);
    expect_error([&] { store.submit(wanted, {}); }, ErrorCode::WriteFailed, "", "jobs.db");
  }
  EXPECT_EQ(store.count_in(JobState::Queued), 0);
  EXPECT_EQ(store.account("ada")->credits, 10);
  EXPECT_EQ(store.submit(wanted, {}).state, JobState::Queued);
}

}  // namespace
}  // namespace reverie
