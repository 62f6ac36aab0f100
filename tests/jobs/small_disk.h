// tests/jobs/small_disk.h
//
// A disk that is full: a quota on the size of files stands for it, for both make write() stop in the middle.
//
// Used by   disk_blob_store_test.cpp, sqlite_store_test.cpp
#pragma once

#include <signal.h>
#include <sys/resource.h>

namespace reverie {

// While it lives, no file of this process grows beyond `bytes`.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) : old_handler_(::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &old_);
    const rlimit small{bytes, old_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &old_);
    ::signal(SIGXFSZ, old_handler_);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

 private:
  rlimit old_{};
  sighandler_t old_handler_;
};

}  // namespace reverie
