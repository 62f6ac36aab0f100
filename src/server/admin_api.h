// server/admin_api.h
//
// The part of our own API that is for whoever runs the server: keys and what they have used, which model is
// held in memory, and models fetched from a hub. Every call needs a key with the scope "admin"; without keys
// (on loopback) everybody has it.
//
// Errors    as server/own_api
// Used by   server/routes.cpp
// Proven by tests/server/admin_api_test.cpp
#pragma once

#include "server/dialects/fields.h"
#include "server/image_service.h"
#include "server/router.h"

namespace reverie::admin_api {

extern const FieldTable kKeyFields;
extern const FieldTable kPullFields;

Answer keys(ImageService& service, const HttpRequest& request, const PathValues& values);        // GET
Answer create_key(ImageService& service, const HttpRequest& request, const PathValues& values);  // POST
Answer revoke_key(ImageService& service, const HttpRequest& request, const PathValues& values);  // POST {id}

Answer load_model(ImageService& service, const HttpRequest& request, const PathValues& values);    // POST
Answer unload_model(ImageService& service, const HttpRequest& request, const PathValues& values);  // POST

// Throw Error(NotFound) where the server has no folder to put models into.
Answer pulls(ImageService& service, const HttpRequest& request, const PathValues& values);        // GET
Answer start_pull(ImageService& service, const HttpRequest& request, const PathValues& values);   // POST
Answer cancel_pull(ImageService& service, const HttpRequest& request, const PathValues& values);  // POST {id}

}  // namespace reverie::admin_api
