#include "experiments/receipts/weights_digest.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "base/text/digest.h"

namespace tenfold {
namespace {

TEST(WeightsDigest, IsOverTheBytesInOrder) {
  const std::string bytes("\x00\x00\x80\x3f\x00\x00\x00\x80", 8);  // 1, -0
  EXPECT_EQ(WeightsDigest({{1.0f, -0.0f}}), Sha256Hex(bytes));
  EXPECT_EQ(WeightsDigest({{1.0f}, {-0.0f}}), Sha256Hex(bytes));
  EXPECT_NE(WeightsDigest({{1.0f, 0.0f}}), Sha256Hex(bytes));
}

TEST(WeightsDigest, AllNaNsAreOne) {
  const float nan = std::nanf("");
  EXPECT_EQ(WeightsDigest({{nan}}), Sha256Hex(std::string("\x00\x00\xc0\x7f", 4)));
  EXPECT_EQ(WeightsDigest({{nan}}), WeightsDigest({{-std::nanf("17")}}));
  // Wherever it is.
  for (const size_t place : {0, 63, 64, 100, 129}) {
    std::vector<float> one(130, 1.0f), other = one;
    one[place] = nan;
    other[place] = -std::nanf("17");
    EXPECT_EQ(WeightsDigest({one}), WeightsDigest({other})) << place;
  }
}

}  // namespace
}  // namespace tenfold
