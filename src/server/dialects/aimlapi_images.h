// server/dialects/aimlapi_images.h
//
// POST /v1/images/generations as clients of AI/ML API (aimlapi.com) send it: Seedream 4.5 and the two v4
// models. The catalogue and the balance are in aimlapi_catalogue.
//
// Vendor page  docs/dialects/aimlapi_images.md (fields, errors, date read)
// Exchanges    tests/server/dialects/aimlapi_images_test.cpp, tests/end_to_end/
//
// Traps     OpenAI's clients send to the same path: server/shared_paths tells the two apart, and the answer
//           and the error have OpenAI's keys beside aimlapi's own.
//           The vendor's own samples of v4-edit send `image` where the schema says `image_urls`.
//           Watermarks are off unless asked for; on Ark they are on.
#pragma once

#include "server/dialects/fields.h"
#include "server/image_service.h"
#include "server/router.h"

namespace reverie::aimlapi_images {

inline constexpr std::string_view kSeedream45Id = "bytedance/seedream-4-5";
inline constexpr std::string_view kSeedream4Id = "bytedance/seedream-v4-text-to-image";
inline constexpr std::string_view kSeedream4EditId = "bytedance/seedream-v4-edit";

extern const FieldTable kSeedream45Fields;  // also for our models under their own names
extern const FieldTable kSeedream4Fields;

Answer generations(ImageService& service, const HttpRequest& request, const PathValues& values);

// Whether a body on the path shared with OpenAI is aimlapi's: one of the three ids above, or a field that
// only aimlapi has.
bool is_ours(const Json& body);

HttpResponse error_reply(const HttpRequest& request, const Error& error);

// x-inference-id, and x-client-request-id where the request has one that may be shown again.
void add_ids(HttpResponse& response, const HttpRequest& request, const std::string& inference_id);

}  // namespace reverie::aimlapi_images
