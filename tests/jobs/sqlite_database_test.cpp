// tests/jobs/sqlite_database_test.cpp

#include "jobs/sqlite_database.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

#include "core/temp_folder.h"
#include "image/expect_error.h"

namespace reverie {
namespace {

using testing_folders::TempFolder;
using Kind = SqliteTransaction::Kind;

constexpr int64_t kMark = 0x1234;
constexpr Sql kTables(
    "PRAGMA application_id = 0x1234;"
    "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT UNIQUE, number INTEGER) STRICT;"
    "CREATE TABLE parts (thing INTEGER NOT NULL REFERENCES things (id)) STRICT;");
constexpr Sql kInsert("INSERT INTO things (name, number) VALUES (?1, ?2)");

class SqliteDatabaseTest : public testing::Test {
 protected:
  SqliteDatabaseTest() {
    SqliteTransaction transaction(database_);
    transaction.run_script(kTables);
    transaction.commit();
  }

  int64_t count() {
    SqliteTransaction transaction(database_, Kind::Read);
    SqliteStatement row = transaction.query("SELECT count(*) FROM things");
    row.step();
    return row.integer(0);
  }

  const TempFolder folder_;
  const std::filesystem::path file_ = folder_ / "things.db";
  SqliteDatabase database_{file_, kMark};
};

TEST_F(SqliteDatabaseTest, ValuesComeBackAsTheyWere) {
  using namespace std::string_literals;
  const std::string text = "'; DROP TABLE things; -- \0\U0001f98a"s;
  SqliteTransaction transaction(database_);
  SqliteStatement row = transaction.query("SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7", text, INT64_MIN, nullptr, true,
                                          time_of_milliseconds(5), std::optional<int64_t>(), "");
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.text(0), text);
  EXPECT_EQ(row.integer(1), INT64_MIN);
  EXPECT_TRUE(row.is_null(2));
  EXPECT_TRUE(row.boolean(3));
  EXPECT_EQ(row.time(4), time_of_milliseconds(5));
  EXPECT_EQ(row.optional_integer(5), std::nullopt);
  EXPECT_EQ(row.optional_time(5), std::nullopt);
  EXPECT_EQ(row.optional_integer(1), INT64_MIN);
  EXPECT_FALSE(row.is_null(6));
  EXPECT_EQ(row.text(6), "");
  EXPECT_FALSE(row.step());
}

TEST_F(SqliteDatabaseTest, StaysAfterCommitOnly) {
  {
    SqliteTransaction transaction(database_);
    EXPECT_EQ(transaction.run(kInsert, "a", 1), 1);
    EXPECT_EQ(transaction.last_row_id(), 1);
  }
  EXPECT_EQ(count(), 0);
  {
    SqliteTransaction transaction(database_);
    transaction.run(kInsert, "a", 1);
    transaction.commit();
  }
  EXPECT_EQ(count(), 1);
}

TEST_F(SqliteDatabaseTest, AnErrorTakesTheWholeTransactionBack) {
  const auto insert_twice = [&] {
    SqliteTransaction transaction(database_);
    transaction.run(kInsert, "a", 1);
    transaction.run(kInsert, "a", 2);
    transaction.commit();
  };
  expect_error(insert_twice, ErrorCode::Conflict, "", "things.name");
  EXPECT_EQ(count(), 0);
}

TEST_F(SqliteDatabaseTest, AMissingPartnerIsNotFound) {
  SqliteTransaction transaction(database_);
  expect_error([&] { transaction.run("INSERT INTO parts (thing) VALUES (7)"); }, ErrorCode::NotFound, "",
               "FOREIGN KEY");
}

TEST_F(SqliteDatabaseTest, TheWrongNumberOfValuesIsOurMistake) {
  SqliteTransaction transaction(database_);
  expect_error([&] { transaction.run(kInsert, "a"); }, ErrorCode::Internal, "", "1 values, expected 2");
  expect_error([&] { transaction.run("NONSENSE"); }, ErrorCode::Internal, "", "syntax error");
}

TEST_F(SqliteDatabaseTest, OneTextIsReadByOneReaderAtATime) {
  constexpr Sql kBoth("VALUES (1), (2)");
  SqliteTransaction transaction(database_);
  SqliteStatement first = transaction.query(kBoth);
  first.step();
  expect_error([&] { transaction.query(kBoth); }, ErrorCode::Internal, "", "read already");
  EXPECT_EQ(first.integer(0), 1);
}

TEST_F(SqliteDatabaseTest, AFullDiskIsAnErrorAndChangesNothing) {
  {
    SqliteTransaction transaction(database_);
    transaction.run_script("PRAGMA max_page_count = 20");
    transaction.commit();
  }
  const auto fill = [&] {
    SqliteTransaction transaction(database_);
    for (int i = 0; i < 100; ++i) transaction.run(kInsert, std::to_string(i) + std::string(4000, 'x'), 1);
    transaction.commit();
  };
  expect_error(fill, ErrorCode::WriteFailed, "", "full");
  EXPECT_EQ(count(), 0);
}

TEST_F(SqliteDatabaseTest, ItsFilesAreForTheirOwnerAlone) {
  {
    SqliteTransaction transaction(database_);
    transaction.run(kInsert, "a", 1);
    transaction.commit();
  }
  EXPECT_GE(folder_.names().size(), 2u);  // the database and its log
  for (const std::string& name : folder_.names()) {
    struct stat found {};
    ASSERT_EQ(::stat((folder_ / name).c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777, 0600u) << name;
  }
}

TEST_F(SqliteDatabaseTest, EachCommitWaitsForTheDisk) {
  const auto pragma = [&](Sql sql) {
    SqliteTransaction transaction(database_, Kind::Read);
    SqliteStatement row = transaction.query(sql);
    row.step();
    return row.text(0);
  };
  EXPECT_EQ(pragma("PRAGMA journal_mode"), "wal");
  EXPECT_EQ(pragma("PRAGMA synchronous"), "2");  // FULL
  EXPECT_EQ(pragma("PRAGMA foreign_keys"), "1");
}

TEST_F(SqliteDatabaseTest, ACommitInHasteDoesNotWaitAndTheNextOneDoes) {
  const auto waits = [](SqliteTransaction& transaction) {
    SqliteStatement row = transaction.query("PRAGMA synchronous");
    row.step();
    return row.text(0) == "2";  // FULL, not NORMAL
  };
  {
    SqliteTransaction transaction(database_, Kind::WriteSoon);
    EXPECT_FALSE(waits(transaction));
    transaction.run(kInsert, "a", 1);
    transaction.commit();
  }
  {
    SqliteTransaction transaction(database_);
    EXPECT_TRUE(waits(transaction));
  }
  EXPECT_EQ(count(), 1);
  { SqliteTransaction transaction(database_, Kind::WriteSoon); }  // rolled back
  SqliteTransaction after(database_);
  EXPECT_TRUE(waits(after));
}

TEST_F(SqliteDatabaseTest, SavingWaitsForTheDiskAndForNothingElse) {
  const SqliteTransaction somebody_elses(database_);
  EXPECT_NO_THROW(database_.save());
}

TEST_F(SqliteDatabaseTest, ALongLogIsWrittenBackByAThreadOfItsOwn) {
  const auto log_page_count = [&] {
    constexpr std::uintmax_t kPageBytes = 4096;
    return std::filesystem::file_size(file_.string() + "-wal") / kPageBytes;
  };
  const auto before = std::filesystem::file_size(file_);
  const std::string kilobytes(8000, 'x');
  int64_t things = 0;
  while (log_page_count() < static_cast<std::uintmax_t>(2 * SqliteLogThread::kLongPages)) {
    SqliteTransaction transaction(database_, Kind::WriteSoon);
    transaction.run(kInsert, kilobytes + std::to_string(things++), 1);
    transaction.commit();
    if (std::filesystem::file_size(file_) > before) break;
  }
  constexpr std::chrono::seconds kPatience{20};
  for (const auto start = std::chrono::steady_clock::now();
       std::filesystem::file_size(file_) == before && std::chrono::steady_clock::now() - start < kPatience;) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  EXPECT_GT(std::filesystem::file_size(file_), before);
  EXPECT_EQ(count(), things);
}

TEST_F(SqliteDatabaseTest, ASecondConnectionSeesWhatWasCommitted) {
  SqliteDatabase second(file_, kMark);
  {
    SqliteTransaction transaction(second);
    transaction.run(kInsert, "a", 1);
    transaction.commit();
  }
  EXPECT_EQ(count(), 1);
}

// Two connections to one file, as the server and `keys` have them. It takes kBusyTimeout.
TEST_F(SqliteDatabaseTest, AnotherProcessThatHoldsTheFileTooLongMakesUsBusy) {
  SqliteDatabase second(file_, kMark);
  const SqliteTransaction holding(second);
  expect_error([&] { SqliteTransaction transaction(database_, Kind::WriteSoon); }, ErrorCode::Busy, "",
               "locked");
  SqliteTransaction reading(database_, Kind::Read);
  SqliteStatement row = reading.query("PRAGMA synchronous");
  row.step();
  EXPECT_EQ(row.text(0), "2") << "what did not begin left its haste behind";
}

TEST_F(SqliteDatabaseTest, AnotherProgramsDatabaseIsRefusedUntouched) {
  expect_error([&] { SqliteDatabase other(file_, kMark + 1); }, ErrorCode::CorruptFile, "",
               "another program");
}

TEST(SqliteDatabase, AFileThatIsNoDatabaseIsRefused) {
  const TempFolder folder;
  const auto file = folder.file("notes.txt", std::string(5000, 'x'));
  expect_error([&] { SqliteDatabase database(file, kMark); }, ErrorCode::CorruptFile, "", "not a database");
}

TEST(SqliteDatabase, AFolderThatIsNotThereIsAnError) {
  const TempFolder folder;
  expect_error([&] { SqliteDatabase database(folder / "missing" / "jobs.db", kMark); },
               ErrorCode::WriteFailed, "", "cannot create");
  expect_error([&] { SqliteDatabase database(folder.path(), kMark); }, ErrorCode::WriteFailed, "",
               "unable to open");
}

TEST(SqliteDatabase, NoNameIsSpecial) {
  const TempFolder folder;
  { SqliteDatabase database(folder / ":memory:", kMark); }
  EXPECT_TRUE(std::filesystem::exists(folder / ":memory:"));
}

}  // namespace
}  // namespace reverie
