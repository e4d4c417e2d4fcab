#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "engine/backends/reference/reference.h"
#include "engine/numerics/random.h"
#include "engine/testing/layer_kernels.h"

namespace tenfold {
namespace {

using Vector = std::vector<float>;

TEST(Linear, ByHand) {
  LayerRunner<float> linear(reference::MakeKernel<float>, Linear(2, 3), {2}, /*max_rows=*/2);
  linear.parameters[0].value = {1, 2, 3, 4, 5, 6};
  linear.parameters[1].value = {10, 20, 30};
  EXPECT_EQ(linear.Forward({1, 0, 1, -1}), (Vector{11, 23, 35, 9, 19, 29}));
  EXPECT_EQ(linear.Backward({1, 0, 0, 1, 1, 2}), (Vector{1, 2, 14, 18}));
  EXPECT_EQ(linear.parameters[0].grad, (AlignedVector<float>{2, -1, 1, -1, 2, -2}));
  EXPECT_EQ(linear.parameters[1].grad, (AlignedVector<float>{2, 1, 2}));
  // Gradients add up, with or without the input's.
  linear.BackwardToParameters({1, 0, 0, 1, 1, 2});
  EXPECT_EQ(linear.parameters[0].grad, (AlignedVector<float>{4, -2, 2, -2, 4, -4}));
  EXPECT_EQ(linear.parameters[1].grad, (AlignedVector<float>{4, 2, 4}));
}

// Every sum is the stated chain, bit for bit: written here once more, one element at a time.
TEST(Linear, SumsInTheStatedOrder) {
  PhiloxGenerator generator(1, Stream::kData);
  const auto fill = [&](auto& values) {
    for (float& value : values) value = 2.0f * generator.NextUniform() - 1.0f;
  };
  for (const bool bias : {true, false}) {
    const int rows = 7, in = 33, out = 13;
    LayerRunner<float> linear(reference::MakeKernel<float>, Linear(in, out, bias), {in}, rows);
    for (blockwise::Parameter<float>& parameter : linear.parameters) {
      fill(parameter.value);
      fill(parameter.grad);
    }
    Vector x(rows * in), dy(rows * out);
    fill(x);
    fill(dy);
    const AlignedVector<float>& w = linear.parameters[0].value;

    const Vector y = linear.Forward(x);
    for (int n = 0; n < rows; ++n) {
      for (int o = 0; o < out; ++o) {
        float sum = bias ? linear.parameters[1].value[o] : 0.0f;
        for (int i = 0; i < in; ++i) sum = std::fma(x[n * in + i], w[o * in + i], sum);
        ASSERT_EQ(y[n * out + o], sum);
      }
    }

    const std::vector<blockwise::Parameter<float>> before = linear.parameters;
    const Vector dx = linear.Backward(dy);
    for (int o = 0; o < out; ++o) {
      for (int i = 0; i < in; ++i) {
        float sum = before[0].grad[o * in + i];
        for (int n = 0; n < rows; ++n) sum = std::fma(dy[n * out + o], x[n * in + i], sum);
        ASSERT_EQ(linear.parameters[0].grad[o * in + i], sum);
      }
      if (!bias) continue;
      float sum = before[1].grad[o];
      for (int n = 0; n < rows; ++n) sum += dy[n * out + o];
      ASSERT_EQ(linear.parameters[1].grad[o], sum);
    }
    for (int n = 0; n < rows; ++n) {
      for (int i = 0; i < in; ++i) {
        float sum = 0.0f;
        for (int o = 0; o < out; ++o) sum = std::fma(dy[n * out + o], w[o * in + i], sum);
        ASSERT_EQ(dx[n * in + i], sum);
      }
    }
  }
}

}  // namespace
}  // namespace tenfold
