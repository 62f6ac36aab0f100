// server/dialects/aimlapi_catalogue.h
//
// What clients of AI/ML API (aimlapi.com) look up: models and the balance of a key.
//
// Vendor page  docs/dialects/aimlapi_images.md
// Exchanges    tests/server/dialects/aimlapi_catalogue_test.cpp
//
// Traps     The lists of models need no key.
//           GET /v1/models is OpenAI's path too: an entry has the keys of both.
#pragma once

#include "server/image_service.h"
#include "server/router.h"

namespace reverie::aimlapi_catalogue {

// GET /v1/models?id=&type=&tags=&modalities=&...&include=   {"object": "list", "data": [...]}
Answer models(ImageService& service, const HttpRequest& request, const PathValues& values);
// GET /models, the older form: the list without an object around it.
Answer old_models(ImageService& service, const HttpRequest& request, const PathValues& values);
// GET /model/{id...}   {"object": "model", "data": {...}}
Answer model(ImageService& service, const HttpRequest& request, const PathValues& values);
// GET /v1/billing/balance, in credits.
Answer balance(ImageService& service, const HttpRequest& request, const PathValues& values);

}  // namespace reverie::aimlapi_catalogue
