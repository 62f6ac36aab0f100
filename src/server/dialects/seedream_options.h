// server/dialects/seedream_options.h
//
// The nested objects of Ark's own request, which the OpenAI dialect takes as extras of Seedream.
//
// Used by   dialects/ark_images, dialects/openai_images
// Proven by tests/server/dialects/ark_images_test.cpp
#pragma once

#include "server/dialects/fields.h"

namespace reverie {

inline constexpr int64_t kMostOfAGroup = 15;

// What the group is called in errors.
inline constexpr std::string_view kGroupMaxName = "sequential_image_generation_options.max_images";

// sequential_image_generation_options
inline constexpr Field kGroupOptionFields[] = {
    {"max_images",
     Use::Optional,
     Kind::Integer,
     "most pictures of a group; 15 when absent",
     [](const Json& v, Draft& d) { d.group_max = v.get<int64_t>(); },
     {},
     {1, kMostOfAGroup}},
};
inline constexpr FieldTable kGroupOptions{kGroupOptionFields, UnknownFields::Ignored, NullValues::Absent};

// optimize_prompt_options
inline constexpr Field kRewriteOptionFields[] = {
    {"mode",
     Use::Optional,
     Kind::Text,
     "how the prompt is rewritten",
     [](const Json& v, Draft& d) { d.rewrite = v == "fast" ? Rewrite::Fast : Rewrite::Standard; },
     {"standard", "fast"}},
};
inline constexpr FieldTable kRewriteOptions{kRewriteOptionFields, UnknownFields::Ignored, NullValues::Absent};

// A group that named no number is as large as a group may be.
inline void complete_group(Draft& draft) {
  if (draft.is_group && !draft.group_max) draft.group_max = kMostOfAGroup;
}

}  // namespace reverie
