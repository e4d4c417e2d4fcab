#include "benchmarks/session/screening.h"

#include <string>

#include "absl/status/status.h"
#include "gtest/gtest.h"

namespace tenfold::benchmarks {
namespace {

// The first pass tries all, the second those that are near the fastest of one of the sets; one
// alone in its set needs no second trial.
TEST(ScreeningTest, ContendersAreTriedAgain) {
  const std::vector<std::vector<double>> seconds = {
      {3.0, 2.0}, {1.0, 1.9}, {1.01, 1.9}, {1.1, 2.1}, {9.0, 9.0}};
  std::string order;
  const auto screened = RunScreening(5, {{0, 1, 2, 3}, {0, 3}, {4}}, {},
                                     [&](int c) -> absl::StatusOr<std::vector<double>> {
                                       order += static_cast<char>('A' + c);
                                       std::vector<double> result = seconds[c];
                                       // The fastest is a little disturbed in the first pass.
                                       if (order == "AB") result[0] *= 1.04;
                                       return result;
                                     });
  ASSERT_TRUE(screened.ok());
  EXPECT_EQ(order, "ABCDEBCD");
  EXPECT_EQ(Fastest(*screened, {0, 1, 2, 3}), 1);
  EXPECT_EQ(Fastest(*screened, {0, 3}), 3);
  EXPECT_EQ((*screened)[1].seconds, seconds[1]);
  EXPECT_EQ((*screened)[1].times, 2);
  EXPECT_EQ((*screened)[0].times, 1);
}

TEST(ScreeningTest, AnErrorEndsIt) {
  const auto screened = RunScreening(
      2, {{0, 1}}, {},
      [](int) -> absl::StatusOr<std::vector<double>> { return absl::InternalError("broken"); });
  EXPECT_EQ(screened.status().message(), "broken");
}

}  // namespace
}  // namespace tenfold::benchmarks
