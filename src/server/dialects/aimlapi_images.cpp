#include "server/dialects/aimlapi_images.h"

#include <algorithm>

#include "server/dialects/errors.h"
#include "server/dialects/fault_list.h"
#include "server/dialects/picture_list.h"
#include "server/dialects/preset_sizes.h"
#include "server/dialects/values.h"

namespace reverie::aimlapi_images {
namespace {

constexpr std::string_view kName = "aimlapi";

// --- Fields. What both models have is written once. ---

void into_preset(std::string_view name, Draft& draft) {
  const PixelSize size = preset_size(name);
  draft.width_px = size.width_px;
  draft.height_px = size.height_px;
  draft.may_be_smaller = true;
}

constexpr Field kSides45[] = {
    {"width", Use::Optional, Kind::Integer, "2048 when absent", into<&Draft::width_px>, {}, {1440, 4096}},
    {"height", Use::Optional, Kind::Integer, "2048 when absent", into<&Draft::height_px>, {}, {1440, 4096}},
};
constexpr FieldTable kSides45Table{kSides45, UnknownFields::Ignored, NullValues::WrongType};

constexpr Field kSides4[] = {
    {"width", Use::Required, Kind::Integer, "in pixels", into<&Draft::width_px>, {}, {1024, 4096}},
    {"height", Use::Required, Kind::Integer, "in pixels", into<&Draft::height_px>, {}, {1024, 4096}},
};
constexpr FieldTable kSides4Table{kSides4, UnknownFields::Ignored, NullValues::WrongType};

constexpr Field kModel{"model", Use::Required, Kind::Text, "model id", into<&Draft::model>};
constexpr Field kImage{"image", Use::Optional, Kind::TextOrTextList,
                       "as image_urls, which is read first; the samples of v4-edit send it", into_references};
constexpr Field kDelivery{"response_format", Use::Optional,      Kind::Text, "url (the default) or b64_json",
                          into_delivery,     {"url", "b64_json"}};
constexpr Field kWatermark{"watermark", Use::Optional, Kind::Boolean,
                           "a visible mark at the bottom right; false when absent",
                           into<&Draft::has_watermark>};
constexpr Field kPictures{"num_images",
                          Use::Optional,
                          Kind::Integer,
                          "pictures, each with a seed of its own; 1 when absent",
                          into<&Draft::runs>,
                          {},
                          {1, 4}};
constexpr Field kSyncMode{"sync_mode", Use::Optional, Kind::Boolean,
                          "true: the pictures as data URIs in `url`, unless response_format says b64_json",
                          [](const Json& v, Draft& d) {
                            if (v.get<bool>() && d.delivery == Delivery::Url) d.delivery = Delivery::DataUri;
                          }};
constexpr Field kChecked{"enable_safety_checker", Use::Optional, Kind::Boolean,
                         "false is honoured for keys with the scope \"unsafe\"",
                         into<&Draft::is_safety_checked>};

// What clients of OpenAI's SDKs send to this path. aimlapi itself drops what it does not know.
constexpr Field kOpenAiCount{"n", Use::Optional, Kind::Integer, "OpenAI's num_images", into<&Draft::runs>,
                             {},  {1, 10}};
constexpr Field kOpenAiSize{"size", Use::Optional, Kind::Text,
                            "OpenAI's: auto, a tier or WIDTHxHEIGHT; image_size wins",
                            [](const Json& v, Draft& d) {
                              if (v != "auto") d.size = v.get<std::string>();
                            }};
constexpr Field kOpenAiFormat{"output_format", Use::Optional,
                              Kind::Text,      "OpenAI's; jpeg when absent",
                              into_format,     {"jpeg", "png", "webp"}};
constexpr Field kOpenAiStream{"stream", Use::Optional, Kind::Boolean,
                              "OpenAI's; true is refused: the answer comes whole", into<&Draft::is_streamed>};
constexpr Field kQuality{"quality", Use::Ignored, Kind::Text, "OpenAI's; the model has one quality"};
constexpr Field kCompression{"output_compression", Use::Ignored, Kind::Integer,
                             "OpenAI's; files are written at one quality"};
constexpr Field kBackground{"background", Use::Ignored, Kind::Text, "OpenAI's; pictures are opaque"};
constexpr Field kModeration{"moderation", Use::Ignored, Kind::Text,
                            "OpenAI's; the switch here is enable_safety_checker"};
constexpr Field kStyle{"style", Use::Ignored, Kind::Text, "OpenAI's; of an older model"};
constexpr Field kUser{"user", Use::Ignored, Kind::Text, "OpenAI's; a label for its own accounting"};
constexpr Field kGroup{"sequential_image_generation", Use::Refused, Kind::Text,
                       "there are no groups here; Ark's path and OpenAI's have them"};
constexpr Field kGroupOptions{"sequential_image_generation_options", Use::Refused, Kind::Object,
                              "there are no groups here; Ark's path and OpenAI's have them"};

constexpr Field kSeedream45Rows[] = {
    kModel,
    {"prompt", Use::Required, Kind::Text, "what to draw", into<&Draft::prompt>},
    {"image_urls",
     Use::Optional,
     Kind::TextList,
     "references: URLs, data URIs or base64",
     into_references,
     {},
     {1, 14}},
    kImage,
    kOpenAiSize,
    {"image_size",
     Use::Optional,
     Kind::TextOrObject,
     "a tier, or width and height; 2048x2048 when absent",
     [](const Json& v, Draft& d) {
       if (v.is_string()) {
         d.size = v.get<std::string>();
       } else {
         d.width_px = d.height_px = 2048;
       }
     },
     {"2K", "4K"},
     {},
     &kSides45Table},
    kDelivery,
    {"seed",
     Use::Optional,
     Kind::Integer,
     "-1, or none, draws one",
     into<&Draft::seed>,
     {},
     {-1, 9007199254740991}},
    kWatermark,
    kOpenAiCount,
    kPictures,
    kSyncMode,
    kChecked,
    kOpenAiFormat,
    kOpenAiStream,
    kQuality,
    kCompression,
    kBackground,
    kModeration,
    kStyle,
    kUser,
    kGroup,
    kGroupOptions,
};

constexpr Field kSeedream4Rows[] = {
    kModel,
    {"prompt", Use::Required, Kind::Text, "what to draw", into<&Draft::prompt>, {}, {.most = 4000}},
    {"image_urls",
     Use::Optional,
     Kind::TextList,
     "references: URLs, data URIs or base64; v4-edit needs one",
     into_references,
     {},
     {1, 10}},
    kImage,
    kOpenAiSize,
    {"image_size",
     Use::Optional,
     Kind::TextOrObject,
     "the shape, or width and height; square_hd when absent",
     [](const Json& v, Draft& d) {
       if (v.is_string()) into_preset(v.get_ref<const std::string&>(), d);
     },
     kPresetSizeNames,
     {},
     &kSides4Table},
    {"seed", Use::Optional, Kind::Integer, "none draws one", into<&Draft::seed>, {}, {1, 9007199254740991}},
    kOpenAiCount,
    kPictures,
    kDelivery,
    kSyncMode,
    kChecked,
    kWatermark,
    kOpenAiFormat,
    kOpenAiStream,
    kQuality,
    kCompression,
    kBackground,
    kModeration,
    kStyle,
    kUser,
    kGroup,
    kGroupOptions,
};

// --- Errors ---

struct ErrorRow {
  ErrorCode code;
  int status;
  std::string_view type;  // OpenAI's
  std::string_view name;  // OpenAI's
};

constexpr ErrorRow kErrors[] = {
    {ErrorCode::InvalidRequest, 400, "invalid_request_error", "invalid_value"},
    {ErrorCode::TooLarge, 413, "invalid_request_error", "request_too_large"},
    {ErrorCode::Unauthenticated, 401, "invalid_request_error", "invalid_api_key"},
    {ErrorCode::Forbidden, 403, "invalid_request_error", "permission_denied"},
    {ErrorCode::OutOfCredits, 403, "insufficient_quota", "insufficient_quota"},
    {ErrorCode::Refused, 400, "image_generation_user_error", "moderation_blocked"},
    {ErrorCode::NotFound, 404, "invalid_request_error", "not_found"},
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

bool is_about_body(const Error& error) {
  return error.code() == ErrorCode::InvalidRequest || error.code() == ErrorCode::Unreachable;
}

std::string message_of(const Error& error) {
  if (is_about_body(error)) return std::string("Body validation error\n") + error.what();
  return error.what();
}

// "image_size.width" -> ["image_size", "width"]
Json path_parts(std::string_view field) {
  Json parts = Json::array();
  for (std::size_t begin = 0; begin <= field.size();) {
    const std::size_t end = std::min(field.find('.', begin), field.size());
    parts.push_back(field.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

Json openai_error(const Error& error, const ErrorRow& row) {
  const bool is_model = error.code() == ErrorCode::NotFound && error.field() == "model";
  return {{"message", error.what()},
          {"type", row.type},
          {"param", error.field().empty() ? Json() : Json(error.field())},
          {"code", is_model ? "model_not_found" : row.name}};
}

// --- Requests ---

// The name the client used, of two that mean the same.
std::string spelled(const Json& body, const std::string& first, const std::string& other) {
  return !body.contains(first) && body.contains(other) ? other : first;
}

FieldNames names_in(const Json& body) {
  FieldNames names;
  names.references = spelled(body, "image_urls", "image");
  names.size = spelled(body, "image_size", "size");
  names.width = "image_size.width";
  names.height = "image_size.height";
  names.runs = spelled(body, "num_images", "n");
  return names;
}

// Without a model that can be looked up, the table itself says what is wrong with "model".
Family family_in(const ImageService& service, const Json& body) {
  const auto model = body.find("model");
  if (model == body.end() || !model->is_string()) return Family::Own;
  return service.models().find(model->get_ref<const std::string&>()).family;
}

Draft draft_of(const Json& body, Family family) {
  Draft draft;
  draft.names = names_in(body);
  const bool is_v4 = family == Family::Seedream4;
  const FieldTable& table = is_v4 ? kSeedream4Fields : kSeedream45Fields;
  std::vector<FieldError> faults = find_faults(table, body);
  if (!faults.empty()) throw FaultList(std::move(faults));
  read_fields(table, body, draft);
  if (is_v4 && !draft.size && !draft.width_px) into_preset("square_hd", draft);
  if (draft.model == kSeedream4EditId && draft.references.empty()) {
    throw FieldError(Problem::Missing, "image_urls: missing; expected a list of strings", "image_urls");
  }
  if (draft.is_streamed) {
    throw FieldError(Problem::Refused, "stream: not supported: the answer comes whole", "stream");
  }
  return draft;
}

// --- Answers ---

Json entry_of(const ImageService& service, const HttpRequest& request, const JobImage& image,
              Delivery delivery, Family family) {
  Json entry = picture_entry(service, request, image, delivery);
  if (family != Family::Seedream4) return entry;
  entry["content_type"] = picture_mime(image.format);
  entry["file_name"] = image.blob + "." + std::string(picture_format_name(image.format));
  entry["file_size"] = image.size_bytes;
  entry["width"] = image.size.width_px;
  entry["height"] = image.size.height_px;
  return entry;
}

HttpResponse finished_reply(const ImageService& service, const HttpRequest& request, const Job& job,
                            Delivery delivery, Family family) {
  if (count_done(job) == 0) throw error_of(job);
  Json data = Json::array();
  for (const JobImage& image : job.images) {
    if (image.is_done()) data.push_back(entry_of(service, request, image, delivery, family));
  }
  Json body = {{"created", unix_seconds(job.created)},
               {"model", job.model_echo},
               {"data", data},
               {"usage", usage_of(job)},
               {"meta", {{"usage", {{"credits_used", job.credits}}}}}};
  if (family == Family::Seedream4) {
    body["seed"] = job.task.seed;
    body["meta"]["usage"]["tokens_used"] = job.credits;
    // Pictures inside the answer are not sent twice.
    if (delivery == Delivery::Url) body["images"] = data;
  }
  HttpResponse response = json_response(200, body);
  add_ids(response, request, job.id);
  response.headers.emplace_back("x-aimlapi-credits-used", std::to_string(job.credits));
  response.headers.emplace_back("x-aimlapi-usd-spent", "0");
  return response;
}

}  // namespace

constexpr FieldTable kSeedream45Fields{kSeedream45Rows, UnknownFields::Ignored, NullValues::WrongType};
constexpr FieldTable kSeedream4Fields{kSeedream4Rows, UnknownFields::Ignored, NullValues::WrongType};

bool is_ours(const Json& body) {
  if (!body.is_object()) return false;
  if (body.contains("image_urls") || body.contains("image_size")) return true;
  const auto model = body.find("model");
  return model != body.end() &&
         (*model == kSeedream45Id || *model == kSeedream4Id || *model == kSeedream4EditId);
}

void add_ids(HttpResponse& response, const HttpRequest& request, const std::string& inference_id) {
  constexpr std::size_t kLongestId = 128;
  response.headers.emplace_back("x-inference-id", inference_id);
  const std::string_view id = request.header("x-client-request-id");
  const bool may_be_shown =
      !id.empty() && id.size() <= kLongestId && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '_' || c == ':' || c == '-';
      });
  if (may_be_shown) response.headers.emplace_back("x-client-request-id", id);
}

HttpResponse error_reply(const HttpRequest& request, const Error& error) {
  const ErrorRow& row = row_of(kErrors, error.code());
  Json body = {{"message", message_of(error)}, {"path", request.path},
               {"requestId", request.id},      {"statusCode", row.status},
               {"timestamp", iso_time(now())}, {"error", openai_error(error, row)}};
  if (is_about_body(error) && !error.field().empty()) {
    for (const FieldError& fault : faults_of(error)) {
      body["meta"].push_back({{"path", path_parts(fault.field())}, {"message", without_name(fault)}});
    }
  }
  HttpResponse response = json_response(row.status, body);
  add_ids(response, request, request.id);
  add_retry_after(response, error);
  return response;
}

Answer generations(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Caller caller = service.authenticate(request);
  const Json body = parse_body(request.body);
  const Family family = family_in(service, body);
  Draft draft = draft_of(body, family);
  const Delivery delivery = draft.delivery;
  const Job job = service.admit(caller, request, std::move(draft), {std::string(kName), {}});
  return WaitForJob{job.id, std::nullopt,
                    [&service, request = head_of(request), delivery, family](const JobView& view) {
                      return finished_reply(service, request, view.job, delivery, family);
                    }};
}

}  // namespace reverie::aimlapi_images
