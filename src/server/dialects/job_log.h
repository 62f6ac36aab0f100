// server/dialects/job_log.h
//
// What a job has done so far, in lines, for APIs that show a log: the seed, the rewritten prompt, and each
// picture as it ended. These are the places where such an API can show them at all.
//
// Used by   dialects/replicate_predictions, dialects/fal_queue
// Proven by tests/server/dialects/replicate_predictions_test.cpp, fal_queue_test.cpp
#pragma once

#include <string>
#include <vector>

#include "jobs/job.h"

namespace reverie {

struct LogLine {
  Time time;
  std::string text;  // one line
};

// Empty until the job has started. Lines are only ever added at the end.
std::vector<LogLine> log_of(const Job& job);

}  // namespace reverie
