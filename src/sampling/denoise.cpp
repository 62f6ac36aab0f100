#include "sampling/denoise.h"

#include "core/error.h"
#include "sampling/flow_match_euler.h"

namespace reverie {

Tensor denoise(const Flux2Transformer& transformer, Tensor latents, const Conditioning& conditioning,
               const std::vector<float>& sigmas, double guidance_scale, const OnDenoiseStep& on_step) {
  const int64_t image_tokens = latents.size(1);
  const bool has_joint = conditioning.joint_references.defined();
  const Tensor image_ids = has_joint ? torch::cat({conditioning.image_ids, conditioning.joint_reference_ids})
                                     : conditioning.image_ids;  // [I (+ R), 4]

  const ReferenceCache with_words = joined(conditioning.reused_references, conditioning.named_things);

  const auto predict = [&](const Tensor& text, const ReferenceCache& references, float sigma) {
    Flux2Transformer::Input in;
    in.latents =
        has_joint ? torch::cat({latents, conditioning.joint_references.expand({latents.size(0), -1, -1})}, 1)
                  : latents;  // [B, I (+ R), Z]
    in.text = text;
    in.sigma = torch::full({latents.size(0)}, sigma, latents.options());
    in.image_ids = image_ids;
    in.text_ids = text_position_ids(text.size(1)).to(latents.device());
    if (!references.empty()) in.references = &references;
    return transformer.forward(in).narrow(1, 0, image_tokens);  // [B, I, Z]
  };

  const auto count = static_cast<int64_t>(sigmas.size()) - 1;
  for (int64_t i = 0; i < count; ++i) {
    const float sigma = sigmas[static_cast<std::size_t>(i)];
    Tensor velocity = predict(conditioning.text, with_words, sigma);
    if (guidance_scale > 1 && conditioning.negative_text) {
      const Tensor without = predict(*conditioning.negative_text, conditioning.reused_references, sigma);
      velocity = without + guidance_scale * (velocity - without);
    }
    const Tensor preview = on_step ? euler_step(latents, velocity, sigma, 0.0F) : Tensor();
    latents = euler_step(latents, velocity, sigma, sigmas[static_cast<std::size_t>(i) + 1]);
    if (on_step && !on_step({i, count, preview})) {
      throw Error(ErrorCode::Cancelled,
                  "cancelled after step " + std::to_string(i + 1) + " of " + std::to_string(count));
    }
  }
  return latents;
}

}  // namespace reverie
