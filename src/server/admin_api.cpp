#include "server/admin_api.h"

#include "core/printable.h"
#include "server/job_json.h"
#include "server/keys.h"
#include "server/model_api.h"
#include "server/model_pulls.h"
#include "server/own_api.h"

namespace reverie::admin_api {
namespace {

// The fields are not a picture's: they are checked by the table and read from the JSON itself.
constexpr Field kFields[] = {
    {"name", Use::Required, Kind::Text, "whose it is", nullptr, {}, {1, 200}},
    {"scopes",
     Use::Optional,
     Kind::TextList,
     "generate (alone when absent), admin, unsafe",
     nullptr,
     {},
     {1, 3}},
    {"credits", Use::Optional, Kind::Integer, "balance; unlimited when absent", nullptr, {}, {0, 1e9}},
    {"per_minute", Use::Optional, Kind::Integer, "requests; unlimited when absent", nullptr, {}, {1, 1e6}},
    {"unfinished_max",
     Use::Optional,
     Kind::Integer,
     "jobs waiting or running at once",
     nullptr,
     {},
     {1, 1e6}},
};

constexpr Field kPull[] = {
    {"name", Use::Required, Kind::Text, "a repository of the hub: OWNER/NAME", nullptr, {}, {1, 200}}};

void need_admin(const ImageService& service, const HttpRequest& request) {
  if (!service.authenticate(request).is_admin()) {
    throw Error(ErrorCode::Forbidden, "this needs a key with the scope \"admin\"");
  }
}

std::vector<std::string> scopes_of(const Json& body) {
  if (!body.contains("scopes")) return {kScopeGenerate};
  auto scopes = body["scopes"].get<std::vector<std::string>>();
  for (const std::string& scope : scopes) {
    if (scope == kScopeGenerate || scope == kScopeAdmin || scope == kScopeUnsafe) continue;
    throw FieldError(Problem::NotAChoice,
                     "scopes: expected generate, admin or unsafe, got \"" + printable(scope, 40) + "\"",
                     "scopes");
  }
  return scopes;
}

std::optional<int64_t> number_in(const Json& body, const char* name) {
  return body.contains(name) ? std::optional(body[name].get<int64_t>()) : std::nullopt;
}

ModelPulls& pulls_of(const ImageService& service) {
  if (service.settings().pulls == nullptr) {
    throw Error(ErrorCode::NotFound, "this server has no folder to put models into");
  }
  return *service.settings().pulls;
}

Json pull_json(const ModelPull& pull) {
  Json json = {{"id", pull.id},
               {"name", pull.name},
               {"state", pull_state_name(pull.state)},
               {"bytes", pull.bytes},
               {"total_bytes", pull.total_bytes ? Json(*pull.total_bytes) : Json(nullptr)},
               {"started", iso_time(pull.started)}};
  if (pull.error) json["error"] = own_api::error_json(*pull.error);
  return json;
}

Json with_usage(ImageService& service, const Account& account) {
  Json json = key_json(account);
  json["usage"] = own_api::usage_json(service.jobs().usage(account.id));
  return json;
}

}  // namespace

constexpr FieldTable kPullFields{kPull, UnknownFields::Refused, NullValues::WrongType};
constexpr FieldTable kKeyFields{kFields, UnknownFields::Refused, NullValues::WrongType};

Answer keys(ImageService& service, const HttpRequest& request, const PathValues&) {
  need_admin(service, request);
  Json all = Json::array();
  for (const Account& account : service.jobs().accounts()) all.push_back(with_usage(service, account));
  return json_response(200, {{"keys", all}});
}

Answer create_key(ImageService& service, const HttpRequest& request, const PathValues&) {
  need_admin(service, request);
  const Json body = parse_body(request.body);
  if (const auto faults = find_faults(kKeyFields, body); !faults.empty()) throw faults.front();
  Account wanted;
  wanted.name = body["name"].get<std::string>();
  wanted.scopes = scopes_of(body);
  wanted.credits = number_in(body, "credits");
  wanted.per_minute = number_in(body, "per_minute");
  wanted.unfinished_max = number_in(body, "unfinished_max");
  const NewKey made = make_key(service.jobs(), wanted);
  Json json = key_json(made.account);
  json["key"] = made.secret;
  return json_response(201, json);
}

Answer revoke_key(ImageService& service, const HttpRequest& request, const PathValues& values) {
  need_admin(service, request);
  const std::string& id = values.at("id");
  if (!service.jobs().revoke_account(id)) {
    throw Error(ErrorCode::NotFound, "there is no key " + printable(id) + ", or it is revoked already", "id");
  }
  return json_response(200, with_usage(service, service.jobs().account(id).value()));
}

Answer load_model(ImageService& service, const HttpRequest& request, const PathValues& values) {
  need_admin(service, request);
  const std::string model = service.models().find(values.at("name"), "name").model;
  service.engine().load(model);
  return json_response(200, model_api::model_json(service, model));
}

Answer unload_model(ImageService& service, const HttpRequest& request, const PathValues& values) {
  need_admin(service, request);
  const std::string model = service.models().find(values.at("name"), "name").model;
  service.engine().unload(model);
  return json_response(200, model_api::model_json(service, model));
}

Answer pulls(ImageService& service, const HttpRequest& request, const PathValues&) {
  need_admin(service, request);
  Json all = Json::array();
  for (const ModelPull& pull : pulls_of(service).all()) all.push_back(pull_json(pull));
  return json_response(200, {{"pulls", all}});
}

Answer start_pull(ImageService& service, const HttpRequest& request, const PathValues&) {
  need_admin(service, request);
  const Json body = parse_body(request.body);
  if (const auto faults = find_faults(kPullFields, body); !faults.empty()) throw faults.front();
  return json_response(202, pull_json(pulls_of(service).start(body["name"].get<std::string>())));
}

Answer cancel_pull(ImageService& service, const HttpRequest& request, const PathValues& values) {
  need_admin(service, request);
  return json_response(200, pull_json(pulls_of(service).cancel(values.at("id"))));
}

}  // namespace reverie::admin_api
