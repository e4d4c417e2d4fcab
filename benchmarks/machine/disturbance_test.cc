#include "benchmarks/machine/disturbance.h"

#include <gtest/gtest.h>

#include <vector>

namespace tenfold::benchmarks {
namespace {

Probes ProbesOf(const std::vector<double>& values) {
  Probes probes;
  for (double value : values) probes.Add(value);
  return probes;
}

TEST(ProbesTest, BestAndUsual) {
  EXPECT_EQ(Probes().usual(), 0.0);
  EXPECT_EQ(Probes().best(), 0.0);
  const Probes probes = ProbesOf({100.0, 70.0, 101.0, 130.0, 99.0});
  EXPECT_EQ(probes.usual(), 100.0);
  EXPECT_EQ(probes.best(), 130.0);
}

// A clock that ran faster once does not make all else disturbed.
TEST(IsDisturbedTest, OneFastProbeSaysNothingAboutTheOthers) {
  const ProcessTiming sample{1.0, 272.0, 270.0, 1.0, 0.0};
  EXPECT_FALSE(IsDisturbed(sample, ProbesOf({270.0, 271.0, 272.0, 305.0})));
  EXPECT_TRUE(IsDisturbed(sample, ProbesOf({303.0, 305.0, 272.0, 304.0})));
}

TEST(IsDisturbedTest, ProbesAndProcessorTime) {
  const Probes probes = ProbesOf({100.0});
  EXPECT_FALSE(IsDisturbed({1.0, 99.0, 91.0, 1.0, 0.05}, probes));
  EXPECT_TRUE(IsDisturbed({1.0, 89.0, 100.0, 1.0, 0.0}, probes));
  EXPECT_TRUE(IsDisturbed({1.0, 100.0, 89.0, 1.0, 0.0}, probes));
  EXPECT_TRUE(IsDisturbed({1.0, 100.0, 100.0, 0.9, 0.0}, probes));
  EXPECT_TRUE(IsDisturbed({1.0, 100.0, 100.0, 1.0, 0.2}, probes));
}

}  // namespace
}  // namespace tenfold::benchmarks
