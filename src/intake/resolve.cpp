#include "intake/resolve.h"

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <memory>
#include <thread>

#include "core/error.h"

namespace reverie {
namespace {

constexpr int kMaxLookups = 64;

std::atomic<int>& lookups_under_way() {
  static std::atomic<int> count{0};
  return count;
}

std::vector<IpAddress> look_up(const std::string& host) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0) return {};
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, &::freeaddrinfo);
  std::vector<IpAddress> addresses;
  for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
    const auto address = IpAddress::of(*entry->ai_addr);
    if (address && std::find(addresses.begin(), addresses.end(), *address) == addresses.end()) {
      addresses.push_back(*address);
    }
  }
  return addresses;
}

using Answer = std::promise<std::vector<IpAddress>>;

void answer_with(Answer& answer, const std::string& host) {
  try {
    answer.set_value(look_up(host));
  } catch (...) {  // rethrown to the one who waits, if he still does
    answer.set_exception(std::current_exception());
  }
  --lookups_under_way();
}

}  // namespace

std::vector<IpAddress> resolve_host(const std::string& host, std::chrono::milliseconds time_limit) {
  if (++lookups_under_way() > kMaxLookups) {
    --lookups_under_way();
    throw Error(ErrorCode::Busy, "too many names are being looked up; try again later");
  }
  const auto answer = std::make_shared<Answer>();
  std::future<std::vector<IpAddress>> future = answer->get_future();
  try {
    std::thread([answer, host] { answer_with(*answer, host); }).detach();
  } catch (const std::system_error&) {
    --lookups_under_way();
    throw Error(ErrorCode::Busy, "no thread to look up a name; try again later");
  }
  if (future.wait_for(time_limit) != std::future_status::ready) return {};
  return future.get();
}

}  // namespace reverie
