// intake/guarded_fetch.h
//
// Requests that strangers make us send: GET for a reference picture, POST for a webhook.
//
// Used by   the dialects' reference pictures, server/webhooks.
// Proven by tests/intake/guarded_fetch_test.cpp, and the rules one by one in outside_url_test.cpp,
//           address_guard_test.cpp, ip_address_test.cpp
//
// THE DANGER is a stranger who asks us to ask a machine that only we can reach (a metadata service, a
// database, this server itself). For every request, and anew for every redirect:
//   1. the address is read by strict rules (outside_url.h) and its port is 80, 443 or from 1024 up;
//   2. its name is looked up once, here, and each of its addresses must be public (address_guard.h);
//   3. the connection is pinned to those addresses (CURLOPT_RESOLVE), and the socket's own address is
//   compared
//      with them once more before it is opened: a name that changes its mind meanwhile (DNS rebinding) gains
//      nothing, nor does a parser that reads the address differently;
//   4. no proxy of the environment, no cookies, no .netrc, no other protocol;
//   5. at most 5 redirects for GET, none for POST, never from https to http;
//   6. bounded bytes, bounded time: to connect, in all, and for a trickle.
//
// Errors    InvalidRequest  the address may not be asked, or what came is too large
//           Unreachable     it could not be reached, or answered something other than 200
//           Both with the caller's field. Messages show no query (signed addresses are secrets) and nothing
//           of where a refused name leads.
// Threads   const and without state: one fetcher serves all threads.
// Traps     What is opened with `allow` is open to everybody who may send a request.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "intake/address_guard.h"
#include "intake/resolve.h"

namespace reverie {

struct FetchOptions {
  std::vector<std::string> allow;  // see AddressGuard; empty: the public internet only

  std::size_t max_bytes = std::size_t{30} << 20;        // of a fetched file
  std::size_t max_reply_bytes = std::size_t{64} << 10;  // kept of a webhook's reply; the rest is not read

  std::chrono::milliseconds connect_timeout{10'000};  // each lookup, each connection
  std::chrono::milliseconds fetch_timeout{60'000};    // a whole GET with its redirects
  std::chrono::milliseconds webhook_timeout{15'000};  // a whole POST
  std::chrono::seconds stall_timeout{10};             // slower than 1 KiB/s for this long is broken
};

struct FetchedFile {
  std::string bytes;
  std::string content_type;  // as sent; empty if not sent
};

struct WebhookPost {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;  // Content-Type is JSON unless it is among them
  std::string body;
};

struct WebhookReply {
  int status = 0;    // whatever it is, redirects included
  std::string body;  // its beginning
};

// Asked often, from the calling thread; true means stop now.
using StopCheck = std::function<bool()>;

class GuardedFetcher {
 public:
  // Throws Error(InvalidRequest, ..., "allow").
  explicit GuardedFetcher(FetchOptions options = {}, Resolver resolver = resolve_host);

  // What can be said about an address without asking any network: its form, its port, and the address if the
  // host is one. For refusing a request before its job is queued. Throws Error(InvalidRequest, ..., field).
  void check(const std::string& url, const std::string& field) const;

  // Throws as above, and Error(Cancelled) once `stop` says so.
  FetchedFile get(const std::string& url, const std::string& field, const StopCheck& stop = {}) const;
  WebhookReply post(const WebhookPost& message, const std::string& field, const StopCheck& stop = {}) const;

 private:
  class Deadline;
  std::vector<IpAddress> addresses_of(const OutsideUrl& url, const Deadline& deadline,
                                      const std::string& field) const;

  FetchOptions options_;
  AddressGuard guard_;
  Resolver resolver_;
};

}  // namespace reverie
