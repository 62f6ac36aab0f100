// server/dialects/oxen_models.h
//
// The catalogue of models as clients of Oxen.ai read it.
//
// Vendor page  docs/dialects/oxen.md (answers, date read)
// Exchanges    tests/server/dialects/oxen_models_test.cpp
//
// Trap      The reference calls the schema of a model "request_schema", the pages of the models
//           "json_request_schema": both are sent, with the same content.
#pragma once

#include "server/dialects/oxen_images.h"

namespace reverie::oxen {

Answer models(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer search_models(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer model(ImageService& service, const HttpRequest& request, const PathValues& values);

// /activate and /deactivate: for models that customers train. Ours are always active.
Answer refuse_activation(ImageService& service, const HttpRequest& request, const PathValues& values);

}  // namespace reverie::oxen
