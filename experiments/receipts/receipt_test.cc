#include "experiments/receipts/receipt.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "base/text/digest.h"
#include "engine/backends/reference/reference.h"
#include "engine/backends/simd/kernels/isa.h"
#include "engine/backends/simd/simd.h"
#include "experiments/training/run_in_training.h"
#include "experiments/training/testing/sign_task.h"
#include "experiments/training/trainer.h"

namespace tenfold {
namespace {

constexpr ReceiptEvery kBoth[] = {ReceiptEvery::kEpoch, ReceiptEvery::kStep};

// With an optimizer that remembers, statistics, dropout and augmentation.
TrainingTask TaskWithMemory() {
  TrainingTask task = SignTask();
  task.network.blocks[0].layers = {Linear(2, 8), BatchNorm1d(8), Tanh(), Dropout(0.2),
                                   Linear(8, 1)};
  task.optimizer = AdamOptions{};
  task.learning_rate = 0.01;
  task.augmentation = PointSymmetry{PointSymmetry::Kind::kRotations, 0.5f};
  task.epochs = 4;
  return task;
}

std::string ReceiptOf(const TrainingTask& task, const Backend& backend, ReceiptEvery every,
                      uint64_t seed = 1) {
  ReceiptWriter writer(every);
  const TrainingRun run = {&task, seed, nullptr, &writer};
  EXPECT_TRUE(TrainTogether({&run, 1}, backend, Always).front().ok());
  return writer.text();
}

TEST(Receipt, HasALinkForTheStartAndForEachEpochOrStep) {
  const TrainingTask task = TaskWithMemory();
  for (const ReceiptEvery every : kBoth) {
    const Receipt receipt = *ParseReceipt(ReceiptOf(task, reference::GetBackend(), every), "it");
    EXPECT_EQ(receipt.every, every);
    EXPECT_EQ(receipt.links.size(), every == ReceiptEvery::kStep ? 21u : 5u);
  }
}

TEST(Receipt, IsTheSameOnEveryInstructionSet) {
  for (const TrainingTask& task : {SignTask(), TaskWithMemory()}) {
    for (const ReceiptEvery every : kBoth) {
      const std::string expected = ReceiptOf(task, reference::GetBackend(), every);
      for (const simd::Kernels* kernels : simd::AvailableKernels()) {
        const std::unique_ptr<Backend> backend = simd::MakeBackend(*kernels);
        EXPECT_EQ(ReceiptOf(task, *backend, every), expected) << backend->isa();
      }
    }
  }
}

TEST(Receipt, ByStepPassesThroughTheStatesByEpoch) {
  const TrainingTask task = TaskWithMemory();
  const Receipt by_epoch =
      *ParseReceipt(ReceiptOf(task, reference::GetBackend(), ReceiptEvery::kEpoch), "it");
  const Receipt by_step =
      *ParseReceipt(ReceiptOf(task, reference::GetBackend(), ReceiptEvery::kStep), "it");
  for (size_t epoch = 0; epoch < by_epoch.links.size(); ++epoch) {
    EXPECT_EQ(by_epoch.links[epoch].state, by_step.links[5 * epoch].state);
  }
}

// What makes another training, and the first link that shows it.
TEST(Receipt, ShowsWhatDiffers) {
  const TrainingTask task = TaskWithMemory();
  const Backend& backend = reference::GetBackend();
  const Receipt receipt = *ParseReceipt(ReceiptOf(task, backend, ReceiptEvery::kStep), "it");
  const auto first_different = [&](const TrainingTask& other, bool* batch) {
    const Receipt another = *ParseReceipt(ReceiptOf(other, backend, ReceiptEvery::kStep), "it");
    const size_t link = FirstDifferentLink(receipt, another);
    if (link < another.links.size()) {
      *batch = another.links[link].batch != receipt.links[link].batch;
    }
    return link;
  };
  bool batch = false;
  TrainingTask other = task;
  EXPECT_EQ(first_different(other, &batch), receipt.links.size());
  other.train.targets[0].values[7] = -other.train.targets[0].values[7];
  EXPECT_EQ(first_different(other, &batch), 0u);
  EXPECT_TRUE(batch);
  other = task;
  other.seeds.order = 2;
  EXPECT_EQ(first_different(other, &batch), 1u);
  EXPECT_TRUE(batch);
  other = task;
  other.seeds.weights = 2;
  EXPECT_EQ(first_different(other, &batch), 0u);
  EXPECT_FALSE(batch);
  other = task;
  other.learning_rate *= 2;
  EXPECT_EQ(first_different(other, &batch), 1u);
  EXPECT_FALSE(batch);
  other = task;
  other.augmentation = Augmentation();
  EXPECT_EQ(first_different(other, &batch), 1u);
  EXPECT_TRUE(batch);
  other = task;
  other.epochs = 3;
  EXPECT_EQ(first_different(other, &batch), 16u);
}

TEST(Receipt, OfARunThatDivergesEndsWithItsLastStep) {
  TrainingTask task = SignTask();
  task.network.blocks[0].layers = {Linear(2, 4), ReLU(), Linear(4, 1)};
  task.learning_rate = 1e6;
  const Backend& backend = reference::GetBackend();
  const TrainingResult result = *Train(task, 1, backend, Always);
  ASSERT_TRUE(result.diverged_step.has_value());
  const size_t epochs = result.train_loss.size() + 1;
  EXPECT_EQ(ParseReceipt(ReceiptOf(task, backend, ReceiptEvery::kStep), "it")->links.size(),
            static_cast<size_t>(1 + *result.diverged_step));
  EXPECT_EQ(ParseReceipt(ReceiptOf(task, backend, ReceiptEvery::kEpoch), "it")->links.size(),
            1 + epochs);
}

TEST(Receipt, GoesOnFromACheckpoint) {
  const TrainingTask task = TaskWithMemory();
  const Backend& backend = simd::GetBackend();
  for (const ReceiptEvery every : kBoth) {
    ReceiptWriter first(every);
    std::optional<TrainingProgress> saved;
    Checkpointing checkpoints;
    checkpoints.every = 3;
    checkpoints.save = [&](TrainingProgress progress) {
      progress.receipt = first.text();
      saved = progress;
      return absl::OkStatus();
    };
    TrainingRun run = {&task, 1, &checkpoints, &first};
    ASSERT_TRUE(TrainTogether({&run, 1}, backend, Always).front().ok());
    ReceiptWriter second(every);
    second.Resume(saved->receipt);
    const Checkpointing from = {0, nullptr, saved};
    run = {&task, 1, &from, &second};
    ASSERT_TRUE(TrainTogether({&run, 1}, backend, Always).front().ok());
    EXPECT_EQ(second.text(), first.text());
  }
}

// The page's example of what is hashed, by hand: the chain is of text.
TEST(ParseReceipt, FindsWhereAChainBreaks) {
  const std::string text =
      ReceiptOf(TaskWithMemory(), reference::GetBackend(), ReceiptEvery::kStep);
  const Receipt receipt = *ParseReceipt(text, "it");
  EXPECT_EQ(receipt.links[0].chain,
            Sha256Hex("tenfold receipt 1 by step " + receipt.links[0].batch + " " +
                      receipt.links[0].state));
  const auto error_of = [](const std::string& changed) {
    const absl::StatusOr<Receipt> parsed = ParseReceipt(changed, "it");
    EXPECT_TRUE(absl::IsDataLoss(parsed.status())) << parsed.status();
    return std::string(parsed.status().message());
  };
  // A state in the middle is another one; so are two that change places.
  const std::string &seventh = receipt.links[7].state, &eighth = receipt.links[8].state;
  EXPECT_EQ(error_of(absl::StrReplaceAll(text, {{seventh, Sha256Hex("forged")}})),
            "it: step 7: the chain breaks there: damaged, or forged");
  EXPECT_EQ(error_of(absl::StrReplaceAll(text, {{seventh, eighth}, {eighth, seventh}})),
            "it: step 7: the chain breaks there: damaged, or forged");
  EXPECT_TRUE(absl::StrContains(error_of(text.substr(0, text.size() - 1)), "is cut"));
  EXPECT_TRUE(absl::StrContains(error_of(text.substr(0, 26)), "is cut"));
  EXPECT_TRUE(absl::StrContains(error_of(""), "no receipt"));
  EXPECT_TRUE(
      absl::StrContains(error_of(absl::StrReplaceAll(text, {{seventh, "x" + seventh.substr(1)}})),
                        "step 7: wants three digests"));
}

}  // namespace
}  // namespace tenfold
