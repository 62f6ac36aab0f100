#include "training/velocity_field.h"

#include <torch/utils.h>

namespace reverie {
namespace {

// The same change to every tensor of the references.
template <typename Change>
ReferenceCache changed(const ReferenceCache& references, const Change& change) {
  ReferenceCache result;
  for (const KeysValues& block : references) result.push_back({change(block.keys), change(block.values)});
  return result;
}

Conditioning rows_of(const Conditioning& all, const Tensor& rows) {
  if (rows.size(0) == all.text.size(0)) return all;
  const auto select = [&](const Tensor& x) { return x.index_select(0, rows); };
  Conditioning part;
  part.text = select(all.text);
  if (all.negative_text) part.negative_text = select(*all.negative_text);
  part.image_ids = select(all.image_ids);
  part.reused_references = changed(all.reused_references, select);
  part.named_things = changed(all.named_things, select);
  return part;
}

// Without the words, and without the pictures of what they name.
Conditioning without_words(Conditioning all) {
  all.text = all.negative_text.value();
  all.named_things.clear();
  return all;
}

// Twice the batch: with its words, then without. The words name nothing that has a picture.
Conditioning with_and_without(const Conditioning& half) {
  const auto twice = [](const Tensor& x) { return torch::cat({x, x}); };
  Conditioning both;
  both.text = torch::cat({half.text, half.negative_text.value()});
  both.image_ids = twice(half.image_ids);
  both.reused_references = changed(half.reused_references, twice);
  return both;
}

}  // namespace

VelocityField plain_field(const Flux2Transformer& transformer, Conditioning conditioning) {
  return [&transformer, all = std::move(conditioning)](const Tensor& x, const Tensor& sigma,
                                                       const Tensor& rows) {
    return predict_velocity(transformer, x, sigma, rows_of(all, rows));
  };
}

VelocityField guided_field(const Flux2Transformer& transformer, Conditioning conditioning, double scale) {
  return [&transformer, all = std::move(conditioning), scale](const Tensor& x, const Tensor& sigma,
                                                              const Tensor& rows) {
    const Conditioning with = rows_of(all, rows);
    if (!with.named_things.empty()) {  // the two see different numbers of tokens
      const Tensor without = predict_velocity(transformer, x, sigma, without_words(with));
      return without + scale * (predict_velocity(transformer, x, sigma, with) - without);
    }
    const auto halves =
        predict_velocity(transformer, torch::cat({x, x}), torch::cat({sigma, sigma}), with_and_without(with))
            .chunk(2);
    return halves[1] + scale * (halves[0] - halves[1]);
  };
}

}  // namespace reverie
