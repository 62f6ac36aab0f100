#include "server/dialects/oxen_images.h"

#include "core/printable.h"
#include "server/dialects/errors.h"
#include "server/dialects/values.h"

namespace reverie::oxen {
namespace {

constexpr const char* kDialect = "oxen";

struct ErrorRow {
  ErrorCode code;
  int status;
  std::string_view type;
  std::string_view title;
};

// The four types are the service's own; most statuses and all titles are our choice.
constexpr ErrorRow kErrors[] = {
    {ErrorCode::InvalidRequest, 400, "invalid_params", "Invalid parameters"},
    {ErrorCode::TooLarge, 413, "invalid_params", "Too large"},
    {ErrorCode::Unauthenticated, 401, "unauthenticated", "Unauthenticated"},
    {ErrorCode::Forbidden, 403, "unauthenticated", "Not allowed"},
    {ErrorCode::OutOfCredits, 402, "unknown_error", "Insufficient credits"},
    {ErrorCode::Refused, 400, "invalid_params", "Refused by the content policy"},
    {ErrorCode::NotFound, 404, "resource_not_found", "Not found"},
    {ErrorCode::Conflict, 409, "invalid_params", "Conflict"},
    {ErrorCode::Busy, 429, "unknown_error", "Too many requests"},
    {ErrorCode::Cancelled, 409, "unknown_error", "Cancelled"},
    {ErrorCode::OutOfMemory, 503, "unknown_error", "Out of memory"},
    {ErrorCode::CorruptFile, 500, "unknown_error", "Internal error"},
    {ErrorCode::Unreachable, 400, "invalid_params", "Unreachable"},
    {ErrorCode::WriteFailed, 507, "unknown_error", "Out of storage"},
    {ErrorCode::Internal, 500, "unknown_error", "Internal error"},
};
static_assert(covers_every_code(kErrors), "one row for each ErrorCode");

bool is_unknown_model(const Error& error) {
  return error.code() == ErrorCode::NotFound && error.field() == "model";
}

bool is_empty_prompt(const Error& error) {
  const auto* fault = dynamic_cast<const FieldError*>(&error);
  return fault != nullptr && fault->field() == "prompt" &&
         (fault->problem() == Problem::Missing || fault->problem() == Problem::OutOfRange);
}

HttpResponse finished_reply(const ImageService& service, const Job& job, const std::string& base_url,
                            Delivery delivery) {
  if (count_done(job) == 0) throw error_of(job);
  Json images = Json::array();
  for (const JobImage& image : job.images) {
    if (!image.is_done()) continue;
    images.push_back(delivery == Delivery::Base64 ? Json{{"b64_json", service.picture_base64(image)}}
                                                  : Json{{"url", service.picture_url(base_url, image)}});
  }
  return json_response(
      200, {{"model", job.model_echo}, {"created", unix_seconds(job.created)}, {"images", images}});
}

}  // namespace

std::string detail_of(const Error& error) {
  return is_empty_prompt(error) ? "Prompt cannot be empty" : error.what();
}

void expect_model(const ImageService& service, const std::string& id) {
  try {
    service.models().find(id);
  } catch (const Error& e) {
    if (e.code() != ErrorCode::NotFound) throw;
    throw Error(ErrorCode::NotFound, "Model not found: " + printable(id), "model");
  }
}

HttpResponse error_reply(const HttpRequest&, const Error& error) {
  if (is_unknown_model(error)) return json_response(404, {{"error", {{"message", error.what()}}}});
  const ErrorRow& row = row_of(kErrors, error.code());
  HttpResponse response = json_response(
      row.status, {{"error", {{"type", row.type}, {"title", row.title}, {"detail", detail_of(error)}}},
                   {"status", "error"},
                   {"status_message", row.type}});
  add_retry_after(response, error);
  return response;
}

Answer images(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Caller caller = service.authenticate(request);
  Draft draft;
  draft.names = our_names();
  read_fields(kImageFields, parse_body(request.body), draft);
  expect_model(service, draft.model);
  const Delivery delivery = draft.delivery;
  const Job job = service.admit(caller, request, std::move(draft), {kDialect, {}});
  return WaitForJob{job.id, std::nullopt,
                    [&service, base_url = request.base_url, delivery](const JobView& view) {
                      return finished_reply(service, view.job, base_url, delivery);
                    }};
}

}  // namespace reverie::oxen
