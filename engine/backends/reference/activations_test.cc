#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "engine/backends/reference/reference.h"
#include "engine/numerics/math.h"
#include "engine/testing/layer_kernels.h"

namespace tenfold {
namespace {

using Vector = std::vector<float>;

LayerRunner<float> Runner(const Layer& layer, int features) {
  return LayerRunner<float>(reference::MakeKernel<float>, layer, {features}, /*max_rows=*/1);
}

TEST(ReLU, ByHand) {
  auto relu = Runner(ReLU(), 5);
  EXPECT_EQ(relu.Forward({-2, -1e-45f, 0, 1e-45f, 3}), (Vector{0, 0, 0, 1e-45f, 3}));
  EXPECT_EQ(relu.Backward({1, 2, 3, 4, 5}), (Vector{0, 0, 0, 4, 5}));
}

TEST(ReLU, KeepsNaNAndMinusZero) {
  auto relu = Runner(ReLU(), 4);
  const Vector output = relu.Forward({NAN, -0.0f, -INFINITY, INFINITY});
  EXPECT_TRUE(std::isnan(output[0]));
  EXPECT_EQ(output[1], 0.0f);
  EXPECT_TRUE(std::signbit(output[1]));
  EXPECT_EQ(output[2], 0.0f);
  EXPECT_FALSE(std::signbit(output[2]));
  EXPECT_EQ(output[3], INFINITY);
  const Vector grad_input = relu.Backward({1, 1, NAN, 1});
  EXPECT_EQ(grad_input, (Vector{0, 0, 0, 1}));
}

TEST(Tanh, IsThatOfMath) {
  auto tanh = Runner(Tanh(), 3);
  const Vector output = tanh.Forward({0.25f, -2, 0});
  EXPECT_EQ(output, (Vector{TanH(0.25f), TanH(-2.0f), 0}));
  const Vector grad_input = tanh.Backward({1, 2, 3});
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(grad_input[i], static_cast<float>(i + 1) * std::fma(-output[i], output[i], 1.0f));
  }
}

TEST(Flatten, HasNoKernel) { EXPECT_EQ(Runner(Flatten(), 3).kernel, nullptr); }

}  // namespace
}  // namespace tenfold
