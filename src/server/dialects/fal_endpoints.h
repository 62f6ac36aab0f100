// server/dialects/fal_endpoints.h
//
// fal's endpoints of Seedream and what each takes.
//
//   fal-ai/bytedance/seedream/v4/text-to-image     fal-ai/bytedance/seedream/v4/edit
//   fal-ai/bytedance/seedream/v4.5/text-to-image   fal-ai/bytedance/seedream/v4.5/edit
//
// Any other id that server/model_names knows ("reverie/mini", "bytedance/seedream-4.5") is an endpoint too,
// which draws with references and without.
//
// Vendor page  docs/dialects/fal.md (fields, date read)
// Exchanges    tests/server/dialects/fal_queue_test.cpp
//
// Traps     Presets (square_hd, portrait_4_3 ...) are smaller than Seedream's smallest picture: they are
//           enlarged with their ratio kept, as the vendor documents for v4/edit.
//           @ai-sdk/fal sends a single image_url, and num_images always.
#pragma once

#include "server/dialects/fields.h"
#include "server/image_service.h"

namespace reverie::fal {

extern const FieldTable kV4TextFields;
extern const FieldTable kV4EditFields;
extern const FieldTable kV45TextFields;
extern const FieldTable kV45EditFields;
extern const FieldTable kOtherFields;

struct Endpoint {
  std::string_view id;  // empty: any other model
  const FieldTable* fields;
  bool is_edit;     // needs references
  Rewrite rewrite;  // when the request does not say
};

const Endpoint& endpoint_of(std::string_view id);

// A body for the endpoint `id`, as a draft. Throws FaultList with every fault of the body.
Draft read_input(const std::string& id, const Json& body);

}  // namespace reverie::fal
