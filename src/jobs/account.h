// jobs/account.h
//
// A key and what its holder may do. The secret itself is shown once, when it is made, and never stored: the
// store keeps its SHA-256, which is enough because a secret is 32 random bytes.
//
// Used by   jobs/job_store, server/caller, apps/keys_command
// Proven by tests/jobs/job_store_test.cpp
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "jobs/job_time.h"

namespace reverie {

// Scopes: "generate" (make and read one's own), "admin" (everything of everyone), "unsafe" (may switch the
// safety check off).
inline constexpr const char* kScopeGenerate = "generate";
inline constexpr const char* kScopeAdmin = "admin";
inline constexpr const char* kScopeUnsafe = "unsafe";

// Whose jobs they are when the server listens on loopback and asks for no keys.
inline constexpr const char* kLocalAccount = "local";

struct Account {
  std::string id;
  std::string name;
  std::string prefix;  // first characters of the secret, to recognise it by
  std::vector<std::string> scopes;
  std::optional<int64_t> credits;         // nothing: unlimited
  std::optional<int64_t> per_minute;      // requests that make pictures; nothing: unlimited
  std::optional<int64_t> unfinished_max;  // jobs waiting or running; nothing: the server's own limit
  Time created{};
  std::optional<Time> revoked;

  bool may(const std::string& scope) const;
};

// What an account has used so far.
struct Usage {
  int64_t jobs = 0;      // of every state
  int64_t pictures = 0;  // drawn
  int64_t credits = 0;   // spent, refunds taken off
};

}  // namespace reverie
