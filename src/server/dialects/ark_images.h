// server/dialects/ark_images.h
//
// POST /api/v3/images/generations as BytePlus ModelArk and Volcengine Ark clients send it.
//
// Vendor page  docs/dialects/ark_images.md (fields, errors, date read)
// Exchanges    tests/server/dialects/ark_images_test.cpp, tests/end_to_end/clients/
//
// Traps     The Python SDK sends null for every field that is not set: null means absent.
//           An event whose data has an "error" makes both SDKs raise; upstream sends partial_failed all the
//           same.
#pragma once

#include "server/dialects/fields.h"
#include "server/image_service.h"
#include "server/router.h"

namespace reverie::ark_images {

extern const FieldTable kGenerationFields;

Answer generations(ImageService& service, const HttpRequest& request, const PathValues& values);

HttpResponse error_reply(const HttpRequest& request, const Error& error);

// The body of error_reply, for events and single pictures: {"code", "message", "param", "type"}.
Json error_object(const HttpRequest& request, const Error& error);

// Server-sent events of a job under Ark's names. Also what the OpenAI path streams for Seedream ids.
//   previews   most partial_image events of a picture; Ark's own requests have no field for them
EventStream stream_of(ImageService& service, const HttpRequest& request, const Job& job, Delivery delivery,
                      int64_t previews = 0);

// The answer to a finished job. Throws the job's error if there is no picture at all.
HttpResponse finished_reply(const ImageService& service, const HttpRequest& request, const Job& job,
                            Delivery delivery);

}  // namespace reverie::ark_images
