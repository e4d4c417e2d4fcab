#include "statistics/holm.h"

#include <gtest/gtest.h>

namespace tenfold {
namespace {

// Holm's own procedure by hand: 4 * .01, 3 * .015, then not below the one before.
TEST(HolmAdjusted, ByHand) {
  const std::vector<double> adjusted = HolmAdjusted({0.04, 0.01, 0.03, 0.015});
  EXPECT_NEAR(adjusted[1], 0.04, 1e-12);
  EXPECT_NEAR(adjusted[3], 0.045, 1e-12);
  EXPECT_NEAR(adjusted[2], 0.06, 1e-12);
  EXPECT_NEAR(adjusted[0], 0.06, 1e-12);
  EXPECT_EQ(HolmAdjusted({0.9, 0.8})[1], 1.0);
  EXPECT_TRUE(HolmAdjusted({}).empty());
}

// R 4.2: p.adjust(c(.01, .04, .03, .005), "holm")
TEST(HolmAdjusted, AsR) {
  const std::vector<double> adjusted = HolmAdjusted({0.01, 0.04, 0.03, 0.005});
  const double expected[] = {0.03, 0.06, 0.06, 0.02};
  for (int i = 0; i < 4; ++i) EXPECT_NEAR(adjusted[i], expected[i], 1e-12);
}

}  // namespace
}  // namespace tenfold
