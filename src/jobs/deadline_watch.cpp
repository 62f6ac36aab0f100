#include "jobs/deadline_watch.h"

namespace reverie {
namespace {

constexpr std::chrono::milliseconds kPause{500};

}  // namespace

DeadlineWatch::DeadlineWatch(JobStore& jobs, JobChanges& changes,
                             const std::function<void(const std::string&)>& log)
    : periodic_(
          [&jobs, &changes] {
            for (const Job& late : jobs.cancel_late()) changes.publish(late.id, late.account);
          },
          kPause, [log](const std::string& what) { log("deadlines: " + what); }) {}

}  // namespace reverie
