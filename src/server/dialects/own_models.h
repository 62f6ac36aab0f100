// server/dialects/own_models.h
//
// Installed models under APIs that name every model "owner/name": "mini" is "reverie/mini" there.
//
// Used by   dialects/replicate_models, dialects/fal_queue
#pragma once

#include <string>
#include <string_view>

namespace reverie {

inline constexpr std::string_view kOwnOwner = "reverie";

// "reverie/mini" -> "mini"; any other id as it is.
inline std::string without_own_owner(std::string_view id) {
  if (id.starts_with(kOwnOwner) && id.substr(kOwnOwner.size()).starts_with('/')) {
    id.remove_prefix(kOwnOwner.size() + 1);
  }
  return std::string(id);
}

}  // namespace reverie
