// tests/training/mixed_precision_test.cpp
#include "training/mixed_precision.h"

#include <gtest/gtest.h>
#include <torch/utils.h>

namespace reverie {
namespace {

TEST(MixedPrecision, ProductsAreInBfloat16AndWeightsAndGradientsAreNot) {
  torch::manual_seed(1);
  const torch::Tensor x = torch::randn({4, 8});
  torch::Tensor weight = torch::randn({5, 8}).requires_grad_(true);
  const torch::Tensor exact = at::linear(x, weight);
  torch::Tensor product;
  {
    const MixedPrecision products(torch::kCPU, true);
    product = at::linear(x, weight);
  }
  EXPECT_EQ(product.scalar_type(), torch::kBFloat16);
  EXPECT_TRUE(torch::allclose(product.to(torch::kFloat32), exact, 0.03, 0.03));
  EXPECT_FALSE(torch::allclose(product.to(torch::kFloat32), exact, 1e-5, 1e-5))
      << "it is not fp32 in disguise";
  product.sum().backward();
  EXPECT_EQ(weight.grad().scalar_type(), torch::kFloat32);
  EXPECT_EQ(at::linear(x, weight).scalar_type(), torch::kFloat32) << "over with its end";
}

TEST(MixedPrecision, CastsAnewAfterTheWeightsHaveChanged) {
  torch::Tensor weight = torch::ones({1, 1}).requires_grad_(true);
  const torch::Tensor x = torch::ones({1, 1});
  for (const double value : {1.0, 2.0}) {
    const MixedPrecision products(torch::kCPU, true);
    {
      const torch::NoGradGuard no_grad;
      weight.fill_(value);
    }
    EXPECT_EQ(at::linear(x, weight).item<double>(), value);
  }
}

TEST(MixedPrecision, DoesNothingWhereItIsNotAskedFor) {
  const MixedPrecision products(torch::kCPU, false);
  EXPECT_EQ(at::linear(torch::ones({1, 2}), torch::ones({1, 2})).scalar_type(), torch::kFloat32);
}

TEST(MixedPrecision, GraphicsProcessorsAreFastInIt) {
  EXPECT_TRUE(has_fast_bf16(torch::Device(torch::kCUDA, 0)));
}

}  // namespace
}  // namespace reverie
