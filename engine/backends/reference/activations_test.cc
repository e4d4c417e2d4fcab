#include <gtest/gtest.h>

#include <algorithm>
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

TEST(LeakyReLU, ByHand) {
  auto leaky = Runner(LeakyReLU(0.25), 5);
  EXPECT_EQ(leaky.Forward({-2, -1e-45f, 0, 1e-45f, 3}), (Vector{-0.5f, 0, 0, 1e-45f, 3}));
  EXPECT_EQ(leaky.Backward({1, 2, 3, 4, 5}), (Vector{0.25f, 0.5f, 0.75f, 4, 5}));
}

// -inf, -0, inf and NaN: what comes of them, and what their derivatives are.
void ExpectSpecialValues(const Layer& layer, const Vector& expected, const Vector& derivatives) {
  SCOPED_TRACE(ToString(layer));
  auto runner = Runner(layer, 4);
  const Vector output = runner.Forward({-INFINITY, -0.0f, INFINITY, NAN});
  const Vector grad = runner.Backward({1, 1, 1, 1});
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(output[i], expected[i]);
    EXPECT_EQ(std::signbit(output[i]), std::signbit(expected[i])) << i;
    EXPECT_EQ(grad[i], derivatives[i]) << i;
  }
  EXPECT_TRUE(std::isnan(output[3]));
  if (derivatives.size() == 4) {
    EXPECT_EQ(grad[3], derivatives[3]);
  } else {
    EXPECT_TRUE(std::isnan(grad[3]));
  }
}

TEST(Activations, SpecialValues) {
  ExpectSpecialValues(LeakyReLU(0.25), {-INFINITY, -0.0f, INFINITY}, {0.25f, 0.25f, 1, 0.25f});
  ExpectSpecialValues(Sigmoid(), {0, 0.5f, 1}, {0, 0.25f, 0});
  ExpectSpecialValues(GELU(), {-0.0f, -0.0f, INFINITY}, {0, 0.5f, 1});
  ExpectSpecialValues(ELU(0.5), {-0.5f, -0.0f, INFINITY}, {0, 0.5f, 1});
  ExpectSpecialValues(Softplus(), {0, Log(2.0f), INFINITY}, {0, 0.5f, 1});
}

// Against formulas in double, from -120 to 120 and close to 0. The tolerance is relative to the
// value but for ELU, which subtracts 1, and derivatives, which are of order one.
TEST(Activations, AreExactToSomeUnitsInTheLastPlace) {
  struct Example {
    Layer layer;
    double (*value)(double), (*derivative)(double);
    double relative, absolute, of_derivative;
  };
  const auto sigmoid = [](double x) { return 1.0 / (1.0 + std::exp(-x)); };
  static const double kRoot = std::sqrt(2.0 / std::acos(-1.0));
  const Example examples[] = {
      {LeakyReLU(), [](double x) { return x < 0 ? 0.01 * x : x; },
       [](double x) { return x > 0 ? 1.0 : 0.01; }, 2e-7, 0, 1e-8},
      {Sigmoid(), sigmoid,
       [](double x) { return 1.0 / (1.0 + std::exp(-x)) / (1.0 + std::exp(x)); }, 4e-7, 1e-44,
       2e-7},
      {GELU(),
       [](double x) { return x / (1.0 + std::exp(-2 * kRoot * (x + 0.044715 * x * x * x))); },
       [](double x) {
         const double s = 1.0 / (1.0 + std::exp(-2 * kRoot * (x + 0.044715 * x * x * x)));
         return s + x * s * (1 - s) * 2 * kRoot * (1 + 3 * 0.044715 * x * x);
       },
       2e-5, 1e-43, 2e-6},
      {ELU(), [](double x) { return x < 0 ? std::expm1(x) : x; },
       [](double x) { return x < 0 ? std::exp(x) : 1.0; }, 1e-7, 1.3e-7, 2e-7},
      {Softplus(), [](double x) { return std::max(x, 0.0) + std::log1p(std::exp(-std::fabs(x))); },
       sigmoid, 4e-7, 1e-44, 2e-7}};
  for (const Example& example : examples) {
    SCOPED_TRACE(ToString(example.layer));
    auto runner = Runner(example.layer, 1);
    for (int i = -12000; i <= 12000; ++i) {
      for (const float x : {0.01f * static_cast<float>(i), 1e-6f * static_cast<float>(i)}) {
        const double exact = example.value(x);
        EXPECT_NEAR(runner.Forward({x})[0], exact,
                    example.relative * std::fabs(exact) + example.absolute)
            << x;
        EXPECT_NEAR(runner.Backward({1})[0], example.derivative(x), example.of_derivative) << x;
      }
    }
  }
}

TEST(Flatten, HasNoKernel) { EXPECT_EQ(Runner(Flatten(), 3).kernel, nullptr); }

}  // namespace
}  // namespace tenfold
