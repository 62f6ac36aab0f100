#include "jobs/sqlite_log_thread.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "core/error.h"

namespace reverie {
namespace {

using Connection = std::unique_ptr<sqlite3, int (*)(sqlite3*)>;

Connection connect(const std::filesystem::path& file) {
  sqlite3* opened = nullptr;
  sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  return {opened, sqlite3_close_v2};  // if it could not be opened, what is run on it fails
}

std::string log_of(const std::filesystem::path& file) {
  return file.string() + "-wal";
}

// 0, or the system's number for what went wrong.
int sync_log(const std::string& log) {
  const int descriptor = ::open(log.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return errno == ENOENT ? 0 : errno;  // nothing was written yet
  const int why = ::fdatasync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  return why;
}

}  // namespace

void save_log(const std::filesystem::path& file) {
  const std::string log = log_of(file);
  if (const int why = sync_log(log)) {
    throw Error(ErrorCode::WriteFailed, log + ": cannot save the log: " + std::strerror(why));
  }
}

SqliteLogThread::SqliteLogThread(std::filesystem::path file)
    : file_(std::move(file)), thread_([this] { work(); }) {}

SqliteLogThread::~SqliteLogThread() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  woken_.notify_one();
  thread_.join();
}

void SqliteLogThread::log_has(int pages) {
  const std::lock_guard lock(mutex_);
  if (std::exchange(pages_, pages) == 0) woken_.notify_one();
}

void SqliteLogThread::work() {
  Connection connection(nullptr, sqlite3_close_v2);
  std::unique_lock lock(mutex_);
  while (true) {
    woken_.wait(lock, [this] { return pages_ > 0 || is_stopping_; });
    if (pages_ == 0) return;
    woken_.wait_for(lock, kSaveWithin, [this] { return is_stopping_; });  // commits come in bursts
    const int pages = std::exchange(pages_, 0);
    lock.unlock();
    const bool is_saved = sync_log(log_of(file_)) == 0;  // if not, the next commit wakes us again
    if (is_saved && pages >= kLongPages) {
      if (!connection) connection = connect(file_);
      // The statement, not the function: that does nothing on a connection that has read nothing yet.
      sqlite3_exec(connection.get(), "PRAGMA wal_checkpoint(PASSIVE)", nullptr, nullptr, nullptr);
    }
    lock.lock();
  }
}

}  // namespace reverie
