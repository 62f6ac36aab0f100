#include "server/routes.h"

#include <iterator>

#include "server/admin_api.h"
#include "server/dialects/aimlapi_catalogue.h"
#include "server/dialects/aimlapi_images.h"
#include "server/dialects/apiframe_account.h"
#include "server/dialects/apiframe_jobs.h"
#include "server/dialects/apiframe_request.h"
#include "server/dialects/ark_images.h"
#include "server/dialects/cloudflare_ai.h"
#include "server/dialects/cloudflare_catalogue.h"
#include "server/dialects/fal_endpoints.h"
#include "server/dialects/fal_proxy.h"
#include "server/dialects/fal_queue.h"
#include "server/dialects/openai_images.h"
#include "server/dialects/oxen_fields.h"
#include "server/dialects/oxen_images.h"
#include "server/dialects/oxen_models.h"
#include "server/dialects/oxen_queue.h"
#include "server/dialects/replicate_files.h"
#include "server/dialects/replicate_models.h"
#include "server/dialects/replicate_predictions.h"
#include "server/files.h"
#include "server/model_api.h"
#include "server/openapi.h"
#include "server/own_api.h"
#include "server/shared_paths.h"
#include "server/system_api.h"
#include "server/thumbnails.h"
#include "server/workbench_page.h"

namespace reverie {
namespace {

using DialectHandler = Answer (*)(ImageService&, const HttpRequest&, const PathValues&);
using DialectErrors = HttpResponse (*)(const HttpRequest&, const Error&);

// Where a row is mounted: at its native path, below its dialect's prefix, or both. Paths that two dialects
// claim are mounted natively by server/shared_paths.
enum class At { Both, Prefix, Native };

struct RouteRow {
  At at;
  std::string_view method;
  std::string_view path;
  DialectHandler handler;
  const FieldTable* body = nullptr;
  DialectErrors on_error = nullptr;  // the dialect's own if null
};

struct Dialect {
  std::string_view name;
  std::string_view prefix;
  std::string_view native;  // errors of unknown paths below it are the dialect's too; empty: nowhere
  DialectErrors on_error;
  std::span<const RouteRow> routes;
};

// clang-format off
constexpr RouteRow kArk[] = {
    {At::Both,   "POST",   "/api/v3/images/generations",                         ark_images::generations,             &ark_images::kGenerationFields},
};

constexpr RouteRow kOpenAi[] = {
    {At::Prefix, "POST",   "/v1/images/generations",                             openai_images::generations,          &openai_images::kGenerationFields},
    {At::Both,   "POST",   "/v1/images/edits",                                   openai_images::edits},
    {At::Prefix, "GET",    "/v1/models",                                         openai_images::models},
    {At::Both,   "GET",    "/v1/models/{model}",                                 openai_images::model},
};

constexpr RouteRow kCloudflare[] = {
    {At::Both,   "POST",   "/client/v4/accounts/{account}/ai/run",               cloudflare_ai::run,                  &cloudflare_ai::kRunFields},
    {At::Both,   "POST",   "/client/v4/accounts/{account}/ai/run/{model...}",    cloudflare_ai::run_model,            &cloudflare_ai::kSeedream45Fields},
    {At::Both,   "GET",    "/client/v4/accounts/{account}/ai/models/search",     cloudflare_catalogue::search_models},
    {At::Both,   "GET",    "/client/v4/accounts/{account}/ai/models/schema",     cloudflare_catalogue::model_schema},
    {At::Both,   "GET",    "/client/v4/accounts/{account}/ai/authors/search",    cloudflare_catalogue::search_authors},
    {At::Both,   "GET",    "/client/v4/accounts/{account}/ai/tasks/search",      cloudflare_catalogue::search_tasks},
    {At::Both,   "GET",    "/client/v4/accounts/{account}/tokens/verify",        cloudflare_catalogue::verify_token},
    {At::Both,   "GET",    "/client/v4/user/tokens/verify",                      cloudflare_catalogue::verify_token},
};

constexpr RouteRow kApiframe[] = {
    {At::Both,   "POST",   "/v2/images/generate",                                apiframe::generate,                  &apiframe::kGenerationFields},
    {At::Both,   "GET",    "/v2/jobs",                                           apiframe::jobs},
    {At::Both,   "GET",    "/v2/jobs/{id}",                                      apiframe::job},
    {At::Both,   "GET",    "/v2/me",                                             apiframe::me},
    {At::Both,   "GET",    "/v2/models",                                         apiframe::models},
    {At::Both,   "POST",   "/v2/uploads",                                        apiframe::uploads,                   nullptr, apiframe::upload_error_reply},
};

constexpr RouteRow kOxen[] = {
    {At::Both,   "POST",   "/api/ai/images/generate",                            oxen::images,                        &oxen::kImageFields},
    {At::Both,   "POST",   "/api/ai/images/edit",                                oxen::images,                        &oxen::kImageFields},
    {At::Both,   "POST",   "/api/ai/queue",                                      oxen::enqueue,                       &oxen::kQueueFields},
    {At::Both,   "GET",    "/api/ai/queue",                                      oxen::generations},
    {At::Both,   "GET",    "/api/ai/queue/{id}",                                 oxen::generation},
    {At::Both,   "DELETE", "/api/ai/queue/{id}",                                 oxen::cancel},
    {At::Both,   "GET",    "/api/events",                                        oxen::events},
    {At::Both,   "GET",    "/api/ai/models",                                     oxen::models},
    {At::Both,   "GET",    "/api/ai/models/search",                              oxen::search_models},
    {At::Both,   "GET",    "/api/ai/models/{id}",                                oxen::model},
    {At::Both,   "POST",   "/api/ai/models/{id}/activate",                       oxen::refuse_activation},
    {At::Both,   "POST",   "/api/ai/models/{id}/deactivate",                     oxen::refuse_activation},
};

constexpr RouteRow kAimlapi[] = {
    {At::Prefix, "POST",   "/v1/images/generations",                             aimlapi_images::generations,         &aimlapi_images::kSeedream45Fields},
    {At::Prefix, "GET",    "/v1/models",                                         aimlapi_catalogue::models},
    {At::Prefix, "GET",    "/models",                                            aimlapi_catalogue::old_models},
    {At::Both,   "GET",    "/model/{id...}",                                     aimlapi_catalogue::model},
    {At::Both,   "GET",    "/v1/billing/balance",                                aimlapi_catalogue::balance},
};

constexpr RouteRow kReplicate[] = {
    {At::Both,   "POST",   "/v1/predictions",                                    replicate::create_prediction,        &replicate::kPredictionFields},
    {At::Both,   "GET",    "/v1/predictions",                                    replicate::list_predictions},
    {At::Both,   "GET",    "/v1/predictions/{id}",                               replicate::get_prediction},
    {At::Both,   "POST",   "/v1/predictions/{id}/cancel",                        replicate::cancel_prediction},
    {At::Both,   "POST",   "/v1/models/{owner}/{name}/predictions",              replicate::create_model_prediction,  &replicate::kModelPredictionFields},
    {At::Prefix, "GET",    "/v1/models",                                         replicate::list_models},
    {At::Both,   "QUERY",  "/v1/models",                                         replicate::search_models},
    {At::Both,   "GET",    "/v1/models/{owner}/{name}",                          replicate::get_model},
    {At::Both,   "GET",    "/v1/models/{owner}/{name}/versions",                 replicate::list_versions},
    {At::Both,   "GET",    "/v1/models/{owner}/{name}/versions/{version}",       replicate::get_version},
    {At::Both,   "POST",   "/v1/files",                                          replicate::create_file},
    {At::Both,   "GET",    "/v1/files/{id}",                                     replicate::get_file},
    {At::Both,   "DELETE", "/v1/files/{id}",                                     replicate::delete_file},
    {At::Both,   "GET",    "/v1/account",                                        replicate::account},
    {At::Both,   "GET",    "/v1/webhooks/default/secret",                        replicate::webhook_secret},
};

constexpr RouteRow kFal[] = {
    {At::Prefix, "GET",    "/proxy",                                             fal::proxy},
    {At::Prefix, "POST",   "/proxy",                                             fal::proxy},
    {At::Prefix, "PUT",    "/proxy",                                             fal::proxy},
    {At::Prefix, "DELETE", "/proxy",                                             fal::proxy},
    {At::Prefix, "POST",   "/storage/upload/initiate",                           fal::initiate_upload,                &fal::kInitiateFields},
    {At::Prefix, "POST",   "/storage/upload/initiate-multipart",                 fal::refuse_large_upload},
    {At::Prefix, "PUT",    "/storage/{id}",                                      fal::put_upload},
    {At::Prefix, "GET",    "/storage/{id}",                                      fal::get_upload},
    {At::Both,   "POST",   "/fal-ai/{endpoint...}",                              fal::run,                            &fal::kV45TextFields},
    {At::Both,   "GET",    "/fal-ai/{app}/requests/{id}",                        fal::result},
    {At::Both,   "GET",    "/fal-ai/{app}/requests/{id}/status",                 fal::status},
    {At::Both,   "GET",    "/fal-ai/{app}/requests/{id}/status/stream",          fal::stream_status},
    {At::Both,   "PUT",    "/fal-ai/{app}/requests/{id}/cancel",                 fal::cancel},
    {At::Prefix, "POST",   "/bytedance/{endpoint...}",                           fal::run},
    {At::Prefix, "POST",   "/reverie/{endpoint...}",                             fal::run},
    {At::Prefix, "GET",    "/reverie/{app}/requests/{id}",                       fal::result},
    {At::Prefix, "GET",    "/reverie/{app}/requests/{id}/status",                fal::status},
    {At::Prefix, "GET",    "/reverie/{app}/requests/{id}/status/stream",         fal::stream_status},
    {At::Prefix, "PUT",    "/reverie/{app}/requests/{id}/cancel",                fal::cancel},
    {At::Prefix, "POST",   "/queue/{owner}/{endpoint...}",                       fal::run},
    {At::Prefix, "GET",    "/queue/{owner}/{app}/requests/{id}",                 fal::result},
    {At::Prefix, "GET",    "/queue/{owner}/{app}/requests/{id}/status",          fal::status},
    {At::Prefix, "GET",    "/queue/{owner}/{app}/requests/{id}/status/stream",   fal::stream_status},
    {At::Prefix, "PUT",    "/queue/{owner}/{app}/requests/{id}/cancel",          fal::cancel},
};

constexpr RouteRow kOwn[] = {
    {At::Native, "POST",   "/api/jobs",                                          own_api::submit,                     &own_api::kJobFields},
    {At::Native, "GET",    "/api/jobs",                                          own_api::list},
    {At::Native, "GET",    "/api/jobs/{id}",                                     own_api::job},
    {At::Native, "DELETE", "/api/jobs/{id}",                                     own_api::remove},
    {At::Native, "GET",    "/api/jobs/events",                                   own_api::all_events},
    {At::Native, "GET",    "/api/jobs/{id}/events",                              own_api::events},
    {At::Native, "POST",   "/api/jobs/{id}/cancel",                              own_api::cancel},
    {At::Native, "POST",   "/api/jobs/{id}/regenerate",                          own_api::regenerate},
    {At::Native, "POST",   "/api/uploads",                                       own_api::upload},
    {At::Native, "GET",    "/api/models",                                        model_api::models},
    {At::Native, "POST",   "/api/prompts/check",                                 model_api::check_prompt,             &model_api::kPromptFields},
    {At::Native, "GET",    "/api/usage",                                         own_api::usage},
    {At::Native, "POST",   "/api/models/{name}/load",                            admin_api::load_model},
    {At::Native, "POST",   "/api/models/{name}/unload",                          admin_api::unload_model},
    {At::Native, "GET",    "/api/system",                                        system_api::system},
    {At::Native, "GET",    "/api/pulls",                                         admin_api::pulls},
    {At::Native, "POST",   "/api/pulls",                                         admin_api::start_pull,               &admin_api::kPullFields},
    {At::Native, "POST",   "/api/pulls/{id}/cancel",                             admin_api::cancel_pull},
    {At::Native, "GET",    "/api/keys",                                          admin_api::keys},
    {At::Native, "POST",   "/api/keys",                                          admin_api::create_key,               &admin_api::kKeyFields},
    {At::Native, "POST",   "/api/keys/{id}/revoke",                              admin_api::revoke_key},
};

constexpr RouteRow kShared[] = {
    {At::Native, "POST",   "/v1/images/generations",                             shared_paths::generations,           &openai_images::kGenerationFields, shared_paths::generations_error},
    {At::Native, "GET",    "/v1/models",                                         shared_paths::models},
};

constexpr Dialect kDialects[] = {
    {"own",        "/api/jobs",   "/api",       own_api::error_reply,        kOwn},
    {"ark",        "/ark",        "/api/v3",    ark_images::error_reply,     kArk},
    {"openai",     "/openai",     "/v1",        openai_images::error_reply,  kOpenAi},
    {"cloudflare", "/cloudflare", "/client/v4", cloudflare_ai::error_reply,  kCloudflare},
    {"apiframe",   "/apiframe",   "/v2",        apiframe::error_reply,       kApiframe},
    {"oxen",       "/oxen",       "/api/ai",    oxen::error_reply,           kOxen},
    {"aimlapi",    "/aimlapi",    "/model",     aimlapi_images::error_reply, kAimlapi},
    {"replicate",  "/replicate",  "",           replicate::error_reply,      kReplicate},
    {"fal",        "/fal",        "/fal-ai",    fal::error_reply,            kFal},
    {"shared",     "",            "",           openai_images::error_reply,  kShared},
};
// clang-format on

void add_row(Router& router, ImageService& service, const Dialect& dialect, const RouteRow& row) {
  const auto handler = [&service, handle = row.handler](const HttpRequest& request,
                                                        const PathValues& values) {
    return handle(service, request, values);
  };
  const DialectErrors on_error = row.on_error != nullptr ? row.on_error : dialect.on_error;
  const std::string method(row.method);
  const std::string path(row.path);
  if (row.at != At::Prefix) router.add({method, path, handler, on_error});
  if (row.at != At::Native) router.add({method, std::string(dialect.prefix) + path, handler, on_error});
}

// What the document of a dialect lists: its paths below its prefix, or the native ones of our own API.
Json document_of(const Dialect& dialect) {
  std::vector<Operation> operations;
  for (const RouteRow& row : dialect.routes) {
    operations.push_back({std::string(row.method), std::string(row.path), row.body, false});
  }
  const bool is_own = dialect.name == "own";
  return openapi_of("Reverie: " + std::string(dialect.name), operations,
                    is_own ? "" : std::string(dialect.prefix));
}

void add_documents(Router& router) {
  for (const Dialect& dialect : kDialects) {
    if (dialect.name == "shared") continue;
    const std::string path = dialect.name == "own" ? "" : std::string(dialect.prefix);
    router.add({"GET",
                path + "/openapi.json",
                [document = document_of(dialect)](const HttpRequest&, const PathValues&) -> Answer {
                  return json_response(200, document);
                },
                {}});
  }
}

void add_files(Router& router, BlobStore& blobs, const SignedUrls& urls) {
  router.add({"GET",
              "/files/{file}",
              [&blobs, &urls](const HttpRequest& request, const PathValues& values) -> Answer {
                return serve_file(blobs, urls, request, values);
              },
              {}});
  const auto thumbnails = std::make_shared<Thumbnails>(blobs, urls);
  router.add({"GET",
              "/thumbnails/{file}",
              [thumbnails](const HttpRequest& request, const PathValues& values) -> Answer {
                return thumbnails->serve(request, values);
              },
              {}});
}

void add_page(Router& router, const WorkbenchPage& page) {
  router.add({"GET", "/",
              [page](const HttpRequest& request, const PathValues&) -> Answer {
                return page.serve(request, "index.html");
              },
              own_api::error_reply});
  router.add({"GET", "/workbench/{path...}",
              [page](const HttpRequest& request, const PathValues& values) -> Answer {
                return page.serve(request, values.at("path"));
              },
              own_api::error_reply});
}

void add_health(Router& router, ImageService& service, Metrics& metrics) {
  router.add({"GET",
              "/healthz",
              [](const HttpRequest&, const PathValues&) -> Answer {
                return json_response(200, {{"status", "ok"}});
              },
              {}});
  router.add({"GET",
              "/readyz",
              [&service](const HttpRequest&, const PathValues&) -> Answer {
                return json_response(
                    200, {{"status", "ready"}, {"queued", service.jobs().count_in(JobState::Queued)}});
              },
              {}});
  router.add({"GET",
              "/metrics",
              [&metrics](const HttpRequest&, const PathValues&) -> Answer {
                return HttpResponse{200, {{"content-type", "text/plain; version=0.0.4"}}, metrics.text(), {}};
              },
              {}});
}

}  // namespace

void add_routes(Router& router, ImageService& service, BlobStore& blobs, const SignedUrls& urls,
                Metrics& metrics, const RouteOptions& options) {
  for (const Dialect& dialect : kDialects) {
    if (!dialect.prefix.empty()) router.set_error_writer(std::string(dialect.prefix), dialect.on_error);
    if (!dialect.native.empty()) router.set_error_writer(std::string(dialect.native), dialect.on_error);
    for (const RouteRow& row : dialect.routes) add_row(router, service, dialect, row);
  }
  add_files(router, blobs, urls);
  router.set_preflight(
      [cors = options.cors](const HttpRequest& request) { return preflight_reply(cors, request); });
  add_page(router, WorkbenchPage(options.workbench));
  add_health(router, service, metrics);
  add_documents(router);
}

std::optional<WebhookMessage> webhook_message(ImageService& service, const Job& job,
                                              const DueDelivery& delivery, const std::string& base_url) {
  if (job.dialect == "apiframe") return apiframe::webhook_message(service, job, delivery, base_url);
  if (job.dialect == "replicate") return replicate::webhook_message(service, job, delivery, base_url);
  if (job.dialect == "fal") return fal::webhook_message(service, job, delivery, base_url);
  return std::nullopt;
}

}  // namespace reverie
