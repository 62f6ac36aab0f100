// server/model_pulls.h
//
// Models that an administrator has the server fetch from a hub: one after the other, on a thread of its own.
// Pulls are remembered until the server stops; what one left half-done, the next of that name goes on with
// (hub/pull.h).
//
// Used by   server/admin_api, apps/serve_command
// Proven by tests/server/model_pulls_test.cpp
#pragma once

#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "hub/pull.h"
#include "jobs/job.h"

namespace reverie {

enum class PullState { Running, Succeeded, Failed, Cancelled };

std::string_view pull_state_name(PullState state);  // "running", ...

struct ModelPull {
  std::string id;
  std::string name;                      // "owner/repo", which will be the model's name
  PullState state = PullState::Running;  // also while another one is fetched first
  uint64_t bytes = 0;
  std::optional<uint64_t> total_bytes;  // nothing until the hub has told
  Time started{};
  std::optional<StoredError> error;  // of a failed one
};

class ModelPulls {
 public:
  // Fetches a repository, as pull() does.
  using Fetch = std::function<void(const std::string& name, const PullHooks& hooks)>;
  // Called when a model is there; what it throws fails the pull.
  using OnInstalled = std::function<void(const std::string& name)>;

  ModelPulls(Fetch fetch, OnInstalled on_installed);
  ~ModelPulls();  // cancels what is not done

  // The pull of that name that is not over yet, or a new one. Throws Error(InvalidRequest, "name").
  ModelPull start(const std::string& name);
  std::vector<ModelPull> all() const;  // newest first
  // Leaves one that is over alone; one under way ends soon. Throws Error(NotFound, "id").
  ModelPull cancel(const std::string& id);

 private:
  struct Entry {
    ModelPull pull;
    bool is_cancel_asked = false;
  };
  void work();
  void fetch(Entry& entry);
  PullHooks hooks_for(Entry& entry);
  void end(Entry& entry, PullState state, const std::optional<StoredError>& error = std::nullopt);
  Entry* next();  // the oldest that runs; call with the lock held

  const Fetch fetch_;
  const OnInstalled on_installed_;
  mutable std::mutex mutex_;  // of all that follows
  std::condition_variable woken_;
  bool is_stopping_ = false;
  std::list<Entry> entries_;  // a list: places stay while others are added
  std::thread thread_;
};

}  // namespace reverie
