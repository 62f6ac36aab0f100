#include "server/rate_limiter.h"

#include <algorithm>
#include <cmath>

namespace reverie {

std::chrono::seconds RateLimiter::take(const std::string& account, int64_t per_minute, Clock::time_point at) {
  const std::lock_guard lock(mutex_);
  const auto most = static_cast<double>(per_minute);
  const double per_second = most / 60;
  const auto [found, is_new] = buckets_.try_emplace(account, Bucket{most, at});
  Bucket& bucket = found->second;
  const double seconds = std::chrono::duration<double>(at - bucket.filled).count();
  bucket.tokens = std::min(most, bucket.tokens + std::max(0.0, seconds) * per_second);
  bucket.filled = at;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return std::chrono::seconds(0);
  }
  return std::chrono::seconds(static_cast<int64_t>(std::ceil((1 - bucket.tokens) / per_second)));
}

}  // namespace reverie
