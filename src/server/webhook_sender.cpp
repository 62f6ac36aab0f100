#include "server/webhook_sender.h"

#include <array>

namespace reverie {
namespace {

constexpr std::chrono::seconds kLookEvery{5};
constexpr std::chrono::seconds kLease{60};  // longer than one attempt may take
constexpr int64_t kAtOnce = 16;
constexpr int64_t kLastAttempt = 10;

}  // namespace

std::optional<std::chrono::seconds> webhook_back_off(int64_t attempt) {
  constexpr std::array<int64_t, 6> kSeconds{10, 60, 300, 900, 1800, 3600};
  if (attempt >= kLastAttempt) return std::nullopt;
  const auto index = static_cast<std::size_t>(std::min<int64_t>(attempt, kSeconds.size()) - 1);
  return std::chrono::seconds(kSeconds[index]);
}

WebhookSender::WebhookSender(JobStore& jobs, JobChanges& changes, const GuardedFetcher& fetcher,
                             Writer writer, std::function<void(const std::string&)> log)
    : jobs_(jobs), changes_(changes), fetcher_(fetcher), writer_(std::move(writer)), log_(std::move(log)) {}

WebhookSender::~WebhookSender() {
  stop();
}

void WebhookSender::start() {
  thread_ = std::thread([this] { work(); });
}

void WebhookSender::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void WebhookSender::work() {
  const auto subscription = changes_.subscribe("", "", [this](const std::string&) {
    const std::lock_guard lock(mutex_);
    has_news_ = true;
    woken_.notify_all();
  });
  while (!is_stopping_) {
    try {
      if (deliver_due() == kAtOnce) continue;
    } catch (const std::exception& e) {
      log_(std::string("webhooks: the store failed: ") + e.what());
    }
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, kLookEvery, [this] { return is_stopping_ || has_news_; });
    has_news_ = false;
  }
}

int64_t WebhookSender::deliver_due() {
  const auto due = jobs_.due_deliveries(kAtOnce, kLease);
  for (const DueDelivery& delivery : due) {
    if (is_stopping_) break;
    deliver(delivery);
  }
  return static_cast<int64_t>(due.size());
}

void WebhookSender::deliver(const DueDelivery& delivery) {
  const auto job = jobs_.find(delivery.job_id);
  if (!job || !job->webhook) return jobs_.delivered(delivery.id);
  std::string trouble;
  try {
    const auto message = writer_(*job, delivery);
    if (!message) return jobs_.delivered(delivery.id);
    const WebhookReply reply = fetcher_.post({job->webhook->url, message->headers, message->body}, "webhook",
                                             [this] { return is_stopping_.load(); });
    constexpr int kFirstFailure = 300;
    if (reply.status >= 200 && reply.status < kFirstFailure) return jobs_.delivered(delivery.id);
    trouble = "status " + std::to_string(reply.status);
  } catch (const std::exception& e) {  // whatever it is, it is this delivery that waits, not all of them
    trouble = e.what();
  }
  const auto wait = webhook_back_off(delivery.attempt);
  log_("webhooks: job " + job->id + ", event " + delivery.event + ", attempt " +
       std::to_string(delivery.attempt) + ": " + trouble + (wait ? "" : "; given up"));
  jobs_.not_delivered(delivery.id, wait ? std::optional(now() + *wait) : std::nullopt);
}

}  // namespace reverie
