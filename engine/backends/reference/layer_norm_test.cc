#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "engine/backends/reference/reference.h"
#include "engine/numerics/random.h"
#include "engine/testing/layer_kernels.h"

namespace tenfold {
namespace {

using Vector = std::vector<float>;

TEST(LayerNorm, ByHand) {
  LayerRunner<double> norm(reference::MakeKernel<double>, LayerNorm(2, 1.0), {2}, /*max_rows=*/2);
  norm.parameters[0].value = {2, 3};
  norm.parameters[1].value = {10, 20};
  // Means 0 and 1, variances 3 and 0.
  const double deviation = std::sqrt(3.0);
  const std::vector<double> output = norm.Forward({-deviation, deviation, 1, 1});
  const std::vector<double> expected = {10 - deviation, 20 + 1.5 * deviation, 10, 20};
  for (int i = 0; i < 4; ++i) EXPECT_NEAR(output[i], expected[i], 1e-12);
  // g = (2, 3); h = (-1, 1) * sqrt(3) / 2.
  const std::vector<double> grad = norm.Backward({1, 1, 1, 1});
  const double pull = 0.5 * deviation / 2 * deviation / 2;  // U / F * h
  EXPECT_NEAR(grad[0], 0.5 * (-0.5 + pull), 1e-12);
  EXPECT_NEAR(grad[1], 0.5 * (0.5 - pull), 1e-12);
  EXPECT_NEAR(grad[2], -0.5, 1e-12);
  EXPECT_NEAR(grad[3], 0.5, 1e-12);
  EXPECT_NEAR(norm.parameters[0].grad[0], -deviation / 2, 1e-12);
  EXPECT_NEAR(norm.parameters[0].grad[1], deviation / 2, 1e-12);
  EXPECT_EQ(norm.parameters[1].grad, (AlignedVector<double>{2, 2}));
}

// Bit for bit as stated: written here once more.
TEST(LayerNorm, SumsInTheStatedOrder) {
  PhiloxGenerator generator(1, Stream::kData);
  const int rows = 3, features = 13;
  LayerRunner<float> norm(reference::MakeKernel<float>, LayerNorm(features), {features}, rows);
  const auto draw = [&](int n) {
    Vector values(n);
    for (float& value : values) value = 2.0f * generator.NextUniform() - 1.0f;
    return values;
  };
  for (blockwise::Parameter<float>& parameter : norm.parameters) {
    const Vector values = draw(features), grads = draw(features);
    parameter.value.assign(values.begin(), values.end());
    parameter.grad.assign(grads.begin(), grads.end());
  }
  const auto before = norm.parameters;
  const Vector x = draw(rows * features), dy = draw(rows * features);
  const Vector y = norm.Forward(x), dx = norm.Backward(dy);
  Vector dw(before[0].grad.begin(), before[0].grad.end());
  for (int n = 0; n < rows; ++n) {
    const float *xs = &x[n * features], *dys = &dy[n * features];
    float sum = 0, squares = 0, sum_g = 0, products = 0;
    for (int i = 0; i < features; ++i) sum += xs[i];
    const float mean = sum / features;
    for (int i = 0; i < features; ++i) squares = std::fma(xs[i] - mean, xs[i] - mean, squares);
    const float inv = 1.0f / std::sqrt(squares / features + 1e-5f);
    Vector g(features), h(features);
    for (int i = 0; i < features; ++i) {
      h[i] = (xs[i] - mean) * inv;
      g[i] = dys[i] * before[0].value[i];
      sum_g += g[i];
      products = std::fma(g[i], h[i], products);
      dw[i] = std::fma(dys[i], h[i], dw[i]);
      EXPECT_EQ(y[n * features + i], std::fma(h[i], before[0].value[i], before[1].value[i]));
    }
    for (int i = 0; i < features; ++i) {
      EXPECT_EQ(dx[n * features + i],
                inv * std::fma(-h[i], products / features, g[i] - sum_g / features));
    }
  }
  EXPECT_EQ(Vector(norm.parameters[0].grad.begin(), norm.parameters[0].grad.end()), dw);
}

}  // namespace
}  // namespace tenfold
