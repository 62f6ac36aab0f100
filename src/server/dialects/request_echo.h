// server/dialects/request_echo.h
//
// What of a request is kept to be shown again (Job::echo). Pictures that were sent inside the request are
// megabytes; of them only what they were is kept:
//
//   "data:image/png;base64,iVBOR..."   ->  "data:image/png;base64,..."
//   "iVBOR..." (raw base64)            ->  "base64,..."
//
// Used by   dialects/apiframe_jobs, dialects/oxen_queue, dialects/replicate_predictions
// Proven by tests/server/dialects/request_echo_test.cpp
#pragma once

#include "core/json.h"

namespace reverie {

Json echo_of(const Json& request);

}  // namespace reverie
