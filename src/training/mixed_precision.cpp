#include "training/mixed_precision.h"

#include <ATen/autocast_mode.h>

namespace reverie {

bool has_fast_bf16(torch::Device device) {
  if (device.is_cuda()) return true;
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512bf16") != 0;  // every processor with AMX has it too
#else
  return false;
#endif
}

MixedPrecision::MixedPrecision(torch::Device device, bool enabled)
    : device_(device.type()),
      enabled_(enabled),
      was_enabled_(at::autocast::is_autocast_enabled(device.type())) {
  if (!enabled_) return;
  at::autocast::set_autocast_dtype(device_, torch::kBFloat16);
  at::autocast::set_autocast_enabled(device_, true);
  at::autocast::increment_nesting();
}

MixedPrecision::~MixedPrecision() {
  if (!enabled_) return;
  if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
  at::autocast::set_autocast_enabled(device_, was_enabled_);
}

}  // namespace reverie
