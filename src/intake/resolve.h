// intake/resolve.h
//
// The addresses of a name, within a time limit.
//
// Used by   guarded_fetch.cpp.
// Traps     getaddrinfo() knows no time limit and cannot be stopped: a name server that does not answer holds
//           it for half a minute. So each lookup has a thread of its own, which is left behind when the time
//           is up and ends by itself; at most 64 of them may be about.
// Proven by tests/intake/resolve_test.cpp
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "intake/ip_address.h"

namespace reverie {

// All addresses of a host's name; empty if it has none or none came in time.
using Resolver =
    std::function<std::vector<IpAddress>(const std::string& host, std::chrono::milliseconds time_limit)>;

// Asks the system. Throws Error(Busy) if 64 lookups are under way.
std::vector<IpAddress> resolve_host(const std::string& host, std::chrono::milliseconds time_limit);

}  // namespace reverie
