// hub/retries.h
//
// When to try again, how long to wait first, and what to say when it is enough.
//
// Used by   hub.cpp and download.cpp, around each HttpClient::get().
// Rules     Broken connections, time limits, 408, 429 and 5xx are tried again, max_attempts in a row.
//           The wait doubles, with Retry-After as its lower bound, and max_retry_delay is its upper one.
//           Every other refusal is final:
//             401, 403 -> Unauthenticated    404, 410 -> NotFound    other -> Unreachable
//           and of the passing ones, when they do not pass: 429 -> Busy, other -> Unreachable.
// Proven by tests/hub/retries_test.cpp, tests/hub/pull_faults_test.cpp
#pragma once

#include <string>

#include "hub/http.h"

namespace reverie {

class Retries {
 public:
  // Both must outlive this.
  Retries(const HubOptions& options, const CancelCheck& cancelled)
      : options_(options), cancelled_(cancelled) {}

  // After a reply that is not what we wanted: waits for the next try, or throws the Error that `reply`
  // means for `what` ("owner/name at ...", "owner/name/path").
  void wait_or_throw(const HttpReply& reply, const std::string& what);

  // The last try brought the work forward, so failures are counted from zero.
  void forget_failures() noexcept { failures_ = 0; }

  // What to wait after the `failures`-th failure in a row (1 or more).
  static std::chrono::milliseconds delay(const HubOptions& options, int failures,
                                         std::optional<std::chrono::seconds> retry_after);

 private:
  void wait(std::chrono::milliseconds duration) const;

  const HubOptions& options_;
  const CancelCheck& cancelled_;
  int failures_ = 0;
};

}  // namespace reverie
