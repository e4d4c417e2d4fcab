#include "engine/numerics/trigonometry.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstring>

namespace tenfold {
namespace {

constexpr double kPi = 3.14159265358979323846;

TEST(Trigonometry, QuartersOfATurnAreExact) {
  for (int turns = -3; turns <= 3; ++turns) {
    const double x = 2.0 * turns;
    EXPECT_EQ(SinPi(x), 0.0);
    EXPECT_EQ(SinPi(x + 0.5), 1.0);
    EXPECT_EQ(SinPi(x + 1.0), 0.0);
    EXPECT_EQ(SinPi(x + 1.5), -1.0);
    EXPECT_EQ(CosPi(x), 1.0);
    EXPECT_EQ(CosPi(x + 0.5), 0.0);
    EXPECT_EQ(CosPi(x + 1.0), -1.0);
  }
}

TEST(Trigonometry, IsThatOfLibmAndAlwaysTheSame) {
  uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a over the bits of all results
  for (int i = -100000; i <= 100000; ++i) {
    const double x = i / 30011.0;
    for (const double y : {SinPi(x), CosPi(x)}) {
      uint64_t bits;
      std::memcpy(&bits, &y, sizeof(bits));
      hash = (hash ^ bits) * 0x100000001b3u;
    }
    ASSERT_NEAR(SinPi(x), std::sin(kPi * x), 2e-15) << x;
    ASSERT_NEAR(CosPi(x), std::cos(kPi * x), 2e-15) << x;
  }
  EXPECT_EQ(hash, 5008461825517996669u);
}

}  // namespace
}  // namespace tenfold
