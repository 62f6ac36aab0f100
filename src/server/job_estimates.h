// server/job_estimates.h
//
// How long until a job is over, guessed from what its like took lately.
//
//   one picture     the median, over those of the last kRecent jobs that succeeded with the same model at
//                   about the same size, of the seconds from start to end for each picture that was drawn.
//                   About the same: log2(pixels), rounded, is the same.
//   a running job   its pictures times that, less the share that is done
//   a queued job    its own pictures, and what is left of each job before it
//
// Nothing is said of a job if anything it needs is unknown. Steps, references and the loading of a model are
// not looked at.
//
// Used by   server/job_json, for one request or one event: what it has read does not change
// Proven by tests/server/job_estimates_test.cpp
#pragma once

#include <optional>
#include <vector>

#include "jobs/job_changes.h"
#include "jobs/job_store.h"

namespace reverie {

class JobEstimates {
 public:
  static constexpr int64_t kRecent = 100;

  JobEstimates(JobStore& jobs, const JobChanges& changes) : jobs_(jobs), changes_(changes) {}

  // Nothing for a job that is over, and while it is unknown. Reads the store at the first unfinished job.
  std::optional<double> seconds_left(const Job& job);

 private:
  void read();
  std::optional<double> seconds_of_picture(const JobSummary& job) const;
  std::optional<double> seconds_left(const JobSummary& job) const;

  JobStore& jobs_;
  const JobChanges& changes_;
  bool is_read_ = false;
  std::vector<JobSummary> finished_;
  std::vector<JobSummary> unfinished_;  // in the order of the queue
};

}  // namespace reverie
