#include "server/retention.h"

namespace reverie {
namespace {

constexpr std::chrono::hours kEvery{1};
// A blob is written before its job is: younger ones may be about to be held.
constexpr std::chrono::hours kYoung{24};

}  // namespace

Retention::Retention(JobStore& jobs, DiskBlobStore& blobs, std::chrono::hours keep,
                     const std::function<void(const std::string&)>& log)
    : jobs_(jobs),
      blobs_(blobs),
      keep_(keep),
      periodic_(
          [this, log] {
            const int64_t deleted = sweep(now());
            if (deleted > 0) log("retention: " + std::to_string(deleted) + " files deleted");
          },
          kEvery, [log](const std::string& what) { log("retention: " + what); }) {}

int64_t Retention::sweep(Time at) {
  const Time oldest = keep_.count() == 0 ? Time{} : at - keep_;  // nothing ended before 1970
  int64_t deleted = 0;
  for (const std::string& blob : jobs_.expire(oldest)) {
    blobs_.remove(blob);
    ++deleted;
  }
  for (const std::string& blob : jobs_.unheld_blobs(blobs_.older_than(kYoung))) {
    blobs_.remove(blob);
    ++deleted;
  }
  return deleted;
}

}  // namespace reverie
