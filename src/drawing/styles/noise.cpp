#include "drawing/styles/noise.h"

#include <torch/utils.h>
#include <cmath>

#include "core/random.h"
#include "drawing/styles/tones.h"

namespace reverie::styles {

namespace {

constexpr std::int64_t k32Bits = 0xffffffff;

Tensor lattice(const Page& page, std::int64_t nodes_u, std::int64_t nodes_v, std::uint64_t stream) {
  const auto whole = torch::TensorOptions(torch::kLong).device(page.pixels.device());
  return hashed(page, torch::arange(nodes_u, whole).unsqueeze(0), torch::arange(nodes_v, whole).unsqueeze(1),
                stream);  // [nodes_v, nodes_u]
}

// How much each node counts at each place, [n, nodes]: the S-curve of 1 - distance. The weights of the two
// nearest add up to one.
Tensor node_weights(const Tensor& places, std::int64_t nodes) {
  const Tensor distance = (places.view({-1, 1}) - torch::arange(nodes, places.options())).abs();
  return smooth_step(distance, 1, 0);
}

std::int64_t nodes_over(double tokens, double pitch) {
  return static_cast<std::int64_t>(std::floor(tokens / pitch)) + 2;
}

// Whole steps stay, the way between them becomes an S-curve.
Tensor eased(const Tensor& u) {
  const Tensor whole = u.floor();
  return whole + smooth_step(u - whole, 0, 1);
}

}  // namespace

Tensor hashed(const Page& page, const Tensor& column, const Tensor& row, std::uint64_t stream) {
  const auto key = static_cast<std::int64_t>(Random(page.seed, stream).next() & 0xffffffffU);
  Tensor h = (column * 0x27d4eb2f + row * 0x165667b1 + key).bitwise_and(k32Bits);
  h = ((h.bitwise_right_shift(15)).bitwise_xor(h) * 0x2c1b3c6d).bitwise_and(k32Bits);
  h = ((h.bitwise_right_shift(12)).bitwise_xor(h) * 0x297a2d39).bitwise_and(k32Bits);
  return h.bitwise_right_shift(8).to(torch::kFloat) * 0x1p-24;  // 24 bits are what a float holds
}

Tensor noise(const Page& page, double pitch_x, double pitch_y, std::uint64_t stream) {
  const std::int64_t columns = nodes_over(page.width(), pitch_x), rows = nodes_over(page.height(), pitch_y);
  const Tensor values = lattice(page, columns, rows, stream);            // [rows, columns]
  const Tensor x_weights = node_weights(x_of(page) / pitch_x, columns);  // [W, columns]
  const Tensor y_weights = node_weights(y_of(page) / pitch_y, rows);     // [H, rows]
  return y_weights.matmul(values).matmul(x_weights.t());                 // [H, W]
}

Tensor noise(const Page& page, double pitch, std::uint64_t stream) {
  return noise(page, pitch, pitch, stream);
}

Tensor noise_at(const Page& page, const Tensor& u, const Tensor& v, std::int64_t nodes_u,
                std::int64_t nodes_v, std::uint64_t stream) {
  const Tensor values = lattice(page, nodes_u, nodes_v, stream).view({1, 1, nodes_v, nodes_u});
  const auto to_sampler = [](const Tensor& places, std::int64_t nodes) {  // -1 is the first node, 1 the last
    return eased(places) * (2.0 / static_cast<double>(nodes - 1)) - 1;
  };
  const Tensor where = torch::stack({to_sampler(u, nodes_u), to_sampler(v, nodes_v)}, -1).unsqueeze(0);
  constexpr std::int64_t kBilinear = 0, kRepeatEdge = 1;
  return at::grid_sampler(values, where, kBilinear, kRepeatEdge, /*align_corners=*/true)[0][0];  // [H, W]
}

Tensor paper_grain(const Page& page, double pitch, std::uint64_t stream) {
  return 0.6 * (noise(page, pitch, stream) - 0.5) + 0.4 * (noise(page, 2.7 * pitch, stream + 1) - 0.5);
}

Tensor diagonal_strokes(const Page& page, double width, double length, std::uint64_t stream) {
  const Tensor x = x_of(page), y = y_of(page);
  const double reach = (page.width() + page.height()) * M_SQRT1_2;  // of either diagonal
  const Tensor along = (x - y + page.height()) * M_SQRT1_2;         // [H, W], from 0
  const Tensor beside = (x + y) * M_SQRT1_2;
  return noise_at(page, beside / width, along / length, nodes_over(reach, width), nodes_over(reach, length),
                  stream);
}

Tensor brush_strokes(const Page& page, std::uint64_t stream) {
  constexpr double kSwirl = 3.1, kBend = 3.2, kLength = 0.75, kWidth = 0.18;  // tokens
  const Tensor x = x_of(page) + kBend * noise(page, kSwirl, stream);          // [H, W]
  const Tensor y = y_of(page) + kBend * noise(page, kSwirl, stream + 1);
  return noise_at(page, x / kLength, y / kWidth, nodes_over(page.width() + kBend, kLength),
                  nodes_over(page.height() + kBend, kWidth), stream + 2);
}

}  // namespace reverie::styles
