// server/dialects/apiframe_errors.h
//
// How apiframe says no: {"error": "..."}, with "details" (field -> list of faults) where fields are at fault,
// the two numbers where credits are missing, and Retry-After where waiting helps.
//
// Vendor page  docs/dialects/apiframe.md
// Used by      dialects/apiframe_jobs, dialects/apiframe_account, server/routes.cpp (for unknown paths)
// Proven by    tests/server/dialects/apiframe_jobs_test.cpp
#pragma once

#include "core/error.h"
#include "server/http.h"

namespace reverie::apiframe {

HttpResponse error_reply(const HttpRequest& request, const Error& error);

// The same below /v2/uploads, where a file that could not be kept is a 502.
HttpResponse upload_error_reply(const HttpRequest& request, const Error& error);

}  // namespace reverie::apiframe
