// Muon and AdamW: against formulas written out here, and exact after a restart.
#include "training/optimizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <torch/utils.h>
#include <cmath>
#include <functional>

#include "core/error.h"
#include "training/scratch.h"

namespace reverie {
namespace {

using torch::Tensor;

const OptimizerOptions kPlain{.weight_decay = 0, .max_gradient_norm = 0};

Tensor leaf(const Tensor& values) {
  return values.clone().set_requires_grad(true);
}

void set_gradient(Tensor parameter, const Tensor& gradient) {
  parameter.mutable_grad() = gradient.clone();
}

// Newton-Schulz as published: five times x <- a x + (b A + c A^2) x.
Tensor orthogonalise_step_by_step(const Tensor& m) {
  const bool is_tall = m.size(0) > m.size(1);
  Tensor x = is_tall ? m.t() : m;
  x = x / (x.norm() + 1e-7);
  for (int i = 0; i < 5; ++i) {
    const Tensor gram = x.mm(x.t());
    x = 3.4445 * x + (-4.7750 * gram + 2.0315 * gram.mm(gram)).mm(x);
  }
  return is_tall ? x.t() : x;
}

TEST(Orthogonalise, GivesSingularValuesNearOne) {
  torch::manual_seed(1);
  for (const auto& [rows, columns] :
       {std::pair<int64_t, int64_t>{48, 192}, {192, 48}, {192, 576}, {576, 192}, {96, 100}}) {
    const Tensor m = orthogonalise(torch::randn({rows, columns}));
    ASSERT_EQ(m.sizes(), (torch::IntArrayRef{rows, columns}));
    const Tensor values = torch::linalg_svdvals(m);
    // The published coefficients trade exactness for speed. The same formula in NumPy, fp32, three seeds
    // each: 0.68 to 1.13, and up to 1.20 for the nearly square one, whose smallest values are the hardest to
    // lift.
    EXPECT_GT(values.min().item<double>(), rows == 96 ? 0.3 : 0.6) << rows << "x" << columns;
    EXPECT_LT(values.max().item<double>(), 1.25) << rows << "x" << columns;
  }
}

TEST(Orthogonalise, KeepsTheDirectionsOfTheMatrix) {
  torch::manual_seed(2);
  const Tensor m = torch::randn({20, 60});
  const auto [u, s, v] = torch::linalg_svd(m, false);
  const Tensor seen = u.t().mm(orthogonalise(m)).mm(v.t());  // [20, 20], diagonal if the directions are kept
  // NumPy, fp32: 8e-7.
  EXPECT_LT((seen - seen.diag().diag()).abs().max().item<double>(), 6e-6);
  EXPECT_GT(seen.diag().min().item<double>(), 0.3) << "a direction was turned round";
}

TEST(Orthogonalise, AgreesWithFivePlainIterations) {
  torch::manual_seed(3);
  double worst = 0;
  for (const auto& [rows, columns] :
       {std::pair<int64_t, int64_t>{64, 64}, {48, 192}, {192, 48}, {576, 192}, {1, 30}, {30, 1}}) {
    const Tensor m = torch::randn({rows, columns});
    worst = std::max(worst, (orthogonalise(m) - orthogonalise_step_by_step(m)).abs().max().item<double>());
  }
  RecordProperty("observed", std::to_string(worst));
  // NumPy, fp32: 8e-6 for the square one, below 1e-6 for the others: the same polynomial, rounded elsewhere.
  // Four iterations instead of five differ by 0.05 and more.
  EXPECT_LT(worst, 7e-5);
}

TEST(Orthogonalise, DoesNotCareHowLargeTheMatrixIs) {
  torch::manual_seed(4);
  const Tensor m = torch::randn({16, 32});
  EXPECT_LT((orthogonalise(m * 1000) - orthogonalise(m)).abs().max().item<double>(), 2e-5);
}

TEST(Orthogonalise, StaysFiniteWithoutFullRank) {
  torch::manual_seed(5);
  const Tensor one = orthogonalise(torch::randn({40, 1}).mm(torch::randn({1, 30})));
  EXPECT_TRUE(one.isfinite().all().item<bool>());
  EXPECT_LT(torch::linalg_svdvals(one)[0].item<double>(), 1.25);
  EXPECT_TRUE(torch::equal(orthogonalise(torch::zeros({4, 6})), torch::zeros({4, 6})));
}

TEST(Optimizer, FollowsTheFormulaOfAdamW) {
  const double rate = 0.1, decay = 0.5;
  const Tensor start = torch::tensor({{1.0, -2.0}, {3.0, 0.5}}, torch::kFloat64);
  const Tensor parameter = leaf(start);
  Optimizer optimizer({{"embedding", parameter}}, {"blocks."},
                      {.weight_decay = decay, .max_gradient_norm = 0});
  const std::vector<Tensor> gradients{torch::tensor({{1.0, 2.0}, {-3.0, 0.25}}, torch::kFloat64),
                                      torch::tensor({{-0.5, 2.0}, {1.0, 4.0}}, torch::kFloat64)};
  Tensor expected = start.clone(), first = torch::zeros_like(start), second = torch::zeros_like(start);
  for (int t = 1; t <= 2; ++t) {
    const Tensor& g = gradients[static_cast<std::size_t>(t) - 1];
    first = 0.9 * first + 0.1 * g;
    second = 0.98 * second + 0.02 * g * g;
    expected = expected * (1 - rate * decay) -
               rate * (first / (1 - std::pow(0.9, t))) / ((second / (1 - std::pow(0.98, t))).sqrt() + 1e-10);
    set_gradient(parameter, g);
    optimizer.step(rate);
  }
  EXPECT_LT((parameter - expected).abs().max().item<double>(), 1e-12);  // float64; observed 2e-16
}

TEST(Optimizer, DoesNotDecayVectors) {
  const Tensor parameter = leaf(torch::full({3}, 5.0));
  Optimizer optimizer({{"norm.weight", parameter}}, {}, {.weight_decay = 1.0});
  set_gradient(parameter, torch::tensor({0.0, 0.0, 0.0}));
  optimizer.step(0.1);
  EXPECT_TRUE(torch::equal(parameter.detach(), torch::full({3}, 5.0)));
}

TEST(Optimizer, MovesBlockMatricesAndConvolutionsByMuonWhateverTheGradientsLength) {
  torch::manual_seed(6);
  const double rate = 0.01;
  for (const auto& shape : {std::vector<int64_t>{24, 48}, std::vector<int64_t>{16, 8, 3, 3}}) {
    const Tensor gradient = torch::randn(shape);
    const Tensor parameter = leaf(torch::zeros(shape));
    Optimizer optimizer({{"blocks.0.weight", parameter}}, {"blocks."}, kPlain);
    set_gradient(parameter, 10 * gradient);
    optimizer.step(rate);
    const Tensor matrix = gradient.flatten(1);
    const auto longest = static_cast<double>(std::max(matrix.size(0), matrix.size(1)));
    const Tensor expected = -rate * 0.2 * std::sqrt(longest) * orthogonalise(matrix).view(shape);
    EXPECT_LT((parameter.detach() - expected).abs().max().item<double>(), 1e-7);
    // As long as 0.2 of an AdamW step, element for element: what lets both share one learning rate.
    EXPECT_NEAR(parameter.detach().square().mean().sqrt().item<double>(), 0.2 * rate, 0.05 * rate);
  }
}

TEST(Optimizer, LeavesMatricesOutsideTheNamedBlocksToAdamW) {
  const Tensor parameter = leaf(torch::zeros({2, 2}));
  Optimizer optimizer({{"proj_out.weight", parameter}}, {"blocks."}, kPlain);
  set_gradient(parameter, torch::tensor({{3.0, -1.0}, {0.5, 2.0}}));
  optimizer.step(0.01);
  // AdamW's first step goes by the sign alone.
  EXPECT_LT((parameter.detach() - torch::tensor({{-0.01, 0.01}, {-0.01, -0.01}})).abs().max().item<double>(),
            1e-7);
}

TEST(Optimizer, MinimisesAQuadraticInMatricesAndVectors) {
  torch::manual_seed(7);
  const Tensor matrix_goal = torch::randn({12, 20}), vector_goal = torch::randn({20});
  const Tensor matrix = leaf(torch::zeros({12, 20})), vector = leaf(torch::zeros({20}));
  Optimizer optimizer({{"blocks.0.weight", matrix}, {"bias", vector}}, {"blocks."}, kPlain);
  const auto loss = [&] {
    return (matrix - matrix_goal).square().mean() + (vector - vector_goal).square().mean();
  };
  const double before = loss().item<double>();
  constexpr int kSteps = 300;
  for (int step = 0; step < kSteps; ++step) {
    loss().backward();
    optimizer.step(0.1 * (1 - static_cast<double>(step) / kSteps));
  }
  const double after = loss().item<double>();
  RecordProperty("observed", std::to_string(after));
  EXPECT_GT(before, 1.0);
  EXPECT_LT(after, 2e-8);  // the same run in NumPy ends at 2e-9
}

TEST(Optimizer, ClipsAllGradientsTogetherAndReportsTheirTrueNorm) {
  const Tensor a = leaf(torch::zeros({1})), b = leaf(torch::zeros({1}));
  Optimizer optimizer({{"a", a}, {"b", b}}, {}, {.max_gradient_norm = 1.0});
  set_gradient(a, torch::tensor({6.0}));
  set_gradient(b, torch::tensor({8.0}));
  EXPECT_DOUBLE_EQ(optimizer.step(0.1), 10.0);
  const NamedTensors state = optimizer.state();
  EXPECT_EQ(state[0].first, "first.a");
  EXPECT_NEAR(state[0].second.item<double>(), 0.1 * 0.6, 1e-7);  // (1 - beta1) of the clipped gradient
}

TEST(Optimizer, ClearsGradientsAndLeavesParametersWithoutOneAlone) {
  const Tensor used = leaf(torch::zeros({2})), unused = leaf(torch::ones({2, 2}));
  Optimizer optimizer({{"used", used}, {"unused", unused}}, {}, {});
  set_gradient(used, torch::ones({2}));
  optimizer.step(0.1);
  EXPECT_FALSE(used.grad().defined());
  EXPECT_TRUE(torch::equal(unused.detach(), torch::ones({2, 2})));
}

TEST(Optimizer, RefusesAStepWithoutAnyGradient) {
  Optimizer optimizer({{"a", leaf(torch::zeros({2}))}}, {}, {});
  try {
    optimizer.step(0.1);
    FAIL() << "a step without gradients";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::Internal);
  }
}

// Three parameters, as a network has them: one for Muon, two for AdamW.
struct Trainee {
  Tensor matrix, table, vector;
  Optimizer optimizer;

  explicit Trainee(const NamedTensors& start)
      : matrix(leaf(start[0].second)),
        table(leaf(start[1].second)),
        vector(leaf(start[2].second)),
        optimizer({{"blocks.0.weight", matrix}, {"table", table}, {"vector", vector}}, {"blocks."}, {}) {}

  void step(uint64_t seed) {
    torch::manual_seed(seed);
    for (const Tensor& parameter : {matrix, table, vector})
      set_gradient(parameter, torch::randn_like(parameter));
    optimizer.step(0.01);
  }

  NamedTensors values() const {
    return {{"blocks.0.weight", matrix.detach().clone()},
            {"table", table.detach().clone()},
            {"vector", vector.detach().clone()}};
  }
};

NamedTensors start_values() {
  torch::manual_seed(8);
  return {{"blocks.0.weight", torch::randn({6, 9})},
          {"table", torch::randn({5, 4})},
          {"vector", torch::randn({7})}};
}

TEST(Optimizer, TakesExactlyTheSameStepsAfterItsStateWentThroughAFile) {
  Trainee uninterrupted(start_values());
  for (uint64_t i = 0; i < 3; ++i) uninterrupted.step(i);
  const auto path = scratch_folder() / "optimizer.safetensors";
  write_safetensors(path, uninterrupted.optimizer.state());

  Trainee resumed(uninterrupted.values());
  const SafetensorsFile file = SafetensorsFile::open(path);
  NamedTensors state;
  for (const std::string& name : file.names()) state.emplace_back(name, file.tensor(name));
  resumed.optimizer.load_state(state);
  for (uint64_t i = 3; i < 6; ++i) {
    uninterrupted.step(i);
    resumed.step(i);
  }
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_TRUE(torch::equal(uninterrupted.values()[i].second, resumed.values()[i].second))
        << uninterrupted.values()[i].first;
  }
}

// If forgetting the state did not show, the test above would prove nothing.
TEST(Optimizer, TakesOtherStepsWithoutItsState) {
  Trainee uninterrupted(start_values());
  for (uint64_t i = 0; i < 3; ++i) uninterrupted.step(i);
  Trainee forgetful(uninterrupted.values());
  uninterrupted.step(3);
  forgetful.step(3);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_FALSE(torch::equal(uninterrupted.values()[i].second, forgetful.values()[i].second));
  }
}

std::string refusal_of(const std::function<void(NamedTensors&)>& edit) {
  Trainee trainee(start_values());
  NamedTensors state = trainee.optimizer.state();
  edit(state);
  try {
    trainee.optimizer.load_state(state);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::CorruptFile);
    return error.what();
  }
  return "accepted";
}

TEST(Optimizer, RefusesStateOfAnotherShape) {
  EXPECT_THAT(refusal_of([](NamedTensors& state) {
                state[0].second = torch::zeros({9, 6});
              }),
              testing::HasSubstr("first.blocks.0.weight"));
  EXPECT_THAT(refusal_of([](NamedTensors& state) { state.back().second = torch::zeros({2}, torch::kInt64); }),
              testing::HasSubstr("steps"));
}

TEST(Optimizer, RefusesStateWithAPartMissing) {
  Trainee trainee(start_values());
  const NamedTensors whole = trainee.optimizer.state();
  for (std::size_t i = 0; i < whole.size(); ++i) {
    EXPECT_THAT(
        refusal_of([i](NamedTensors& state) { state.erase(state.begin() + static_cast<std::ptrdiff_t>(i)); }),
        testing::HasSubstr(whole[i].first));
  }
}

}  // namespace
}  // namespace reverie
