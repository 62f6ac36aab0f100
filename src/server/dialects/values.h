// server/dialects/values.h
//
// What several dialects do alike with a value: where it goes in the Draft, and how errors and JSON are
// written.
#pragma once

#include "server/dialects/fields.h"
#include "server/http.h"

namespace reverie {

// The usual `read` of a field: its value becomes that member of the Draft.
template <auto Member>
void into(const Json& value, Draft& draft) {
  auto& target = draft.*Member;
  if constexpr (requires { target.has_value(); }) {
    target = value.get<typename std::decay_t<decltype(target)>::value_type>();
  } else {
    target = value.get<std::decay_t<decltype(target)>>();
  }
}

// One string or a list of them: references as text, in order.
void into_references(const Json& value, Draft& draft);

// "url", "b64_json".
void into_delivery(const Json& value, Draft& draft);

// "jpeg", "jpg", "png", "webp".
void into_format(const Json& value, Draft& draft);

// "auto", "disabled".
void into_group(const Json& value, Draft& draft);

// The error's message without the field's name in front, where the reply has a place of its own for the name.
std::string without_name(const Error& error);

// A Retry-After header where the error is one that passes (Busy).
void add_retry_after(HttpResponse& response, const Error& error);

// Compact; bytes that are not UTF-8 are replaced, never an exception.
std::string dump(const Json& json);

}  // namespace reverie
