// jobs/sqlite_database.h
//
// SQLite, as thin as it can be: one connection, and transactions through which all SQL goes. A transaction
// holds the connection's mutex, so whoever has one is alone, and nobody can forget the lock or the BEGIN.
//
//   SqliteTransaction transaction(database);
//   transaction.run("UPDATE jobs SET state = ?1 WHERE id = ?2", "running", id);
//   SqliteStatement row = transaction.query("SELECT name FROM accounts WHERE id = ?1", id);
//   while (row.step()) names.push_back(row.text(0));
//   transaction.commit();                     // or nothing happened
//
// SQL is a constant of the program: Sql can be made of nothing else, the compiler sees to it. Values travel
// as parameters ?1, ?2, ... only, so no text from outside is ever read as SQL. Statements are prepared once.
//
// Errors    SQLite's        ours
//           full, ioerr     WriteFailed   also: read-only, cannot open, no permission
//           notadb, corrupt CorruptFile
//           busy, locked    Busy          another process held the file longer than kBusyTimeout
//           unique key      Conflict
//           foreign key     NotFound
//           the rest        Internal
//
// Used by   sqlite_store
// Source    sqlite.org, "Write-Ahead Logging" and "PRAGMA synchronous": with FULL in WAL mode each commit
//           waits for the disk, so it survives a power loss as well as kill -9; with NORMAL only the log that
//           is written back waits, and whoever syncs the log file makes all commits in it as safe as FULL.
// Proven by tests/jobs/sqlite_database_test.cpp
#pragma once

#include <array>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "jobs/job_time.h"
#include "jobs/sqlite_log_thread.h"

struct sqlite3;
struct sqlite3_stmt;

namespace reverie {

// Text of the program itself.
class Sql {
 public:
  consteval Sql(const char* text) : text_(text) {}  // NOLINT(google-explicit-constructor)
  const char* text() const { return text_; }

 private:
  const char* text_;
};

// Constant texts joined while compiling, for statements that have a part in common:
//   Sql(kJoined<kColumns, kById>.data())
template <const auto&... kParts>
inline constexpr auto kJoined = [] {
  std::array<char, (sizeof(kParts) + ...) - sizeof...(kParts) + 1> text{};
  std::size_t length = 0;
  for (const std::string_view part : {std::string_view(kParts)...}) {
    for (const char c : part) text[length++] = c;
  }
  return text;
}();

// A prepared statement with its values, lent by the cache until it goes out of scope.
class SqliteStatement {
 public:
  ~SqliteStatement();
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  // To the next row; false after the last.
  bool step();

  // Columns of this row, counted from 0.
  bool is_null(int column) const;
  int64_t integer(int column) const;
  bool boolean(int column) const { return integer(column) != 0; }
  std::string text(int column) const;
  Time time(int column) const { return time_of_milliseconds(integer(column)); }
  std::optional<int64_t> optional_integer(int column) const;
  std::optional<Time> optional_time(int column) const;

 private:
  friend class SqliteDatabase;
  friend class SqliteTransaction;
  template <class... Values>
  SqliteStatement(sqlite3* connection, sqlite3_stmt* statement, const Values&... values)
      : connection_(connection), statement_(statement) {
    expect_parameters(sizeof...(values));
    int parameter = 0;
    (bind(++parameter, values), ...);
  }

  void expect_parameters(std::size_t values) const;
  void bind(int parameter, std::nullptr_t);
  void bind(int parameter, int64_t value);
  void bind(int parameter, std::string_view value);
  void bind(int parameter, const std::string& value) { bind(parameter, std::string_view(value)); }
  void bind(int parameter, const char* value) { bind(parameter, std::string_view(value)); }
  void bind(int parameter, Time value) { bind(parameter, unix_milliseconds(value)); }
  void bind(int parameter, std::same_as<bool> auto value) { bind(parameter, int64_t{value}); }
  template <class T>
  void bind(int parameter, const std::optional<T>& value) {
    value ? bind(parameter, *value) : bind(parameter, nullptr);
  }
  void check(int result) const;

  sqlite3* const connection_;
  sqlite3_stmt* const statement_;
};

class SqliteDatabase {
 public:
  static constexpr std::chrono::milliseconds kBusyTimeout{5000};

  // Opens `path`, or creates it for this user alone (mode 0600). In WAL mode, commits on the disk before
  // they return (but see SqliteTransaction::Kind), foreign keys on. `application_id` marks the program's
  // files (PRAGMA application_id): a file that has tables and another mark is refused, untouched, with
  // Error(CorruptFile).
  SqliteDatabase(const std::filesystem::path& path, int64_t application_id);
  ~SqliteDatabase();
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;

  // Returns when what was committed before is on the disk. Does not wait for the connection, so that
  // transactions go on meanwhile. Throws Error(WriteFailed).
  void save() const { save_log(file_); }

 private:
  friend class SqliteTransaction;
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };

  void refuse_strange_file(int64_t application_id);
  void use_write_ahead_log();
  void execute(const char* sql);
  sqlite3_stmt* prepared(Sql sql);

  const std::filesystem::path file_;
  std::mutex mutex_;
  std::unique_ptr<sqlite3, Close> connection_;
  std::optional<SqliteLogThread> log_thread_;
  // By the address of the text: a constant has one.
  std::unordered_map<const char*, std::unique_ptr<sqlite3_stmt, Finalize>> statements_;
};

// Alone with the database, from construction to destruction. Rolls back unless commit() was reached.
class SqliteTransaction {
 public:
  enum class Kind {
    Write,      // BEGIN IMMEDIATE: waits for other processes at once, and not in the middle
    WriteSoon,  // the same, but commit() does not wait for the disk: the change survives the end of this
                // process, and a power cut from the next save() or Write on, or a moment later
    Read,       // BEGIN: one snapshot for all its queries; needs no commit
  };

  explicit SqliteTransaction(SqliteDatabase& database, Kind kind = Kind::Write);
  ~SqliteTransaction();
  SqliteTransaction(const SqliteTransaction&) = delete;
  SqliteTransaction& operator=(const SqliteTransaction&) = delete;

  // Parameters ?1, ?2, ... in order: text, int64_t, bool, Time, nullptr, or an optional of those.
  // One statement at a time of each text.
  template <class... Values>
  SqliteStatement query(Sql sql, const Values&... values) {
    return SqliteStatement(database_.connection_.get(), database_.prepared(sql), values...);
  }

  // Runs a statement that returns no rows. Returns how many it changed.
  template <class... Values>
  int64_t run(Sql sql, const Values&... values) {
    query(sql, values...).step();
    return changes();
  }

  // Several statements without values: a schema.
  void run_script(Sql script);

  int64_t last_row_id() const;
  void commit();

 private:
  // While it lives, commits do not wait for the disk.
  class Haste {
   public:
    Haste(SqliteDatabase& database, bool is_wanted);
    ~Haste();
    Haste(const Haste&) = delete;
    Haste& operator=(const Haste&) = delete;

   private:
    SqliteDatabase* const database_;
  };

  int64_t changes() const;

  SqliteDatabase& database_;
  const std::lock_guard<std::mutex> lock_;
  const Haste haste_;
  bool is_open_ = true;
};

}  // namespace reverie
