// hub/folder_lock.h
//
// Keeps two pulls from writing the same model at once: a lock on `FOLDER/.pull.lock` that the system
// drops when the process ends, however it ends. The file is removed afterwards.
//
// Used by   pull.cpp.
// Proven by tests/hub/folder_lock_test.cpp
#pragma once

#include <filesystem>

namespace reverie {

class FolderLock {
 public:
  // Throws Error(Busy) if somebody holds it, Error(WriteFailed) if the folder takes no lock.
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  const std::filesystem::path path_;
  int descriptor_ = -1;
};

}  // namespace reverie
