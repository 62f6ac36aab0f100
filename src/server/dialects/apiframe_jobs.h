// server/dialects/apiframe_jobs.h
//
// Jobs as clients of apiframe's second API (api.apiframe.ai/v2) ask for them: generate, read, list, and the
// webhooks that tell of them.
//
// Vendor page  docs/dialects/apiframe.md (fields, errors, date read)
// Exchanges    tests/server/dialects/apiframe_jobs_test.cpp
//
// Traps     The key of a webhook's signature is the 32 raw bytes of the API key's SHA-256, not its hex
//           digits. creditCost is 0 for a failed job: the credits were given back.
#pragma once

#include <optional>

#include "server/dialects/apiframe_errors.h"
#include "server/image_service.h"
#include "server/router.h"
#include "server/webhook_message.h"

namespace reverie::apiframe {

inline constexpr const char* kDialect = "apiframe";

Answer generate(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer job(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer jobs(ImageService& service, const HttpRequest& request, const PathValues& values);

// What is sent for one of our events ("started", "image", "succeeded", "failed", "cancelled"), signed with
// the account's key; unsigned for the account "local", which has none.
std::optional<WebhookMessage> webhook_message(ImageService& service, const Job& job,
                                              const DueDelivery& delivery, const std::string& base_url);

}  // namespace reverie::apiframe
