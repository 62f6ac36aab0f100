#include "server/retention.h"

namespace reverie {
namespace {

constexpr std::chrono::hours kEvery{1};
// A blob is written before its job is: younger ones may be about to be held.
constexpr std::chrono::hours kYoung{24};

}  // namespace

Retention::Retention(JobStore& jobs, DiskBlobStore& blobs, std::chrono::hours keep,
                     std::function<void(const std::string&)> log)
    : jobs_(jobs), blobs_(blobs), keep_(keep), log_(std::move(log)) {}

Retention::~Retention() {
  stop();
}

void Retention::start() {
  thread_ = std::thread([this] { work(); });
}

void Retention::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Retention::work() {
  std::unique_lock lock(mutex_);
  while (!is_stopping_) {
    lock.unlock();
    try {
      const int64_t deleted = sweep(now());
      if (deleted > 0) log_("retention: " + std::to_string(deleted) + " files deleted");
    } catch (const std::exception& e) {
      log_(std::string("retention: ") + e.what());
    }
    lock.lock();
    woken_.wait_for(lock, kEvery, [this] { return is_stopping_; });
  }
}

int64_t Retention::sweep(Time at) {
  int64_t deleted = 0;
  for (const std::string& blob : jobs_.expire(at - keep_)) {
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
