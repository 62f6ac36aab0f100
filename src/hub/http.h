// hub/http.h
//
// GET with redirects, a range, a bearer token and time limits: the only file of this folder that
// knows libcurl.
//
// Used by   hub.cpp (answers) and download.cpp (files).
// Traps     Redirects are followed here, not by libcurl, because of two rules:
//           - The token goes to the origin (scheme, host and port) of the hub and nowhere else; files
//             are served by other hosts, which get a signed address instead.
//           - http and https only, and never from https back to http.
//           Addresses are shown without their query: a signed address is a secret as well.
//           The hub's body and headers may be endless; each is bounded.
// Proven by tests/hub/http_test.cpp, tests/hub/pull_security_test.cpp
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "hub/hub_options.h"

namespace reverie {

struct HttpGet {
  std::string url;
  std::uint64_t range_begin = 0;            // above 0: asks for the bytes from here to the end
  std::chrono::milliseconds time_limit{0};  // 0: no limit in all, but options.stall_timeout holds
};

struct HttpReply {
  int status = 0;        // of the last answer after redirects; 0 if none came
  std::string url;       // that answered last; may carry a signature, do not show
  std::string broken;    // why the transfer ended early; empty if it ended as it should
  bool stopped = false;  // the sink said stop

  std::string link, etag, content_range;  // headers as sent, or empty
  std::optional<std::uint64_t> content_length;
  std::optional<std::chrono::seconds> retry_after;
};

// Receives the body of a 2xx answer piece by piece; returns false to stop. What it throws leaves get().
using BodySink = std::function<bool(const HttpReply& reply, std::string_view piece)>;

class HttpClient {
 public:
  // `options` must have passed check_hub_options() and outlive the client.
  HttpClient(const HubOptions& options, CancelCheck cancelled);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // One attempt. A broken connection or a time limit is in the reply, since trying again may help.
  // Throws Error(Unreachable) for what will not pass (certificate, redirect we do not follow),
  // Error(Cancelled), and what `sink` throws.
  HttpReply get(const HttpGet& request, const BodySink& sink);

  const HubOptions& options() const noexcept;
  const CancelCheck& cancelled() const noexcept;

 private:
  struct Transfer;
  struct State;
  HttpReply get_one(const HttpGet& request, const std::string& url, const BodySink& sink,
                    std::string& redirect);
  std::unique_ptr<State> state_;
};

}  // namespace reverie
