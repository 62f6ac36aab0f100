#include "server/dialects/values.h"

#include "server/busy_error.h"

namespace reverie {

void into_references(const Json& value, Draft& draft) {
  if (value.is_string()) {
    draft.references.push_back({.text = value.get<std::string>()});
    return;
  }
  for (const Json& one : value) draft.references.push_back({.text = one.get<std::string>()});
}

void into_delivery(const Json& value, Draft& draft) {
  draft.delivery = value == "b64_json" ? Delivery::Base64 : Delivery::Url;
}

void into_format(const Json& value, Draft& draft) {
  draft.format = value == "png"    ? PictureFormat::Png
                 : value == "webp" ? PictureFormat::Webp
                                   : PictureFormat::Jpeg;
}

void into_group(const Json& value, Draft& draft) {
  draft.is_group = value == "auto";
}

std::string without_name(const Error& error) {
  const std::string message = error.what();
  const std::string name = error.field() + ": ";
  return message.starts_with(name) ? message.substr(name.size()) : message;
}

void add_retry_after(HttpResponse& response, const Error& error) {
  if (error.code() != ErrorCode::Busy) return;
  const auto* busy = dynamic_cast<const BusyError*>(&error);
  const std::chrono::seconds wait = busy != nullptr ? busy->retry_after() : kUsualRetry;
  response.headers.emplace_back("retry-after", std::to_string(wait.count()));
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace reverie
