#include "server/model_pulls.h"

#include <algorithm>

#include "core/printable.h"
#include "hub/listing.h"

namespace reverie {

std::string_view pull_state_name(PullState state) {
  switch (state) {
    case PullState::Running: return "running";
    case PullState::Succeeded: return "succeeded";
    case PullState::Failed: return "failed";
    case PullState::Cancelled: return "cancelled";
  }
  throw Error(ErrorCode::Internal, "model_pulls: unknown state");
}

ModelPulls::ModelPulls(Fetch fetch, OnInstalled on_installed)
    : fetch_(std::move(fetch)), on_installed_(std::move(on_installed)), thread_([this] { work(); }) {}

ModelPulls::~ModelPulls() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  woken_.notify_all();
  thread_.join();
}

ModelPull ModelPulls::start(const std::string& name) {
  try {
    check_repository_id(name);
  } catch (const Error& e) {
    throw Error(e.code(), std::string("name: ") + e.what(), "name");
  }
  const std::lock_guard lock(mutex_);
  for (const Entry& entry : entries_) {
    if (entry.pull.name == name && entry.pull.state == PullState::Running && !entry.is_cancel_asked) {
      return entry.pull;
    }
  }
  ModelPull pull;
  pull.id = new_job_id();
  pull.name = name;
  pull.started = now();
  entries_.push_back({pull, false});
  woken_.notify_all();
  return pull;
}

std::vector<ModelPull> ModelPulls::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<ModelPull> pulls;
  for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) pulls.push_back(entry->pull);
  return pulls;
}

ModelPull ModelPulls::cancel(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.pull.id == id; });
  if (found == entries_.end()) throw Error(ErrorCode::NotFound, "there is no pull " + printable(id), "id");
  if (found->pull.state == PullState::Running) found->is_cancel_asked = true;
  return found->pull;
}

ModelPulls::Entry* ModelPulls::next() {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [](const Entry& entry) { return entry.pull.state == PullState::Running; });
  return found == entries_.end() ? nullptr : &*found;
}

void ModelPulls::work() {
  std::unique_lock lock(mutex_);
  while (!is_stopping_) {
    Entry* const entry = next();
    if (entry == nullptr) {
      woken_.wait(lock);
      continue;
    }
    lock.unlock();
    fetch(*entry);
    lock.lock();
  }
}

PullHooks ModelPulls::hooks_for(Entry& entry) {
  PullHooks hooks;
  hooks.on_progress = [this, &entry](const PullProgress& progress) {
    const std::lock_guard lock(mutex_);
    entry.pull.bytes = progress.bytes_done;
    entry.pull.total_bytes = progress.bytes_total;
  };
  hooks.is_cancelled = [this, &entry] {
    const std::lock_guard lock(mutex_);
    return is_stopping_ || entry.is_cancel_asked;
  };
  return hooks;
}

void ModelPulls::fetch(Entry& entry) {
  const PullHooks hooks = hooks_for(entry);
  try {
    stop_if_cancelled(hooks.is_cancelled);
    fetch_(entry.pull.name, hooks);
    on_installed_(entry.pull.name);
    end(entry, PullState::Succeeded);
  } catch (const Error& e) {
    const bool is_cancelled = e.code() == ErrorCode::Cancelled;
    end(entry, is_cancelled ? PullState::Cancelled : PullState::Failed,
        is_cancelled ? std::nullopt : std::optional(StoredError{e.code(), e.what(), e.field()}));
  } catch (const std::exception& e) {
    end(entry, PullState::Failed, StoredError{ErrorCode::Internal, e.what(), ""});
  }
}

void ModelPulls::end(Entry& entry, PullState state, const std::optional<StoredError>& error) {
  const std::lock_guard lock(mutex_);
  entry.pull.state = state;
  entry.pull.error = error;
}

}  // namespace reverie
