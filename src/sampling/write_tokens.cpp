#include "sampling/write_tokens.h"

#include <torch/utils.h>
#include <algorithm>
#include <limits>
#include <string>

#include "core/error.h"
#include "sampling/noise.h"

namespace reverie {
namespace {

// Noise of pictures uses the streams 0, 1, 2, ...; text has one of its own.
constexpr uint64_t kTextStream = UINT64_MAX;

void check(const TokenSampling& s) {
  const auto refuse = [](const char* field, const char* expected, double got) {
    throw Error(ErrorCode::InvalidRequest,
                std::string("expected ") + expected + ", got " + std::to_string(got), field);
  };
  if (!(s.temperature >= 0 && s.temperature <= 10)) refuse("temperature", "0 to 10", s.temperature);
  if (s.top_k < 0) refuse("top_k", "0 or more", static_cast<double>(s.top_k));
  if (!(s.top_p > 0 && s.top_p <= 1)) refuse("top_p", "more than 0, at most 1", s.top_p);
}

// `chance` in 0..1 -> the token on which that share of the probability falls.
int64_t token_at(const Tensor& probabilities, double chance) {
  const Tensor reached = probabilities.to(torch::kFloat64).cumsum(0);  // [V]
  const Tensor wanted = torch::full({1}, chance, torch::kFloat64) * reached[-1];
  return at::searchsorted(reached, wanted, /*out_int32=*/false, /*right=*/true).item<int64_t>();
}

}  // namespace

Tensor token_probabilities(const Tensor& logits, const TokenSampling& sampling) {
  check(sampling);
  Tensor scores = logits.to(torch::kFloat32);  // [V]
  if (sampling.temperature == 0) {
    return torch::zeros_like(scores).index_fill_(0, scores.argmax(), 1.0);
  }
  constexpr double kNever = -std::numeric_limits<double>::infinity();
  scores = scores / sampling.temperature;
  if (sampling.top_k > 0) {
    const Tensor kept = std::get<0>(scores.topk(std::min(sampling.top_k, scores.size(0))));
    scores = scores.masked_fill(scores < kept[-1], kNever);
  }
  if (sampling.top_p < 1) {
    const auto [rising, order] = scores.sort(/*dim=*/0, /*descending=*/false);
    Tensor out = rising.softmax(0).cumsum(0) <= 1 - sampling.top_p;  // [V], in rising order
    out[-1].fill_(false);
    scores = scores.masked_fill(torch::zeros_like(out).scatter(0, order, out), kNever);
  }
  return scores.softmax(0);
}

std::vector<int64_t> write_tokens(const Qwen3TextEncoder& model, const std::vector<int64_t>& prompt,
                                  const WritingOptions& options) {
  if (prompt.empty()) throw Error(ErrorCode::InvalidRequest, "expected at least one token", "prompt");
  const torch::NoGradGuard no_grad;
  KeyValueCache cache;
  std::vector<int64_t> written, unread = prompt;
  while (static_cast<int64_t>(written.size()) < options.max_tokens) {
    const Tensor ids = torch::tensor(unread).unsqueeze(0).to(model.device());
    const Tensor last = model.logits(ids, &cache).select(0, 0).select(0, -1).cpu();  // [V]
    const double chance = uniform_number(options.sampling.seed, kTextStream, written.size());
    const int64_t token = token_at(token_probabilities(last, options.sampling), chance);
    if (std::find(options.stop.begin(), options.stop.end(), token) != options.stop.end()) break;
    written.push_back(token);
    if (options.on_token && !options.on_token(token)) break;
    unread = {token};
  }
  return written;
}

}  // namespace reverie
