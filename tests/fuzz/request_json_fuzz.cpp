// tests/fuzz/request_json_fuzz.cpp
//
// Any bytes are a request's JSON body: the first byte chooses a dialect's field table, the rest is read by
// it. The table either fills a draft or names the field at fault; the list of all faults agrees with the
// first one; what is said of them can be sent to the client as JSON.
//
// Built with -DREVERIE_FUZZ=ON (clang). Seeds: tests/fuzz/make_seeds.py.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string_view>

#include "server/admin_api.h"
#include "server/dialects/aimlapi_images.h"
#include "server/dialects/apiframe_request.h"
#include "server/dialects/ark_images.h"
#include "server/dialects/cloudflare_ai.h"
#include "server/dialects/fal_endpoints.h"
#include "server/dialects/fal_proxy.h"
#include "server/dialects/openai_images.h"
#include "server/dialects/oxen_fields.h"
#include "server/dialects/replicate_models.h"
#include "server/dialects/replicate_predictions.h"
#include "server/own_api.h"

namespace {

using reverie::Draft;
using reverie::Error;
using reverie::FieldTable;
using reverie::Json;

// make_seeds.py counts on the order.
const FieldTable* const kTables[] = {
    &reverie::own_api::kJobFields,
    &reverie::openai_images::kGenerationFields,
    &reverie::ark_images::kGenerationFields,
    &reverie::apiframe::kGenerationFields,
    &reverie::cloudflare_ai::kRunFields,
    &reverie::cloudflare_ai::kSeedream4Fields,
    &reverie::cloudflare_ai::kSeedream45Fields,
    &reverie::cloudflare_ai::kOwnModelFields,
    &reverie::oxen::kImageFields,
    &reverie::oxen::kQueueFields,
    &reverie::oxen::kQueuedAtOnce,
    &reverie::aimlapi_images::kSeedream4Fields,
    &reverie::aimlapi_images::kSeedream45Fields,
    &reverie::replicate::kSeedream4Input,
    &reverie::replicate::kSeedream45Input,
    &reverie::replicate::kPredictionFields,
    &reverie::replicate::kModelPredictionFields,
    &reverie::fal::kV4TextFields,
    &reverie::fal::kV4EditFields,
    &reverie::fal::kV45TextFields,
    &reverie::fal::kV45EditFields,
    &reverie::fal::kOtherFields,
    &reverie::fal::kInitiateFields,
    &reverie::admin_api::kKeyFields,
};

// A client is told so; bytes of its own that are not UTF-8 must not break the reply.
void tell(const Error& error) {
  if (error.code() != reverie::ErrorCode::InvalidRequest) std::abort();
  const auto reply = reverie::json_response(400, {{"message", error.what()}, {"field", error.field()}});
  if (!Json::accept(reply.body)) std::abort();
}

bool reads(const FieldTable& table, const Json& body) {
  Draft draft;
  try {
    reverie::read_fields(table, body, draft);
    return true;
  } catch (const Error& error) {
    tell(error);
    return false;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const FieldTable& table = *kTables[data[0] % std::size(kTables)];
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    const Json body = reverie::parse_body(text);
    const auto faults = reverie::find_faults(table, body);
    for (const Error& fault : faults) tell(fault);
    // What is well field by field may still be refused while it is read; never the other way round.
    if (reads(table, body) && !faults.empty()) std::abort();
  } catch (const Error& error) {
    tell(error);
  }
  return 0;
}
