// server/shared_paths.h
//
// Native paths that two dialects claim, told apart by what the request holds. Below a dialect's prefix
// (/openai/v1/..., /aimlapi/v1/...) there is nothing to tell apart.
//
//   POST /v1/images/generations   a Seedream id as aimlapi spells it, `image_urls` or `image_size`: aimlapi;
//                                 else OpenAI
//   GET  /v1/models               one object that holds both lists: OpenAI's and aimlapi's `data`,
//   Replicate's
//                                 `results`
//
// Source    API reference, "Paths that two dialects share"; the choice is ours
// Used by   server/routes.cpp
// Proven by tests/server/routes_test.cpp
#pragma once

#include "server/image_service.h"
#include "server/router.h"

namespace reverie::shared_paths {

Answer generations(ImageService& service, const HttpRequest& request, const PathValues& values);
HttpResponse generations_error(const HttpRequest& request, const Error& error);

Answer models(ImageService& service, const HttpRequest& request, const PathValues& values);

}  // namespace reverie::shared_paths
