#include "server/dialects/oxen_models.h"

#include <algorithm>

#include "jobs/fold_case.h"

namespace reverie::oxen {
namespace {

// The ids that the service sells, with the dates it gives.
struct SeedreamRow {
  std::string_view id;
  std::string_view display_name;
  int64_t created;
  std::string_view released_at;
};

constexpr SeedreamRow kSeedream[] = {
    {"bytedance-seedream-4-5", "Seedream 4.5", 1764547200, "2025-12-01T00:00:00Z"},
    {"bytedance-seedream-4", "Seedream 4.0", 1757376000, "2025-09-09T00:00:00Z"},
};

const SeedreamRow* seedream_row(const std::string& id) {
  const auto row = std::find_if(std::begin(kSeedream), std::end(kSeedream),
                                [&](const SeedreamRow& candidate) { return candidate.id == id; });
  return row == std::end(kSeedream) ? nullptr : row;
}

// The model is named beside the schema, not in it.
Json request_schema() {
  Json schema = schema_of(kImageFields);
  schema["properties"].erase("model");
  schema["required"] = Json::array({"prompt"});
  return schema;
}

Json model_object(ImageService& service, const std::string& id) {
  const ModelName name = service.models().find(id);
  const ModelFacts facts = service.engine().facts(name.model);
  const SeedreamRow* row = seedream_row(id);
  const std::string summary =
      row != nullptr ? "Answered by the model " + name.model + " of this server." : facts.description;
  Json input = {"text"};
  if (facts.max_references > 0) input.push_back("image");
  const Json schema = request_schema();
  return {{"id", id},
          {"object", "model"},
          {"created", row != nullptr ? row->created : 0},
          {"owned_by", row != nullptr ? "oxen" : "reverie"},
          {"display_name", row != nullptr ? row->display_name : std::string_view(id)},
          {"description", facts.description},
          {"summary", summary},
          {"model_type", "base"},
          {"endpoint", "/images/edit"},
          {"capabilities", {{"input", input}, {"output", Json::array({"image"})}}},
          {"pricing", {{"method", "per_image"}, {"cost_per_image", 0}}},
          {"fine_tuning", nullptr},
          {"deployments", Json::array()},
          {"developer", {{"name", row != nullptr ? "ByteDance" : "Reverie"}, {"logo", nullptr}}},
          {"source_model", nullptr},
          {"image_url", nullptr},
          {"released_at", row != nullptr ? Json(row->released_at) : Json()},
          {"request_schema", schema},
          {"json_request_schema", schema}};
}

std::vector<std::string> model_ids(const ModelNames& models) {
  std::vector<std::string> ids;
  const auto add = [&](const std::string& id) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  };
  for (const SeedreamRow& row : kSeedream) add(std::string(row.id));
  for (const auto& [alias, model] : models.aliases()) add(alias);
  for (const std::string& model : models.installed()) add(model);
  return ids;
}

bool contains(const Json& text, const std::string& folded_part) {
  return fold_case(text.get_ref<const std::string&>()).find(folded_part) != std::string::npos;
}

HttpResponse list_reply(ImageService& service, const std::function<bool(const Json&)>& is_listed) {
  Json list = Json::array();
  for (const std::string& id : model_ids(service.models())) {
    Json object = model_object(service, id);
    if (is_listed(object)) list.push_back(std::move(object));
  }
  return json_response(200, {{"object", "list"}, {"data", list}});
}

}  // namespace

Answer models(ImageService& service, const HttpRequest& request, const PathValues&) {
  service.authenticate(request);
  const std::string developer = fold_case(request.query_value("developer_name").value_or(""));
  return list_reply(service, [&](const Json& model) {
    return developer.empty() || fold_case(model["developer"]["name"].get<std::string>()) == developer;
  });
}

Answer search_models(ImageService& service, const HttpRequest& request, const PathValues&) {
  service.authenticate(request);
  const std::string part = fold_case(request.query_value("search").value_or(""));
  return list_reply(service, [&](const Json& model) {
    return contains(model["id"], part) || contains(model["display_name"], part) ||
           contains(model["developer"]["name"], part) || contains(model["description"], part);
  });
}

Answer model(ImageService& service, const HttpRequest& request, const PathValues& values) {
  service.authenticate(request);
  const std::string& id = values.at("id");
  expect_model(service, id);
  return json_response(200, model_object(service, id));
}

Answer refuse_activation(ImageService& service, const HttpRequest& request, const PathValues& values) {
  service.authenticate(request);
  const std::string& id = values.at("id");
  expect_model(service, id);
  throw Error(ErrorCode::InvalidRequest, "only custom models can be activated or deactivated, not " + id);
}

}  // namespace reverie::oxen
