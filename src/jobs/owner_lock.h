// jobs/owner_lock.h
//
// That at most one process works off a store: a lock on a file beside it, which the system drops when the
// process ends, however it ends. Without it a second server would take the first one's running jobs for those
// of a dead process, and draw every picture twice.
//
// Used by   sqlite_store.cpp, recover(). Looking in, as `keys` does, takes no lock.
// Proven by tests/jobs/sqlite_store_test.cpp
#pragma once

#include <filesystem>

namespace reverie {

class OwnerLock {
 public:
  // Throws Error(Busy) if somebody holds it, Error(WriteFailed) if the folder takes no lock.
  explicit OwnerLock(const std::filesystem::path& file);
  ~OwnerLock();
  OwnerLock(const OwnerLock&) = delete;
  OwnerLock& operator=(const OwnerLock&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace reverie
