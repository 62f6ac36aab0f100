// server/routes.h
//
// Every address the server answers, in one list: each dialect at its native path and below its prefix.
//
// Used by   apps/serve_command
// Proven by tests/server/routes_test.cpp
#pragma once

#include <filesystem>
#include <span>

#include "server/cors.h"
#include "server/image_service.h"
#include "server/metrics.h"
#include "server/router.h"
#include "server/webhook_message.h"

namespace reverie {

struct RouteOptions {
  CorsRules cors = {};
  std::filesystem::path workbench = {};  // the page's folder; empty: the files inside the program
};

// Adds the whole list. The references must outlive the router. Throws Error(NotFound, "workbench").
void add_routes(Router& router, ImageService& service, BlobStore& blobs, const SignedUrls& urls,
                Metrics& metrics, const RouteOptions& options);

// The webhook of a job in its dialect's words. `base_url` stands before the addresses of pictures.
std::optional<WebhookMessage> webhook_message(ImageService& service, const Job& job,
                                              const DueDelivery& delivery, const std::string& base_url);

}  // namespace reverie
