// On all floats: engine/backends/simd/kernels/functions_test.cc.
#include "engine/numerics/math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace tenfold {
namespace {

TEST(Math, SpecialValues) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_TRUE(std::isnan(Exp(nan)));
  EXPECT_TRUE(std::isnan(Log(nan)));
  EXPECT_TRUE(std::isnan(TanH(nan)));
  EXPECT_TRUE(std::isnan(Log(-1.0f)));
  EXPECT_EQ(Exp(INFINITY), INFINITY);
  EXPECT_EQ(Exp(-INFINITY), 0.0f);
  EXPECT_EQ(Exp(0.0f), 1.0f);
  EXPECT_EQ(Log(1.0f), 0.0f);
  EXPECT_EQ(Log(0.0f), -INFINITY);
  EXPECT_EQ(Log(INFINITY), INFINITY);
  EXPECT_EQ(TanH(INFINITY), 1.0f);
  EXPECT_EQ(TanH(-INFINITY), -1.0f);
  EXPECT_TRUE(std::signbit(TanH(-0.0f)));
}

}  // namespace
}  // namespace tenfold
