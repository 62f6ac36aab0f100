// jobs/sqlite_log_thread.h
//
// Looks after SQLite's log in a thread of its own, so that no commit waits for it:
//
//   saves it   soon after a commit that did not wait for the disk
//   writes it back into the database when it is long, through a connection of its own. SQLite itself does
//   this
//              in the commit that finds it long
//
// What fails here (a full disk) is tried again after the next commit; until then the log grows, and loses
// nothing. Whoever must know that the disk has it calls SqliteDatabase::save().
//
// Used by   jobs/sqlite_database
// Source    sqlite.org, "Write-Ahead Logging", 3.1: passive checkpoints wait for nobody and hold up nobody
// Proven by tests/jobs/sqlite_database_test.cpp
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

namespace reverie {

// Returns when what was written to the log of the database `file` is on the disk. No locks are kept on a log,
// so closing a descriptor of it drops none. Throws Error(WriteFailed).
void save_log(const std::filesystem::path& file);

class SqliteLogThread {
 public:
  // From this many pages (4 KiB each) on the log is written back.
  static constexpr int kLongPages = 1000;
  // A commit that did not wait is saved after this time at the latest.
  static constexpr std::chrono::milliseconds kSaveWithin{200};

  // `file` exists and is in WAL mode.
  explicit SqliteLogThread(std::filesystem::path file);
  ~SqliteLogThread();  // waits for what is under way
  SqliteLogThread(const SqliteLogThread&) = delete;
  SqliteLogThread& operator=(const SqliteLogThread&) = delete;

  // After each commit. Returns at once.
  void log_has(int pages);

 private:
  void work();

  const std::filesystem::path file_;
  std::mutex mutex_;
  std::condition_variable woken_;
  int pages_ = 0;  // not looked after yet
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace reverie
