// server/webhook_sender.h
//
// Delivers webhooks from the store's outbox: at least once, with back-off, through the same guard as every
// address that comes from a client. A receiver that is down for hours costs nothing but its own entries.
//
//   attempt      1    2     3     4      5      6     7 ...10
//   after        0    10 s  1 min 5 min  15 min 30 min, then hourly; given up after the tenth
//
// Used by   apps/serve_command
// Proven by tests/server/webhook_sender_test.cpp
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "intake/guarded_fetch.h"
#include "jobs/job_changes.h"
#include "jobs/job_store.h"
#include "server/webhook_message.h"

namespace reverie {

class WebhookSender {
 public:
  // The message for a delivery; nothing if its dialect has none for it (then it counts as delivered).
  using Writer = std::function<std::optional<WebhookMessage>(const Job& job, const DueDelivery& delivery)>;

  // The references must outlive the sender. `log` is for people; it is never given an address's query.
  WebhookSender(JobStore& jobs, JobChanges& changes, const GuardedFetcher& fetcher, Writer writer,
                std::function<void(const std::string&)> log);
  ~WebhookSender();  // stop()

  void start();
  void stop();

  // One round: everything that is due now. Returns how many were tried.
  int64_t deliver_due();

 private:
  void work();
  void deliver(const DueDelivery& delivery);

  JobStore& jobs_;
  JobChanges& changes_;
  const GuardedFetcher& fetcher_;
  Writer writer_;
  std::function<void(const std::string&)> log_;
  std::atomic<bool> is_stopping_{false};
  std::mutex mutex_;
  std::condition_variable woken_;
  bool has_news_ = false;
  std::thread thread_;
};

// When a delivery that failed for the `attempt`th time is tried again; nothing after the last.
std::optional<std::chrono::seconds> webhook_back_off(int64_t attempt);

}  // namespace reverie
