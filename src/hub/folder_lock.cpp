#include "hub/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "core/error.h"

namespace reverie {

FolderLock::FolderLock(const std::filesystem::path& folder) : path_(folder / ".pull.lock") {
  for (;;) {
    descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (descriptor_ < 0) {
      throw Error(ErrorCode::WriteFailed, path_.string() + ": cannot create: " + std::strerror(errno));
    }
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
      const int why = errno;
      ::close(descriptor_);
      if (why == EINTR) continue;
      if (why == EWOULDBLOCK) {
        throw Error(ErrorCode::Busy, path_.parent_path().string() + ": another pull is writing here");
      }
      throw Error(ErrorCode::WriteFailed, path_.string() + ": cannot lock: " + std::strerror(why));
    }
    // The last holder may have removed the file between our open and our lock; then we hold a file
    // that nobody else can see, and a third pull would lock a new one.
    struct stat ours {
    }, named{};
    if (::fstat(descriptor_, &ours) == 0 && ::stat(path_.c_str(), &named) == 0 &&
        ours.st_ino == named.st_ino && ours.st_dev == named.st_dev) {
      return;
    }
    ::close(descriptor_);
  }
}

FolderLock::~FolderLock() {
  ::unlink(path_.c_str());  // while we hold it, so it is ours
  ::close(descriptor_);
}

}  // namespace reverie
