#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <vector>

#include "engine/backends/reference/reference.h"
#include "engine/testing/layer_kernels.h"

namespace tenfold {
namespace {

using Vector = std::vector<float>;

constexpr int kRows = 100, kFeatures = 30;

Vector Masked(uint64_t seed, int64_t step, uint32_t layer, int rows = kRows) {
  const auto make = [&](const Layer& dropout, blockwise::KernelContext<float> context) {
    context.dropout = {seed, layer, &step};
    return reference::MakeKernel<float>(dropout, context);
  };
  LayerRunner<float> runner(make, Dropout(0.25), {kFeatures}, kRows);
  const Vector output = runner.Forward(Vector(rows * kFeatures, 3.0f));
  EXPECT_EQ(runner.Backward(Vector(rows * kFeatures, 3.0f)), output);
  return output;
}

TEST(Dropout, KeepsTheExpectation) {
  int zeros = 0;
  for (float value : Masked(1, 0, 0)) {
    EXPECT_TRUE(value == 0.0f || value == 4.0f) << value;
    zeros += value == 0.0f;
  }
  const int n = kRows * kFeatures;
  EXPECT_NEAR(zeros, 0.25 * n, 4 * std::sqrt(n * 0.25 * 0.75));
}

TEST(Dropout, DependsOnSeedStepAndLayerAlone) {
  EXPECT_EQ(Masked(1, 0, 0), Masked(1, 0, 0));
  const std::set<Vector> masks = {Masked(1, 0, 0), Masked(2, 0, 0), Masked(1, 1, 0),
                                  Masked(1, 0, 1), Masked(uint64_t{1} << 32, 0, 0)};
  EXPECT_EQ(masks.size(), 5u);
  const Vector all = Masked(1, 0, 0), some = Masked(1, 0, 0, 7);
  EXPECT_EQ(some, Vector(all.begin(), all.begin() + 7 * kFeatures));
}

TEST(Dropout, ChangesNothingInEvaluation) {
  const auto make = [](const Layer& dropout, blockwise::KernelContext<float> context) {
    context.evaluation = true;
    return reference::MakeKernel<float>(dropout, context);
  };
  LayerRunner<float> runner(make, Dropout(0.5), {2}, 2);
  EXPECT_EQ(runner.Forward({1, 2, 3, 4}), (Vector{1, 2, 3, 4}));
}

}  // namespace
}  // namespace tenfold
