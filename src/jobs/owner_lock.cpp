#include "jobs/owner_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "core/error.h"

namespace reverie {

OwnerLock::OwnerLock(const std::filesystem::path& file)
    : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) {
  if (descriptor_ < 0) {
    throw Error(ErrorCode::WriteFailed, file.string() + ": cannot create: " + std::strerror(errno));
  }
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  const int why = errno;
  ::close(descriptor_);
  if (why == EWOULDBLOCK) {
    throw Error(ErrorCode::Busy, file.string() + ": another server works with this store");
  }
  throw Error(ErrorCode::WriteFailed, file.string() + ": cannot lock: " + std::strerror(why));
}

// The file stays: removing it would let a third process lock a new one while a second waits for the old.
OwnerLock::~OwnerLock() {
  ::close(descriptor_);
}

}  // namespace reverie
