#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "engine/backends/reference/reference.h"
#include "engine/testing/layer_kernels.h"

namespace tenfold {
namespace {

using Vector = std::vector<double>;

void Set(LayerRunner<double>& runner, int parameter, const std::vector<double>& values) {
  runner.parameters[parameter].value.assign(values.begin(), values.end());
}

// Feature 0 has the values 1, 3, 5, 7: mean 4, variance 5. Feature 1 has 2 throughout.
TEST(BatchNorm, OfABatchByHand) {
  LayerRunner<double> norm(reference::MakeKernel<double>, BatchNorm2d(2), {2, 1, 2},
                           /*max_rows=*/2);
  Set(norm, 0, {3, 7});
  Set(norm, 1, {10, 20});
  Set(norm, 2, {100, 200});
  Set(norm, 3, {1, 2});
  const Vector output = norm.Forward({1, 3, 2, 2, 5, 7, 2, 2});
  const double inv = 1 / std::sqrt(5 + 1e-5);
  const Vector expected = {10 - 9 * inv, 10 - 3 * inv, 20, 20, 10 + 3 * inv, 10 + 9 * inv, 20, 20};
  for (int i = 0; i < 8; ++i) EXPECT_NEAR(output[i], expected[i], 1e-14);
  EXPECT_NEAR(norm.parameters[2].value[0], 0.9 * 100 + 0.1 * 4, 1e-13);
  EXPECT_NEAR(norm.parameters[2].value[1], 0.9 * 200 + 0.1 * 2, 1e-13);
  EXPECT_NEAR(norm.parameters[3].value[0], 0.9 * 1 + 0.1 * 20 / 3, 1e-13);
  EXPECT_NEAR(norm.parameters[3].value[1], 0.9 * 2, 1e-13);
}

// A gradient that is constant, or proportional to the normalised input, has no effect on the input:
// neither its mean nor its size reaches the output.
TEST(BatchNorm, GradientsByHand) {
  LayerRunner<double> norm(reference::MakeKernel<double>, BatchNorm1d(1), {1}, /*max_rows=*/4);
  Set(norm, 0, {3});
  norm.Forward({1, 3, 5, 7});
  const double inv = 1 / std::sqrt(5 + 1e-5);
  for (double x : norm.Backward({2, 2, 2, 2})) EXPECT_NEAR(x, 0, 1e-15);
  EXPECT_NEAR(norm.parameters[1].grad[0], 8, 1e-15);
  EXPECT_NEAR(norm.parameters[0].grad[0], 0, 1e-15);
  for (double x : norm.Backward({-3, -1, 1, 3})) EXPECT_NEAR(x, 0, 1e-5);
  EXPECT_NEAR(norm.parameters[1].grad[0], 8, 1e-15);
  EXPECT_NEAR(norm.parameters[0].grad[0], 20 * inv, 1e-14);
  // dy = (1, 0, 0, 0): T = 1, U = -3.
  const Vector grad = norm.Backward({1, 0, 0, 0});
  const double d[] = {-3, -1, 1, 3};
  for (int i = 0; i < 4; ++i) {
    EXPECT_NEAR(grad[i], 3 * inv * ((i == 0) - 0.25 + d[i] * 3 * inv * inv / 4), 1e-14);
  }
}

TEST(BatchNorm, OfOneValueHasNoVariance) {
  LayerRunner<float> norm(reference::MakeKernel<float>, BatchNorm1d(1), {1}, /*max_rows=*/1);
  norm.parameters[0].value = {2.0f};
  norm.parameters[1].value = {0.5f};
  norm.parameters[3].value = {1.0f};
  EXPECT_EQ(norm.Forward({3})[0], 0.5f);
  EXPECT_EQ(norm.parameters[3].value[0], 0.9f);
}

TEST(BatchNorm, EvaluatesByTheRunningStatistics) {
  const auto make = [](const Layer& layer, blockwise::KernelContext<double> context) {
    context.evaluation = true;
    return reference::MakeKernel<double>(layer, context);
  };
  LayerRunner<double> norm(make, BatchNorm1d(2), {2}, /*max_rows=*/2);
  Set(norm, 0, {3, 1});
  Set(norm, 1, {10, 20});
  Set(norm, 2, {1, 2});
  Set(norm, 3, {4, 9});
  const Vector output = norm.Forward({1, 2, 5, 8});
  EXPECT_NEAR(output[0], 10, 1e-12);
  EXPECT_NEAR(output[1], 20, 1e-12);
  EXPECT_NEAR(output[2], 10 + 3 * 4 / std::sqrt(4 + 1e-5), 1e-12);
  EXPECT_NEAR(output[3], 20 + 6 / std::sqrt(9 + 1e-5), 1e-12);
  EXPECT_EQ(norm.parameters[2].value[0], 1);
  EXPECT_EQ(norm.parameters[3].value[1], 9);
}

}  // namespace
}  // namespace tenfold
