#include "experiments/receipts/kept_state.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "engine/backends/simd/simd.h"
#include "engine/network/stepped_backend.h"
#include "experiments/receipts/replay.h"
#include "experiments/training/testing/sign_task.h"

namespace tenfold {
namespace {

// With a clock that matters: Adam's powers of beta and dropout's masks.
TrainingTask Task() {
  TrainingTask task = SignTask();
  task.network.blocks[0].layers = {Linear(2, 8), BatchNorm1d(8), Tanh(), Dropout(0.2),
                                   Linear(8, 1)};
  task.optimizer = AdamOptions{};
  task.learning_rate = 0.01;
  task.epochs = 10;
  return task;
}

class KeptStateTest : public ::testing::TestWithParam<ReceiptEvery> {
 protected:
  Receipt ReceiptUntil(const std::optional<TrainingProgress>& from, int until,
                       const Backend& backend = simd::GetBackend()) {
    return *Replay({task_, 1, backend}, GetParam(), from, until);
  }
  std::string FileOf(const TrainingState& state) { return *KeptStateFile(info_, state); }
  absl::StatusOr<TrainingProgress> Parse(const std::string& file, int epoch = 7) {
    return ParseKeptState(file, "it", task_, receipt_, epoch);
  }
  void ExpectForged(const TrainingState& state, int epoch = 7) {
    const absl::StatusOr<TrainingProgress> parsed = Parse(FileOf(state), epoch);
    EXPECT_TRUE(absl::IsDataLoss(parsed.status())) << parsed.status();
    EXPECT_TRUE(absl::StartsWith(parsed.status().message(), "it: not the state that the receipt"));
  }

  const TrainingTask task_ = Task();
  const NetworkInfo info_ = *Analyze(task_.network);
  const Receipt receipt_ = ReceiptUntil(std::nullopt, task_.epochs);
  const TrainingState state_ = ReplayUntil({task_, 1, simd::GetBackend()}, 7)->state;
};

TEST_P(KeptStateTest, AReplayFromItGivesTheSameLinksInFewerSteps) {
  const absl::StatusOr<TrainingProgress> kept = Parse(FileOf(state_));
  ASSERT_TRUE(kept.ok()) << kept.status();
  EXPECT_EQ(kept->epochs(), 7);
  EXPECT_EQ(kept->state, state_);
  int steps = 0;
  const SteppedBackend counting(
      simd::GetBackend(),
      [&](Executor& executor, const std::shared_ptr<ParameterStore>&, const float* input, int rows,
          absl::Span<const Targets> targets, double learning_rate) {
        ++steps;
        return executor.TrainStep(input, rows, targets, learning_rate);
      });
  const Receipt stretch = ReceiptUntil(*kept, 10, counting);
  EXPECT_EQ(steps, 3 * 5);
  const size_t each = GetParam() == ReceiptEvery::kStep ? 5 : 1;
  EXPECT_EQ(stretch.links.size(), 1 + 3 * each);
  EXPECT_FALSE(CompareReplay(receipt_, 7 * each, stretch).has_value());
  steps = 0;
  EXPECT_EQ(ReplayUntil({task_, 1, counting}, 9, *kept)->state,
            ReplayUntil({task_, 1, simd::GetBackend()}, 9)->state);
  EXPECT_EQ(steps, 2 * 5);
  EXPECT_EQ(ReplayUntil({task_, 1, counting}, 7, *kept)->state, state_);
  EXPECT_EQ(steps, 2 * 5);
}

TEST_P(KeptStateTest, OneThatIsAlteredIsFoundOut) {
  ExpectForged(state_, 6);
  ExpectForged(state_, 11);  // of which the receipt has no link
  TrainingState other = state_;
  other.parameters[0][3] = std::nextafter(other.parameters[0][3], 9.0f);
  ExpectForged(other);
  other = state_;
  other.optimizer[1][0][3] = 0.0f;
  ExpectForged(other);
  other = state_;
  ++other.clock.steps;  // no digest has it
  ExpectForged(other);
  other = state_;
  ++other.clock.forward_passes;
  ExpectForged(other);
  const std::string file = FileOf(state_);
  EXPECT_TRUE(absl::IsDataLoss(Parse(file.substr(0, file.size() - 1)).status()));
  EXPECT_TRUE(absl::IsDataLoss(Parse("").status()));
}

INSTANTIATE_TEST_SUITE_P(By, KeptStateTest,
                         ::testing::Values(ReceiptEvery::kEpoch, ReceiptEvery::kStep),
                         [](const auto& info) { return std::string(NameOf(info.param)); });

TEST(KeptStateName, IsReadAgain) {
  EXPECT_EQ(KeptStateName(20), "states/epoch-000020.safetensors");
  for (const int epoch : {1, 20, 999999, 1234567}) {
    EXPECT_EQ(EpochOfKeptState(KeptStateName(epoch)), epoch);
  }
  for (const char* name :
       {"receipt.txt", "states/epoch-20.safetensors", "states/epoch-000000.safetensors",
        "states/epoch--00001.safetensors", "states/epoch-000020.npy", "epoch-000020.safetensors"}) {
    EXPECT_EQ(EpochOfKeptState(name), std::nullopt) << name;
  }
}

}  // namespace
}  // namespace tenfold
