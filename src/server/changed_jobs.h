// server/changed_jobs.h
//
// The jobs that changed since an event stream looked last, each once, in the order of their first change.
//
// Used by   server/connection; filled by the threads that publish
// Proven by tests/server/http_server_test.cpp
#pragma once

#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "server/wake.h"

namespace reverie {

class ChangedJobs {
 public:
  explicit ChangedJobs(std::shared_ptr<boost::asio::io_context> io)
      : wake_(std::make_shared<Wake>(std::move(io))) {}

  const std::shared_ptr<Wake>& wake() const { return wake_; }

  // From any thread.
  void add(const std::string& job_id) {
    {
      const std::lock_guard lock(mutex_);
      if (known_.insert(job_id).second) ids_.push_back(job_id);
    }
    wake_->wake_from_any_thread();
  }

  std::vector<std::string> take() {
    const std::lock_guard lock(mutex_);
    known_.clear();
    return std::exchange(ids_, {});
  }

 private:
  const std::shared_ptr<Wake> wake_;
  std::mutex mutex_;
  std::set<std::string> known_;
  std::vector<std::string> ids_;
};

}  // namespace reverie
