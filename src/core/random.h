// core/random.h
//
// Random numbers that depend on a seed and an index and on nothing else: Random(seed, i) gives scene
// number i of that seed the same on every machine and in every order, so that a training run resumes
// exactly and workers need no coordination. LibTorch's generator promises neither.
//
// Used by   training/, which draws scenes and words with it; drawing/falling, drawing/styles
// Source    SplitMix64 (Steele, Lea and Flood, 2014), used as a counter through its output function.
// Proven by tests/core/random_test.cpp
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace reverie {

class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t index) : key_(mix(mix(seed) ^ (index + kStep))) {}

  std::uint64_t next() { return mix(key_ + kStep * ++count_); }

  // 0 <= result < 1, a multiple of 2^-53.
  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

  bool chance(double probability) { return uniform() < probability; }

  // 0 <= result < bound; bound at least 1. The bias of the remainder, bound / 2^64, is far below what
  // any run could see.
  std::int64_t below(std::int64_t bound) {
    return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(bound));
  }

  template <typename T>
  const T& pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(below(static_cast<std::int64_t>(from.size())))];
  }

  // An independent stream, unmoved by how much of this one is used.
  Random split(std::uint64_t stream) const { return {key_, stream}; }

 private:
  static constexpr std::uint64_t kStep = 0x9e3779b97f4a7c15;

  static constexpr std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  std::uint64_t key_;
  std::uint64_t count_ = 0;
};

// FNV-1a, for choices that must follow a name and not its place in a table.
constexpr std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

}  // namespace reverie
