#include "nn/rope.h"

#include "core/error.h"

namespace reverie {

Rope rope_from_ids(const Tensor& ids, const std::vector<int64_t>& axes_dims, double theta) {
  if (ids.size(-1) != static_cast<int64_t>(axes_dims.size())) {
    throw Error(ErrorCode::Internal, "rope_from_ids: ids must have one column per axis");
  }
  const auto wide = ids.options().dtype(torch::kFloat64);
  const Tensor positions = ids.to(torch::kFloat64);  // [..., L, axes]
  std::vector<Tensor> angles;
  for (std::size_t axis = 0; axis < axes_dims.size(); ++axis) {
    const auto dim = static_cast<double>(axes_dims[axis]);
    const Tensor exponents = torch::arange(0, axes_dims[axis], 2, wide) / dim;
    const Tensor frequencies = torch::pow(theta, exponents).reciprocal();  // [dim/2]
    angles.push_back(positions.select(-1, static_cast<int64_t>(axis)).unsqueeze(-1) * frequencies);
  }
  Tensor all = torch::cat(angles, -1);         // [..., L, D/2]
  if (all.dim() == 3) all = all.unsqueeze(1);  // [B, 1, L, D/2]: the same for every head
  return {all.cos().to(torch::kFloat32), all.sin().to(torch::kFloat32)};
}

Rope concat(const Rope& first, const Rope& second) {
  const auto join = [](Tensor a, Tensor b) {
    if (a.dim() < b.dim()) a = a.expand({b.size(0), 1, a.size(0), a.size(1)});
    if (b.dim() < a.dim()) b = b.expand({a.size(0), 1, b.size(0), b.size(1)});
    return torch::cat({a, b}, -2);
  };
  return {join(first.cos, second.cos), join(first.sin, second.sin)};
}

Tensor apply_rope_adjacent(const Tensor& x, const Rope& rope) {
  const Tensor pairs = x.to(torch::kFloat32).unflatten(-1, {-1, 2});  // [B, H, L, D/2, 2]
  const Tensor even = pairs.select(-1, 0);
  const Tensor odd = pairs.select(-1, 1);
  const Tensor turned =
      torch::stack({even * rope.cos - odd * rope.sin, odd * rope.cos + even * rope.sin}, -1);
  return turned.flatten(-2).to(x.scalar_type());
}

Tensor apply_rope_halves(const Tensor& x, const Rope& rope) {
  const Tensor cos = rope.cos.to(x.scalar_type());
  const Tensor sin = rope.sin.to(x.scalar_type());
  const auto halves = x.chunk(2, -1);
  return torch::cat({halves[0] * cos - halves[1] * sin, halves[1] * cos + halves[0] * sin}, -1);
}

}  // namespace reverie
