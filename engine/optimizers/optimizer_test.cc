#include "engine/optimizers/optimizer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "engine/optimizers/gradient_norm.h"

namespace tenfold {
namespace {

struct Trace {
  std::vector<double> value = {1.0, -2.0};
  std::vector<std::vector<double>> states;
  OptimizerClock clock;

  explicit Trace(const OptimizerOptions& options)
      : states(StatesPerParameter(options), std::vector<double>(2, 0.0)) {}

  void Step(const OptimizerOptions& options, double learning_rate,
            const std::vector<double>& grad) {
    clock.Advance(options);
    Update(options, clock, learning_rate, grad, value, states);
  }
};

TEST(Sgd, FollowsTheGradient) {
  const OptimizerOptions options = SgdOptions{};
  Trace trace(options);
  trace.Step(options, 0.5, {2.0, -4.0});
  EXPECT_EQ(trace.value, (std::vector<double>{0.0, 0.0}));
}

TEST(Sgd, MomentumByHand) {
  const OptimizerOptions options = SgdOptions{0.5, false};
  Trace trace(options);
  trace.Step(options, 0.25, {4.0, 0.0});   // v = 4, value = 0
  trace.Step(options, 0.25, {-1.0, 8.0});  // v = 1, 8
  EXPECT_EQ(trace.value, (std::vector<double>{-0.25, -4.0}));
}

TEST(Sgd, NesterovByHand) {
  const OptimizerOptions options = SgdOptions{0.5, true};
  Trace trace(options);
  trace.Step(options, 0.25, {4.0, 0.0});   // v = 4, direction 6, value = -0.5
  trace.Step(options, 0.25, {-1.0, 8.0});  // v = 1, 8; direction -0.5, 12
  EXPECT_EQ(trace.value, (std::vector<double>{-0.375, -5.0}));
}

// The bias corrections make the first step learning_rate * sign(gradient), whatever the gradient's
// size.
TEST(Adam, FirstStepIsTheLearningRate) {
  const OptimizerOptions options = AdamOptions{};
  Trace trace(options);
  trace.Step(options, 0.1, {1e-3, -50.0});
  EXPECT_NEAR(trace.value[0], 1.0 - 0.1, 1e-5);
  EXPECT_NEAR(trace.value[1], -2.0 + 0.1, 1e-9);
}

// Algorithm 1 of the paper, written with its own quantities and std::pow.
TEST(Adam, FollowsThePaper) {
  const AdamOptions adam = {0.8, 0.95, 1e-3};
  const OptimizerOptions options = adam;
  Trace trace(options);
  double theta = 1.0, m = 0.0, v = 0.0;
  for (int t = 1; t <= 20; ++t) {
    const double g = std::sin(t) + 0.3;
    trace.Step(options, 0.01, {g, 0.0});
    m = adam.beta1 * m + (1 - adam.beta1) * g;
    v = adam.beta2 * v + (1 - adam.beta2) * g * g;
    const double m_hat = m / (1 - std::pow(adam.beta1, t));
    const double v_hat = v / (1 - std::pow(adam.beta2, t));
    theta -= 0.01 * m_hat / (std::sqrt(v_hat) + adam.epsilon);
    EXPECT_NEAR(trace.value[0], theta, 1e-12) << t;
  }
  EXPECT_EQ(trace.value[1], -2.0);
}

// AdamW: the decay is no part of the gradient and so not divided by its size.
TEST(Adam, DecaysTheWeightsBesideTheStep) {
  AdamOptions adam;
  adam.weight_decay = 0.5;
  const OptimizerOptions options = adam;
  Trace trace(options);
  trace.Step(options, 0.1, {50.0, 0.0});
  EXPECT_NEAR(trace.value[0], 1.0 * 0.95 - 0.1, 1e-9);
  EXPECT_NEAR(trace.value[1], -2.0 * 0.95, 1e-15);
}

TEST(Clipping, ShortensWhatIsLonger) {
  const std::vector<float> gradients = {3.0f, 0.0f, -4.0f};
  const double sum = SumOfSquares(3, [&](int64_t i) { return gradients[i]; });
  EXPECT_EQ(sum, 25.0);
  EXPECT_EQ(ClippingFactor<double>(sum, 2.5), 2.5 / (5.0 + 1e-6));
  EXPECT_EQ(ClippingFactor<float>(sum, 5.0), static_cast<float>(5.0 / (5.0 + 1e-6)));
  EXPECT_EQ(ClippingFactor<float>(sum, 5.1), 1.0f);
  EXPECT_EQ(ClippingFactor<float>(0.0, 1.0), 1.0f);
  EXPECT_EQ(ClippingFactor<float>(INFINITY, 1.0), 0.0f);
  EXPECT_EQ(ClippingFactor<float>(NAN, 1.0), 1.0f);
}

// Beside 2^54 a 1 is lost and a 3 is not: that says which elements are added up before others.
TEST(Clipping, SumsInEightChains) {
  const auto sum_with_ones_at = [](std::initializer_list<int> places) {
    std::vector<double> values(25, 0.0);
    values[0] = 0x1p27;
    for (const int i : places) values[i] = 1.0;
    return SumOfSquares(25, [&](int64_t i) { return values[i]; });
  };
  EXPECT_EQ(sum_with_ones_at({8, 16, 24}), 0x1p54);
  EXPECT_EQ(sum_with_ones_at({1, 9, 17}), 0x1p54 + 4.0);
  EXPECT_EQ(sum_with_ones_at({1, 2, 3}), 0x1p54);
}

}  // namespace
}  // namespace tenfold
