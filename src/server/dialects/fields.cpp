#include "server/dialects/fields.h"

#include <algorithm>
#include <cmath>

#include "core/printable.h"

namespace reverie {
namespace {

std::string kind_words(Kind kind) {
  switch (kind) {
    case Kind::Text: return "a string";
    case Kind::Integer: return "a whole number";
    case Kind::Number: return "a number";
    case Kind::Boolean: return "true or false";
    case Kind::TextList: return "a list of strings";
    case Kind::TextOrTextList: return "a string or a list of strings";
    case Kind::Object: return "an object";
    case Kind::TextOrObject: return "a string or an object";
    case Kind::Any: return "any value";
  }
  throw Error(ErrorCode::Internal, "fields: unknown kind");
}

bool is_text_list(const Json& value) {
  return value.is_array() &&
         std::all_of(value.begin(), value.end(), [](const Json& one) { return one.is_string(); });
}

// 3.0 is a whole number in JSON Schema, and some clients send it.
bool is_whole(const Json& value) {
  if (value.is_number_integer()) return !value.is_number_unsigned() || value.get<uint64_t>() <= INT64_MAX;
  if (!value.is_number_float()) return false;
  const double number = value.get<double>();
  return std::trunc(number) == number && std::abs(number) < 9.0e15;
}

bool fits(const Json& value, Kind kind) {
  switch (kind) {
    case Kind::Text: return value.is_string();
    case Kind::Integer: return is_whole(value);
    case Kind::Number: return value.is_number();
    case Kind::Boolean: return value.is_boolean();
    case Kind::TextList: return is_text_list(value);
    case Kind::TextOrTextList: return value.is_string() || is_text_list(value);
    case Kind::Object: return value.is_object();
    case Kind::TextOrObject: return value.is_string() || value.is_object();
    case Kind::Any: return true;
  }
  throw Error(ErrorCode::Internal, "fields: unknown kind");
}

std::string shown(const Json& value) {
  return printable(value.dump(-1, ' ', false, Json::error_handler_t::replace), 80);
}

// Characters, not bytes: bytes that do not continue one.
double length_of(const std::string& text) {
  return static_cast<double>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string number_text(double number) {
  constexpr double kExact = 9007199254740992.0;  // 2^53: above it a double skips whole numbers
  if (std::trunc(number) == number && std::abs(number) < kExact) {
    return std::to_string(static_cast<int64_t>(number));
  }
  return Json(number).dump();
}

std::string bounds_words(const Bounds& bounds) {
  const bool has_least = bounds.least > -1e299;
  const bool has_most = bounds.most < 1e299;
  if (has_least && has_most) return number_text(bounds.least) + " to " + number_text(bounds.most);
  if (has_least) return "at least " + number_text(bounds.least);
  return "at most " + number_text(bounds.most);
}

std::string choices_words(const Field& field) {
  std::string words;
  for (const std::string_view choice : field.choices) {
    if (!words.empty()) words += ", ";
    words += choice;
  }
  return words;
}

std::optional<FieldError> fault_of_bounds(const Field& field, const Json& value, const std::string& name) {
  double measured = 0;
  std::string unit;
  if (value.is_number()) {
    measured = value.get<double>();
  } else if (value.is_string()) {
    measured = length_of(value.get_ref<const std::string&>());
    unit = " characters";
  } else if (value.is_array()) {
    measured = static_cast<double>(value.size());
    unit = " entries";
  } else {
    return std::nullopt;
  }
  if (measured >= field.bounds.least && measured <= field.bounds.most) return std::nullopt;
  return FieldError(
      Problem::OutOfRange,
      name + ": expected " + bounds_words(field.bounds) + unit + ", got " + number_text(measured), name);
}

std::optional<FieldError> fault_of(const Field& field, const Json& value, const std::string& name) {
  if (field.use == Use::Refused) {
    return FieldError(Problem::Refused, name + ": not supported: " + std::string(field.note), name);
  }
  if (field.use == Use::Ignored) return std::nullopt;
  if (!fits(value, field.kind)) {
    return FieldError(Problem::WrongType,
                      name + ": expected " + kind_words(field.kind) + ", got " + shown(value), name);
  }
  if (field.choices.size() > 0 && value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    if (std::find(field.choices.begin(), field.choices.end(), text) == field.choices.end()) {
      return FieldError(Problem::NotAChoice,
                        name + ": expected one of " + choices_words(field) + "; got " + shown(value), name);
    }
  }
  // The bounds of a union are those of its list.
  if (value.is_string() && (field.kind == Kind::TextOrTextList || field.kind == Kind::TextOrObject)) {
    return std::nullopt;
  }
  return fault_of_bounds(field, value, name);
}

// The value of `field` in `object`, or null where it counts as absent.
const Json* value_in(const FieldTable& table, const Field& field, const Json& object) {
  const auto found = object.find(field.name);
  if (found == object.end()) return nullptr;
  if (found->is_null() && table.null_values == NullValues::Absent) return nullptr;
  return &*found;
}

void collect(const FieldTable& table, const Json& object, const std::string& path,
             std::vector<FieldError>& faults) {
  for (const Field& field : table.fields) {
    const std::string name = path + std::string(field.name);
    const Json* value = value_in(table, field, object);
    if (value == nullptr) {
      if (field.use == Use::Required) {
        faults.emplace_back(Problem::Missing, name + ": missing; expected " + kind_words(field.kind), name);
      }
      continue;
    }
    if (auto fault = fault_of(field, *value, name)) {
      faults.push_back(std::move(*fault));
    } else if (field.inner != nullptr && field.use != Use::Ignored && value->is_object()) {
      collect(*field.inner, *value, name + ".", faults);
    }
  }
  if (table.unknown == UnknownFields::Ignored) return;
  for (const auto& [key, value] : object.items()) {
    const bool is_known = std::any_of(table.fields.begin(), table.fields.end(),
                                      [&name = key](const Field& field) { return field.name == name; });
    if (is_known) continue;
    const std::string name = path + printable(key, 80);
    faults.emplace_back(Problem::Unknown, name + ": no such field", name);
  }
}

void fill(const FieldTable& table, const Json& object, Draft& draft) {
  for (const Field& field : table.fields) {
    const Json* value = value_in(table, field, object);
    if (value == nullptr || field.use == Use::Ignored) continue;
    if (field.read != nullptr) field.read(*value, draft);
    if (field.inner != nullptr && value->is_object()) fill(*field.inner, *value, draft);
  }
}

Json schema_of_kind(Kind kind) {
  switch (kind) {
    case Kind::Text: return {{"type", "string"}};
    case Kind::Integer: return {{"type", "integer"}};
    case Kind::Number: return {{"type", "number"}};
    case Kind::Boolean: return {{"type", "boolean"}};
    case Kind::TextList: return {{"type", "array"}, {"items", {{"type", "string"}}}};
    case Kind::TextOrTextList:
      return {{"anyOf", {{{"type", "string"}}, {{"type", "array"}, {"items", {{"type", "string"}}}}}}};
    case Kind::Object: return {{"type", "object"}};
    case Kind::TextOrObject: return {{"anyOf", {{{"type", "string"}}, {{"type", "object"}}}}};
    case Kind::Any: return Json::object();
  }
  throw Error(ErrorCode::Internal, "fields: unknown kind");
}

void add_bounds(Json& schema, const Field& field) {
  const bool is_number = field.kind == Kind::Integer || field.kind == Kind::Number;
  const char* least = is_number ? "minimum" : field.kind == Kind::Text ? "minLength" : "minItems";
  const char* most = is_number ? "maximum" : field.kind == Kind::Text ? "maxLength" : "maxItems";
  Json& where = field.kind == Kind::TextOrTextList ? schema["anyOf"][1] : schema;
  const auto number = [](double bound) {
    return std::trunc(bound) == bound ? Json(static_cast<int64_t>(bound)) : Json(bound);
  };
  if (field.bounds.least > -1e299) where[least] = number(field.bounds.least);
  if (field.bounds.most < 1e299) where[most] = number(field.bounds.most);
}

std::string use_word(Use use) {
  switch (use) {
    case Use::Required: return "required";
    case Use::Optional: return "optional";
    case Use::Ignored: return "ignored";
    case Use::Refused: return "refused";
  }
  throw Error(ErrorCode::Internal, "fields: unknown use");
}

void add_rows(const FieldTable& table, const std::string& path, std::string& text) {
  for (const Field& field : table.fields) {
    std::string values = kind_words(field.kind);
    if (field.choices.size() > 0) values = choices_words(field);
    if (field.bounds.least > -1e299 || field.bounds.most < 1e299) values += ", " + bounds_words(field.bounds);
    text += "| `" + path + std::string(field.name) + "` | " + use_word(field.use) + " | " + values + " | " +
            std::string(field.note) + " |\n";
    if (field.inner != nullptr) add_rows(*field.inner, path + std::string(field.name) + ".", text);
  }
}

}  // namespace

Json parse_body(std::string_view body) {
  try {
    Json json = parse_json(body, "body");
    if (json.is_object()) return json;
  } catch (const Error& e) {
    throw Error(ErrorCode::InvalidRequest, std::string("the body is not JSON: ") + e.what());
  }
  throw Error(ErrorCode::InvalidRequest, "the body is not a JSON object");
}

std::vector<FieldError> find_faults(const FieldTable& table, const Json& object, const std::string& path) {
  std::vector<FieldError> faults;
  collect(table, object, path, faults);
  return faults;
}

void read_fields(const FieldTable& table, const Json& object, Draft& draft, const std::string& path) {
  const std::vector<FieldError> faults = find_faults(table, object, path);
  if (!faults.empty()) throw faults.front();
  fill(table, object, draft);
}

Json schema_of(const FieldTable& table) {
  Json schema = {{"type", "object"}, {"properties", Json::object()}};
  if (table.unknown == UnknownFields::Refused) schema["additionalProperties"] = false;
  for (const Field& field : table.fields) {
    if (field.use == Use::Refused) continue;
    Json property = field.inner != nullptr      ? schema_of(*field.inner)
                    : field.use == Use::Ignored ? Json::object()
                                                : schema_of_kind(field.kind);
    if (field.use != Use::Ignored) add_bounds(property, field);
    if (field.choices.size() > 0 && field.kind == Kind::Text) {
      for (const std::string_view choice : field.choices) property["enum"].push_back(choice);
    }
    if (!field.note.empty()) property["description"] = field.note;
    if (table.null_values == NullValues::Absent && property.contains("type")) {
      property["type"] = Json::array({property["type"], "null"});
      if (property.contains("enum")) property["enum"].push_back(nullptr);
    }
    schema["properties"][std::string(field.name)] = property;
    if (field.use == Use::Required) schema["required"].push_back(field.name);
  }
  return schema;
}

std::string markdown_of(const FieldTable& table) {
  std::string text = "| field | use | values | note |\n|---|---|---|---|\n";
  add_rows(table, "", text);
  return text;
}

}  // namespace reverie
