#include "benchmarks/libtorch/manual_training.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "benchmarks/workloads/timed_work.h"
#include "benchmarks/workloads/workload_tasks.h"
#include "engine/backends/reference/reference.h"
#include "experiments/datasets/digits.h"

namespace tenfold::benchmarks {
namespace {

void ExpectReferencesLosses(const std::string& workload,
                            const std::vector<std::string>& overrides) {
  WorkloadTasks workloads(DefaultMnistDir(""));
  absl::StatusOr<TrainingTask> task = workloads.Make(workload, 0, overrides);
  ASSERT_EQ(task.status(), absl::OkStatus());
  absl::StatusOr<std::unique_ptr<TimedWork>> expected =
      MakeTraining({*task}, {0}, reference::GetBackend());
  ASSERT_EQ(expected.status(), absl::OkStatus());
  absl::StatusOr<std::unique_ptr<TimedWork>> manual = MakeManualTraining({*task}, {0});
  ASSERT_EQ(manual.status(), absl::OkStatus());
  // Into the second epoch.
  const std::vector<double> losses = (*expected)->Check(kCheckedSteps);
  EXPECT_EQ(CheckLossesAgree("manual", (*manual)->Check(kCheckedSteps), "reference", losses),
            absl::OkStatus());
  ASSERT_EQ((*manual)->Restart(), absl::OkStatus());
  EXPECT_EQ(CheckLossesAgree("manual", (*manual)->Check(kCheckedSteps), "reference", losses),
            absl::OkStatus());
}

const std::vector<std::string> kEverything = {
    "pairs=64",        "batch_size=8",       "cnn_channels=3-4", "cnn_padded=true",
    "mlp_hidden=12",   "batch_norm=true",    "head=structured",  "label_smoothing=0.05",
    "optimizer=adamw", "weight_decay=0.01",  "schedule=cosine",  "warmup=0.05",
    "warp_shear=0.1",  "warp_rotation=12.0", "warp_elastic=0.5"};

TEST(ManualTraining, ConvolutionsWithAllThatPresetsHave) {
  ExpectReferencesLosses("pairs/course/cnn-shared-aux", kEverything);
}

TEST(ManualTraining, TwoTrunks) { ExpectReferencesLosses("pairs/course/mlp-aux", kEverything); }

TEST(ManualTraining, RefusesWhatCannotBeStacked) {
  WorkloadTasks workloads(DefaultMnistDir(""));
  const TrainingTask task = *workloads.Make("pairs/course/mlp-shared", 0, {"batch_norm=true"});
  const absl::Status status = MakeManualTraining({task, task}, {0, 1}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented);
  EXPECT_EQ(status.message(), "Linear(196, 200, bias=false) of several seeds at once");
}

std::string RefusalOf(const std::vector<Layer>& layers, LossKind loss = LossKind::kMse,
                      const std::vector<double>& class_weights = {},
                      const OptimizerOptions& optimizer = SgdOptions()) {
  TrainingTask task;
  task.network = OneBlock({4}, layers);
  task.losses = {{"points", loss, "output"}};
  task.losses[0].class_weights = class_weights;
  task.optimizer = optimizer;
  const absl::Status status = MakeManualTraining({task}, {0}).status();
  return absl::IsUnimplemented(status) ? std::string(status.message()) : status.ToString();
}

TEST(ManualTraining, RefusesResidualSums) {
  TrainingTask task;
  task.network = OneBlock({4}, {Linear(4, 4)});
  task.network.blocks[0].skip = kInputTensor;
  task.losses = {{"points", LossKind::kMse, "output"}};
  const absl::Status status = MakeManualTraining({task}, {0}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented);
  EXPECT_EQ(status.message(), "a residual sum");
}

// What it does not know it takes for nothing else.
TEST(ManualTraining, RefusesLayersAndLossesThatItDoesNotKnow) {
  for (const Layer& layer : {Layer(LeakyReLU()), Layer(Sigmoid()), Layer(GELU()), Layer(ELU()),
                             Layer(Softplus()), Layer(LayerNorm(3)), Layer(Dropout(0.5))}) {
    EXPECT_EQ(RefusalOf({Linear(4, 3), layer, Linear(3, 1)}), ToString(layer));
  }
  EXPECT_EQ(RefusalOf({Linear(4, 1)}, LossKind::kHuber), "the loss \"points\"");
  EXPECT_EQ(RefusalOf({Linear(4, 1)}, LossKind::kAbsolute), "the loss \"points\"");
  EXPECT_EQ(RefusalOf({Linear(4, 1)}, LossKind::kAllPairs), "the loss of all pairs");
  EXPECT_EQ(RefusalOf({Linear(4, 2)}, LossKind::kCrossEntropy, {1.0, 2.0}),
            "class weights of the loss \"points\"");
  EXPECT_EQ(RefusalOf({Linear(4, 1)}, LossKind::kMse, {}, SgdOptions{0.0, false, 1.0}),
            "clipped gradients");
}

}  // namespace
}  // namespace tenfold::benchmarks
