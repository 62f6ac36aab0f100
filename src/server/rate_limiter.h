// server/rate_limiter.h
//
// Requests a minute, per account: a bucket that fills evenly and holds a minute's worth.
//
// Used by   server/image_service
// Proven by tests/server/admission_parts_test.cpp
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace reverie {

class RateLimiter {
 public:
  using Clock = std::chrono::steady_clock;

  // Takes one request of `account`. Returns zero, or how long to wait until one would pass.
  std::chrono::seconds take(const std::string& account, int64_t per_minute,
                            Clock::time_point at = Clock::now());

 private:
  struct Bucket {
    double tokens = 0;
    Clock::time_point filled;
  };
  std::mutex mutex_;
  std::map<std::string, Bucket> buckets_;
};

}  // namespace reverie
