#include "experiments/pairs/report/printed_tables.h"

#include <gtest/gtest.h>

#include <string>

namespace tenfold::reports {
namespace {

// By hand from the printed tables.
TEST(Arithmetic, OverallAverages) {
  const Statement& cnn = Statements()[0];
  ASSERT_EQ(cnn.stated, 81);
  EXPECT_DOUBLE_EQ(Compute(cnn, Reading::kHeaded).value, 0.80);
  EXPECT_EQ(Compute(cnn, Reading::kHeaded).fit, Fit::kWrong);
  EXPECT_DOUBLE_EQ(Compute(cnn, Reading::kCaptioned).value, 0.8025);
  EXPECT_EQ(Compute(cnn, Reading::kCaptioned).fit, Fit::kPossible);
  const Statement& mlp = Statements()[2];
  ASSERT_EQ(mlp.stated, 80);
  EXPECT_DOUBLE_EQ(Compute(mlp, Reading::kHeaded).value, 0.8025);
  EXPECT_EQ(Compute(mlp, Reading::kHeaded).fit, Fit::kExact);
  EXPECT_EQ(Compute(mlp, Reading::kCaptioned).fit, Fit::kExact);
}

TEST(Arithmetic, HalvesGoEitherWay) {
  // .82 and .81: .815.
  const Statement up = {"", false, 3, false, 82}, down = {"", false, 3, false, 81};
  EXPECT_EQ(Compute(up, Reading::kHeaded).fit, Fit::kExact);
  EXPECT_EQ(Compute(down, Reading::kHeaded).fit, Fit::kExact);
  const Statement far = {"", false, 3, false, 83};
  EXPECT_EQ(Compute(far, Reading::kHeaded).fit, Fit::kWrong);
}

// Sharing: (82 + 80 + 82 + 81) - (80 + 78 + 79 + 79), over 4.
TEST(Arithmetic, EffectsOfItsTables) {
  EXPECT_NEAR(PrintedSharingEffect(), 0.0225, 1e-12);
  EXPECT_NEAR(PrintedAuxiliaryEffect(), 0.0125, 1e-12);
  EXPECT_NEAR(PrintedCnnEffect(Reading::kHeaded), -0.0025, 1e-12);
  EXPECT_NEAR(PrintedCnnEffect(Reading::kCaptioned), 0.0025, 1e-12);
}

}  // namespace
}  // namespace tenfold::reports
