// Every layer, loss and optimizer, and networks of them: `reference` gives what LibTorch gives.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "baselines/libtorch/libtorch.h"
#include "engine/backends/reference/reference.h"
#include "engine/testing/backend_conformance.h"
#include "engine/testing/kinks.h"

namespace tenfold {
namespace {

// What failed is named by kind, seed and number: enough to draw it again.
constexpr uint64_t kSeed = 3;
constexpr uint32_t kCases = 200;
// Sums in another order, of the largest value of what is compared (backend_conformance.h): 2e-6 in
// most cases, 3e-5 in the worst, where the terms of a gradient cancel. No case is so close to a
// kink that this could change its gradient as a whole.
constexpr double kTolerance = 1e-4;
constexpr float kDistanceToKinks = 5e-4f;
// Batch norm divides by the deviation of a few values, and much of its gradient cancels.
constexpr double kBatchNormTolerance = 1e-3;

std::string KindName(const ::testing::TestParamInfo<CaseKind>& info) {
  return CaseKindName(info.param);
}

class NetworkParityTest : public ::testing::TestWithParam<CaseKind> {};

// Outputs, the loss, the gradients of the input and of every parameter; a few steps of every
// optimizer.
TEST_P(NetworkParityTest, PassesAndTrainingAreThoseOfLibTorch) {
  for (uint32_t number = 0; number < kCases; ++number) {
    const RandomCase c =
        DrawCaseAwayFromKinks(GetParam(), kSeed, number, CaseSize::kSmall, kDistanceToKinks);
    SCOPED_TRACE(c.name);
    const double tolerance = HasNormalization(c.network) ? kBatchNormTolerance : kTolerance;
    ASSERT_EQ(ComparePasses(libtorch::GetBackend(), reference::GetBackend(), c, tolerance),
              absl::OkStatus());
    for (const TrainingSetting& setting : TrainingSettings()) {
      SCOPED_TRACE(setting.name);
      ASSERT_EQ(
          CompareTraining(libtorch::GetBackend(), reference::GetBackend(), c, setting, tolerance),
          absl::OkStatus());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, NetworkParityTest, ::testing::ValuesIn(AllCaseKinds()), KindName);

class LossParityTest : public ::testing::TestWithParam<LossKind> {};

// The main loss of a case is drawn; this takes those that have the loss of the test.
TEST_P(LossParityTest, ValueAndGradientAreThoseOfLibTorch) {
  uint32_t compared = 0;
  for (uint32_t number = 0; compared < kCases; ++number) {
    const bool newer = GetParam() == LossKind::kAbsolute || GetParam() == LossKind::kHuber;
    const CaseKind kind = newer || number % 2 == 0 ? KindOf<Tanh>() : CaseKind::kLinear;
    const RandomCase c = DrawCase(kind, kSeed, number);
    if (c.losses[0].kind != GetParam()) continue;
    SCOPED_TRACE(c.name);
    ASSERT_EQ(ComparePasses(libtorch::GetBackend(), reference::GetBackend(), c, kTolerance),
              absl::OkStatus());
    ++compared;
  }
}

INSTANTIATE_TEST_SUITE_P(Losses, LossParityTest,
                         ::testing::Values(LossKind::kMse, LossKind::kCrossEntropy,
                                           LossKind::kAbsolute, LossKind::kHuber),
                         [](const auto& info) {
                           return info.param == LossKind::kMse            ? "Mse"
                                  : info.param == LossKind::kCrossEntropy ? "CrossEntropy"
                                  : info.param == LossKind::kAbsolute     ? "Absolute"
                                                                          : "Huber";
                         });

class OptimizerParityTest : public ::testing::TestWithParam<TrainingSetting> {};

// Of layers without kinks: in 50 steps nearly every case with one would meet it.
TEST_P(OptimizerParityTest, FiftyStepsAreThoseOfLibTorch) {
  for (CaseKind kind : {CaseKind::kLinear, CaseKind::kConv2d}) {
    for (uint32_t number = 0; number < kCases; ++number) {
      const RandomCase c = DrawCase(kind, kSeed, number);
      SCOPED_TRACE(c.name);
      ASSERT_EQ(CompareTraining(libtorch::GetBackend(), reference::GetBackend(), c, GetParam(),
                                kTolerance, /*steps=*/50),
                absl::OkStatus());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Optimizers, OptimizerParityTest, ::testing::ValuesIn(TrainingSettings()),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace tenfold
