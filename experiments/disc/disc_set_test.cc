#include "experiments/disc/disc_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tenfold {
namespace {

TEST(InsideDisc, CentreEdgeAndCorners) {
  EXPECT_TRUE(InsideDisc(0.5f, 0.5f));
  for (float corner : {0.0f, 1.0f}) {
    EXPECT_FALSE(InsideDisc(corner, corner));
    EXPECT_FALSE(InsideDisc(corner, 0.5f));
  }
  // The radius is 0.39894228...
  EXPECT_TRUE(InsideDisc(0.5f + 0.398942f, 0.5f));
  EXPECT_FALSE(InsideDisc(0.5f + 0.398943f, 0.5f));
  EXPECT_TRUE(InsideDisc(0.5f, 0.5f - 0.398942f));
  EXPECT_FALSE(InsideDisc(0.5f, 0.5f - 0.398943f));
  EXPECT_TRUE(InsideDisc(0.5f - 0.28209f, 0.5f + 0.28209f));
  EXPECT_FALSE(InsideDisc(0.5f - 0.2821f, 0.5f + 0.2821f));
}

TEST(MakeDisc, PointsAreUniformAndLabelledByTheDisc) {
  const int n = 100000;
  const DiscData data = MakeDisc(n, 3);
  for (const DiscSet* set : {&data.train, &data.test}) {
    ASSERT_EQ(set->points.size(), 2u * n);
    ASSERT_EQ(set->targets.size(), 1u * n);
    double sums[2] = {};
    for (int i = 0; i < n; ++i) {
      const float x = set->points[2 * i], y = set->points[2 * i + 1];
      ASSERT_TRUE(x >= 0.0f && x < 1.0f && y >= 0.0f && y < 1.0f);
      ASSERT_EQ(set->targets[i], InsideDisc(x, y) ? 1.0f : -1.0f);
      sums[0] += x;
      sums[1] += y;
    }
    // Five standard errors.
    for (double sum : sums) EXPECT_NEAR(sum / n, 0.5, 5 * std::sqrt(1.0 / 12 / n));
    const auto inside = std::count(set->targets.begin(), set->targets.end(), 1.0f);
    EXPECT_NEAR(static_cast<double>(inside) / n, 0.5, 5 * std::sqrt(0.25 / n));
  }
}

TEST(MakeDisc, SeedsAndSetsDiffer) {
  const DiscData data = MakeDisc(10, 0);
  EXPECT_NE(data.train.points, data.test.points);
  EXPECT_NE(data.train.points, MakeDisc(10, 1).train.points);
  EXPECT_NE(DiscDigest(data), DiscDigest(MakeDisc(10, 1)));
}

TEST(MakeDisc, FewerPointsAreTheFirstOfMore) {
  const DiscData few = MakeDisc(10, 0), many = MakeDisc(1000, 0);
  EXPECT_TRUE(std::equal(few.test.points.begin(), few.test.points.end(), many.test.points.begin()));
  EXPECT_NE(DiscDigest(few), DiscDigest(many));
}

// The numeric contract: these bits on every machine.
TEST(MakeDisc, KnownDigest) {
  EXPECT_EQ(DiscDigest(MakeDisc(1000, 0)),
            "01ed1481cfddb0c50541533fa6c19f2670795aa23f29a9670d5b7b3cf61e6084");
}

TEST(DiscDigest, SeesEveryPart) {
  const DiscData data = MakeDisc(10, 0);
  DiscData changed = data;
  changed.train.points[19] += 0x1p-24f;
  EXPECT_NE(DiscDigest(changed), DiscDigest(data));
  changed = data;
  changed.test.targets[9] *= -1.0f;
  EXPECT_NE(DiscDigest(changed), DiscDigest(data));
}

}  // namespace
}  // namespace tenfold
