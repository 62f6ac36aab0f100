#include "server/openapi.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace reverie {
namespace {

constexpr std::array<std::string_view, 4> kMethods{"GET", "POST", "PUT", "DELETE"};

struct Path {
  std::string text;  // "/v1/models/{model}": OpenAPI has no "{model...}"
  std::vector<std::string> names;
};

Path path_of(const std::string& pattern) {
  Path path;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] != '{') {
      path.text += pattern[at];
      continue;
    }
    const std::size_t end = pattern.find('}', at);
    std::string name = pattern.substr(at + 1, end - at - 1);
    if (name.ends_with("...")) name.resize(name.size() - 3);
    path.names.push_back(name);
    path.text += "{" + name + "}";
    at = end;
  }
  return path;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

Json operation_json(const Operation& operation, const Path& path) {
  const Json any = Json::object();
  const Json json_or_events = {{"application/json", any}, {"text/event-stream", any}};
  const Json refused = {{"application/json", any}};
  Json json = {
      {"responses",
       {{"2XX",
         {{"description", "done, or accepted; a stream where one is asked for"},
          {"content", json_or_events}}},
        {"4XX", {{"description", "refused, in the dialect's own form"}, {"content", refused}}},
        {"5XX", {{"description", "see the dialect's page in docs/dialects/"}, {"content", refused}}}}}};
  for (const std::string& name : path.names) {
    json["parameters"].push_back(
        {{"name", name}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}});
  }
  if (operation.body != nullptr) {
    const char* type = operation.is_multipart ? "multipart/form-data" : "application/json";
    json["requestBody"] = {{"required", true},
                           {"content", {{type, {{"schema", schema_of(*operation.body)}}}}}};
  }
  return json;
}

}  // namespace

Json openapi_of(const std::string& title, std::span<const Operation> operations,
                const std::string& path_prefix) {
  Json document = {{"openapi", "3.1.0"},
                   {"info", {{"title", title}, {"version", "1"}}},
                   {"paths", Json::object()},
                   {"components", {{"securitySchemes", {{"key", {{"type", "http"}, {"scheme", "bearer"}}}}}}},
                   {"security", Json::array({{{"key", Json::array()}}})}};
  for (const Operation& operation : operations) {
    if (std::find(kMethods.begin(), kMethods.end(), operation.method) == kMethods.end()) continue;
    const Path path = path_of(path_prefix + operation.path);
    document["paths"][path.text][lower(operation.method)] = operation_json(operation, path);
  }
  return document;
}

}  // namespace reverie
