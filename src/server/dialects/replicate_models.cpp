#include "server/dialects/replicate_models.h"

#include <algorithm>

#include "core/printable.h"
#include "intake/secrets.h"
#include "jobs/fold_case.h"
#include "server/dialects/own_models.h"
#include "server/dialects/replicate_predictions.h"
#include "server/dialects/values.h"

namespace reverie::replicate {
namespace {

constexpr std::string_view kSeedreamNames[] = {"bytedance/seedream-4", "bytedance/seedream-4.5"};
constexpr std::string_view kVersionDate = "2025-01-01T00:00:00.000Z";
constexpr std::string_view kCogVersion = "0.16.0";

// --- what a model takes ---

constexpr Field kAspectRatio{
    "aspect_ratio",
    Use::Optional,
    Kind::Text,
    "of the picture; match_input_image, the default, takes the first reference's, and 1:1 without one",
    into<&Draft::aspect_ratio>,
    {"match_input_image", "1:1", "4:3", "3:4", "16:9", "9:16", "3:2", "2:3", "21:9"}};
constexpr Field kWidth{
    "width", Use::Optional, Kind::Integer, "in pixels, read when size is custom", into<&Draft::width_px>,
    {},      {1024, 4096}};
constexpr Field kHeight{
    "height", Use::Optional, Kind::Integer, "in pixels, read when size is custom", into<&Draft::height_px>,
    {},       {1024, 4096}};
constexpr Field kGroup{"sequential_image_generation",       Use::Optional, Kind::Text,
                       "auto: a group of related pictures", into_group,    {"disabled", "auto"}};
constexpr Field kGroupMax{"max_images",
                          Use::Optional,
                          Kind::Integer,
                          "most pictures of a group, read when sequential_image_generation is auto",
                          into<&Draft::group_max>,
                          {},
                          {1, 15}};
constexpr Field kRewrite{
    "enhance_prompt", Use::Optional, Kind::Boolean, "a language model enriches the prompt; false when absent",
    [](const Json& v, Draft& d) { d.rewrite = v.get<bool>() ? Rewrite::Standard : Rewrite::Off; }};
constexpr Field kUnsafe{"disable_safety_checker", Use::Optional, Kind::Boolean,
                        "has an effect for keys with the scope \"unsafe\" only",
                        [](const Json& v, Draft& d) { d.is_safety_checked = !v.get<bool>(); }};

// Not in the vendor's schema, which lets them pass without effect.
constexpr Field kImage{"image", Use::Optional, Kind::TextOrTextList,
                       "more references: @ai-sdk/replicate sends its one picture so", into_references};
constexpr Field kSeed{
    "seed", Use::Optional,   Kind::Integer, "-1 draws one; the vendor ignores it", into<&Draft::seed>,
    {},     {-1, 2147483647}};
constexpr Field kFormat{"output_format", Use::Optional,
                        Kind::Text,      "jpeg when absent; the vendor reads it for Seedream 5 only",
                        into_format,     {"jpeg", "jpg", "png", "webp"}};
constexpr Field kOutputs{"num_outputs", Use::Ignored, Kind::Integer,
                         "@ai-sdk/replicate always sends it; Seedream's number of pictures is max_images"};

constexpr Field kSeedream4Fields[] = {
    {"prompt", Use::Required, Kind::Text, "what to draw", into<&Draft::prompt>},
    {"image_input",
     Use::Optional,
     Kind::TextList,
     "references: URLs, data URIs or uploaded files",
     into_references,
     {},
     {0, 10}},
    {"size",
     Use::Optional,
     Kind::Text,
     "2K when absent; custom takes width and height",
     into<&Draft::size>,
     {"1K", "2K", "4K", "custom"}},
    kAspectRatio,
    kWidth,
    kHeight,
    kGroup,
    kGroupMax,
    kRewrite,
    kUnsafe,
    kImage,
    kSeed,
    kFormat,
    kOutputs,
};

constexpr Field kSeedream45Fields[] = {
    {"prompt", Use::Required, Kind::Text, "what to draw", into<&Draft::prompt>, {}, {0, 4000}},
    {"image_input",
     Use::Optional,
     Kind::TextList,
     "references: URLs, data URIs or uploaded files",
     into_references,
     {},
     {0, 14}},
    {"size",
     Use::Optional,
     Kind::Text,
     "2K when absent; custom takes width and height",
     into<&Draft::size>,
     {"2K", "4K", "custom"}},
    kAspectRatio,
    kWidth,
    kHeight,
    kGroup,
    kGroupMax,
    kRewrite,
    kUnsafe,
    kImage,
    kSeed,
    kFormat,
    kOutputs,
};

// --- their description in OpenAPI ---

// The vendor's defaults, which forms built from the schema show.
Json default_of(const std::string& field) {
  static const Json defaults = {{"image_input", Json::array()},
                                {"size", "2K"},
                                {"aspect_ratio", "match_input_image"},
                                {"width", 2048},
                                {"height", 2048},
                                {"sequential_image_generation", "disabled"},
                                {"max_images", 1},
                                {"enhance_prompt", false},
                                {"disable_safety_checker", false}};
  return defaults.value(field, Json());
}

Json input_schema(const FieldTable& table) {
  Json schema = schema_of(table);
  schema["title"] = "Input";
  int order = 0;
  for (const Field& field : table.fields) {
    const auto found = schema["properties"].find(field.name);
    if (found == schema["properties"].end()) continue;
    (*found)["title"] = field.name;
    (*found)["x-order"] = order++;
    const std::string name(field.name);
    if (Json usual = default_of(name); !usual.is_null()) (*found)["default"] = std::move(usual);
    if (name == "image_input") (*found)["items"]["format"] = "uri";
  }
  return schema;
}

Json openapi_of(const Model& model) {
  const Json uri = {{"type", "string"}, {"format", "uri"}};
  const Json reference = {{"$ref", "#/components/schemas/Output"}};
  return {
      {"openapi", "3.0.2"},
      {"info", {{"title", model.full_name()}, {"version", "0.1.0"}}},
      {"paths",
       {{"/predictions",
         {{"post",
           {{"summary", "Predict"},
            {"requestBody",
             {{"content", {{"application/json", {{"schema", {{"$ref", "#/components/schemas/Input"}}}}}}}}},
            {"responses",
             {{"200",
               {{"description", "Successful Response"},
                {"content", {{"application/json", {{"schema", reference}}}}}}}}}}}}}}},
      {"components",
       {{"schemas",
         {{"Input", input_schema(*model.input)},
          {"Output", {{"title", "Output"}, {"type", "array"}, {"items", uri}}}}}}}};
}

Json version_object(const Model& model) {
  return {{"id", model.version_id()},
          {"created_at", kVersionDate},
          {"cog_version", kCogVersion},
          {"openapi_schema", openapi_of(model)}};
}

Json model_object(const HttpRequest& request, const Model& model) {
  return {{"url", request.base_url + mount_of(request) + "/v1/models/" + model.full_name()},
          {"owner", model.owner},
          {"name", model.name},
          {"description", model.description},
          {"visibility", "public"},
          {"is_official", true},
          {"github_url", nullptr},
          {"paper_url", nullptr},
          {"license_url", nullptr},
          {"run_count", 0},
          {"cover_image_url", nullptr},
          {"default_example", nullptr},
          {"latest_version", version_object(model)}};
}

Json page_of(Json results) {
  return {{"next", nullptr}, {"previous", nullptr}, {"results", std::move(results)}};
}

// --- finding ---

Model model_of(ImageService& service, const ModelName& known) {
  const ModelFacts facts = service.engine().facts(known.model);
  Model model;
  model.id = known.id;
  const std::size_t slash = known.id.find('/');
  model.owner = slash == std::string::npos ? std::string(kOwnOwner) : known.id.substr(0, slash);
  model.name = slash == std::string::npos ? known.id : known.id.substr(slash + 1);
  model.description =
      known.family == Family::Own ? facts.description : "Drawn by " + known.model + ". " + facts.description;
  model.input = known.family == Family::Seedream45 ? &kSeedream45Input : &kSeedream4Input;
  return model;
}

Model model_in_path(ImageService& service, const PathValues& values) {
  return find_model(service, values.at("owner") + "/" + values.at("name"), "model");
}

// The words of a search. What is no JSON string is taken as it is.
std::string words_of(const std::string& body) {
  const Json json = Json::parse(body, nullptr, false);
  return json.is_string() ? json.get<std::string>() : body;
}

bool has_every_word(const Model& model, const std::string& words) {
  const std::string text = fold_case(model.full_name() + " " + model.description);
  const std::string folded = fold_case(words);
  for (std::size_t begin = folded.find_first_not_of(' '); begin != std::string::npos;) {
    const std::size_t end = std::min(folded.find(' ', begin), folded.size());
    if (text.find(folded.substr(begin, end - begin)) == std::string::npos) return false;
    begin = folded.find_first_not_of(' ', end);
  }
  return true;
}

}  // namespace

constexpr FieldTable kSeedream4Input{kSeedream4Fields, UnknownFields::Ignored, NullValues::WrongType};
constexpr FieldTable kSeedream45Input{kSeedream45Fields, UnknownFields::Ignored, NullValues::WrongType};

std::string Model::version_id() const {
  return sha256_hex(full_name());
}

std::vector<Model> catalogue(ImageService& service) {
  const ModelNames& names = service.models();
  std::vector<std::string> ids(std::begin(kSeedreamNames), std::end(kSeedreamNames));
  const std::vector<std::string> installed = names.installed();
  ids.insert(ids.end(), installed.begin(), installed.end());
  for (const auto& [alias, model] : names.aliases()) {
    if (std::find(ids.begin(), ids.end(), alias) == ids.end()) ids.push_back(alias);
  }
  std::vector<Model> models;
  for (const std::string& id : ids) models.push_back(model_of(service, names.find(id)));
  return models;
}

Model find_model(ImageService& service, const std::string& text, const std::string& field) {
  for (Model& model : catalogue(service)) {
    const std::string name = model.full_name();
    if (text == name || text == model.version_id() || text == name + ":" + model.version_id()) return model;
  }
  return model_of(service, service.models().find(without_own_owner(text), field));
}

void finish_input(Draft& draft) {
  const bool is_custom = draft.size && *draft.size == "custom";
  if (!is_custom) {
    draft.width_px.reset();
    draft.height_px.reset();
    if (!draft.aspect_ratio) draft.aspect_ratio = "match_input_image";
  }
  if (draft.is_group && !draft.group_max) draft.group_max = 1;
}

Json models_page(ImageService& service, const HttpRequest& request) {
  Json results = Json::array();
  for (const Model& model : catalogue(service)) results.push_back(model_object(request, model));
  return page_of(std::move(results));
}

Answer list_models(ImageService& service, const HttpRequest& request, const PathValues&) {
  service.authenticate(request);
  return json_response(200, models_page(service, request));
}

Answer search_models(ImageService& service, const HttpRequest& request, const PathValues&) {
  service.authenticate(request);
  const std::string words = words_of(request.body);
  Json results = Json::array();
  for (const Model& model : catalogue(service)) {
    if (has_every_word(model, words)) results.push_back(model_object(request, model));
  }
  return json_response(200, page_of(std::move(results)));
}

Answer get_model(ImageService& service, const HttpRequest& request, const PathValues& values) {
  service.authenticate(request);
  return json_response(200, model_object(request, model_in_path(service, values)));
}

Answer list_versions(ImageService& service, const HttpRequest& request, const PathValues& values) {
  service.authenticate(request);
  return json_response(200, page_of(Json::array({version_object(model_in_path(service, values))})));
}

Answer get_version(ImageService& service, const HttpRequest& request, const PathValues& values) {
  service.authenticate(request);
  const Model model = model_in_path(service, values);
  const std::string& id = values.at("version");
  if (id != model.version_id()) {
    throw Error(ErrorCode::NotFound, model.full_name() + " has no version " + printable(id), "version_id");
  }
  return json_response(200, version_object(model));
}

}  // namespace reverie::replicate
