// server/dialects/picture_list.h
//
// Finished pictures as `data: [{url, b64_json, size}]` with token usage: the list that Ark, OpenAI's Images
// API and aimlapi have in common.
//
// Source    Ark image API page (revision 265), response and usage
// Used by   dialects/ark_images, dialects/openai_images, dialects/aimlapi_images
// Proven by tests/server/dialects/openai_images_test.cpp
#pragma once

#include "server/image_service.h"

namespace reverie {

// {"generated_images", "output_tokens", "total_tokens"}: tokens are pixels / 256, of successes only.
Json usage_of(const Job& job);

// "url" and/or "b64_json" of a finished picture, and its "size".
Json picture_entry(const ImageService& service, const HttpRequest& request, const JobImage& image,
                   Delivery delivery);

}  // namespace reverie
