#include "benchmarks/workloads/flops.h"

#include "benchmarks/workloads/timed_work.h"
#include "benchmarks/workloads/workload_tasks.h"
#include "gtest/gtest.h"

namespace tenfold::benchmarks {
namespace {

Network TwoLinear(Rows rows) {
  Network network{{4}, {{"trunk", kInputTensor, "features", Rows::kAll, {Linear(4, 3), ReLU()}}}};
  const int features = rows == Rows::kAdjacentPairs ? 6 : 3;
  network.blocks.push_back({"head", "features", "output", rows, {Linear(features, 2)}});
  return network;
}

TEST(FlopsTest, FirstLayerNeedsNoGradientOfItsInput) {
  const Flops flops = *CountFlops(TwoLinear(Rows::kAll), 10, false);
  EXPECT_EQ(flops.forward, 10 * 2 * (4 * 3 + 3 * 2));
  EXPECT_EQ(flops.backward, 10 * 2 * (4 * 3 + 2 * 3 * 2));
  EXPECT_EQ(flops.useful_backward, flops.backward);
  EXPECT_EQ(CountFlops(TwoLinear(Rows::kAll), 10, true)->backward, 10 * 2 * 2 * (4 * 3 + 3 * 2));
}

TEST(FlopsTest, PairsAreHalfTheRows) {
  const Flops flops = *CountFlops(TwoLinear(Rows::kAdjacentPairs), 10, false);
  EXPECT_EQ(flops.forward, 10 * 2 * 4 * 3 + 5 * 2 * 6 * 2);
}

TEST(FlopsTest, MaxPoolLeavesAQuarterOfTheGradient) {
  const Network network{{1, 6, 6},
                        {{"net",
                          kInputTensor,
                          "output",
                          Rows::kAll,
                          {Conv2d(1, 2, 3), ReLU(), MaxPool2d(2), Flatten(), Linear(8, 1)}}}};
  const Flops flops = *CountFlops(network, 1, false);
  const double convolution = 2.0 * (2 * 4 * 4) * 9, linear = 2.0 * 8;
  EXPECT_EQ(flops.forward, convolution + linear);
  EXPECT_EQ(flops.backward, convolution + 2 * linear);
  EXPECT_EQ(flops.useful_backward, convolution / 4 + 2 * linear);
}

// Of a side of 5 pixels with a padding of 1, 3 + 3 + 3 products less one at either end.
TEST(FlopsTest, ProductsWithPaddingAreNone) {
  const auto count = [](int padding) {
    const Network network{{2, 5, 5},
                          {{"net",
                            kInputTensor,
                            "output",
                            Rows::kAll,
                            {Conv2d(2, 4, 3, /*bias=*/true, padding), Flatten()}}}};
    return CountFlops(network, 10, false)->forward;
  };
  EXPECT_EQ(count(0), 10 * 2.0 * 2 * 4 * (3 * 3) * (3 * 3));
  EXPECT_EQ(count(1), 10 * 2.0 * 2 * 4 * (5 * 3 - 2) * (5 * 3 - 2));
  EXPECT_EQ(count(2), 10 * 2.0 * 2 * 4 * (5 * 3) * (5 * 3));
}

// Behind a batch norm every position has a gradient, pool or not.
TEST(FlopsTest, BatchNormLeavesNoSparsity) {
  const Network network{{1, 6, 6},
                        {{"net",
                          kInputTensor,
                          "output",
                          Rows::kAll,
                          {Conv2d(1, 2, 3), BatchNorm2d(2), ReLU(), MaxPool2d(2)}}}};
  const Flops flops = *CountFlops(network, 1, false);
  EXPECT_EQ(flops.useful_backward, flops.backward);
}

// The disc's network by hand: 2-25-25-25-25-1 on 1000 points.
TEST(FlopsTest, Disc) {
  WorkloadTasks workloads("");
  const absl::StatusOr<TrainingTask> task = workloads.Make("W1 b10", 0);
  ASSERT_TRUE(task.ok()) << task.status();
  const double products = 2 * 25 + 3 * 25 * 25 + 25;
  EXPECT_EQ(EpochFlops(*task)->forward, 1000 * 2 * products);
  EXPECT_EQ(EpochFlops(*task)->dense(), 1000 * 2 * (3 * products - 2 * 25));
}

}  // namespace
}  // namespace tenfold::benchmarks
