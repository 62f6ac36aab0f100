// server/own_api.h
//
// Our own API, for everything a dialect cannot say: queue position, progress with previews as events, cancel,
// regenerate, search, uploads, models and usage.
//
//   POST   /api/jobs                  queue a job; 202 and the job
//   GET    /api/jobs                  newest first; ?state= ?search= ?before= ?limit=
//   GET    /api/jobs/{id}             the job
//   GET    /api/jobs/{id}/events      server-sent events: job, progress, preview, image; ends with the job
//   POST   /api/jobs/{id}/cancel      cancels between two steps
//   POST   /api/jobs/{id}/regenerate  the same task again with another seed (body: {"seed": N} for a chosen
//   one) POST   /api/uploads               multipart part "file"; the id and the address may be used as
//   references GET    /api/models                what is installed, and what each can do GET    /api/usage
//   the key: its scopes, credits and limits
//
// Used by   server/routes.cpp, the workbench
// Proven by tests/server/routes_test.cpp
#pragma once

#include "server/dialects/fields.h"
#include "server/image_service.h"
#include "server/router.h"

namespace reverie::own_api {

extern const FieldTable kJobFields;

Answer submit(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer list(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer job(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer events(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer cancel(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer regenerate(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer upload(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer models(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer usage(ImageService& service, const HttpRequest& request, const PathValues& values);

HttpResponse error_reply(const HttpRequest& request, const Error& error);

// As /api/models and /api/usage show them.
Json model_json(ImageService& service, const std::string& name);
Json usage_json(const Usage& usage);

}  // namespace reverie::own_api
