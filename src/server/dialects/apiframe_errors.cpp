#include "server/dialects/apiframe_errors.h"

#include "jobs/credits_error.h"
#include "server/dialects/errors.h"
#include "server/dialects/fault_list.h"
#include "server/dialects/values.h"

namespace reverie::apiframe {
namespace {

struct ErrorRow {
  ErrorCode code;
  int status;
};

constexpr ErrorRow kErrors[] = {
    {ErrorCode::InvalidRequest, 400},   //
    {ErrorCode::TooLarge, 400},         // the service knows no 413
    {ErrorCode::Unauthenticated, 401},  //
    {ErrorCode::Forbidden, 403},        //
    {ErrorCode::OutOfCredits, 402},     //
    {ErrorCode::Refused, 400},          //
    {ErrorCode::NotFound, 404},         // but see is_about_a_field()
    {ErrorCode::Conflict, 409},         //
    {ErrorCode::Busy, 429},             //
    {ErrorCode::Cancelled, 409},        //
    {ErrorCode::OutOfMemory, 503},      //
    {ErrorCode::CorruptFile, 500},      //
    {ErrorCode::Unreachable, 400},      //
    {ErrorCode::WriteFailed, 503},      //
    {ErrorCode::Internal, 500},         //
};
static_assert(covers_every_code(kErrors), "one row for each ErrorCode");

// A field names something that does not exist (a model, an upload): the request is wrong, not its address.
bool is_about_a_field(const Error& error) {
  return error.code() == ErrorCode::NotFound && !error.field().empty() && error.field() != "id";
}

int status_of(const Error& error) {
  return is_about_a_field(error) ? 400 : row_of(kErrors, error.code()).status;
}

// The text is the only one the service's own description allows.
Json credits_body(const Error& error) {
  const auto* credits = dynamic_cast<const CreditsError*>(&error);
  return {{"error", "Insufficient credits"},
          {"creditsRequired", credits != nullptr ? credits->required() : 0},
          {"creditsAvailable", credits != nullptr ? credits->available() : 0}};
}

// {"seedreamParams.size": ["..."]}
Json details_of(const Error& error) {
  Json details = Json::object();
  for (const FieldError& fault : faults_of(error)) details[fault.field()].push_back(without_name(fault));
  return details;
}

}  // namespace

HttpResponse error_reply(const HttpRequest&, const Error& error) {
  if (error.code() == ErrorCode::OutOfCredits) return json_response(402, credits_body(error));
  const int status = status_of(error);
  Json body = {{"error", error.what()}};
  if (status == 400 && !error.field().empty()) body["details"] = details_of(error);
  HttpResponse response = json_response(status, body);
  add_retry_after(response, error);
  return response;
}

HttpResponse upload_error_reply(const HttpRequest& request, const Error& error) {
  HttpResponse response = error_reply(request, error);
  if (error.code() == ErrorCode::WriteFailed) response.status = 502;
  return response;
}

}  // namespace reverie::apiframe
