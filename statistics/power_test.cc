#include "statistics/power.h"

#include <gtest/gtest.h>

namespace tenfold {
namespace {

// R 4.2: power.t.test(n = n, power = .8, type = "paired", sd = 1, tol = 1e-12, strict = TRUE)$delta
TEST(DetectableEffect, AsR) {
  EXPECT_NEAR(DetectableEffect(10), 0.996001371455, 1e-9);
  EXPECT_NEAR(DetectableEffect(100), 0.282912632781, 1e-9);
  EXPECT_NEAR(DetectableEffect(1000), 0.0886790755942, 1e-9);
}

TEST(DetectableEffect, MorePowerNeedsMoreEffect) {
  EXPECT_GT(DetectableEffect(10, 0.9), DetectableEffect(10, 0.8));
  EXPECT_GT(DetectableEffect(10, 0.8, 0.01), DetectableEffect(10, 0.8, 0.05));
  EXPECT_GT(DetectableEffect(2), DetectableEffect(3));
}

}  // namespace
}  // namespace tenfold
