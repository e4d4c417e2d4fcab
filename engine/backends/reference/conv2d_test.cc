#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "engine/backends/reference/reference.h"
#include "engine/numerics/random.h"
#include "engine/testing/layer_kernels.h"

namespace tenfold {
namespace {

using Vector = std::vector<float>;

TEST(Conv2d, ByHand) {
  LayerRunner<float> conv2d(reference::MakeKernel<float>, Conv2d(1, 1, 2), {1, 2, 3},
                            /*max_rows=*/1);
  conv2d.parameters[0].value = {1, 10, 100, 1000};
  conv2d.parameters[1].value = {0.5f};
  // Cross-correlation: the kernel is not turned round.
  EXPECT_EQ(conv2d.Forward({1, 2, 3, 4, 5, 6}), (Vector{5421.5f, 6532.5f}));
  EXPECT_EQ(conv2d.Backward({1, 2}), (Vector{1, 12, 20, 100, 1200, 2000}));
  EXPECT_EQ(conv2d.parameters[0].grad, (AlignedVector<float>{5, 8, 14, 17}));
  EXPECT_EQ(conv2d.parameters[1].grad, (AlignedVector<float>{3}));
  // Gradients add up, with or without the input's.
  conv2d.BackwardToParameters({1, 2});
  EXPECT_EQ(conv2d.parameters[0].grad, (AlignedVector<float>{10, 16, 28, 34}));
  EXPECT_EQ(conv2d.parameters[1].grad, (AlignedVector<float>{6}));
}

TEST(Conv2d, PadsWithZeros) {
  LayerRunner<float> conv2d(reference::MakeKernel<float>,
                            Conv2d(1, 1, 2, /*bias=*/false, /*padding=*/1), {1, 1, 1},
                            /*max_rows=*/1);
  conv2d.parameters[0].value = {1, 10, 100, 1000};
  EXPECT_EQ(conv2d.Forward({3}), (Vector{3000, 300, 30, 3}));
  EXPECT_EQ(conv2d.Backward({1, 2, 3, 4}), (Vector{1234}));
  EXPECT_EQ(conv2d.parameters[0].grad, (AlignedVector<float>{12, 9, 6, 3}));
}

TEST(Conv2d, SumsOverChannels) {
  LayerRunner<float> conv2d(reference::MakeKernel<float>, Conv2d(2, 2, 1, /*bias=*/false),
                            {2, 1, 2},
                            /*max_rows=*/1);
  conv2d.parameters[0].value = {1, 10, 100, 1000};
  EXPECT_EQ(conv2d.Forward({1, 2, 3, 4}), (Vector{31, 42, 3100, 4200}));
  EXPECT_EQ(conv2d.Backward({1, 0, 0, 1}), (Vector{1, 100, 10, 1000}));
  EXPECT_EQ(conv2d.parameters[0].grad, (AlignedVector<float>{1, 3, 2, 4}));
}

// Every sum is the stated chain, bit for bit: written here once more, one element at a time.
class Conv2dOrderTest : public ::testing::TestWithParam<bool> {
 protected:
  static constexpr int kRows = 3, kIn = 3, kOut = 5, kK = 3, kHeight = 7, kWidth = 6;
  static constexpr int kOutHeight = kHeight - kK + 1, kOutWidth = kWidth - kK + 1;

  static int Input(int n, int c, int y, int x) {
    return ((n * kIn + c) * kHeight + y) * kWidth + x;
  }
  static int Output(int n, int o, int y, int x) {
    return ((n * kOut + o) * kOutHeight + y) * kOutWidth + x;
  }
  static int Weight(int o, int c, int ky, int kx) { return ((o * kIn + c) * kK + ky) * kK + kx; }

  Conv2dOrderTest()
      : conv2d_(reference::MakeKernel<float>, Conv2d(kIn, kOut, kK, /*bias=*/true),
                {kIn, kHeight, kWidth}, kRows,
                /*sparse_grad_output=*/GetParam()),
        x_(kRows * kIn * kHeight * kWidth),
        dy_(kRows * kOut * kOutHeight * kOutWidth) {
    for (blockwise::Parameter<float>& parameter : conv2d_.parameters) {
      Fill(parameter.value);
      Fill(parameter.grad);
    }
    Fill(x_);
    Fill(dy_);
    for (float& value : dy_) value = value < 0.5f ? 0.0f : value;
    before_ = conv2d_.parameters;
    y_ = conv2d_.Forward(x_);
    dx_ = conv2d_.Backward(dy_);
  }

  template <typename Values>
  void Fill(Values& values) {
    for (float& value : values) value = 2.0f * generator_.NextUniform() - 1.0f;
  }

  float w(int o, int c, int ky, int kx) const { return before_[0].value[Weight(o, c, ky, kx)]; }
  float x(int n, int c, int y, int x) const { return x_[Input(n, c, y, x)]; }
  float dy(int n, int o, int y, int x) const { return dy_[Output(n, o, y, x)]; }

  PhiloxGenerator generator_{1, Stream::kData};
  LayerRunner<float> conv2d_;
  std::vector<blockwise::Parameter<float>> before_;
  Vector x_, dy_, y_, dx_;
};

TEST_P(Conv2dOrderTest, Forward) {
  for (int n = 0; n < kRows; ++n)
    for (int o = 0; o < kOut; ++o)
      for (int i = 0; i < kOutHeight; ++i)
        for (int j = 0; j < kOutWidth; ++j) {
          float sum = before_[1].value[o];
          for (int ky = 0; ky < kK; ++ky)
            for (int kx = 0; kx < kK; ++kx)
              for (int c = 0; c < kIn; ++c)
                sum = std::fma(x(n, c, i + ky, j + kx), w(o, c, ky, kx), sum);
          ASSERT_EQ(y_[Output(n, o, i, j)], sum);
        }
}

TEST_P(Conv2dOrderTest, ParameterGradients) {
  for (int o = 0; o < kOut; ++o) {
    float bias_sum = before_[1].grad[o];
    for (int n = 0; n < kRows; ++n)
      for (int i = 0; i < kOutHeight; ++i)
        for (int j = 0; j < kOutWidth; ++j) bias_sum += dy(n, o, i, j);
    ASSERT_EQ(conv2d_.parameters[1].grad[o], bias_sum);
    for (int c = 0; c < kIn; ++c)
      for (int ky = 0; ky < kK; ++ky)
        for (int kx = 0; kx < kK; ++kx) {
          float sum = before_[0].grad[Weight(o, c, ky, kx)];
          for (int n = 0; n < kRows; ++n)
            for (int i = 0; i < kOutHeight; ++i)
              for (int j = 0; j < kOutWidth; ++j)
                sum = std::fma(dy(n, o, i, j), x(n, c, i + ky, j + kx), sum);
          ASSERT_EQ(conv2d_.parameters[0].grad[Weight(o, c, ky, kx)], sum);
        }
  }
}

TEST_P(Conv2dOrderTest, InputGradient) {
  for (int n = 0; n < kRows; ++n)
    for (int c = 0; c < kIn; ++c)
      for (int row = 0; row < kHeight; ++row)
        for (int column = 0; column < kWidth; ++column) {
          float sum = 0.0f;
          for (int i = 0; i < kOutHeight; ++i)
            for (int j = 0; j < kOutWidth; ++j) {
              const int ky = row - i, kx = column - j;
              if (ky < 0 || ky >= kK || kx < 0 || kx >= kK) continue;
              for (int o = 0; o < kOut; ++o) sum = std::fma(dy(n, o, i, j), w(o, c, ky, kx), sum);
            }
          ASSERT_EQ(dx_[Input(n, c, row, column)], sum);
        }
}

INSTANTIATE_TEST_SUITE_P(SparseGradOutput, Conv2dOrderTest, ::testing::Bool());

// Terms that are left out are not there: 0 times infinity would be NaN.
TEST(Conv2d, LeavesZerosOfASparseGradientOut) {
  for (const bool sparse : {false, true}) {
    LayerRunner<float> conv2d(reference::MakeKernel<float>, Conv2d(1, 2, 1), {1, 1, 3},
                              /*max_rows=*/1, sparse);
    conv2d.parameters[0].value = {1, INFINITY};
    conv2d.Forward({1, INFINITY, 2});
    const Vector grad_input = conv2d.Backward({1, 0, -0.0f, 0, 0, 0});
    const AlignedVector<float>& dw = conv2d.parameters[0].grad;
    if (sparse) {
      EXPECT_EQ(dw, (AlignedVector<float>{1, 0}));
      EXPECT_EQ(grad_input, (Vector{1, 0, 0}));
    } else {
      EXPECT_TRUE(std::isnan(dw[0]));
      EXPECT_TRUE(std::isnan(grad_input[0]));
    }
  }
}

}  // namespace
}  // namespace tenfold
