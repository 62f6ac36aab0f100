#include "server/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>

namespace reverie {
namespace {

constexpr std::array kStates{JobState::Queued, JobState::Running, JobState::Succeeded, JobState::Failed,
                             JobState::Cancelled};
// Methods come from strangers: those we do not serve share one label.
constexpr std::array<std::string_view, 7> kMethods{"GET",  "POST",    "PUT",  "DELETE",
                                                   "HEAD", "OPTIONS", "QUERY"};

std::string method_label(const std::string& method) {
  return std::find(kMethods.begin(), kMethods.end(), method) == kMethods.end() ? "other" : method;
}

}  // namespace

struct Metrics::State {
  explicit State(JobStore& store) : jobs(store) {}

  JobStore& jobs;
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                          .Name("reverie_http_requests_total")
                                                          .Help("Requests answered")
                                                          .Register(registry);
  prometheus::Histogram& seconds =
      prometheus::BuildHistogram()
          .Name("reverie_http_request_seconds")
          .Help("Time to the end of the answer, jobs waited for included")
          .Register(registry)
          .Add({}, prometheus::Histogram::BucketBoundaries{0.001, 0.01, 0.1, 1, 5, 10, 30, 60, 300});
  prometheus::Family<prometheus::Gauge>& states =
      prometheus::BuildGauge().Name("reverie_jobs").Help("Jobs in the store, by state").Register(registry);
};

Metrics::Metrics(JobStore& jobs) : state_(std::make_unique<State>(jobs)) {}

Metrics::~Metrics() = default;

void Metrics::add_request(const AccessRecord& record) {
  state_->requests.Add({{"method", method_label(record.method)}, {"status", std::to_string(record.status)}})
      .Increment();
  state_->seconds.Observe(std::chrono::duration<double>(record.duration).count());
}

std::string Metrics::text() {
  for (const JobState state : kStates) {
    state_->states.Add({{"state", std::string(state_name(state))}})
        .Set(static_cast<double>(state_->jobs.count_in(state)));
  }
  return prometheus::TextSerializer().Serialize(state_->registry.Collect());
}

}  // namespace reverie
