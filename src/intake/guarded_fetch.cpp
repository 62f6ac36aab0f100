#include "intake/guarded_fetch.h"

#include <algorithm>
#include <optional>

#include "core/error.h"
#include "intake/exchange.h"

namespace reverie {
namespace {

constexpr int kMaxRedirects = 5;

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

[[noreturn]] void not_reached(const OutsideUrl& url, const std::string& why, const std::string& field) {
  throw Error(ErrorCode::Unreachable, url.shown() + ": " + why, field);
}

bool is_content_type(const std::string& name) {
  constexpr std::string_view kName = "content-type";
  return std::equal(name.begin(), name.end(), kName.begin(), kName.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

std::vector<std::string> header_lines(const WebhookPost& message) {
  std::vector<std::string> lines{"Expect:"};  // no waiting for "100 Continue"
  bool has_type = false;
  for (const auto& [name, value] : message.headers) {
    // A line end would begin a header, or a body, of somebody else's making.
    const bool is_one_line = name.find_first_of(std::string_view("\r\n\0:", 4)) == std::string::npos &&
                             value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos;
    if (!is_one_line || name.empty()) throw Error(ErrorCode::Internal, "webhook: a header is not one line");
    has_type = has_type || is_content_type(name);
    lines.push_back(name);
    lines.back().append(": ").append(value);
  }
  if (!has_type) lines.emplace_back("Content-Type: application/json");
  return lines;
}

}  // namespace

// When all hops together must be over.
class GuardedFetcher::Deadline {
 public:
  explicit Deadline(std::chrono::milliseconds limit) : end_(std::chrono::steady_clock::now() + limit) {}

  // Above 0. Throws Error(Unreachable) once the time is up.
  std::chrono::milliseconds left(const OutsideUrl& url, const std::string& field) const {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end_ - std::chrono::steady_clock::now());
    if (left.count() <= 0) not_reached(url, "took too long", field);
    return left;
  }

 private:
  std::chrono::steady_clock::time_point end_;
};

GuardedFetcher::GuardedFetcher(FetchOptions options, Resolver resolver)
    : options_(std::move(options)), guard_(options_.allow), resolver_(std::move(resolver)) {}

void GuardedFetcher::check(const std::string& text, const std::string& field) const {
  const OutsideUrl url = read_outside_url(text, field);
  guard_.check_port(url, field);
  if (url.literal) guard_.check_addresses(url, {*url.literal}, field);
}

// Rules 1 and 2 of the header, for one hop.
std::vector<IpAddress> GuardedFetcher::addresses_of(const OutsideUrl& url, const Deadline& deadline,
                                                    const std::string& field) const {
  guard_.check_port(url, field);
  std::vector<IpAddress> addresses =
      url.literal ? std::vector{*url.literal}
                  : resolver_(url.host, std::min(deadline.left(url, field), options_.connect_timeout));
  if (addresses.empty()) not_reached(url, "its name has no address", field);
  guard_.check_addresses(url, addresses, field);
  return addresses;
}

FetchedFile GuardedFetcher::get(const std::string& text, const std::string& field,
                                const StopCheck& stop) const {
  const Deadline deadline(options_.fetch_timeout);
  const OutsideUrl first = read_outside_url(text, field);
  OutsideUrl url = first;
  for (int hops = 0; hops <= kMaxRedirects; ++hops) {
    const std::vector<IpAddress> addresses = addresses_of(url, deadline, field);
    ExchangeReply reply = exchange({.url = url,
                                    .addresses = addresses,
                                    .headers = {"Accept-Encoding: identity"},  // no bytes that unfold
                                    .max_bytes = options_.max_bytes,
                                    .connect_timeout = options_.connect_timeout,
                                    .time_limit = deadline.left(url, field),
                                    .stall_timeout = options_.stall_timeout,
                                    .stop = stop});
    if (is_redirect(reply.status) && !reply.redirect.empty()) {
      url = read_redirect(url, reply.redirect, field);
      continue;
    }
    if (reply.status != 0 && reply.status != 200) {
      not_reached(url, "expected status 200, got " + std::to_string(reply.status), field);
    }
    if (reply.is_too_large) {
      throw Error(ErrorCode::InvalidRequest,
                  url.shown() + ": expected at most " + std::to_string(options_.max_bytes) + " bytes", field);
    }
    if (!reply.broken.empty()) not_reached(url, reply.broken, field);
    return {std::move(reply.body), std::move(reply.content_type)};
  }
  not_reached(first, "redirects more than " + std::to_string(kMaxRedirects) + " times", field);
}

WebhookReply GuardedFetcher::post(const WebhookPost& message, const std::string& field,
                                  const StopCheck& stop) const {
  const Deadline deadline(options_.webhook_timeout);
  const OutsideUrl url = read_outside_url(message.url, field);
  const std::vector<IpAddress> addresses = addresses_of(url, deadline, field);
  ExchangeReply reply = exchange({.url = url,
                                  .addresses = addresses,
                                  .headers = header_lines(message),
                                  .post_body = &message.body,
                                  .max_bytes = options_.max_reply_bytes,
                                  .wants_every_status = true,
                                  .connect_timeout = options_.connect_timeout,
                                  .time_limit = deadline.left(url, field),
                                  .stall_timeout = options_.stall_timeout,
                                  .stop = stop});
  if (!reply.broken.empty()) not_reached(url, reply.broken, field);
  return {reply.status, std::move(reply.body)};
}

}  // namespace reverie
