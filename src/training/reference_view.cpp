#include "training/reference_view.h"

#include <array>

namespace reverie {
namespace {

struct Cut {
  Grid drawn;
  Grid reference;
};

// 1K in 4:3 and 3:4, 2K in 3:2, 1K in 16:9, 9:16 and 21:9.
constexpr std::array<Cut, 6> kCuts{{{{14, 18}, {13, 18}},
                                    {{18, 14}, {18, 13}},
                                    {{14, 20}, {13, 19}},
                                    {{12, 20}, {11, 20}},
                                    {{20, 12}, {20, 11}},
                                    {{11, 24}, {10, 23}}}};

}  // namespace

Grid reference_grid(Grid drawn) {
  for (const Cut& cut : kCuts) {
    if (cut.drawn == drawn) return cut.reference;
  }
  return drawn;
}

torch::Tensor reference_view(const torch::Tensor& pictures, Grid drawn, int64_t px_per_token) {
  const Grid kept = reference_grid(drawn);
  const int64_t height = kept.rows * px_per_token;
  const int64_t width = kept.columns * px_per_token;
  return pictures.narrow(2, (pictures.size(2) - height) / 2, height)
      .narrow(3, (pictures.size(3) - width) / 2, width);
}

}  // namespace reverie
