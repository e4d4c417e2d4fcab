#include "benchmarks/work.h"

#include <cmath>

#include "benchmarks/engines.h"
#include "benchmarks/workload.h"
#include "gtest/gtest.h"

namespace tenfold {
namespace {

TEST(CheckAgreeTest, RoundingAgreesAndAWrongLossDoesNot) {
  EXPECT_TRUE(CheckAgree("a", {0.5, 2.0}, "b", {0.5 * (1 + 1e-6), 2.0}).ok());
  const absl::Status status = CheckAgree("a", {0.5, 2.0}, "b", {0.5, 2.01});
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_NE(status.message().find("number 1"), std::string::npos) << status;
  EXPECT_FALSE(CheckAgree("a", {0.5}, "b", {std::nan("")}).ok());
  EXPECT_FALSE(CheckAgree("a", {0.5}, "b", {0.5, 0.5}).ok());
  EXPECT_FALSE(CheckAgree("a", {}, "b", {}).ok());
}

TEST(WorkTest, RestartGivesTheSameTrainingAgain) {
  Workloads workloads("");
  for (const Backend* backend : BenchmarkedBackends()) {
    auto work = MakeTraining(*workloads.Make("W1 b100", 3), 3, *backend);
    ASSERT_TRUE(work.ok()) << work.status();
    const std::vector<double> losses = (*work)->Check();
    EXPECT_EQ(losses.size(), kCheckedSteps);
    EXPECT_NE((*work)->Check(), losses) << backend->name() << " has not learned anything";
    ASSERT_TRUE((*work)->Restart().ok());
    EXPECT_EQ((*work)->Check(), losses) << backend->name();
  }
}

// Batches cover every sample once, the last one is smaller.
TEST(WorkTest, Batches) {
  Workloads workloads("");
  const TrainingTask task = *workloads.Make("MLP 4-32-16-4", 0, {"samples=70"});
  const std::vector<Batch> batches = BatchesOf(task);
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
      const std::vector<double> numbers = (*work)->Check();
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
  Workloads workloads("");
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
}  // namespace tenfold
