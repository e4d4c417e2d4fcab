#include "engine/math.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace tenfold {
namespace {

// The error of `value` in units of the float spacing at `exact`.
double UlpError(float value, double exact) {
  const float rounded = static_cast<float>(exact);
  if (std::isinf(rounded) || std::isinf(value)) return value == rounded ? 0.0 : INFINITY;
  const double spacing =
      std::max<double>(std::nextafter(std::fabs(rounded), INFINITY) - std::fabs(rounded), 0x1p-149);
  return std::fabs(value - exact) / spacing;
}

// The largest error over every 1,009th float (4.3 million bit patterns), for which `in_domain`
// holds.
template <typename Function, typename Exact, typename InDomain>
double LargestError(Function function, Exact exact, InDomain in_domain) {
  double largest = 0;
  for (uint64_t pattern = 0; pattern < (uint64_t{1} << 32); pattern += 1009) {
    const uint32_t bits = static_cast<uint32_t>(pattern);
    float x;
    std::memcpy(&x, &bits, sizeof(x));
    if (!in_domain(x)) continue;
    const double error = UlpError(function(x), exact(static_cast<double>(x)));
    // NaN must not pass for a small error.
    if (!(error <= largest)) largest = std::isnan(error) ? INFINITY : error;
  }
  return largest;
}

TEST(Math, ExpIsWithinItsBound) {
  EXPECT_LT(LargestError([](float x) { return Exp(x); }, [](double x) { return std::exp(x); },
                         [](float x) { return !std::isnan(x); }),
            1.5);
}

TEST(Math, LogIsWithinItsBound) {
  EXPECT_LT(LargestError([](float x) { return Log(x); }, [](double x) { return std::log(x); },
                         [](float x) { return x >= 0.0f; }),
            1.5);
}

TEST(Math, TanHIsWithinItsBound) {
  EXPECT_LT(LargestError([](float x) { return TanH(x); }, [](double x) { return std::tanh(x); },
                         [](float x) { return !std::isnan(x); }),
            2.0);
}

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
