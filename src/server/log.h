// server/log.h
//
// The server's log: one line a record on stderr, for people or as JSON for collectors. Never a prompt, a key,
// or the query of an address.
//
// Used by   apps/serve_command
// Proven by tests/server/log_test.cpp
// Trap      spdlog stays inside log.cpp: LibTorch brings headers of another version of fmt, and a file that
//           includes both does not compile.
#pragma once

#include <string>

#include "server/http_server.h"

namespace reverie {

enum class LogLevel { Info, Warning, Error };

void start_log(bool as_json);
void log(LogLevel level, const std::string& message);

// One answered request.
void log_request(const AccessRecord& record);

// `text` so that it can stand inside quotes in a JSON line: quotes, backslashes and control characters
// escaped.
std::string log_escaped(const std::string& text);

}  // namespace reverie
