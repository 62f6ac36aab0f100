#include "server/dialects/aimlapi_catalogue.h"

#include <algorithm>
#include <set>

#include "core/printable.h"
#include "intake/secrets.h"
#include "jobs/fold_case.h"
#include "server/dialects/aimlapi_images.h"
#include "server/dialects/values.h"

namespace reverie::aimlapi_catalogue {
namespace {

constexpr std::string_view kOwner = "reverie";
// The largest whole number that every reader of JSON keeps: what an account without a limit has.
constexpr int64_t kUnlimited = 9007199254740991;

struct ModelRow {
  std::string id;
  std::string name;
  std::vector<std::string> aliases;
  std::vector<std::string> capabilities;
  int64_t created;  // of the day in the upstream model's name
};

const std::vector<ModelRow>& seedream_rows() {
  static const std::vector<ModelRow> rows = {
      {std::string(aimlapi_images::kSeedream45Id),
       "Seedream 4.5",
       {"bytedance/seedream-4.5", "seedream-4.5", "seedream-4-5"},
       {"text_to_image", "image_to_image"},
       1764288000},
      {std::string(aimlapi_images::kSeedream4Id),
       "Seedream v4 (Text-to-Image)",
       {"bytedance/seedream-4.0", "bytedance/seedream-4", "seedream-4.0", "seedream-4-0"},
       {"text_to_image", "image_to_image"},
       1756339200},
      {std::string(aimlapi_images::kSeedream4EditId),
       "Seedream v4 Edit (Image-to-image)",
       {},
       {"image_to_image"},
       1756339200},
  };
  return rows;
}

Json entry_of(ImageService& service, const HttpRequest& request, const ModelRow& row) {
  const ModelName name = service.models().find(row.id);
  const ModelFacts facts = service.engine().facts(name.model);
  const std::string begin = name.model == row.id ? "" : "Drawn by " + name.model + ". ";
  return {{"id", row.id},
          {"object", "model"},
          {"created", row.created},
          {"owned_by", kOwner},
          {"aliases", row.aliases},
          {"type", "image"},
          {"info",
           {{"name", row.name},
            {"developer", kOwner},
            {"description", begin + facts.description},
            {"url", request.base_url + "/"},
            {"docs_url", request.base_url + "/openapi.json"}}},
          {"tags", Json::array({"playground:image"})},
          {"features", Json::array()},
          {"endpoints", Json::array({"/v1/images/generations"})},
          {"pricing", {{"kind", "fixed"}, {"units", {{{"price", 0}, {"unit", "image"}, {"per", 1}}}}}},
          {"modalities", {{"input", {"text", "image"}}, {"output", {"image"}}}},
          {"capabilities", row.capabilities}};
}

// Under their own names; aliases of the configuration are listed with the model they mean.
std::vector<ModelRow> own_rows(const ModelNames& models) {
  std::vector<ModelRow> rows;
  for (const std::string& model : models.installed()) {
    ModelRow row{model, model, {}, {"text_to_image", "image_to_image"}, 0};
    for (const auto& [alias, target] : models.aliases()) {
      if (target == model) row.aliases.push_back(alias);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

// Every model, with all optional sections.
Json all_entries(ImageService& service, const HttpRequest& request) {
  Json entries = Json::array();
  for (const ModelRow& row : seedream_rows()) entries.push_back(entry_of(service, request, row));
  for (const ModelRow& row : own_rows(service.models())) entries.push_back(entry_of(service, request, row));
  return entries;
}

// "a,B" and repeated parameters: {"a", "b"}.
std::set<std::string> words_in(const HttpRequest& request, std::string_view parameter) {
  std::set<std::string> words;
  for (const std::string& value : request.query_values(parameter)) {
    for (std::size_t begin = 0; begin <= value.size();) {
      const std::size_t end = std::min(value.find(',', begin), value.size());
      if (end > begin) words.insert(fold_case(value.substr(begin, end - begin)));
      begin = end + 1;
    }
  }
  return words;
}

bool has_any(const Json& list, const std::set<std::string>& wanted) {
  return std::any_of(list.begin(), list.end(),
                     [&](const Json& one) { return wanted.contains(fold_case(one.get<std::string>())); });
}

bool is_asked_for(const HttpRequest& request, const Json& entry) {
  Json names = entry["aliases"];
  names.push_back(entry["id"]);
  const Json& input = entry["modalities"]["input"];
  const Json& output = entry["modalities"]["output"];
  Json modalities = input;
  modalities.insert(modalities.end(), output.begin(), output.end());
  const std::pair<std::string_view, Json> filters[] = {{"id", names},
                                                       {"type", Json::array({entry["type"]})},
                                                       {"tags", entry["tags"]},
                                                       {"modalities", modalities},
                                                       {"input_modalities", input},
                                                       {"output_modalities", output},
                                                       {"capabilities", entry["capabilities"]}};
  return std::all_of(std::begin(filters), std::end(filters), [&](const auto& filter) {
    const std::set<std::string> wanted = words_in(request, filter.first);
    return wanted.empty() || has_any(filter.second, wanted);
  });
}

// Sections that were not asked for are taken out.
void keep_included(const HttpRequest& request, Json& entry) {
  const std::set<std::string> wanted = words_in(request, "include");
  if (wanted.contains("all") || request.query_value("details") == "true") return;
  for (const char* section : {"pricing", "modalities", "capabilities"}) {
    if (!wanted.contains(section)) entry.erase(section);
  }
}

Json found_entries(ImageService& service, const HttpRequest& request) {
  Json found = Json::array();
  for (Json& entry : all_entries(service, request)) {
    if (!is_asked_for(request, entry)) continue;
    keep_included(request, entry);
    found.push_back(std::move(entry));
  }
  return found;
}

// With an ETag; nothing but 304 where the client has it already.
HttpResponse cacheable(const HttpRequest& request, const Json& body) {
  HttpResponse response = json_response(200, body);
  const std::string tag = "W/\"" + sha256_hex(response.body).substr(0, 32) + "\"";
  if (request.header("if-none-match") == tag) response = HttpResponse{304, {}, "", std::nullopt};
  response.headers.emplace_back("etag", tag);
  aimlapi_images::add_ids(response, request, request.id);
  return response;
}

}  // namespace

Answer models(ImageService& service, const HttpRequest& request, const PathValues&) {
  return cacheable(request, {{"object", "list"}, {"data", found_entries(service, request)}});
}

Answer old_models(ImageService& service, const HttpRequest& request, const PathValues&) {
  return cacheable(request, found_entries(service, request));
}

Answer model(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const std::string& id = values.at("id");
  for (const Json& entry : all_entries(service, request)) {
    const Json& aliases = entry["aliases"];
    if (entry["id"] == id || std::find(aliases.begin(), aliases.end(), Json(id)) != aliases.end()) {
      return cacheable(request, {{"object", "model"}, {"data", entry}});
    }
  }
  throw Error(ErrorCode::NotFound, "there is no model " + printable(id), "model");
}

Answer balance(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Caller caller = service.authenticate(request);
  const int64_t credits = caller.account.credits.value_or(kUnlimited);
  const int64_t threshold = service.settings().credits_per_generation;
  const bool is_low = credits < threshold;
  HttpResponse response =
      json_response(200, {{"balance", credits},
                          {"lowBalance", is_low},
                          {"lowBalanceThreshold", threshold},
                          {"lastUpdated", iso_time(now())},
                          {"autoDebitStatus", "disabled"},
                          {"status", is_low ? "low" : "current"},
                          {"statusExplanation", !caller.account.credits ? "This key has no limit of credits"
                                                : is_low ? "Balance is below the credits of one picture"
                                                         : "Balance is current and up to date"}});
  aimlapi_images::add_ids(response, request, request.id);
  return response;
}

}  // namespace reverie::aimlapi_catalogue
