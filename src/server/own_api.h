// server/own_api.h
//
// Our own API, for everything a dialect cannot say: queue position, progress with previews as events, cancel,
// regenerate, search, uploads and usage. Models are in model_api.h, the server itself in system_api.h, what
// only an administrator may in admin_api.h.
//
//   POST   /api/jobs                  queue a job; 202 and the job
//   GET    /api/jobs                  newest first; ?state= ?search= ?before= ?limit=
//   GET    /api/jobs/{id}             the job
//   DELETE /api/jobs/{id}             a job that is over, with its pictures
//   GET    /api/jobs/{id}/events      server-sent events of one job (job_events.h)
//   GET    /api/jobs/events           of all the caller's jobs
//   POST   /api/jobs/{id}/cancel      cancels between two steps
//   POST   /api/jobs/{id}/regenerate  the same task again, with another seed or that of the body
//   POST   /api/uploads               multipart part "file"; its id and its address may be used as references
//   GET    /api/usage                 the key: its scopes, credits and limits
//
// Used by   server/routes.cpp, the workbench
// Proven by tests/server/own_api_test.cpp, tests/server/routes_test.cpp
#pragma once

#include "server/dialects/fields.h"
#include "server/image_service.h"
#include "server/router.h"

namespace reverie::own_api {

extern const FieldTable kJobFields;

Answer submit(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer list(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer job(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer remove(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer all_events(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer events(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer cancel(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer regenerate(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer upload(ImageService& service, const HttpRequest& request, const PathValues& values);
Answer usage(ImageService& service, const HttpRequest& request, const PathValues& values);

HttpResponse error_reply(const HttpRequest& request, const Error& error);

// As /api/usage and /api/keys show it.
Json usage_json(const Usage& usage);

}  // namespace reverie::own_api
