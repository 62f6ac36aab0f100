// server/dialects/cloudflare_ai.h
//
// POST /client/v4/accounts/{account}/ai/run as Cloudflare's clients send it, in both forms: the model in the
// body beside "input", or in the path with the input as the body. The catalogue is in cloudflare_catalogue.
//
// Vendor page  docs/dialects/cloudflare_ai.md (fields, errors, date read)
// Exchanges    tests/server/dialects/cloudflare_ai_test.cpp, tests/end_to_end/clients/
//
// Traps     The npm client writes the model's slash as %2F; the router decodes after it has split the path.
//           4.0 answers {"image": URL}, 4.5 answers {"images": [URL, ...]}.
//           The documents print {"state", "result", "gatewayMetadata"}; the service wraps that once more. We
//           send both in one, or the documented one alone (ServiceSettings::is_cloudflare_plain).
//           The clients repeat 408, 409 and 5xx on their own; where that would only draw twice for nothing
//           the reply says x-should-retry: false.
#pragma once

#include "server/dialects/fields.h"
#include "server/image_service.h"
#include "server/router.h"

namespace reverie::cloudflare_ai {

extern const FieldTable kRunFields;         // of the form with the model in the body
extern const FieldTable kSeedream4Fields;   // of the input
extern const FieldTable kSeedream45Fields;  // of the input
extern const FieldTable kOwnModelFields;    // of the input, for our models under their own names

const FieldTable& input_fields(Family family);
// The JSON Schema of the inner result: {"image": URI} of 4.0, {"images": [URI, ...]} of all others.
Json output_schema(Family family);

// {"model": "...", "input": {...}}
Answer run(ImageService& service, const HttpRequest& request, const PathValues& values);
// The input as the body, the model as the rest of the path ("model").
Answer run_model(ImageService& service, const HttpRequest& request, const PathValues& values);

HttpResponse error_reply(const HttpRequest& request, const Error& error);

// {"result", "success": true, "errors": [], "messages": []}
Json success_envelope(Json result);
// The account's id is a label here, as the key says whose the request is; but it must look like one.
// Throws Error(NotFound, "account").
void check_account(const PathValues& values);
// Throws Error(NotFound, "model") in Cloudflare's words.
ModelName find_model(const ImageService& service, const std::string& id);

}  // namespace reverie::cloudflare_ai
