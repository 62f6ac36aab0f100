#include "image/resize.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.h"

namespace reverie {
namespace {

constexpr int64_t kChannels = 3;
constexpr double kLanczosRadius = 3.0;
constexpr int kFractionBits = 22;  // 32 - 8 bits of pixel - 2 of headroom for the kernel's overshoot

double sinc(double x) {
  if (x == 0.0) return 1.0;
  x *= std::numbers::pi;
  return std::sin(x) / x;
}

double lanczos(double x) {
  return -kLanczosRadius <= x && x < kLanczosRadius ? sinc(x) * sinc(x / kLanczosRadius) : 0.0;
}

// Which source pixels make one target pixel, and how much each counts.
struct Taps {
  int64_t first = 0;
  int64_t count = 0;
  size_t weights_at = 0;  // in Kernel::weights
};

struct Kernel {
  std::vector<Taps> taps;        // one per target pixel
  std::vector<int32_t> weights;  // fixed point, kFractionBits
};

Kernel make_kernel(int64_t source_px, int64_t target_px) {
  Kernel kernel;
  kernel.taps.reserve(static_cast<size_t>(target_px));
  const double scale = static_cast<double>(source_px) / static_cast<double>(target_px);
  const double stretch = std::max(scale, 1.0);  // only shrinking widens the kernel
  const double support = kLanczosRadius * stretch;
  std::vector<double> exact;
  for (int64_t target = 0; target < target_px; ++target) {
    const double centre = (static_cast<double>(target) + 0.5) * scale;
    const auto first = std::max<int64_t>(0, static_cast<int64_t>(centre - support + 0.5));
    const auto end = std::min(source_px, static_cast<int64_t>(centre + support + 0.5));
    exact.clear();
    double sum = 0.0;
    for (int64_t source = first; source < end; ++source) {
      exact.push_back(lanczos((static_cast<double>(source) - centre + 0.5) * (1.0 / stretch)));
      sum += exact.back();
    }
    kernel.taps.push_back({first, end - first, kernel.weights.size()});
    for (const double weight : exact) {
      const double fixed = weight / sum * static_cast<double>(1 << kFractionBits);
      kernel.weights.push_back(static_cast<int32_t>(fixed < 0 ? fixed - 0.5 : fixed + 0.5));
    }
  }
  return kernel;
}

uint8_t to_byte(int32_t sum) {
  return static_cast<uint8_t>(std::clamp(sum >> kFractionBits, 0, 255));
}

constexpr int32_t kHalf = 1 << (kFractionBits - 1);

Image resize_rows(const Image& in, int64_t width_px) {
  Image out{width_px, in.height_px, {}};
  out.rgb.resize(static_cast<size_t>(width_px * in.height_px * kChannels));
  const Kernel kernel = make_kernel(in.width_px, width_px);
  for (int64_t y = 0; y < in.height_px; ++y) {
    const uint8_t* row = in.rgb.data() + y * in.width_px * kChannels;
    uint8_t* target = out.rgb.data() + y * width_px * kChannels;
    for (const Taps& taps : kernel.taps) {
      const int32_t* weight = kernel.weights.data() + taps.weights_at;
      const uint8_t* pixel = row + taps.first * kChannels;
      int32_t red = kHalf, green = kHalf, blue = kHalf;
      for (int64_t i = 0; i < taps.count; ++i, pixel += kChannels) {
        red += pixel[0] * weight[i];
        green += pixel[1] * weight[i];
        blue += pixel[2] * weight[i];
      }
      *target++ = to_byte(red);
      *target++ = to_byte(green);
      *target++ = to_byte(blue);
    }
  }
  return out;
}

Image resize_columns(const Image& in, int64_t height_px) {
  Image out{in.width_px, height_px, {}};
  const int64_t row_bytes = in.width_px * kChannels;
  out.rgb.resize(static_cast<size_t>(row_bytes * height_px));
  const Kernel kernel = make_kernel(in.height_px, height_px);
  std::vector<int32_t> sums(static_cast<size_t>(row_bytes));
  uint8_t* target = out.rgb.data();
  for (const Taps& taps : kernel.taps) {
    std::fill(sums.begin(), sums.end(), kHalf);
    for (int64_t i = 0; i < taps.count; ++i) {
      const int32_t weight = kernel.weights[taps.weights_at + static_cast<size_t>(i)];
      const uint8_t* row = in.rgb.data() + (taps.first + i) * row_bytes;
      for (size_t x = 0; x < sums.size(); ++x) sums[x] += row[x] * weight;
    }
    for (const int32_t sum : sums) *target++ = to_byte(sum);
  }
  return out;
}

void expect_real(PixelSize size, const char* operation) {
  if (size.width_px < 1 || size.height_px < 1) {
    throw Error(ErrorCode::Internal,
                std::string(operation) + ": expected sides of at least 1, got " + to_string(size));
  }
}

}  // namespace

Image resize(const Image& image, PixelSize size) {
  expect_real(image.size(), "resize");
  expect_real(size, "resize");
  if (size == image.size()) return image;
  if (size.width_px == image.width_px) return resize_columns(image, size.height_px);
  const Image narrowed = resize_rows(image, size.width_px);
  return size.height_px == image.height_px ? narrowed : resize_columns(narrowed, size.height_px);
}

Image crop(const Image& image, int64_t left_px, int64_t top_px, PixelSize size) {
  expect_real(size, "crop");
  if (left_px < 0 || top_px < 0 || left_px > image.width_px - size.width_px ||
      top_px > image.height_px - size.height_px) {
    throw Error(ErrorCode::Internal, "crop: " + to_string(size) + " at (" + std::to_string(left_px) + ", " +
                                         std::to_string(top_px) + ") is not inside " +
                                         to_string(image.size()));
  }
  Image out{size.width_px, size.height_px, {}};
  out.rgb.reserve(static_cast<size_t>(size.pixels() * kChannels));
  for (int64_t y = top_px; y < top_px + size.height_px; ++y) {
    const uint8_t* row = image.rgb.data() + (y * image.width_px + left_px) * kChannels;
    out.rgb.insert(out.rgb.end(), row, row + size.width_px * kChannels);
  }
  return out;
}

Image crop_centre(const Image& image, PixelSize size) {
  return crop(image, (image.width_px - size.width_px) / 2, (image.height_px - size.height_px) / 2, size);
}

PixelSize fit_area(PixelSize size, int64_t max_pixels) {
  expect_real(size, "fit_area");
  if (size.pixels() <= max_pixels) return size;
  const double scale = std::sqrt(static_cast<double>(max_pixels) / static_cast<double>(size.pixels()));
  const auto cut = [scale](int64_t side_px) {
    return std::max<int64_t>(1, static_cast<int64_t>(static_cast<double>(side_px) * scale));
  };
  return {cut(size.width_px), cut(size.height_px)};
}

Image fit_area(const Image& image, int64_t max_pixels) {
  return resize(image, fit_area(image.size(), max_pixels));
}

}  // namespace reverie
