#include "server/dialects/job_log.h"

#include <algorithm>

#include "core/printable.h"

namespace reverie {
namespace {

constexpr std::size_t kMostOfAText = 4000;

std::string ending_of(const JobImage& image, std::size_t planned) {
  const std::string which =
      "Picture " + std::to_string(image.index + 1) + " of " + std::to_string(planned) + " ";
  if (image.error) return which + "failed: " + printable(image.error->message, kMostOfAText);
  return which + "is done";
}

}  // namespace

std::vector<LogLine> log_of(const Job& job) {
  if (!job.started) return {};
  std::vector<LogLine> lines;
  lines.push_back({*job.started, "Using seed: " + std::to_string(job.task.seed)});
  if (!job.revised_prompt.empty()) {
    lines.push_back({*job.started, "Using prompt: " + printable(job.revised_prompt, kMostOfAText)});
  }
  const auto pictures = static_cast<std::ptrdiff_t>(lines.size());
  for (const JobImage& image : job.images) {
    if (image.finished) lines.push_back({*image.finished, ending_of(image, job.images.size())});
  }
  std::stable_sort(lines.begin() + pictures, lines.end(),
                   [](const LogLine& a, const LogLine& b) { return a.time < b.time; });
  return lines;
}

}  // namespace reverie
