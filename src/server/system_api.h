// server/system_api.h
//
// The part of our own API that tells of the server itself:
//
//   GET    /api/system                version, memory, the queue, and how long the last jobs waited and drew
//
// Of other accounts' jobs it tells times, sizes and models, nothing else.
//
// Used by   server/routes.cpp
// Proven by tests/server/system_api_test.cpp
#pragma once

#include "server/image_service.h"
#include "server/router.h"

namespace reverie::system_api {

Answer system(ImageService& service, const HttpRequest& request, const PathValues& values);

}  // namespace reverie::system_api
