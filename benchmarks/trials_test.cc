#include "benchmarks/trials.h"

#include <string>

#include "absl/status/status.h"
#include "gtest/gtest.h"

namespace tenfold {
namespace {

// Whichever trials are disturbed, all of a whole pass among them, the fastest is found.
TEST(TrialsTest, ADisturbanceDoesNotHideTheFastest) {
  const std::vector<std::vector<double>> seconds = {{3.0, 2.0}, {1.0, 1.9}, {1.1, 2.0}};
  for (int disturbed = 0; disturbed < 9; ++disturbed) {
    int trial = 0;
    std::string order;
    const auto trials = TryInTurns(3, {}, [&](int c) -> absl::StatusOr<std::vector<double>> {
      order += static_cast<char>('A' + c);
      std::vector<double> result = seconds[c];
      const bool slow = trial == disturbed || trial / 3 == 1;
      ++trial;
      for (double& value : result) value *= slow ? 5.0 : 1.0;
      return result;
    });
    ASSERT_TRUE(trials.ok());
    EXPECT_EQ(order, "ABCABCABC");
    EXPECT_EQ(Fastest(*trials, {0, 1, 2}), 1) << disturbed;
    EXPECT_EQ(Fastest(*trials, {0, 2}), 2) << disturbed;
    EXPECT_EQ((*trials)[1].seconds, seconds[1]);
    EXPECT_EQ((*trials)[1].times, 3);
  }
}

TEST(TrialsTest, TheFirstPassIsFinishedWithoutTime) {
  int asked = 0;
  TrialsOptions options;
  options.time_is_left = [&] { return ++asked < 2; };
  const auto trials = TryInTurns(2, options, [](int c) { return std::vector<double>{1.0 + c}; });
  ASSERT_TRUE(trials.ok());
  EXPECT_EQ((*trials)[0].times, 2);
  EXPECT_EQ((*trials)[1].times, 1);
}

TEST(TrialsTest, AnErrorEndsIt) {
  const auto trials = TryInTurns(2, {}, [](int) -> absl::StatusOr<std::vector<double>> {
    return absl::InternalError("broken");
  });
  EXPECT_EQ(trials.status().message(), "broken");
}

}  // namespace
}  // namespace tenfold
