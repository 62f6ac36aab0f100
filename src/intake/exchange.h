// intake/exchange.h
//
// One request over one connection to addresses that are already checked: the part of guarded_fetch that
// drives libcurl. It follows nothing and decides nothing.
//
// Used by   guarded_fetch.cpp only.
// Traps     The callbacks are called by C code, so nothing may be thrown through it: an exception is kept and
//           rethrown after the request.
//           libcurl's own error text holds addresses; only its general one is passed on.
// Proven by tests/intake/guarded_fetch_test.cpp
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "intake/ip_address.h"
#include "intake/outside_url.h"

namespace reverie {

struct ExchangeRequest {
  const OutsideUrl& url;
  const std::vector<IpAddress>& addresses;  // the only ones that may be connected to
  std::vector<std::string> headers;         // "Name: value"
  const std::string* post_body = nullptr;   // null: GET

  std::size_t max_bytes = 0;        // of the body
  bool wants_every_status = false;  // false: only the body of a 200 is kept
  std::chrono::milliseconds connect_timeout{0};
  std::chrono::milliseconds time_limit{0};  // above 0
  std::chrono::seconds stall_timeout{0};
  const std::function<bool()>& stop;
};

struct ExchangeReply {
  int status = 0;  // 0 if no answer came
  std::string body;
  std::string content_type;
  std::string redirect;       // where its Location leads, or empty; not checked in any way
  bool is_too_large = false;  // the body goes on after max_bytes
  std::string broken;  // why the exchange ended early, without addresses; empty if it ended as it should
};

// Throws Error(Cancelled) and what `stop` throws; trouble with the network is in the reply.
ExchangeReply exchange(const ExchangeRequest& request);

}  // namespace reverie
