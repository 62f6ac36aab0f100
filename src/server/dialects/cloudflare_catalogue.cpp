#include "server/dialects/cloudflare_catalogue.h"

#include <algorithm>
#include <charconv>

#include "intake/secrets.h"
#include "jobs/fold_case.h"
#include "server/dialects/cloudflare_ai.h"

namespace reverie::cloudflare_catalogue {
namespace {

constexpr std::string_view kSeedreamIds[] = {"bytedance/seedream-4.0", "bytedance/seedream-4.5"};
constexpr int64_t kUsualPageSize = 50;
constexpr int64_t kLargestPageSize = 1000;
constexpr std::string_view kOwnAuthor = "reverie";
constexpr int kSource = 1;  // the vendor's number for models of its catalogue

// The same name has the same id on every machine, as the name itself is all that makes a model.
std::string uuid_of(std::string_view name) {
  std::string hex = sha256_hex(name).substr(0, 32);
  hex[12] = '8';  // a UUID of version 8: made as its maker likes
  hex[16] = 'a';
  for (const std::size_t at : {8, 13, 18, 23}) hex.insert(at, "-");
  return hex;
}

bool holds(std::string_view text, std::string_view part) {
  return fold_case(text).find(fold_case(part)) != std::string::npos;
}

bool is_same_word(std::string_view a, std::string_view b) {
  return fold_case(a) == fold_case(b);
}

Json drawing_task() {
  constexpr std::string_view kTask = "Text-to-Image";
  return {{"id", uuid_of(kTask)},
          {"name", kTask},
          {"description", "Models that draw a picture from a text, and from pictures."}};
}

std::string author_of(std::string_view model) {
  const std::size_t slash = model.find('/');
  return std::string(slash == std::string_view::npos ? kOwnAuthor : model.substr(0, slash));
}

Json property(std::string_view id, std::string value) {
  return {{"property_id", id}, {"value", std::move(value)}};
}

Json model_entry(ImageService& service, const std::string& id) {
  const ModelName name = service.models().find(id);
  const ModelFacts facts = service.engine().facts(name.model);
  const std::string description =
      name.model == id ? facts.description : "Drawn by " + name.model + ". " + facts.description;
  return {{"id", uuid_of(id)},
          {"source", kSource},
          {"name", id},
          {"description", description},
          {"task", drawing_task()},
          {"tags", Json::array({"Image Generation"})},
          {"properties", Json::array({property("model", name.model),
                                      property("max_references", std::to_string(facts.max_references))})}};
}

// Every name under which something can be drawn here, Seedream's first.
std::vector<std::string> listed_ids(const ModelNames& models) {
  std::vector<std::string> ids(std::begin(kSeedreamIds), std::end(kSeedreamIds));
  const std::vector<std::string> installed = models.installed();
  ids.insert(ids.end(), installed.begin(), installed.end());
  for (const auto& [alias, model] : models.aliases()) {
    if (std::find(ids.begin(), ids.end(), alias) == ids.end()) ids.push_back(alias);
  }
  return ids;
}

// A whole number of at least 1 out of the query.
int64_t count_in(const HttpRequest& request, const std::string& name, int64_t usual, int64_t most) {
  const std::optional<std::string> text = request.query_value(name);
  if (!text || text->empty()) return usual;
  int64_t count = 0;
  const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), count);
  if (fault != std::errc() || end != text->data() + text->size() || count < 1 || count > most) {
    throw Error(ErrorCode::InvalidRequest,
                name + ": expected a whole number from 1 to " + std::to_string(most), name);
  }
  return count;
}

HttpResponse page_of(const HttpRequest& request, const Json& all) {
  const int64_t page = count_in(request, "page", 1, INT32_MAX);
  const int64_t per_page = count_in(request, "per_page", kUsualPageSize, kLargestPageSize);
  const auto total = static_cast<int64_t>(all.size());
  Json result = Json::array();
  for (int64_t i = (page - 1) * per_page; i < std::min(total, page * per_page); ++i) {
    result.push_back(all[static_cast<std::size_t>(i)]);
  }
  const auto count = static_cast<int64_t>(result.size());
  Json envelope = cloudflare_ai::success_envelope(std::move(result));
  envelope["result_info"] = {{"page", page},
                             {"per_page", per_page},
                             {"count", count},
                             {"total_count", total},
                             {"total_pages", (total + per_page - 1) / per_page}};
  return json_response(200, envelope);
}

bool is_asked_for(const HttpRequest& request, const Json& entry) {
  const auto& name = entry["name"].get_ref<const std::string&>();
  const auto search = request.query_value("search");
  if (search && !holds(name, *search) && !holds(entry["description"].get<std::string>(), *search)) {
    return false;
  }
  const auto task = request.query_value("task");
  if (task && !task->empty() && !is_same_word(*task, entry["task"]["name"].get<std::string>())) return false;
  const auto author = request.query_value("author");
  if (author && !author->empty() && !is_same_word(*author, author_of(name))) return false;
  const auto source = request.query_value("source");
  return !source || source->empty() || *source == std::to_string(kSource);
}

void check_caller(const ImageService& service, const HttpRequest& request, const PathValues& values) {
  service.authenticate(request);
  cloudflare_ai::check_account(values);
}

}  // namespace

Answer search_models(ImageService& service, const HttpRequest& request, const PathValues& values) {
  check_caller(service, request, values);
  if (const auto format = request.query_value("format"); format && !format->empty()) {
    throw Error(ErrorCode::InvalidRequest, "format: not supported: the list comes in Cloudflare's own form",
                "format");
  }
  Json found = Json::array();
  for (const std::string& id : listed_ids(service.models())) {
    Json entry = model_entry(service, id);
    if (is_asked_for(request, entry)) found.push_back(std::move(entry));
  }
  return page_of(request, found);
}

Answer model_schema(ImageService& service, const HttpRequest& request, const PathValues& values) {
  constexpr std::string_view kDraft = "https://json-schema.org/draft/2020-12/schema";
  check_caller(service, request, values);
  const std::optional<std::string> model = request.query_value("model");
  if (!model || model->empty()) {
    throw FieldError(Problem::Missing, "model: missing; expected a model id", "model");
  }
  const Family family = cloudflare_ai::find_model(service, *model).family;
  Json input = schema_of(cloudflare_ai::input_fields(family));
  Json output = cloudflare_ai::output_schema(family);
  input["$schema"] = kDraft;
  output["$schema"] = kDraft;
  return json_response(200, cloudflare_ai::success_envelope({{"input", input}, {"output", output}}));
}

Answer search_authors(ImageService& service, const HttpRequest& request, const PathValues& values) {
  check_caller(service, request, values);
  std::vector<std::string> names;
  for (const std::string& id : listed_ids(service.models())) {
    const std::string author = author_of(id);
    if (std::find(names.begin(), names.end(), author) == names.end()) names.push_back(author);
  }
  Json authors = Json::array();
  for (const std::string& name : names) authors.push_back({{"id", uuid_of(name)}, {"name", name}});
  return page_of(request, authors);
}

Answer search_tasks(ImageService& service, const HttpRequest& request, const PathValues& values) {
  check_caller(service, request, values);
  return page_of(request, Json::array({drawing_task()}));
}

Answer verify_token(ImageService& service, const HttpRequest& request, const PathValues& values) {
  const Caller caller = service.authenticate(request);
  if (values.contains("account")) cloudflare_ai::check_account(values);
  Json envelope = cloudflare_ai::success_envelope({{"id", caller.account.id}, {"status", "active"}});
  envelope["messages"].push_back(
      {{"code", 10000}, {"message", "This API Token is valid and active"}, {"type", nullptr}});
  return json_response(200, envelope);
}

}  // namespace reverie::cloudflare_catalogue
