#include "server/dialects/openai_images.h"

#include <charconv>
#include <iterator>

#include "intake/multipart.h"
#include "server/dialects/ark_images.h"
#include "server/dialects/errors.h"
#include "server/dialects/picture_list.h"
#include "server/dialects/seedream_options.h"
#include "server/dialects/values.h"

namespace reverie::openai_images {
namespace {

constexpr std::string_view kName = "openai";

// "auto" is the model's own size.
void into_size(const Json& value, Draft& draft) {
  if (value != "auto") draft.size = value.get<std::string>();
}

constexpr Field kFields[] = {
    {"model", Use::Required, Kind::Text, "model id", into<&Draft::model>},
    {"prompt", Use::Required, Kind::Text, "what to draw", into<&Draft::prompt>},
    {"n",
     Use::Optional,
     Kind::Integer,
     "pictures, each with a seed of its own",
     into<&Draft::runs>,
     {},
     {1, 10}},
    {"size", Use::Optional, Kind::Text, "auto, a tier (1K, 2K, 4K) or WIDTHxHEIGHT", into_size},
    {"response_format",
     Use::Optional,
     Kind::Text,
     "url or b64_json; both are answered when it is absent",
     into_delivery,
     {"url", "b64_json"}},
    {"output_format", Use::Optional, Kind::Text, "jpeg when absent", into_format, {"png", "jpeg", "webp"}},
    {"stream", Use::Optional, Kind::Boolean, "server-sent events, one a picture", into<&Draft::is_streamed>},
    {"partial_images",
     Use::Optional,
     Kind::Integer,
     "previews of each picture in a stream; about four can be had",
     into<&Draft::previews>,
     {},
     {0, 3}},
    {"seed",
     Use::Optional,
     Kind::Integer,
     "an extra of Seedream; -1 draws one",
     into<&Draft::seed>,
     {},
     {-1, 2147483647}},
    {"image",
     Use::Optional,
     Kind::TextOrTextList,
     "an extra of Seedream: references, at most 14",
     into_references,
     {},
     {0, 14}},
    {"watermark", Use::Optional, Kind::Boolean, "an extra of Seedream; false when absent",
     into<&Draft::has_watermark>},
    {"sequential_image_generation",
     Use::Optional,
     Kind::Text,
     "an extra of Seedream: auto for a group",
     into_group,
     {"auto", "disabled"}},
    {"sequential_image_generation_options",
     Use::Optional,
     Kind::Object,
     "read when auto",
     nullptr,
     {},
     {},
     &kGroupOptions},
    {"optimize_prompt_options",
     Use::Optional,
     Kind::Object,
     "an extra of Seedream: prompt rewriting",
     nullptr,
     {},
     {},
     &kRewriteOptions},
    {"moderation",
     Use::Optional,
     Kind::Text,
     "low switches the content policy off where the key may",
     [](const Json& v, Draft& d) { d.is_safety_checked = v != "low"; },
     {"auto", "low"}},
    {"quality", Use::Ignored, Kind::Text, "the model has one quality"},
    {"output_compression", Use::Ignored, Kind::Integer, "files are written at one quality"},
    {"background", Use::Ignored, Kind::Text, "pictures are opaque"},
    {"style", Use::Ignored, Kind::Text, "a switch of an older model"},
    {"user", Use::Ignored, Kind::Text, "a label for the vendor's own accounting"},
};

struct ErrorRow {
  ErrorCode code;
  int status;
  std::string_view type;
  std::string_view name;
};

constexpr ErrorRow kErrors[] = {
    {ErrorCode::InvalidRequest, 400, "invalid_request_error", "invalid_value"},
    {ErrorCode::TooLarge, 413, "invalid_request_error", "request_too_large"},
    {ErrorCode::Unauthenticated, 401, "invalid_request_error", "invalid_api_key"},
    {ErrorCode::Forbidden, 403, "invalid_request_error", "permission_denied"},
    {ErrorCode::OutOfCredits, 429, "insufficient_quota", "insufficient_quota"},
    {ErrorCode::Refused, 400, "image_generation_user_error", "moderation_blocked"},
    {ErrorCode::NotFound, 404, "invalid_request_error", "model_not_found"},
    {ErrorCode::Conflict, 409, "invalid_request_error", "idempotency_conflict"},
    {ErrorCode::Busy, 429, "rate_limit_error", "rate_limit_exceeded"},
    {ErrorCode::Cancelled, 499, "server_error", "cancelled"},
    {ErrorCode::OutOfMemory, 503, "server_error", "overloaded"},
    {ErrorCode::CorruptFile, 500, "server_error", "internal_error"},
    {ErrorCode::Unreachable, 400, "invalid_request_error", "invalid_image_url"},
    {ErrorCode::WriteFailed, 500, "server_error", "internal_error"},
    {ErrorCode::Internal, 500, "server_error", "internal_error"},
};
static_assert(covers_every_code(kErrors), "one row for each ErrorCode");

Answer submit(ImageService& service, const HttpRequest& request, const Caller& caller, Draft draft) {
  complete_group(draft);
  const Delivery delivery = draft.delivery;
  const bool is_streamed = draft.is_streamed;
  const int64_t previews = draft.previews;
  const Job job = service.admit(caller, request, std::move(draft), {std::string(kName), {}});
  if (is_streamed) return ark_images::stream_of(service, request, job, delivery, previews);
  return WaitForJob{
      job.id, std::nullopt, [&service, request = head_of(request), delivery](const JobView& view) {
        HttpResponse response = ark_images::finished_reply(service, request, view.job, delivery);
        return response;
      }};
}

// A multipart field as the JSON value that the table expects of it.
Json value_of(const Field& field, std::string_view text) {
  if (field.kind == Kind::Boolean && (text == "true" || text == "false")) return text == "true";
  if (field.kind == Kind::Integer) {
    int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem == std::errc() && end == text.data() + text.size()) return number;
  }
  return text;
}

// Text parts become the JSON object they stand for; files become references, in order.
Json object_of(const std::vector<MultipartPart>& parts, Draft& draft) {
  Json object = Json::object();
  for (const MultipartPart& part : parts) {
    if (part.name == "mask") {
      throw FieldError(Problem::Refused,
                       "mask: not supported: the models have no mask input; say in the prompt "
                       "what is to change",
                       "mask");
    }
    if (part.name == "image" || part.name == "image[]") {
      if (part.filename) {
        draft.references.push_back({.bytes = std::string(part.bytes), .file_name = *part.filename});
      } else {
        draft.references.push_back({.text = std::string(part.bytes)});
      }
      continue;
    }
    const auto field = std::find_if(std::begin(kFields), std::end(kFields),
                                    [&](const Field& known) { return known.name == part.name; });
    if (field != std::end(kFields)) object[part.name] = value_of(*field, part.bytes);
  }
  return object;
}

}  // namespace

constexpr FieldTable kGenerationFields{kFields, UnknownFields::Ignored, NullValues::Absent};

HttpResponse error_reply(const HttpRequest&, const Error& error) {
  const ErrorRow& row = row_of(kErrors, error.code());
  HttpResponse response =
      json_response(row.status, {{"error",
                                  {{"message", error.what()},
                                   {"type", row.type},
                                   {"param", error.field().empty() ? Json(nullptr) : Json(error.field())},
                                   {"code", row.name}}}});
  add_retry_after(response, error);
  return response;
}

Answer generations(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Caller caller = service.authenticate(request);
  Draft draft;
  draft.names.group_max = kGroupMaxName;
  draft.delivery = Delivery::UrlAndBase64;
  read_fields(kGenerationFields, parse_body(request.body), draft);
  return submit(service, request, caller, std::move(draft));
}

Answer edits(ImageService& service, const HttpRequest& request, const PathValues& values) {
  if (request.header("content-type").starts_with("application/json"))
    return generations(service, request, values);
  const Caller caller = service.authenticate(request);
  Draft draft;
  draft.delivery = Delivery::UrlAndBase64;
  const auto parts = parse_multipart(request.body, multipart_boundary(request.header("content-type")));
  read_fields(kGenerationFields, object_of(parts, draft), draft);
  if (draft.references.empty()) {
    throw FieldError(Problem::Missing, "image: missing; expected at least one picture to edit", "image");
  }
  return submit(service, request, caller, std::move(draft));
}

Json model_list(const ImageService& service) {
  constexpr int64_t kReleased = 1764547200;
  Json list = Json::array();
  const auto add = [&](const std::string& id, const std::string& owner) {
    list.push_back({{"id", id}, {"object", "model"}, {"created", kReleased}, {"owned_by", owner}});
  };
  for (const char* id : {"seedream-4-0-250828", "seedream-4-5-251128"}) add(id, "bytedance");
  for (const std::string& name : service.models().installed()) add(name, "reverie");
  for (const auto& [alias, model] : service.models().aliases()) add(alias, "reverie");
  return list;
}

Answer models(ImageService& service, const HttpRequest& request, const PathValues&) {
  service.authenticate(request);
  return json_response(200, {{"object", "list"}, {"data", model_list(service)}});
}

Answer model(ImageService& service, const HttpRequest& request, const PathValues& values) {
  service.authenticate(request);
  const std::string& id = values.at("model");
  service.models().find(id);
  for (const Json& one : model_list(service)) {
    if (one["id"] == id) return json_response(200, one);
  }
  return json_response(200,
                       {{"id", id}, {"object", "model"}, {"created", 1764547200}, {"owned_by", "bytedance"}});
}

}  // namespace reverie::openai_images
