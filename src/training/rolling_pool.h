// training/rolling_pool.h
//
// Examples that cost more to draw than a dozen steps of training on them, kept for use: now and then another
// one enters, and the oldest leaves. Example number i is always the same, and the pool holds the last
// `capacity` of them up to a count that depends on the step alone: a resumed run refills it with what it
// held.
//
// Used by   upscaler_pairs, train_decoder
// Proven by tests/training/rolling_pool_test.cpp
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <utility>

namespace reverie {

template <class Item>
class RollingPool {
 public:
  using Draw = std::function<Item(int64_t index)>;

  RollingPool(int64_t capacity, Draw draw) : capacity_(capacity), draw_(std::move(draw)) {}

  // Makes the pool hold examples max(0, end - capacity) .. end - 1. Draws only what is missing.
  void advance_to(int64_t end) {
    end_ = std::max(end_, end - capacity_);
    for (; end_ < end; ++end_) items_.push_back(draw_(end_));
    while (static_cast<int64_t>(items_.size()) > capacity_) items_.pop_front();
  }

  const std::deque<Item>& items() const { return items_; }

 private:
  int64_t capacity_;
  Draw draw_;
  int64_t end_ = 0;  // number of the next example
  std::deque<Item> items_;
};

}  // namespace reverie
