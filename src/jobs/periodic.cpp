#include "jobs/periodic.h"

#include <exception>
#include <utility>

namespace reverie {

Periodic::Periodic(std::function<void()> task, std::chrono::milliseconds pause,
                   std::function<void(const std::string&)> log)
    : task_(std::move(task)), pause_(pause), log_(std::move(log)) {}

Periodic::~Periodic() {
  stop();
}

void Periodic::start() {
  thread_ = std::thread([this] { work(); });
}

void Periodic::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Periodic::work() {
  std::unique_lock lock(mutex_);
  while (!is_stopping_) {
    lock.unlock();
    try {
      task_();
    } catch (const std::exception& e) {
      log_(e.what());
    }
    lock.lock();
    woken_.wait_for(lock, pause_, [this] { return is_stopping_; });
  }
}

}  // namespace reverie
