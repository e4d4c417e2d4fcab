#include "statistics/power_law.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tenfold {
namespace {

TEST(FitPowerLawTest, ExactAndNoisy) {
  const PowerLaw law =
      *FitPowerLaw({1, 10, 100, 1000}, {3, 3 * std::pow(10, 0.5), 30, 3 * std::pow(1000, 0.5)});
  EXPECT_NEAR(law.exponent.estimate, 0.5, 1e-12);
  EXPECT_NEAR(law.factor, 3.0, 1e-12);
  // y = x, 2x, x, 2x: log2 slope by hand is 1 + 2/10, residual variance 0.4 ln^2 2.
  const PowerLaw noisy = *FitPowerLaw({1, 2, 4, 8}, {1, 4, 4, 16});
  EXPECT_NEAR(noisy.exponent.estimate, 1.2, 1e-12);
  EXPECT_NEAR(noisy.exponent.high - 1.2, 4.302653 * std::sqrt(0.8 / 2 / 5), 1e-6);
  EXPECT_FALSE(FitPowerLaw({1, 2}, {1, 2}).has_value());
  EXPECT_FALSE(FitPowerLaw({2, 2, 2}, {1, 2, 3}).has_value());
}

}  // namespace
}  // namespace tenfold
