#include "jobs/job_changes.h"

#include <variant>

namespace reverie {

struct JobChanges::Entry {
  OnChange on_change;
};

JobChanges::Subscription JobChanges::subscribe(const std::string& job_id, const std::string& account,
                                               OnChange on_change) {
  auto entry = std::make_shared<Entry>(Entry{std::move(on_change)});
  const std::lock_guard lock(mutex_);
  auto& entries = job_id.empty() ? by_account_ : by_job_;
  const std::string& key = job_id.empty() ? account : job_id;
  // Those who left are forgotten when somebody else asks for the same job.
  for (auto [at, end] = entries.equal_range(key); at != end;) {
    at = at->second.expired() ? entries.erase(at) : std::next(at);
  }
  entries.emplace(key, entry);
  Subscription subscription;
  subscription.entry_ = std::move(entry);
  return subscription;
}

void JobChanges::publish(const std::string& job_id, const std::string& account) {
  std::vector<std::shared_ptr<Entry>> told;
  {
    const std::lock_guard lock(mutex_);
    const auto collect = [&](const auto& entries, const std::string& key) {
      for (auto [at, end] = entries.equal_range(key); at != end; ++at) {
        if (auto entry = at->second.lock()) told.push_back(std::move(entry));
      }
    };
    collect(by_job_, job_id);
    collect(by_account_, account);
    if (!account.empty()) collect(by_account_, "");
  }
  for (const auto& entry : told) entry->on_change(job_id);
}

void JobChanges::publish_progress(const std::string& job_id, const std::string& account,
                                  JobProgress progress) {
  {
    const std::lock_guard lock(mutex_);
    progress_[job_id] = std::move(progress);
  }
  publish(job_id, account);
}

void JobChanges::ask_for_previews(const std::string& job_id) {
  const std::lock_guard lock(mutex_);
  watched_.insert(job_id);
}

std::shared_ptr<void> JobChanges::ask_for_previews_of(const std::string& account) {
  const std::lock_guard lock(mutex_);
  std::weak_ptr<void>& known = watched_accounts_[account];
  std::shared_ptr<void> asked = known.lock();
  if (asked == nullptr) asked = std::make_shared<std::monostate>();
  known = asked;
  return asked;
}

bool JobChanges::are_previews_asked_for(const std::string& job_id, const std::string& account) const {
  const std::lock_guard lock(mutex_);
  const auto found = watched_accounts_.find(account);
  return watched_.contains(job_id) || (found != watched_accounts_.end() && !found->second.expired());
}

JobProgress JobChanges::progress(const std::string& job_id) const {
  const std::lock_guard lock(mutex_);
  const auto found = progress_.find(job_id);
  return found == progress_.end() ? JobProgress{} : found->second;
}

void JobChanges::forget(const std::string& job_id) {
  const std::lock_guard lock(mutex_);
  progress_.erase(job_id);
  watched_.erase(job_id);
  by_job_.erase(job_id);
}

}  // namespace reverie
