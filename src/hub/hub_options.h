// hub/hub_options.h
//
// Where the hub is, who asks, and how patient we are. A plain struct: flags and environment are
// resolved in apps/, never here.
//
// Used by   http, listing requests, downloads, pull.
// Traps     The token is a secret. Whatever leaves this folder as an error has passed
//           without_secret(), because a hub may echo the token in a path, a redirect or a body.
// Proven by tests/hub/hub_options_test.cpp
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "core/error.h"
#include "core/printable.h"

namespace reverie {

inline constexpr const char* kDefaultHub = "https://huggingface.co";

struct HubOptions {
  std::string base_url = kDefaultHub;  // http or https, may have a path, no query, no user name
  std::string token;                   // empty: ask anonymously
  std::string revision = "main";       // a branch, a tag or a commit

  std::chrono::milliseconds connect_timeout{15'000};
  std::chrono::milliseconds request_timeout{60'000};  // one whole answer about a repository (not a file)
  std::chrono::seconds stall_timeout{30};             // a file slower than 1 KiB/s for this long is broken
  int max_attempts = 5;                               // tries in a row that bring next to nothing
  std::chrono::milliseconds first_retry_delay{500};   // doubles with every try
  std::chrono::milliseconds max_retry_delay{30'000};
};

// Asked often, from the calling thread; true means stop now.
using CancelCheck = std::function<bool()>;

// Throws Error(Cancelled) if `cancelled` is set and says so.
void stop_if_cancelled(const CancelCheck& cancelled);

// Throws Error(InvalidRequest) naming --hub, --token or --revision. The token is not in the message.
void check_hub_options(const HubOptions& options);

// `message` with every occurrence of the token replaced.
std::string without_secret(std::string message, const HubOptions& options);

// Runs `work`; an Error that leaves it no longer contains the token and is of a readable length.
template <typename Work>
auto keep_secret(const HubOptions& options, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const Error& e) {
    throw Error(e.code(), printable(without_secret(e.what(), options), 1000), e.field());
  }
}

}  // namespace reverie
