// server/response_head.h
//
// The status line and headers of a reply, as bytes.
//
// Used by   server/connection
// Proven by tests/server/http_server_test.cpp
#pragma once

#include <cstdint>

#include "server/http.h"

namespace reverie {

struct ReplyFrame {
  std::string request_id;
  bool keeps_alive = true;
  bool is_chunked = false;
  std::optional<uint64_t> length;  // neither chunked nor of a length: no body, or it ends with the connection
};

// Whether no header holds what would make it two: a control character, a colon in the name.
bool are_sendable(const Headers& headers);

// With Date, Server, X-Request-Id, Connection and the framing; those among `headers` are left out. They must
// be sendable.
std::string response_head(int status, const Headers& headers, const ReplyFrame& frame);

// Whether a reply of that status has a body at all.
bool may_have_body(int status);

}  // namespace reverie
