// How fal says no: a list of faults of the body (422), or one text.

#include <algorithm>

#include "server/dialects/errors.h"
#include "server/dialects/fal_queue.h"
#include "server/dialects/fault_list.h"
#include "server/dialects/values.h"

namespace reverie::fal {
namespace {

enum class Shape { List, Text };

struct ErrorRow {
  ErrorCode code;
  int status;
  Shape shape;
  std::string_view type;  // of each fault in a list; "error_type" beside a text, if there is one
};

constexpr ErrorRow kErrors[] = {
    {ErrorCode::InvalidRequest, 422, Shape::List, "value_error"},
    {ErrorCode::TooLarge, 413, Shape::Text, "bad_request"},
    {ErrorCode::Unauthenticated, 401, Shape::Text, ""},
    {ErrorCode::Forbidden, 403, Shape::Text, ""},
    {ErrorCode::OutOfCredits, 403, Shape::Text, ""},
    {ErrorCode::Refused, 422, Shape::List, "content_policy_violation"},
    {ErrorCode::NotFound, 404, Shape::Text, ""},
    {ErrorCode::Conflict, 409, Shape::Text, ""},
    {ErrorCode::Busy, 429, Shape::Text, ""},
    {ErrorCode::Cancelled, 499, Shape::Text, "client_cancelled"},
    {ErrorCode::OutOfMemory, 500, Shape::List, "internal_server_error"},
    {ErrorCode::CorruptFile, 500, Shape::List, "internal_server_error"},
    {ErrorCode::Unreachable, 422, Shape::List, "file_download_error"},
    {ErrorCode::WriteFailed, 500, Shape::List, "internal_server_error"},
    {ErrorCode::Internal, 500, Shape::List, "internal_server_error"},
};
static_assert(covers_every_code(kErrors), "one row for each ErrorCode");

// "image_size.width" -> ["body", "image_size", "width"].
Json location_of(const std::string& field) {
  if (field == "fal_webhook") return {"query", field};
  if (field == "Idempotency-Key" || field == "x-fal-request-timeout") return {"header", field};
  Json location = {"body"};
  for (std::size_t begin = 0; begin < field.size();) {
    const std::size_t end = std::min(field.find('.', begin), field.size());
    location.push_back(field.substr(begin, end - begin));
    begin = end + 1;
  }
  return location;
}

std::string_view type_of(const FieldError& fault, const ErrorRow& row) {
  if (row.code != ErrorCode::InvalidRequest) return row.type;
  switch (fault.problem()) {
    case Problem::Missing: return "missing";
    case Problem::WrongType: return "type_error";
    case Problem::NotAChoice: return "literal_error";
    case Problem::OutOfRange:
    case Problem::Unknown:
    case Problem::Refused: return row.type;
    case Problem::Malformed: break;
  }
  return fault.field() == "image_urls" ? "image_load_error" : row.type;
}

Json list_of(const Error& error, const ErrorRow& row) {
  Json list = Json::array();
  for (const FieldError& fault : faults_of(error)) {
    const std::string type(type_of(fault, row));
    list.push_back({{"loc", location_of(fault.field())},
                    {"msg", fault.problem() == Problem::Missing ? "Field required" : without_name(fault)},
                    {"type", type},
                    {"ctx", Json::object()},
                    {"url", "https://docs.fal.ai/errors#" + type}});
  }
  return list;
}

}  // namespace

HttpResponse error_reply(const HttpRequest& request, const Error& error) {
  const ErrorRow& row = row_of(kErrors, error.code());
  HttpResponse response;
  if (row.shape == Shape::List) {
    response = json_response(row.status, {{"detail", list_of(error, row)}});
    response.headers.emplace_back("X-Fal-Retryable", row.status >= 500 ? "true" : "false");
  } else {
    // Both keys: fal's clients read "detail", @ai-sdk/fal reads "message".
    Json body = {{"detail", error.what()}, {"message", error.what()}};
    if (!row.type.empty()) body["error_type"] = row.type;
    response = json_response(row.status, body);
    if (!row.type.empty()) response.headers.emplace_back("X-Fal-Error-Type", row.type);
  }
  response.headers.emplace_back("x-fal-request-id", request.id);
  add_retry_after(response, error);
  return response;
}

}  // namespace reverie::fal
