// server/retention.h
//
// Deletes what has been kept long enough: once an hour, pictures of jobs that ended before the retention
// time, and files that nobody holds (uploads that ended, references of old jobs, what a crash left).
//
// Used by   apps/serve_command
// Proven by tests/server/retention_test.cpp
#pragma once

#include "jobs/blob_store.h"
#include "jobs/job_store.h"
#include "jobs/periodic.h"

namespace reverie {

class Retention {
 public:
  // The references must outlive it. `keep` of 0: pictures are kept until somebody deletes them.
  Retention(JobStore& jobs, DiskBlobStore& blobs, std::chrono::hours keep,
            const std::function<void(const std::string&)>& log);

  void start() { periodic_.start(); }
  void stop() { periodic_.stop(); }

  // One sweep. Returns how many files were deleted.
  int64_t sweep(Time at);

 private:
  JobStore& jobs_;
  DiskBlobStore& blobs_;
  const std::chrono::hours keep_;
  Periodic periodic_;
};

}  // namespace reverie
