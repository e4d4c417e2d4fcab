#include "benchmarks/workloads/timed_work.h"

#include <cmath>
#include <numeric>

#include "benchmarks/workloads/engines.h"
#include "benchmarks/workloads/workload_tasks.h"
#include "gtest/gtest.h"

namespace tenfold::benchmarks {
namespace {

TEST(CheckAgreeTest, RoundingAgreesAndAWrongLossDoesNot) {
  EXPECT_TRUE(CheckLossesAgree("a", {0.5, 2.0}, "b", {0.5 * (1 + 1e-6), 2.0}).ok());
  const absl::Status status = CheckLossesAgree("a", {0.5, 2.0}, "b", {0.5, 2.001});
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_NE(status.message().find("loss of step 1 is 2 and 2.001"), std::string::npos) << status;
  EXPECT_FALSE(CheckLossesAgree("a", {0.5}, "b", {std::nan("")}).ok());
  EXPECT_FALSE(CheckLossesAgree("a", {0.5}, "b", {0.5, 0.5}).ok());
  EXPECT_FALSE(CheckLossesAgree("a", {}, "b", {}).ok());
}

// Later steps of each seed may show a kink, its first may not; results of operations never.
TEST(CheckAgreeTest, Kinks) {
  std::vector<double> losses(2 * kCheckedSteps, 1.0);
  std::vector<double> kink = losses;
  kink[kCheckedSteps - 1] = 1.01;
  EXPECT_TRUE(CheckLossesAgree("a", losses, "b", kink).ok());
  EXPECT_FALSE(CheckResultsAgree("a", losses, "b", kink).ok());
  kink[kCheckedSteps] = 1.01;
  EXPECT_FALSE(CheckLossesAgree("a", losses, "b", kink).ok());
}

// Seventeen: more than a cohort of any engine.
TEST(WorkTest, SeedsOfASweepAreTrainedAsByThemselves) {
  WorkloadTasks workloads("");
  std::vector<uint64_t> seeds(17);
  std::iota(seeds.begin(), seeds.end(), 0);
  for (const Backend* backend : BenchmarkedBackends()) {
    auto together = MakeTraining(*workloads.MakeAll("W1 b10", seeds, {}), seeds, *backend);
    ASSERT_TRUE(together.ok()) << together.status();
    std::vector<double> expected;
    for (uint64_t seed : seeds) {
      auto alone = MakeTraining({*workloads.Make("W1 b10", seed)}, {seed}, *backend);
      const std::vector<double> losses = (*alone)->Check(3);
      expected.insert(expected.end(), losses.begin(), losses.end());
    }
    EXPECT_EQ((*together)->Check(3), expected) << backend->name();
  }
}

TEST(WorkTest, RestartGivesTheSameTrainingAgain) {
  WorkloadTasks workloads("");
  for (const Backend* backend : BenchmarkedBackends()) {
    auto work = MakeTraining({*workloads.Make("W1 b100", 3)}, {3}, *backend);
    ASSERT_TRUE(work.ok()) << work.status();
    const std::vector<double> losses = (*work)->Check(kCheckedSteps);
    EXPECT_EQ(losses.size(), kCheckedSteps);
    EXPECT_NE((*work)->Check(kCheckedSteps), losses)
        << backend->name() << " has not learned anything";
    ASSERT_TRUE((*work)->Restart().ok());
    EXPECT_EQ((*work)->Check(kCheckedSteps), losses) << backend->name();
  }
}

// Batches cover every sample once, the last one is smaller.
TEST(WorkTest, Batches) {
  WorkloadTasks workloads("");
  const TrainingTask task = *workloads.Make("MLP 4-32-16-4", 0, {"samples=70"});
  const std::vector<Batch> batches = BatchesOf(task, task.train.inputs);
  ASSERT_EQ(batches.size(), 3);
  EXPECT_EQ(batches[2].samples, 6);
  EXPECT_EQ(batches[2].input, task.train.inputs.data() + 64 * 4);
  EXPECT_EQ(batches[2].targets[0].classes, task.train.targets[0].classes.data() + 64);
}

// A changed step size has to show in the numbers that are compared.
TEST(WorkTest, CheckOfAStepSeesTheStep) {
  for (const OperationShape& shape : OperationShapes()) {
    for (Part part : shape.parts) {
      if (*OperationFlops(shape, part) > 1e8) continue;  // seconds of plain loops
      auto work = MakeOperation(shape, part, *BenchmarkedBackends().front());
      ASSERT_TRUE(work.ok()) << work.status();
      double sum = 0.0;
      const std::vector<double> numbers = (*work)->Check(kCheckedSteps);
      for (size_t i = 1; i < numbers.size(); ++i) sum += numbers[i];
      EXPECT_GT(sum, 0.0) << shape.name;
      if (part == Part::kLoss) {
        EXPECT_GT(numbers[0], 0.0) << shape.name;
      }
      if (part == Part::kStep) {
        EXPECT_GT(numbers[2], 1e-4) << shape.name;
      }
    }
  }
}

TEST(WorkloadsTest, Names) {
  WorkloadTasks workloads("");
  const absl::Status status = workloads.Make("W9", 0).status();
  EXPECT_NE(status.message().find("unknown workload \"W9\"; there are W1 b10, "), std::string::npos)
      << status;
  EXPECT_EQ(workloads.SweepNames("pairs", "course")->size(), 8);
  EXPECT_EQ(workloads.SweepNames("disc", "course").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(workloads.Make("W1 b10", 0)->batch_size, 10);
  EXPECT_EQ(workloads.Make("W1 b10", 0, {"width=50"})->network.blocks[0].layers.size(), 10);
  EXPECT_FALSE(workloads.Make("W1 b10", 0, {"widht=50"}).ok());
}

}  // namespace
}  // namespace tenfold::benchmarks
