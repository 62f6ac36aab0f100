// jobs/credits_error.h
//
// Error(OutOfCredits) that knows the two numbers, for replies that show them.
//
// Used by   jobs/sqlite_store (throws), server/dialects/apiframe_errors (shows)
// Proven by tests/jobs/job_store_test.cpp, tests/server/dialects/apiframe_jobs_test.cpp
#pragma once

#include <cstdint>
#include <string>

#include "core/error.h"

namespace reverie {

class CreditsError final : public Error {
 public:
  CreditsError(int64_t required, int64_t available)
      : Error(ErrorCode::OutOfCredits, "the request costs " + std::to_string(required) +
                                           " credits, the account has " + std::to_string(available)),
        required_(required),
        available_(available) {}
  int64_t required() const noexcept { return required_; }
  int64_t available() const noexcept { return available_; }

 private:
  int64_t required_;
  int64_t available_;
};

}  // namespace reverie
