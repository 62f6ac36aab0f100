#include "server/job_estimates.h"

#include <algorithm>
#include <cmath>

namespace reverie {
namespace {

int64_t size_class(PixelSize size) {
  return std::llround(std::log2(static_cast<double>(std::max<int64_t>(1, size.pixels()))));
}

bool is_alike(const JobSummary& a, const JobSummary& b) {
  return a.model == b.model && size_class(a.size) == size_class(b.size);
}

double seconds_drawn(const JobSummary& job) {
  return std::chrono::duration<double>(*job.finished - *job.started).count();
}

}  // namespace

void JobEstimates::read() {
  if (std::exchange(is_read_, true)) return;
  finished_ = jobs_.recently_finished(kRecent);
  unfinished_ = jobs_.unfinished();
}

std::optional<double> JobEstimates::seconds_of_picture(const JobSummary& job) const {
  std::vector<double> seconds;
  for (const JobSummary& earlier : finished_) {
    if (earlier.state != JobState::Succeeded || !earlier.started || earlier.pictures < 1) continue;
    if (is_alike(earlier, job)) {
      seconds.push_back(seconds_drawn(earlier) / static_cast<double>(earlier.pictures));
    }
  }
  if (seconds.empty()) return std::nullopt;
  const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
  std::nth_element(seconds.begin(), middle, seconds.end());
  return *middle;
}

std::optional<double> JobEstimates::seconds_left(const JobSummary& job) const {
  const auto each = seconds_of_picture(job);
  if (!each) return std::nullopt;
  const double share = job.state == JobState::Running ? changes_.progress(job.id).share : 0;
  return *each * static_cast<double>(job.pictures) * (1 - share);
}

std::optional<double> JobEstimates::seconds_left(const Job& job) {
  if (is_final(job.state)) return std::nullopt;
  read();
  double sum = 0;
  for (const JobSummary& one : unfinished_) {
    const bool is_it = one.id == job.id;
    if (!is_it && job.state == JobState::Running) continue;  // nobody is before it
    const auto left = seconds_left(one);
    if (!left) return std::nullopt;
    sum += *left;
    if (is_it) return sum;
  }
  return std::nullopt;  // it ended meanwhile
}

}  // namespace reverie
