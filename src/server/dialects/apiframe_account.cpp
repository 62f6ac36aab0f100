#include "server/dialects/apiframe_account.h"

#include <algorithm>

#include "intake/multipart.h"
#include "server/dialects/fields.h"

namespace reverie::apiframe {
namespace {

// The largest whole number that JavaScript keeps exactly. Clients compare credits with a price, and null
// would compare as 0.
constexpr int64_t kUnlimitedCredits = 9'007'199'254'740'991;

constexpr std::string_view kSeedreamIds[] = {"seedream-4.5", "seedream-4"};

// Keys have no address. The name is one if whoever made the key chose it so.
std::string email_of(const Account& account) {
  return account.name.find('@') != std::string::npos ? account.name : account.id + "@localhost";
}

std::string label_of(const std::string& id) {
  if (id == "seedream-4.5") return "Seedream 4.5";
  return id == "seedream-4" ? "Seedream 4" : id;
}

std::string description_of(ImageService& service, const ModelName& name) {
  if (name.id == name.model) return service.engine().facts(name.model).description;
  return "Answered by the model " + name.model + " of this server.";
}

Json model_object(ImageService& service, const std::string& id) {
  const ModelName name = service.models().find(id);
  std::vector<int64_t> costs;
  for (const SizeTier tier : limits_of(name.family).tiers) {
    ImageTask task;
    task.model = name.model;
    SizeRequest size;
    size.size = tier;
    task.size = resolve_size(size);
    costs.push_back(service.credits_for(task));
  }
  const auto [least, most] = std::minmax_element(costs.begin(), costs.end());
  return {{"id", id},
          {"label", label_of(id)},
          {"modality", "image"},
          {"description", description_of(service, name)},
          {"costMin", *least},
          {"costMax", *most},
          {"pricingMode", "flat"}};
}

std::vector<std::string> model_ids(const ModelNames& models) {
  std::vector<std::string> ids(std::begin(kSeedreamIds), std::end(kSeedreamIds));
  const auto add = [&](const std::string& id) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  };
  for (const auto& [alias, model] : models.aliases()) add(alias);
  for (const std::string& model : models.installed()) add(model);
  return ids;
}

MultipartPart file_in(const HttpRequest& request) {
  const auto parts = parse_multipart(request.body, multipart_boundary(request.header("content-type")));
  const auto file =
      std::find_if(parts.begin(), parts.end(), [](const MultipartPart& part) { return part.name == "file"; });
  if (file == parts.end()) {
    throw FieldError(Problem::Missing, "file: missing; expected a form with a file of this name", "file");
  }
  return *file;
}

}  // namespace

Answer me(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Account account = service.authenticate(request).account;
  const std::string role = account.may(kScopeAdmin) ? "admin" : "user";
  Json key;
  if (!account.prefix.empty()) {
    key = {{"id", account.id}, {"name", account.name}, {"prefix", account.prefix}};
  }
  return json_response(200, {{"user", {{"id", account.id}, {"email", email_of(account)}, {"role", role}}},
                             {"team",
                              {{"id", account.id},
                               {"name", account.name},
                               {"credits", account.credits.value_or(kUnlimitedCredits)},
                               {"plan", "self-hosted"},
                               {"customerId", nullptr}}},
                             {"apiKey", key}});
}

Answer models(ImageService& service, const HttpRequest& request, const PathValues&) {
  Json list = Json::array();
  if (request.query_value("modality").value_or("image") == "image") {
    for (const std::string& id : model_ids(service.models())) list.push_back(model_object(service, id));
  }
  return json_response(200, {{"models", list}});
}

Answer uploads(ImageService& service, const HttpRequest& request, const PathValues&) {
  const Caller caller = service.authenticate(request);
  const MultipartPart file = file_in(request);
  const Upload upload = service.keep_upload(caller, file.bytes, file.filename.value_or(""), "file");
  return json_response(201, {{"id", upload.id},
                             {"url", service.upload_url(request, upload)},
                             {"kind", "image"},
                             {"contentType", upload.mime},
                             {"byteSize", upload.size_bytes},
                             {"expiresAt", iso_time(upload.expires)}});
}

}  // namespace reverie::apiframe
