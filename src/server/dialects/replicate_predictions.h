// server/dialects/replicate_predictions.h
//
// Predictions as Replicate's clients make, wait for, list and cancel them.
//
//   POST /v1/models/OWNER/NAME/predictions   POST /v1/predictions   {"input": {...}}
//        201 with status "starting", at once
//        Prefer: wait or wait=N   201 when it is finished; 202 with "starting" when the time ran out
//   GET /v1/predictions/ID   GET /v1/predictions   POST /v1/predictions/ID/cancel
//
// Vendor page  docs/dialects/replicate.md (fields, errors, webhooks, date read)
// Exchanges    tests/server/dialects/replicate_predictions_test.cpp
//
// Traps     run() of the npm and the Python client takes any status but "starting" in the answer to POST for
//           the end: an unfinished job is "starting" there, even while it is being drawn.
//           With Cancel-After a prediction that never started ends as "aborted", a word that the Python
//           client's model does not know.
#pragma once

#include "server/dialects/fields.h"
#include "server/image_service.h"
#include "server/router.h"
#include "server/webhook_message.h"

namespace reverie::replicate {

extern const FieldTable kPredictionFields;       // POST /v1/predictions
extern const FieldTable kModelPredictionFields;  // POST /v1/models/.../predictions

Answer create_prediction(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer create_model_prediction(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer get_prediction(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer list_predictions(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer cancel_prediction(ImageService& service, const HttpRequest& request, const PathValues& values);

// GET /v1/webhooks/default/secret and GET /v1/account.
Answer webhook_secret(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer account(ImageService& service, const HttpRequest& request, const PathValues& values);

HttpResponse error_reply(const HttpRequest& request, const Error& error);

// The prediction, signed as Standard Webhooks describe it.
std::optional<WebhookMessage> webhook_message(ImageService& service, const Job& job,
                                              const DueDelivery& delivery, const std::string& base_url);

// Where this API is mounted: what stands before "/v1/" in the request's path, "" or "/replicate".
std::string mount_of(const HttpRequest& request);

}  // namespace reverie::replicate
