// jobs/deadline_watch.h
//
// Cancels what is late (job_store.h, cancel_late) twice a second, whether or not somebody looks.
//
// Used by   apps/serve_command
// Proven by tests/jobs/deadline_watch_test.cpp
#pragma once

#include "jobs/job_changes.h"
#include "jobs/job_store.h"
#include "jobs/periodic.h"

namespace reverie {

class DeadlineWatch {
 public:
  // The references must outlive it.
  DeadlineWatch(JobStore& jobs, JobChanges& changes, const std::function<void(const std::string&)>& log);

  void start() { periodic_.start(); }
  void stop() { periodic_.stop(); }

 private:
  Periodic periodic_;
};

}  // namespace reverie
