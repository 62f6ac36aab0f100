// How Replicate says no: {"title", "detail", "status"}, and each field at fault in "invalid_fields".

#include "server/busy_error.h"
#include "server/dialects/errors.h"
#include "server/dialects/fault_list.h"
#include "server/dialects/replicate_predictions.h"
#include "server/dialects/values.h"

namespace reverie::replicate {
namespace {

struct ErrorRow {
  ErrorCode code;
  int status;
  std::string_view title;
};

constexpr ErrorRow kErrors[] = {
    {ErrorCode::InvalidRequest, 422, "Input validation failed"},
    {ErrorCode::TooLarge, 413, "Request too large"},
    {ErrorCode::Unauthenticated, 401, "Unauthenticated"},
    {ErrorCode::Forbidden, 403, "Forbidden"},
    {ErrorCode::OutOfCredits, 402, "Insufficient credit"},
    {ErrorCode::Refused, 422, "Content flagged as sensitive"},
    {ErrorCode::NotFound, 404, "Not found"},
    {ErrorCode::Conflict, 409, "Conflict"},
    {ErrorCode::Busy, 429, "Too many requests"},
    {ErrorCode::Cancelled, 409, "Canceled"},
    {ErrorCode::OutOfMemory, 500, "Internal server error"},
    {ErrorCode::CorruptFile, 500, "Internal server error"},
    {ErrorCode::Unreachable, 422, "Input validation failed"},
    {ErrorCode::WriteFailed, 500, "Internal server error"},
    {ErrorCode::Internal, 500, "Internal server error"},
};
static_assert(covers_every_code(kErrors), "one row for each ErrorCode");

// "input.size" -> "input" and "size"; "webhook" -> "" and "webhook".
std::pair<std::string, std::string> split_name(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos) return {"", name};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

// The vendor's words for a missing and an unknown field stand at the object that should have it, or has it.
Json invalid_field(const FieldError& fault) {
  const auto [parent, name] = split_name(fault.field());
  switch (fault.problem()) {
    case Problem::Missing:
      return {{"type", "required"}, {"field", parent}, {"description", name + " is required"}};
    case Problem::Unknown:
      return {{"type", "additional_property_not_allowed"},
              {"field", parent},
              {"description", "Additional property " + name + " is not allowed"}};
    case Problem::WrongType:
      return {{"type", "invalid_type"}, {"field", fault.field()}, {"description", without_name(fault)}};
    case Problem::NotAChoice:
      return {{"type", "enum"}, {"field", fault.field()}, {"description", without_name(fault)}};
    case Problem::OutOfRange:
      return {{"type", "out_of_range"}, {"field", fault.field()}, {"description", without_name(fault)}};
    case Problem::Refused:
    case Problem::Malformed: break;
  }
  return {{"type", "invalid"}, {"field", fault.field()}, {"description", without_name(fault)}};
}

// "- input: prompt is required\n", one line for each field.
void add_fields(Json& body, const Error& error) {
  Json fields = Json::array();
  std::string detail;
  for (const FieldError& fault : faults_of(error)) {
    const Json field = invalid_field(fault);
    const auto where = field["field"].get<std::string>();
    detail += "- " + (where.empty() ? std::string("(root)") : where) + ": " +
              field["description"].get<std::string>() + "\n";
    fields.push_back(field);
  }
  body["detail"] = detail;
  body["invalid_fields"] = std::move(fields);
}

}  // namespace

HttpResponse error_reply(const HttpRequest&, const Error& error) {
  const ErrorRow& row = row_of(kErrors, error.code());
  Json body = {{"title", row.title}, {"detail", error.what()}, {"status", row.status}};
  const bool is_of_a_field = row.status == 422 && error.code() != ErrorCode::Refused;
  if (is_of_a_field && !error.field().empty()) add_fields(body, error);
  if (error.code() == ErrorCode::NotFound && error.field() == "version") {
    body = {{"title", "Invalid version or not permitted"}, {"detail", error.what()}, {"status", 422}};
  }
  if (error.code() == ErrorCode::Busy) {
    const auto* busy = dynamic_cast<const BusyError*>(&error);
    body["retry_after"] = (busy != nullptr ? busy->retry_after() : kUsualRetry).count();
  }
  HttpResponse response = json_response(body["status"].get<int>(), body);
  add_retry_after(response, error);
  return response;
}

}  // namespace reverie::replicate
