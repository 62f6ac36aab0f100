// models/flux2_transformer_golden.h
//
// What the parity test and the sabotage test of the transformer share: the network of a golden, and its
// inputs.
#pragma once

#include <functional>
#include <utility>

#include "models/flux2_transformer.h"
#include "support/golden.h"

namespace reverie {

// The network of `golden`, after `edit` of its weights and `change` of its config.
inline Flux2Transformer transformer_of(const Golden& golden, const std::function<void(StateDict&)>& edit = {},
                                       const std::function<void(Flux2TransformerConfig&)>& change = {}) {
  Flux2TransformerConfig config = Flux2TransformerConfig::from_json(golden.config());
  if (change) change(config);
  return Flux2Transformer(golden.weights(edit), config);
}

// Six image tokens, then ten of two references, as the pipeline joins them.
inline Flux2Transformer::Input joined_input(const Golden& golden) {
  Flux2Transformer::Input in;
  in.latents = torch::cat({golden["latents"], golden["references"]}, 1);      // [2, 16, 16]
  in.text = golden["text"];                                                   // [2, 7, 24]
  in.sigma = golden["timestep"];                                              // [2]
  in.image_ids = torch::cat({golden["image_ids"], golden["reference_ids"]});  // [16, 4]
  in.text_ids = golden["text_ids"];                                           // [7, 4]
  return in;
}

}  // namespace reverie
