#include "server/dialects/cloudflare_ai.h"

#include <algorithm>
#include <iterator>

#include "core/printable.h"
#include "server/dialects/errors.h"
#include "server/dialects/values.h"

namespace reverie::cloudflare_ai {
namespace {

constexpr std::string_view kName = "cloudflare";

// --- Fields. Each is written once; the tables below say which model has it. ---

constexpr Choices kRatios{"match_input_image", "1:1", "4:3", "3:4", "16:9", "9:16", "3:2", "2:3", "21:9"};

constexpr Field kPrompt{"prompt", Use::Required, Kind::Text, "what to draw", into<&Draft::prompt>};
constexpr Field kAspectRatio{
    "aspect_ratio",
    Use::Optional,
    Kind::Text,
    "with a tier; match_input_image when absent: the first picture's ratio, or 1:1 without pictures",
    into<&Draft::aspect_ratio>,
    kRatios};
constexpr Field kWidth{
    "width", Use::Optional, Kind::Integer, "in pixels; not read when size is a tier", into<&Draft::width_px>,
    {},      {1024, 4096}};
constexpr Field kHeight{"height",
                        Use::Optional,
                        Kind::Integer,
                        "in pixels; not read when size is a tier",
                        into<&Draft::height_px>,
                        {},
                        {1024, 4096}};
constexpr Field kImageInput{"image_input", Use::Optional, Kind::TextList,
                            "references: URLs, data URIs or base64, at most 14", into_references};
constexpr Field kEnhancePrompt{
    "enhance_prompt", Use::Optional, Kind::Boolean, "the prompt is enriched before it is drawn",
    [](const Json& v, Draft& d) { d.rewrite = v.get<bool>() ? Rewrite::Standard : Rewrite::Off; }};
constexpr Field kGroup{"sequential_image_generation",       Use::Optional, Kind::Text,
                       "auto: a group of related pictures", into_group,    {"disabled", "auto"}};
constexpr Field kGroupMax{"max_images",
                          Use::Optional,
                          Kind::Integer,
                          "most pictures of a group; read when it is auto; 1 when absent",
                          into<&Draft::group_max>,
                          {},
                          {1, 15}};
constexpr Field kUnchecked{"disable_safety_checker", Use::Optional, Kind::Boolean,
                           "honoured for keys with the scope \"unsafe\"",
                           [](const Json& v, Draft& d) { d.is_safety_checked = !v.get<bool>(); }};
constexpr Field kSeed{"seed", Use::Optional,   Kind::Integer, "ours; -1 draws one", into<&Draft::seed>,
                      {},     {-1, 2147483647}};
constexpr Field kWatermark{"watermark", Use::Optional, Kind::Boolean,
                           "ours; a visible mark at the bottom right; false when absent",
                           into<&Draft::has_watermark>};
constexpr Field kImageOfPro{"image", Use::Refused, Kind::Any, "a field of Seedream 5 pro; here image_input"};
constexpr Field kFormatOfLite{"output_format", Use::Refused, Kind::Text, "a field of Seedream 5 lite"};

constexpr Field kSeedream4Rows[] = {
    kPrompt,
    {"size",
     Use::Optional,
     Kind::Text,
     "a tier, or custom with width and height (2048 each when absent); 2K when absent",
     into<&Draft::size>,
     {"1K", "2K", "4K", "custom"}},
    kAspectRatio,
    kWidth,
    kHeight,
    kEnhancePrompt,
    {"image_input", Use::Optional, Kind::TextList, "ours; references: URLs, data URIs or base64, at most 14",
     into_references},
    kSeed,
    kWatermark,
    {"sequential_image_generation", Use::Refused, Kind::Text, "a field of Seedream 4.5"},
    {"max_images", Use::Refused, Kind::Integer, "a field of Seedream 4.5"},
    {"disable_safety_checker", Use::Refused, Kind::Boolean, "a field of Seedream 4.5"},
    kFormatOfLite,
    kImageOfPro,
};

constexpr Field kSeedream45Rows[] = {
    kPrompt,
    {"size", Use::Optional, Kind::Text, "2K when absent", into<&Draft::size>, {"2K", "4K"}},
    kAspectRatio,
    kImageInput,
    kGroup,
    kGroupMax,
    kUnchecked,
    kSeed,
    kWatermark,
    {"width", Use::Refused, Kind::Integer, "a field of Seedream 4.0"},
    {"height", Use::Refused, Kind::Integer, "a field of Seedream 4.0"},
    {"enhance_prompt", Use::Refused, Kind::Boolean, "a field of Seedream 4.0"},
    kFormatOfLite,
    kImageOfPro,
};

constexpr Field kOwnModelRows[] = {
    kPrompt,
    {"size",
     Use::Optional,
     Kind::Text,
     "a tier, or custom with width and height (2048 each when absent); 2K when absent",
     into<&Draft::size>,
     {"1K", "2K", "3K", "4K", "custom"}},
    kAspectRatio,
    kWidth,
    kHeight,
    kImageInput,
    kGroup,
    kGroupMax,
    kEnhancePrompt,
    kUnchecked,
    kSeed,
    kWatermark,
    {"output_format", Use::Optional, Kind::Text, "jpeg when absent", into_format, {"jpeg", "png", "webp"}},
};

constexpr Field kRunRows[] = {
    {"model", Use::Required, Kind::Text, "model id: bytedance/seedream-4.5", into<&Draft::model>},
    {"input", Use::Required, Kind::Object, "what the model takes: the tables below"},
    {"provider", Use::Ignored, Kind::Any, "of the older gateway API; there is one provider here"},
    {"background", Use::Refused, Kind::Boolean,
     "of the older gateway API; the pictures are in the answer itself"},
};

// --- Errors ---

struct ErrorRow {
  ErrorCode code;
  int status;
  int number;
  bool is_worth_repeating;  // of those that clients repeat on their own: 408, 409, 429, 5xx
};

constexpr ErrorRow kErrors[] = {
    {ErrorCode::InvalidRequest, 400, 5006, false},
    {ErrorCode::TooLarge, 413, 3006, false},
    {ErrorCode::Unauthenticated, 401, 10000, false},
    {ErrorCode::Forbidden, 403, 5018, false},
    {ErrorCode::OutOfCredits, 402, 2021, false},
    {ErrorCode::Refused, 400, 3030, false},
    {ErrorCode::NotFound, 404, 7003, false},
    {ErrorCode::Conflict, 409, 5006, false},
    {ErrorCode::Busy, 429, 3040, true},
    {ErrorCode::Cancelled, 408, 3008, false},
    {ErrorCode::OutOfMemory, 500, 3001, false},
    {ErrorCode::CorruptFile, 500, 3001, false},
    {ErrorCode::Unreachable, 400, 5006, false},
    {ErrorCode::WriteFailed, 500, 3001, true},
    {ErrorCode::Internal, 500, 3001, true},
};
static_assert(covers_every_code(kErrors), "one row for each ErrorCode");

constexpr ErrorRow kNoModel{ErrorCode::NotFound, 400, 5007, false};
constexpr ErrorRow kNoBody{ErrorCode::InvalidRequest, 400, 3003, false};

bool is_without_body(const Error& error) {
  const auto* fault = dynamic_cast<const FieldError*>(&error);
  return fault != nullptr && fault->problem() == Problem::Missing && error.field() == "body";
}

const ErrorRow& row_for(const Error& error) {
  if (is_without_body(error)) return kNoBody;
  if (error.code() != ErrorCode::NotFound) return row_of(kErrors, error.code());
  if (error.field() == "model") return kNoModel;
  const bool is_path = error.field().empty() || error.field() == "account";
  return row_of(kErrors, is_path ? ErrorCode::NotFound : ErrorCode::InvalidRequest);
}

// "input.size" -> "/input/size": a JSON Pointer, as their validator names places.
std::string pointer_of(std::string_view field) {
  std::string pointer = "/" + std::string(field);
  std::replace(pointer.begin(), pointer.end(), '.', '/');
  return pointer;
}

std::string input_message(const Error& error) {
  const std::string begin = "AiError: Bad input: Error: ";
  if (error.field().empty()) return begin + error.what();
  const std::string pointer = pointer_of(error.field());
  const auto* fault = dynamic_cast<const FieldError*>(&error);
  if (fault != nullptr && fault->problem() == Problem::Missing) {
    const std::size_t slash = pointer.rfind('/');
    return begin + "required properties at '" + (slash == 0 ? "/" : pointer.substr(0, slash)) + "' are '" +
           pointer.substr(slash + 1) + "'";
  }
  return begin + "'" + pointer + "' " + without_name(error);
}

std::string message_of(const HttpRequest& request, const Error& error, const ErrorRow& row) {
  switch (row.number) {
    case 10000: return "Authentication error";
    case 7003:
      return "Could not route to " + printable(request.path) + ", perhaps your object identifier is invalid?";
    case 3003: return error.what();
    case 5006: return input_message(error) + " (" + request.id + ")";
    default: return std::string("AiError: ") + error.what() + " (" + request.id + ")";
  }
}

// --- Requests ---

FieldNames names_below(const std::string& path) {
  FieldNames names;
  names.prompt = path + "prompt";
  names.references = path + "image_input";
  names.size = path + "size";
  names.aspect_ratio = path + "aspect_ratio";
  names.width = path + "width";
  names.height = path + "height";
  names.group_max = path + "max_images";
  names.seed = path + "seed";
  return names;
}

Json body_of(const HttpRequest& request) {
  if (request.body.empty()) {
    throw FieldError(Problem::Missing, "Request is missing headers or body: body", "body");
  }
  return parse_body(request.body);
}

// --- Answers ---

Json pictures_of(const ImageService& service, const HttpRequest& request, const Job& job, Family family) {
  Json urls = Json::array();
  for (const JobImage& image : job.images) {
    if (image.is_done()) urls.push_back(service.picture_url(request, image));
  }
  if (family == Family::Seedream4) return {{"image", urls.at(0)}};
  return {{"images", urls}};
}

HttpResponse finished_reply(const ImageService& service, const HttpRequest& request, const Job& job,
                            Family family) {
  if (count_done(job) == 0) throw error_of(job);
  const Json pictures = pictures_of(service, request, job, family);
  const Json documented = {
      {"state", "Completed"}, {"result", pictures}, {"gatewayMetadata", {{"keySource", "Unified"}}}};
  if (service.settings().is_cloudflare_plain) return json_response(200, documented);
  // Readers of the documented form look at result.images, readers of the wrapped one at result.result.images.
  Json result = documented;
  result.update(pictures);
  Json envelope = success_envelope(std::move(result));
  envelope["state"] = documented["state"];
  envelope["gatewayMetadata"] = documented["gatewayMetadata"];
  return json_response(200, envelope);
}

// `draft` holds the model; `path` is put before the names of the input's fields.
Answer submit(ImageService& service, const HttpRequest& request, const Caller& caller, Draft draft,
              const Json& input, const std::string& path) {
  const Family family = find_model(service, draft.model).family;
  draft.names = names_below(path);
  draft.aspect_ratio = "match_input_image";
  read_fields(input_fields(family), input, draft, path);
  if (draft.size && *draft.size != "custom") {
    draft.width_px.reset();
    draft.height_px.reset();
  }
  const Job job = service.admit(caller, request, std::move(draft), {std::string(kName), {}});
  return WaitForJob{job.id, std::nullopt,
                    [&service, request = head_of(request), family](const JobView& view) {
                      return finished_reply(service, request, view.job, family);
                    }};
}

}  // namespace

constexpr FieldTable kRunFields{kRunRows, UnknownFields::Ignored, NullValues::WrongType};
constexpr FieldTable kSeedream4Fields{kSeedream4Rows, UnknownFields::Refused, NullValues::WrongType};
constexpr FieldTable kSeedream45Fields{kSeedream45Rows, UnknownFields::Refused, NullValues::WrongType};
constexpr FieldTable kOwnModelFields{kOwnModelRows, UnknownFields::Refused, NullValues::WrongType};

const FieldTable& input_fields(Family family) {
  switch (family) {
    case Family::Seedream4: return kSeedream4Fields;
    case Family::Seedream45: return kSeedream45Fields;
    case Family::Own: return kOwnModelFields;
  }
  throw Error(ErrorCode::Internal, "cloudflare_ai: unknown family");
}

Json output_schema(Family family) {
  const Json uri = {{"type", "string"}, {"format", "uri"}};
  const bool is_single = family == Family::Seedream4;
  const std::string name = is_single ? "image" : "images";
  const Json value = is_single ? uri : Json{{"type", "array"}, {"items", uri}, {"minItems", 1}};
  return {{"type", "object"},
          {"properties", {{name, value}}},
          {"required", Json::array({name})},
          {"additionalProperties", false}};
}

Json success_envelope(Json result) {
  return {{"result", std::move(result)},
          {"success", true},
          {"errors", Json::array()},
          {"messages", Json::array()}};
}

HttpResponse error_reply(const HttpRequest& request, const Error& error) {
  const ErrorRow& row = row_for(error);
  Json fault = {{"code", row.number}, {"message", message_of(request, error, row)}};
  if (row.number == 5006 && !error.field().empty()) {
    fault["source"] = {{"pointer", pointer_of(error.field())}};
  }
  HttpResponse response = json_response(row.status, {{"result", row.number == 5006 ? Json::object() : Json()},
                                                     {"success", false},
                                                     {"errors", Json::array({fault})},
                                                     {"messages", Json::array()}});
  if (!row.is_worth_repeating) response.headers.emplace_back("x-should-retry", "false");
  add_retry_after(response, error);
  return response;
}

void check_account(const PathValues& values) {
  const std::string& account = values.at("account");
  const bool is_id = !account.empty() && std::all_of(account.begin(), account.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (!is_id) throw Error(ErrorCode::NotFound, "account: not an account's id", "account");
}

ModelName find_model(const ImageService& service, const std::string& id) {
  try {
    return service.models().find(id);
  } catch (const Error& e) {
    if (e.code() != ErrorCode::NotFound) throw;
    throw Error(ErrorCode::NotFound, "No such model " + printable(id) + " or task", "model");
  }
}

Answer run(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  check_account(values);
  const Json body = body_of(request);
  Draft draft;
  read_fields(kRunFields, body, draft);
  return submit(service, request, caller, std::move(draft), body.at("input"), "input.");
}

Answer run_model(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  check_account(values);
  Draft draft;
  draft.model = values.at("model");
  return submit(service, request, caller, std::move(draft), body_of(request), "");
}

}  // namespace reverie::cloudflare_ai
