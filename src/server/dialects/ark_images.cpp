#include "server/dialects/ark_images.h"

#include <iterator>

#include "intake/base64.h"
#include "server/dialects/errors.h"
#include "server/dialects/picture_list.h"
#include "server/dialects/seedream_options.h"
#include "server/dialects/values.h"

namespace reverie::ark_images {
namespace {

constexpr std::string_view kName = "ark";

constexpr Field kFields[] = {
    {"model", Use::Required, Kind::Text, "model id", into<&Draft::model>},
    {"prompt", Use::Required, Kind::Text, "what to draw", into<&Draft::prompt>},
    {"size", Use::Optional, Kind::Text, "a tier (1K, 2K, 4K) or WIDTHxHEIGHT; 2048x2048 when absent",
     into<&Draft::size>},
    {"image",
     Use::Optional,
     Kind::TextOrTextList,
     "references: URLs or data URIs, at most 14",
     into_references,
     {},
     {0, 14}},
    {"seed", Use::Optional, Kind::Integer, "-1 draws one", into<&Draft::seed>, {}, {-1, 2147483647}},
    {"sequential_image_generation",
     Use::Optional,
     Kind::Text,
     "auto: a group of related pictures",
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
    {"stream", Use::Optional, Kind::Boolean, "server-sent events, one a picture", into<&Draft::is_streamed>},
    {"response_format",
     Use::Optional,
     Kind::Text,
     "url (the default) or b64_json",
     into_delivery,
     {"url", "b64_json"}},
    {"watermark", Use::Optional, Kind::Boolean, "a visible mark at the bottom right; true when absent",
     into<&Draft::has_watermark>},
    {"optimize_prompt_options",
     Use::Optional,
     Kind::Object,
     "prompt rewriting",
     nullptr,
     {},
     {},
     &kRewriteOptions},
    {"output_format", Use::Refused, Kind::Text, "Seedream 4.0 and 4.5 answer with jpeg"},
    {"guidance_scale", Use::Refused, Kind::Number, "a field of Seedream 3.0"},
    {"background", Use::Refused, Kind::Text, "a field of Seedream 5.0 pro and flash"},
    {"layer_decomposition", Use::Refused, Kind::Any, "a field of Seedream 5.0 pro and flash"},
    {"tools", Use::Refused, Kind::Any, "a field of Seedream 5.0 lite"},
};

struct ErrorRow {
  ErrorCode code;
  int status;
  std::string_view type;
  std::string_view name;
};

constexpr ErrorRow kErrors[] = {
    {ErrorCode::InvalidRequest, 400, "BadRequest", "InvalidParameter"},
    {ErrorCode::TooLarge, 413, "BadRequest", "InvalidParameter"},
    {ErrorCode::Unauthenticated, 401, "Unauthorized", "AuthenticationError"},
    {ErrorCode::Forbidden, 403, "Forbidden", "AccessDenied"},
    {ErrorCode::OutOfCredits, 403, "Forbidden", "AccountOverdueError"},
    {ErrorCode::Refused, 400, "BadRequest", "InputTextSensitiveContentDetected"},
    {ErrorCode::NotFound, 404, "NotFound", "NotFound"},
    {ErrorCode::Conflict, 409, "BadRequest", "InvalidParameter"},
    {ErrorCode::Busy, 429, "TooManyRequests", "ServerOverloaded"},
    {ErrorCode::Cancelled, 500, "InternalServerError", "InternalServiceError"},
    {ErrorCode::OutOfMemory, 500, "InternalServerError", "InternalServiceError"},
    {ErrorCode::CorruptFile, 500, "InternalServerError", "InternalServiceError"},
    {ErrorCode::Unreachable, 400, "BadRequest", "InvalidParameter"},
    {ErrorCode::WriteFailed, 500, "InternalServerError", "InternalServiceError"},
    {ErrorCode::Internal, 500, "InternalServerError", "InternalServiceError"},
};
static_assert(covers_every_code(kErrors), "one row for each ErrorCode");

// Clients match parts of these messages with regular expressions: keep them to the letter.
std::string message_of(const Error& error) {
  const std::string what = error.what();
  if (error.code() == ErrorCode::NotFound && error.field() == "model") return what;
  if (error.code() != ErrorCode::InvalidRequest && error.code() != ErrorCode::Unreachable) return what;
  if (error.field().empty()) return what;
  const auto* fault = dynamic_cast<const FieldError*>(&error);
  if (fault != nullptr && fault->problem() == Problem::Missing) {
    return "The request failed because it is missing `" + error.field() + "` parameter";
  }
  const std::string reason =
      error.field() == "image" ? "invalid url specified: " + without_name(error) : without_name(error);
  return "The parameter `" + error.field() + "` specified in the request is not valid: " + reason;
}

std::string name_of(const Error& error, const ErrorRow& row) {
  if (error.code() == ErrorCode::NotFound && error.field() == "model") {
    return "InvalidEndpointOrModel.NotFound";
  }
  const auto* fault = dynamic_cast<const FieldError*>(&error);
  if (fault != nullptr && fault->problem() == Problem::Missing) return "MissingParameter";
  if (fault != nullptr && fault->problem() == Problem::Refused)
    return "InvalidParameter.UnsupportedParameter";
  return std::string(row.name);
}

// `created` in the documents, `created_at` in the types of the SDK.
Json event(const Job& job, std::string_view type) {
  const int64_t created = unix_seconds(now());
  return {{"type", type}, {"model", job.model_echo}, {"created", created}, {"created_at", created}};
}

std::string event_text(const Json& data) {
  return server_sent_event(data["type"].get_ref<const std::string&>(), dump(data));
}

Json picture_error(const HttpRequest& request, const JobImage& image) {
  const Json whole = error_object(request, error_of(*image.error));
  return {{"code", whole["code"]}, {"message", whole["message"]}};
}

// Which previews of a job a stream still owes: the first `most` of each picture.
class PreviewsOwed {
 public:
  explicit PreviewsOwed(int64_t most) : most_(most) {}

  // The event of a preview that was not told yet, or nothing.
  std::string next(const JobView& view) {
    const JobProgress& progress = view.progress;
    if (view.job.state != JobState::Running || progress.preview_count <= seen_) return "";
    seen_ = progress.preview_count;
    if (progress.image_index != image_index_) {
      image_index_ = progress.image_index;
      told_ = 0;
    }
    if (told_ == most_ || progress.preview_jpeg.empty()) return "";
    Json data = event(view.job, "image_generation.partial_image");
    data["image_index"] = image_index_;
    data["partial_image_index"] = told_++;
    data["output_format"] = "jpeg";
    data["b64_json"] = encode_base64(progress.preview_jpeg);
    return event_text(data);
  }

 private:
  int64_t most_;
  int64_t seen_ = 0;
  int64_t image_index_ = -1;
  int64_t told_ = 0;
};

}  // namespace

constexpr FieldTable kGenerationFields{kFields, UnknownFields::Ignored, NullValues::Absent};

Json error_object(const HttpRequest& request, const Error& error) {
  const ErrorRow& row = row_of(kErrors, error.code());
  return {{"code", name_of(error, row)},
          {"message", message_of(error) + " Request id: " + request.id},
          {"param", error.field()},
          {"type", row.type}};
}

HttpResponse error_reply(const HttpRequest& request, const Error& error) {
  HttpResponse response =
      json_response(row_of(kErrors, error.code()).status, {{"error", error_object(request, error)}});
  response.headers.emplace_back("x-error-code", name_of(error, row_of(kErrors, error.code())));
  add_retry_after(response, error);
  return response;
}

HttpResponse finished_reply(const ImageService& service, const HttpRequest& request, const Job& job,
                            Delivery delivery) {
  if (job.state != JobState::Succeeded) throw error_of(job);
  Json data = Json::array();
  for (const JobImage& image : job.images) {
    data.push_back(image.is_done() ? picture_entry(service, request, image, delivery)
                                   : Json{{"error", picture_error(request, image)}});
  }
  return json_response(200, {{"model", job.model_echo},
                             {"created", unix_seconds(job.created)},
                             {"data", data},
                             {"usage", usage_of(job)}});
}

EventStream stream_of(ImageService& service, const HttpRequest& request, const Job& submitted,
                      Delivery delivery, int64_t previews) {
  if (previews > 0) service.ask_for_previews(submitted);
  EventStream stream;
  stream.job_id = submitted.id;
  stream.on_change = [&service, request = head_of(request), delivery, told = std::size_t{0},
                      owed = PreviewsOwed(previews)](const JobView& view) mutable {
    const Job& job = view.job;
    EventStream::Step step;
    for (; told < job.images.size() && job.images[told].finished; ++told) {
      const JobImage& image = job.images[told];
      if (!image.is_done() && !service.settings().is_ark_partial_failed_sent) continue;
      Json data = event(
          job, image.is_done() ? "image_generation.partial_succeeded" : "image_generation.partial_failed");
      data["image_index"] = image.index;
      if (image.is_done()) {
        data.update(picture_entry(service, request, image, delivery));
      } else {
        data["error"] = picture_error(request, image);
      }
      step.text += event_text(data);
    }
    if (!is_final(job.state)) {
      step.text += owed.next(view);
      return step;
    }
    if (job.state == JobState::Succeeded) {
      Json data = event(job, "image_generation.completed");
      data["usage"] = usage_of(job);
      step.text += event_text(data);
    } else {
      const Json error = error_object(request, error_of(job));
      step.text += server_sent_event(
          "error",
          dump({{"type", "error"}, {"error", {{"code", error["code"]}, {"message", error["message"]}}}}));
    }
    step.text += server_sent_event("", "[DONE]");
    step.is_last = true;
    return step;
  };
  return stream;
}

Answer generations(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Caller caller = service.authenticate(request);
  Draft draft;
  draft.names.group_max = kGroupMaxName;
  draft.has_watermark = true;
  read_fields(kGenerationFields, parse_body(request.body), draft);
  complete_group(draft);
  const Delivery delivery = draft.delivery;
  const bool is_streamed = draft.is_streamed;
  const Job job = service.admit(caller, request, std::move(draft), {std::string(kName), {}});
  if (is_streamed) return stream_of(service, request, job, delivery);
  return WaitForJob{job.id, std::nullopt,
                    [&service, request = head_of(request), delivery](const JobView& view) {
                      return finished_reply(service, request, view.job, delivery);
                    }};
}

}  // namespace reverie::ark_images
