#include "server/model_api.h"

#include "server/dialects/values.h"
#include "server/own_api.h"

namespace reverie::model_api {
namespace {

constexpr Field kFields[] = {
    {"prompt",
     Use::Required,
     Kind::Text,
     "what to draw; may be empty",
     into<&Draft::prompt>,
     {},
     {0, 32'000}},
    {"model", Use::Optional, Kind::Text, "an installed model or an alias; the server's own when absent",
     into<&Draft::model>}};

bool has_effect(const Field& field, const ModelFacts& facts) {
  if (field.name == "images") return facts.max_references > 0;
  if (field.name == "enhance") return facts.can_rewrite;
  if (field.name == "guidance") return facts.default_guidance.has_value();
  return true;
}

const char* kind_name(Kind kind) {
  switch (kind) {
    case Kind::Text: return "text";
    case Kind::TextList: return "text_list";
    case Kind::Integer: return "integer";
    case Kind::Number: return "number";
    case Kind::Boolean: return "boolean";
    default: throw Error(ErrorCode::Internal, "model_api: a field of a job is of no kind that forms have");
  }
}

Json field_json(const Field& field, const ModelFacts& facts) {
  Json json = {{"name", field.name}, {"kind", kind_name(field.kind)}, {"note", field.note}};
  for (const std::string_view choice : field.choices) json["choices"].push_back(choice);
  const bool is_whole = field.kind != Kind::Number;
  const auto bound = [&](double value) { return is_whole ? Json(static_cast<int64_t>(value)) : Json(value); };
  if (field.bounds.least > Bounds{}.least) json["least"] = bound(field.bounds.least);
  if (field.bounds.most < Bounds{}.most) json["most"] = bound(field.bounds.most);
  if (field.name == "images") json["most"] = facts.max_references;
  return json;
}

}  // namespace

constexpr FieldTable kPromptFields{kFields, UnknownFields::Refused, NullValues::Absent};

Json model_json(ImageService& service, const std::string& name) {
  const ModelFacts facts = service.engine().facts(name);
  Json fields = Json::array();
  for (const Field& field : own_api::kJobFields.fields) {
    if (has_effect(field, facts)) fields.push_back(field_json(field, facts));
  }
  return {{"name", name},
          {"description", facts.description},
          {"is_default", name == service.models().default_model()},
          {"is_loaded", facts.is_loaded},
          {"max_references", facts.max_references},
          {"can_enhance", facts.can_rewrite},
          {"words", facts.words},
          {"default_steps", facts.default_steps},
          {"default_guidance", facts.default_guidance ? Json(*facts.default_guidance) : Json(nullptr)},
          {"native_max_px", facts.native_pixels},
          {"tokens_max", facts.most_tokens},
          {"size_bytes", facts.size_bytes},
          {"fields", fields}};
}

Answer models(ImageService& service, const HttpRequest& request, const PathValues&) {
  service.authenticate(request);
  Json models = Json::array();
  for (const std::string& name : service.models().installed()) models.push_back(model_json(service, name));
  return json_response(200, {{"models", models}, {"aliases", service.models().aliases()}});
}

Answer check_prompt(ImageService& service, const HttpRequest& request, const PathValues&) {
  service.authenticate(request);
  Draft draft;
  draft.model = service.models().default_model();
  read_fields(kPromptFields, parse_body(request.body), draft);
  const std::string model = service.models().find(draft.model).model;
  const PromptFacts facts = service.engine().check_prompt(model, draft.prompt);
  Json read_as = Json::array();
  for (const auto& [written, as] : facts.read_as) read_as.push_back({{"word", written}, {"as", as}});
  return json_response(200, {{"tokens", facts.tokens},
                             {"tokens_max", service.engine().facts(model).most_tokens},
                             {"unknown_words", facts.unknown_words},
                             {"read_as", read_as}});
}

}  // namespace reverie::model_api
