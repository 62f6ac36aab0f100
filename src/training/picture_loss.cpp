#include "training/picture_loss.h"

#include <torch/utils.h>
#include <cmath>

namespace reverie {

torch::Tensor edge_loss(const torch::Tensor& made, const torch::Tensor& wanted, double edges) {
  const auto across = [](const torch::Tensor& x) {
    return x.narrow(3, 1, x.size(3) - 1) - x.narrow(3, 0, x.size(3) - 1);
  };
  const auto down = [](const torch::Tensor& x) {
    return x.narrow(2, 1, x.size(2) - 1) - x.narrow(2, 0, x.size(2) - 1);
  };
  return at::l1_loss(made, wanted) +
         edges * (at::l1_loss(across(made), across(wanted)) + at::l1_loss(down(made), down(wanted)));
}

double psnr_db(const torch::Tensor& made, const torch::Tensor& wanted) {
  const double error = at::mse_loss(made.clamp(-1, 1), wanted).item<double>() / 4;  // of 0..1
  return -10 * std::log10(error);
}

}  // namespace reverie
