// server/dialects/openai_images.h
//
// OpenAI's Images API as its SDKs and those built on it send it, with Seedream's extras.
//
// Vendor page  docs/dialects/openai_images.md (fields, errors, date read)
// Exchanges    tests/server/dialects/openai_images_test.cpp, tests/end_to_end/clients/
//
// Traps     Without response_format both `url` and `b64_json` are answered: readers differ.
//           Edits come as multipart, with one part `image` or several `image[]`.
//           Streams carry Ark's event names: OpenAI's own have no place for more than one picture.
#pragma once

#include "server/dialects/fields.h"
#include "server/image_service.h"
#include "server/router.h"

namespace reverie::openai_images {

extern const FieldTable kGenerationFields;

Answer generations(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer edits(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer models(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer model(ImageService& service, const HttpRequest& request, const PathValues& values);

HttpResponse error_reply(const HttpRequest& request, const Error& error);

// {"id", "object": "model", "created", "owned_by"} of each name that is answered to.
Json model_list(const ImageService& service);

}  // namespace reverie::openai_images
