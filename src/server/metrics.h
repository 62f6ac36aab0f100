// server/metrics.h
//
// What an operator watches, in Prometheus' text format:
//
//   reverie_http_requests_total{method,status}     requests answered
//   reverie_http_request_seconds                   how long the answers took (jobs waited for included)
//   reverie_jobs{state}                            jobs in the store
//
// Used by   apps/serve_command
// Proven by tests/server/routes_test.cpp
#pragma once

#include <memory>
#include <string>

#include "jobs/job_store.h"
#include "server/http_server.h"

namespace reverie {

class Metrics {
 public:
  explicit Metrics(JobStore& jobs);
  ~Metrics();

  void add_request(const AccessRecord& record);
  // Counts the store's jobs now, then writes everything.
  std::string text();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace reverie
