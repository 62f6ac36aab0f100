#include "sampling/noise.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace reverie {
namespace {

constexpr uint32_t low(uint64_t x) {
  return static_cast<uint32_t>(x);
}
constexpr uint32_t high(uint64_t x) {
  return static_cast<uint32_t>(x >> 32);
}

// A 32-bit word as a number strictly between 0 and 1.
double unit(uint32_t word) {
  return (static_cast<double>(word) + 0.5) * 0x1p-32;
}

std::array<uint32_t, 4> block_of(uint64_t seed, uint64_t stream, uint64_t block) {
  return philox4x32({low(block), high(block), low(stream), high(stream)}, {low(seed), high(seed)});
}

}  // namespace

std::array<uint32_t, 4> philox4x32(std::array<uint32_t, 4> c, std::array<uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const uint64_t p0 = uint64_t{0xD2511F53} * c[0];
    const uint64_t p1 = uint64_t{0xCD9E8D57} * c[2];
    c = {high(p1) ^ c[1] ^ key[0], low(p1), high(p0) ^ c[3] ^ key[1], low(p0)};
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
  return c;
}

double uniform_number(uint64_t seed, uint64_t stream, uint64_t block) {
  return unit(block_of(seed, stream, block)[0]);
}

torch::Tensor gaussian_noise(uint64_t seed, uint64_t image_index, at::IntArrayRef shape) {
  torch::Tensor noise = torch::empty(shape, torch::kFloat32);
  float* out = noise.data_ptr<float>();
  const int64_t count = noise.numel();
  for (int64_t begin = 0; begin < count; begin += 4) {
    const auto words = block_of(seed, image_index, static_cast<uint64_t>(begin / 4));
    std::array<double, 4> values{};
    for (std::size_t pair = 0; pair < 4; pair += 2) {
      const double radius = std::sqrt(-2.0 * std::log(unit(words[pair])));
      const double angle = 2.0 * std::numbers::pi * unit(words[pair + 1]);
      values[pair] = radius * std::cos(angle);
      values[pair + 1] = radius * std::sin(angle);
    }
    const int64_t here = std::min<int64_t>(4, count - begin);
    for (int64_t i = 0; i < here; ++i)
      out[begin + i] = static_cast<float>(values[static_cast<std::size_t>(i)]);
  }
  return noise;
}

}  // namespace reverie
