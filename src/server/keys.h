// server/keys.h
//
// A new key, and a key as people are shown it. The secret is shown once, when it is made.
//
// Used by   apps/keys_command, server/admin_api
// Proven by tests/server/admin_api_test.cpp
#pragma once

#include <string>

#include "core/json.h"
#include "jobs/job_store.h"

namespace reverie {

struct NewKey {
  Account account;
  std::string secret;  // "rvk_..."
};

// Adds an account with the name, scopes and limits of `wanted`; the rest of it is made here.
NewKey make_key(JobStore& store, Account wanted);

// Limits that are not set are null.
Json key_json(const Account& account);

}  // namespace reverie
