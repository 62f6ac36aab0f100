// server/busy_error.h
//
// Error(Busy) that knows when to try again.
#pragma once

#include <chrono>

#include "core/error.h"

namespace reverie {

// Where nobody knows better.
inline constexpr std::chrono::seconds kUsualRetry{5};

class BusyError final : public Error {
 public:
  BusyError(std::string message, std::chrono::seconds retry_after)
      : Error(ErrorCode::Busy, std::move(message)), retry_after_(retry_after) {}
  std::chrono::seconds retry_after() const noexcept { return retry_after_; }

 private:
  std::chrono::seconds retry_after_;
};

}  // namespace reverie
