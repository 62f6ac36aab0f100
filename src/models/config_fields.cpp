#include "models/config_fields.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"

namespace reverie {
namespace {

bool is_positive(const Json& value) {
  return value.is_number_integer() && value.get<int64_t>() >= 1 && value.get<int64_t>() <= (int64_t{1} << 31);
}

}  // namespace

ConfigFields::ConfigFields(const Json& config, std::string origin)
    : config_(config), origin_(std::move(origin)) {
  if (!config.is_object()) throw Error(ErrorCode::CorruptFile, origin_ + ": expected a JSON object");
}

void ConfigFields::refuse(const char* name, const std::string& expected) const {
  const std::string got = config_.contains(name) ? config_.at(name).dump() : "nothing";
  throw Error(ErrorCode::CorruptFile, origin_ + ": \"" + name + "\": expected " + expected + ", got " + got);
}

bool ConfigFields::present(const char* name) const {
  return config_.contains(name) && !config_.at(name).is_null();
}

int64_t ConfigFields::positive(const char* name) const {
  if (!present(name) || !is_positive(config_.at(name))) refuse(name, "a positive whole number");
  return config_.at(name).get<int64_t>();
}

int64_t ConfigFields::positive_or(const char* name, int64_t otherwise) const {
  return present(name) ? positive(name) : otherwise;
}

std::vector<int64_t> ConfigFields::positives(const char* name) const {
  if (!present(name) || !config_.at(name).is_array() || config_.at(name).empty() ||
      config_.at(name).size() > 64) {
    refuse(name, "a list of positive whole numbers");
  }
  std::vector<int64_t> values;
  for (const Json& value : config_.at(name)) {
    if (!is_positive(value)) refuse(name, "a list of positive whole numbers");
    values.push_back(value.get<int64_t>());
  }
  return values;
}

int64_t ConfigFields::whole(const char* name) const {
  if (present(name) && config_.at(name) == 0) return 0;
  if (!present(name) || !is_positive(config_.at(name))) refuse(name, "a whole number, 0 or more");
  return config_.at(name).get<int64_t>();
}

std::string ConfigFields::text(const char* name) const {
  if (!present(name) || !config_.at(name).is_string()) refuse(name, "a text");
  return config_.at(name).get<std::string>();
}

std::vector<std::string> ConfigFields::texts(const char* name) const {
  if (!present(name)) return {};
  const Json& values = config_.at(name);
  const auto is_text = [](const Json& value) { return value.is_string(); };
  if (!values.is_array() || !std::all_of(values.begin(), values.end(), is_text))
    refuse(name, "a list of texts");
  return values.get<std::vector<std::string>>();
}

std::map<std::string, std::string> ConfigFields::texts_by_name(const char* name) const {
  if (!present(name)) return {};
  const Json& values = config_.at(name);
  const auto is_text = [](const Json& value) { return value.is_string(); };
  if (!values.is_object() || !std::all_of(values.begin(), values.end(), is_text))
    refuse(name, "an object of texts");
  return values.get<std::map<std::string, std::string>>();
}

double ConfigFields::number(const char* name) const {
  if (!present(name) || !config_.at(name).is_number() || !std::isfinite(config_.at(name).get<double>())) {
    refuse(name, "a number");
  }
  return config_.at(name).get<double>();
}

double ConfigFields::number_or(const char* name, double otherwise) const {
  return present(name) ? number(name) : otherwise;
}

bool ConfigFields::boolean(const char* name) const {
  if (!present(name) || !config_.at(name).is_boolean()) refuse(name, "true or false");
  return config_.at(name).get<bool>();
}

bool ConfigFields::boolean_or(const char* name, bool otherwise) const {
  return present(name) ? boolean(name) : otherwise;
}

void ConfigFields::expect_if_present(const char* name, const Json& expected) const {
  if (present(name) && config_.at(name) != expected)
    refuse(name, expected.dump() + " (nothing else is implemented)");
}

}  // namespace reverie
