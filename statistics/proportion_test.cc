#include "statistics/proportion.h"

#include <gtest/gtest.h>

namespace tenfold {
namespace {

// R 4.2: binom.test(5, 10)$conf.int, binom.test(100, 100)$conf.int, binom.test(0, 10)$conf.int
TEST(ProportionInterval, AsR) {
  const Interval half = ProportionInterval(5, 10);
  EXPECT_EQ(half.estimate, 0.5);
  EXPECT_NEAR(half.low, 0.187086028447, 1e-10);
  EXPECT_NEAR(half.high, 0.812913971553, 1e-10);
  EXPECT_NEAR(ProportionInterval(100, 100).low, 0.963783307355, 1e-10);
  EXPECT_EQ(ProportionInterval(100, 100).high, 1.0);
  EXPECT_EQ(ProportionInterval(0, 10).low, 0.0);
  EXPECT_NEAR(ProportionInterval(0, 10).high, 0.308497107819, 1e-10);
}

// R 4.2: binom.test(8, 10, alternative = "greater")$conf.int, one-sided at 95 %
TEST(ProportionInterval, OneSided) {
  EXPECT_NEAR(ProportionInterval(8, 10, 0.90).low, 0.493098698937, 1e-10);
}

}  // namespace
}  // namespace tenfold
