// server/job_json.h
//
// A job as our own API shows it: /api/jobs, its events, and what can be sent to make the same again.
//
// Used by   server/own_api, server/job_events
// Proven by tests/server/routes_test.cpp, tests/server/own_api_test.cpp
#pragma once

#include "server/image_service.h"

namespace reverie::own_api {

Json job_json(const ImageService& service, const HttpRequest& request, const JobView& view,
              JobEstimates& estimates);
Json image_json(const ImageService& service, const HttpRequest& request, const JobImage& image);
Json progress_json(const JobProgress& progress);
Json error_json(const StoredError& error);

}  // namespace reverie::own_api
