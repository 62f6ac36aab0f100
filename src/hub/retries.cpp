#include "hub/retries.h"

#include <algorithm>
#include <thread>

#include "hub/url.h"

namespace reverie {
namespace {

bool may_pass(const HttpReply& reply) {
  if (reply.status == 408 || reply.status == 429 || reply.status >= 500) return true;
  return !reply.broken.empty() && reply.status < 400;  // a refusal is one, even if its page was cut off
}

// A hub answers 401 for what does not exist as well, so as not to tell strangers what does.
std::string sign_in_hint(const HttpReply& reply, const HubOptions& options) {
  if (!is_same_origin(reply.url, options.base_url))
    return "the host that stores the file refused it; try again";
  if (options.token.empty()) {
    return "it is private, or gated, or does not exist; give a token that may read it with --token "
           "(REVERIE_HUB_TOKEN)";
  }
  if (reply.status == 403) {
    return "the token given with --token may not read it; if the model is gated, accept its terms on its "
           "page first";
  }
  return "the token given with --token is not valid, or the repository does not exist";
}

[[noreturn]] void throw_refusal(const HttpReply& reply, const HubOptions& options, const std::string& what) {
  const std::string answer = what + ": " + shown_url(reply.url) + " answered " + std::to_string(reply.status);
  switch (reply.status) {
    case 401:
    case 403:
      throw Error(ErrorCode::Unauthenticated, answer + ": " + sign_in_hint(reply, options), "--token");
    case 404:
    case 410: throw Error(ErrorCode::NotFound, answer + ": there is no such model, revision or file");
    case 429: throw Error(ErrorCode::Busy, answer + ": too many requests; try again later");
    default: break;
  }
  if (reply.status >= 500)
    throw Error(ErrorCode::Unreachable, answer + ": the hub is in trouble; try again later");
  throw Error(ErrorCode::Unreachable, answer + ", expected 200 (is this address a hub?)");
}

}  // namespace

std::chrono::milliseconds Retries::delay(const HubOptions& options, int failures,
                                         std::optional<std::chrono::seconds> retry_after) {
  auto wait = options.first_retry_delay;
  for (int i = 1; i < failures && wait < options.max_retry_delay; ++i) wait *= 2;
  if (retry_after) wait = std::max<std::chrono::milliseconds>(wait, *retry_after);
  return std::min(wait, options.max_retry_delay);
}

void Retries::wait_or_throw(const HttpReply& reply, const std::string& what) {
  if (!may_pass(reply)) throw_refusal(reply, options_, what);
  if (++failures_ >= options_.max_attempts) {
    if (reply.broken.empty() && reply.status != 0) throw_refusal(reply, options_, what);
    throw Error(ErrorCode::Unreachable, what + ": " + shown_url(reply.url) + ": " + reply.broken +
                                            " (tried " + std::to_string(failures_) + " times)");
  }
  wait(delay(options_, failures_, reply.retry_after));
}

void Retries::wait(std::chrono::milliseconds duration) const {
  constexpr std::chrono::milliseconds kSlice{50};  // how late a cancel may be noticed
  const auto until = std::chrono::steady_clock::now() + duration;
  for (;;) {
    stop_if_cancelled(cancelled_);
    const auto left = until - std::chrono::steady_clock::now();
    if (left <= left.zero()) return;
    std::this_thread::sleep_for(std::min<std::chrono::nanoseconds>(left, kSlice));
  }
}

}  // namespace reverie
