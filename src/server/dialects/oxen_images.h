// server/dialects/oxen_images.h
//
// POST /api/ai/images/generate and /api/ai/images/edit as clients of Oxen.ai (hub.oxen.ai) send them, and
// Oxen's errors. Both paths take the same request: the older pages write to the first, the current ones to
// the second even for text alone.
//
// Vendor page  docs/dialects/oxen.md (fields, errors, date read)
// Exchanges    tests/server/dialects/oxen_images_test.cpp
//
// Trap      An unknown model has an error object of its own: {"error": {"message": "Model not found: ..."}}.
#pragma once

#include "server/dialects/oxen_fields.h"
#include "server/image_service.h"
#include "server/router.h"

namespace reverie::oxen {

Answer images(ImageService& service, const HttpRequest& request, const PathValues& values);

HttpResponse error_reply(const HttpRequest& request, const Error& error);

// Throws Error(NotFound, ..., "model") as error_reply expects it.
void expect_model(const ImageService& service, const std::string& id);

// The error as a sentence: "detail" of a reply, "error_message" of a generation.
std::string detail_of(const Error& error);

}  // namespace reverie::oxen
