#include "server/shared_paths.h"

#include "server/dialects/aimlapi_images.h"
#include "server/dialects/openai_images.h"
#include "server/dialects/replicate_models.h"
#include "server/dialects/values.h"

namespace reverie::shared_paths {
namespace {

bool is_aimlapi(const HttpRequest& request) {
  try {
    return aimlapi_images::is_ours(parse_body(request.body));
  } catch (const Error&) {
    return false;  // no JSON object: OpenAI's to refuse, which it does with this same error
  }
}

}  // namespace

Answer generations(ImageService& service, const HttpRequest& request, const PathValues& values) {
  return is_aimlapi(request) ? aimlapi_images::generations(service, request, values)
                             : openai_images::generations(service, request, values);
}

HttpResponse generations_error(const HttpRequest& request, const Error& error) {
  return is_aimlapi(request) ? aimlapi_images::error_reply(request, error)
                             : openai_images::error_reply(request, error);
}

Answer models(ImageService& service, const HttpRequest& request, const PathValues&) {
  service.authenticate(request);
  Json page = replicate::models_page(service, request);
  page["object"] = "list";
  page["data"] = openai_images::model_list(service);
  return json_response(200, page);
}

}  // namespace reverie::shared_paths
