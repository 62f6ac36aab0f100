// apps/pull_command.cpp
//
// `reverie pull OWNER/NAME`: fetches an open model from a hub. docs/pull.md is its manual.

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>

#include "apps/commands.h"
#include "apps/engine_options.h"
#include "apps/progress_display.h"
#include "core/error.h"
#include "hub/pull.h"

namespace reverie {
namespace {

std::atomic<bool> interrupted{false};

struct PullOptions {
  std::string id;
  HubOptions hub;
  std::string target;
};

double gigabytes(std::uint64_t bytes) {
  return static_cast<double>(bytes) / 1e9;
}

void run_pull(const PullOptions& options) {
  const ModelLibrary library = model_library();
  if (options.target.empty() && library.roots().empty()) {
    throw Error(ErrorCode::InvalidRequest, "no models folder is known; name one", "--target");
  }
  const std::filesystem::path target =
      options.target.empty() ? library.roots().front() : std::filesystem::path(options.target);
  std::signal(SIGINT, [](int) { interrupted = true; });
  ProgressDisplay display(false);
  PullHooks hooks;
  hooks.on_plan = [](const ChosenFiles& plan) {
    std::fprintf(stderr, "%zu files, %.2f GB (%zu skipped, %.2f GB)\n", plan.files.size(),
                 gigabytes(plan.total_bytes), plan.skipped.size(), gigabytes(plan.skipped_bytes));
  };
  int last_percent = -1;
  hooks.on_progress = [&](const PullProgress& progress) {
    const double share = progress.bytes_total == 0 ? 1
                                                   : static_cast<double>(progress.bytes_done) /
                                                         static_cast<double>(progress.bytes_total);
    const int percent = static_cast<int>(share * 100);
    if (percent == last_percent) return;
    last_percent = percent;
    display.show(share, progress.file);
  };
  hooks.is_cancelled = [] { return interrupted.load(); };
  const PullResult result = pull(options.hub, options.id, target, hooks);
  display.clear();
  std::printf("%s  %zu files, %zu already here, %.2f GB received\n", result.folder.c_str(),
              result.files.files.size(), result.files_kept, gigabytes(result.bytes_received));
}

}  // namespace

void add_pull_command(CLI::App& app) {
  const auto options = std::make_shared<PullOptions>();
  PullOptions& o = *options;
  CLI::App* command = app.add_subcommand("pull", "Fetch an open model from a hub, resuming and verifying");
  command->add_option("OWNER/NAME", o.id, "For example black-forest-labs/FLUX.2-klein-4B")->required();
  command->add_option("--hub", o.hub.base_url, "The hub's base URL")
      ->envname("REVERIE_HUB")
      ->capture_default_str();
  command->add_option("--token", o.hub.token, "Access token, for models that need one")
      ->envname("REVERIE_HUB_TOKEN");
  command->add_option("--revision", o.hub.revision, "Branch, tag or commit")->capture_default_str();
  command->add_option("--target", o.target, "Models folder; the first one looked in when left out");
  command->callback([options] { run_pull(*options); });
}

}  // namespace reverie
