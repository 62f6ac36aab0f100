// server/dialects/fal_queue.h
//
// fal's two ways to an endpoint: at once (fal.run) and through the queue (queue.fal.run).
//
//   POST /ENDPOINT                                 200 {"images": [...], "seed"} when it is finished
//   POST /queue/ENDPOINT, or with ?fal_webhook=    200 {"status": "IN_QUEUE", "request_id", ...}
//   GET  /OWNER/APP/requests/ID/status             202 IN_QUEUE, IN_PROGRESS; 200 COMPLETED
//   GET  /OWNER/APP/requests/ID/status/stream      server-sent events of the same objects
//   GET  /OWNER/APP/requests/ID                    the output; 400 while there is none
//   PUT  /OWNER/APP/requests/ID/cancel             202
//
// The vendor tells its two ways apart by host. Here both may share one, so a request goes to the queue if its
// path has /queue/, its Host begins with "queue.", it has a webhook, or it has x-fal-queue-priority, which
// the npm client sends with every submission and never else.
//
// Vendor page  docs/dialects/fal.md (fields, errors, headers, date read)
// Exchanges    tests/server/dialects/fal_queue_test.cpp
//
// Traps     Addresses of a request keep two segments of the endpoint: OWNER/APP, without the rest.
//           There is no FAILED: a request that failed is COMPLETED, and its result is the error.
//           The Python client reads "logs" and "queue_position" without asking whether they are there.
//           loc in a refusal holds strings only: @ai-sdk/fal takes no numbers there.
#pragma once

#include "server/image_service.h"
#include "server/router.h"
#include "server/webhook_message.h"

namespace reverie::fal {

// The endpoint is read from the request's path, whatever it is mounted under; `values` holds "id" where a
// request is meant.
Answer run(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer status(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer stream_status(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer result(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer cancel(ImageService& service, const HttpRequest& request, const PathValues& values);

HttpResponse error_reply(const HttpRequest& request, const Error& error);

// {"request_id", "gateway_request_id", "status": "OK" or "ERROR", "payload", "error"}, unsigned: clients
// check fal's signatures with keys that they fetch from fal.
std::optional<WebhookMessage> webhook_message(ImageService& service, const Job& job,
                                              const DueDelivery& delivery, const std::string& base_url);

// Below which path this API is mounted: "/fal", or "" for the bare endpoint ids.
inline constexpr std::string_view kMount = "/fal";

}  // namespace reverie::fal
