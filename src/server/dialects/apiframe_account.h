// server/dialects/apiframe_account.h
//
// What clients of apiframe's second API ask besides pictures: who am I, which models are there, and files to
// be used as references.
//
// Vendor page  docs/dialects/apiframe.md (answers, errors, date read)
// Exchanges    tests/server/dialects/apiframe_account_test.cpp
//
// Traps     The models are listed without a key.
//           An account of ours is one key: it shows as a user, as that user's team and as the key.
#pragma once

#include "server/dialects/apiframe_errors.h"
#include "server/image_service.h"
#include "server/router.h"

namespace reverie::apiframe {

Answer me(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer models(ImageService& service, const HttpRequest& request, const PathValues& values);

// A form with the part "file". Mounted with upload_error_reply.
Answer uploads(ImageService& service, const HttpRequest& request, const PathValues& values);

}  // namespace reverie::apiframe
