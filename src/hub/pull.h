// hub/pull.h
//
// `reverie pull OWNER/NAME`: a model from a hub into TARGET_ROOT/OWNER/NAME, complete and proven, or
// an error that says why not. Prints nothing.
//
// Used by   apps/pull_command.
// Steps     list (hub.h) -> choose (choose_files.h) -> lock -> find what is here already, by hash ->
//           is there room? -> download each (download.h) -> model_index.json opens
// Traps     Pulling over an older revision replaces files one by one. model_index.json comes first, so
//           an interrupted update is repaired by pulling again, not by starting the model.
// Proven by tests/hub/pull_test.cpp, pull_faults_test.cpp, pull_security_test.cpp
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "hub/choose_files.h"
#include "hub/hub_options.h"

namespace reverie {

struct PullProgress {
  std::uint64_t bytes_done = 0;  // of bytes_total, including what was here before
  std::uint64_t bytes_total = 0;
  std::string file;  // the one in work
};

// All are called on the thread of pull(); what they throw ends it.
struct PullHooks {
  std::function<void(const ChosenFiles&)> on_plan;       // once, before anything is written
  std::function<void(const PullProgress&)> on_progress;  // ten times a second at most, and after each file
  CancelCheck is_cancelled;
};

struct PullResult {
  std::filesystem::path folder;  // target_root/owner/name
  std::string commit;
  ChosenFiles files;
  std::size_t files_kept = 0;        // were here, with the right hash
  std::uint64_t bytes_received = 0;  // over the network, for files
};

// Throws Error: InvalidRequest (id, options), Unauthenticated, NotFound, Busy (another pull, or the hub
// is), Unreachable, CorruptFile, WriteFailed (no room, no permission), Cancelled. After any of them a
// later pull goes on from where this one was. No error contains the token.
PullResult pull(const HubOptions& options, std::string_view id, const std::filesystem::path& target_root,
                const PullHooks& hooks = {});

}  // namespace reverie
