// sampling/write_tokens.h
//
// Lets a language model write: one token after the other, each drawn from what the model foresees.
//
// Used by   prompt enhancement and the planner of groups
// Source    transformers `GenerationMixin` with TemperatureLogitsWarper, TopKLogitsWarper and
//           TopPLogitsWarper, in this order; the defaults are those that Qwen3 recommends for answers
//           without thinking.
// Trap      top_p keeps the likeliest tokens that together reach it, the one that crosses it included.
// Proven by tests/sampling/write_tokens_test.cpp
#pragma once

#include <functional>
#include <vector>

#include "models/qwen3_text_encoder.h"

namespace reverie {

struct TokenSampling {
  double temperature = 0.7;  // 0 means: always the likeliest token
  int64_t top_k = 20;        // 0 means all
  double top_p = 0.8;        // 1 means all
  uint64_t seed = 0;
};

struct WritingOptions {
  TokenSampling sampling;
  int64_t max_tokens = 256;
  std::vector<int64_t> stop;  // these end the text and are not part of it
  // Called with each token as it is written; returning false ends the text there.
  std::function<bool(int64_t token)> on_token;
};

// logits [V] -> probabilities [V] in fp32, of which the filtered ones are 0.
// Throws Error(InvalidRequest) naming the field of `sampling` that is out of range.
Tensor token_probabilities(const Tensor& logits, const TokenSampling& sampling);

// Continues `prompt`, at least one token. The same seed gives the same text.
// Throws Error(InvalidRequest, "prompt") if it is empty.
std::vector<int64_t> write_tokens(const Qwen3TextEncoder& model, const std::vector<int64_t>& prompt,
                                  const WritingOptions& options);

}  // namespace reverie
