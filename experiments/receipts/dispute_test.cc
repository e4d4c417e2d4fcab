// Wrong trainings, planted: each is located by its step and its element.
#include "experiments/receipts/dispute.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>
#include <utility>

#include "base/text/digest.h"
#include "engine/backends/blockwise/backend.h"
#include "engine/backends/reference/reference.h"
#include "engine/backends/simd/simd.h"
#include "engine/network/stepped_backend.h"
#include "engine/numerics/random.h"
#include "engine/testing/layer_kernels.h"
#include "experiments/training/testing/sign_task.h"

namespace tenfold {
namespace {

constexpr int kSeed = 3;
// Of 160 epochs of 8 steps.
constexpr int64_t kWrongStep = 1234;
constexpr int kWrongRow = 1, kWrongLane = 5;

TrainingTask Task() {
  TrainingTask task = SignTask();
  task.network.blocks[0].layers = {Linear(2, 8), Tanh(),        Linear(8, 16),
                                   ReLU(),       Linear(16, 1), Tanh()};
  task.optimizer = SgdOptions{0.5};
  task.learning_rate = 0.05;
  task.batch_size = 3;
  task.epochs = 160;
  return task;
}

// By one unit in the last place is enough to see by step; within an epoch floats may part and meet
// again.
float Wrong(float value, bool by_one_unit) {
  return by_one_unit ? std::nextafter(value, INFINITY) : value + 0.5f;
}

bool IsSecondLinear(const blockwise::KernelContext<float>& context) {
  return context.output_shape == Shape{16} && !context.parameters.empty() && !context.evaluation;
}

// As `reference`, but with these hooks.
blockwise::BlockwiseBackend<float> Hooked(KernelHooks<float> hooks) {
  return {"hooked", HookedKernels<float>(reference::MakeKernel<float>, std::move(hooks))};
}

class DisputeTest : public ::testing::TestWithParam<ReceiptEvery> {
 protected:
  bool by_step() const { return GetParam() == ReceiptEvery::kStep; }

  Receipt ReceiptOf(const Backend& backend, const TrainingTask& task) {
    return *Replay({task, kSeed, backend}, GetParam(), std::nullopt, task.epochs);
  }

  DisputeFinding Settle(const DisputeSide& a, const DisputeSide& b) {
    const absl::StatusOr<std::optional<DisputeFinding>> finding =
        SettleDispute({task_, kSeed, simd::GetBackend()}, a, b, reference::GetBackend());
    EXPECT_TRUE(finding.ok()) << finding.status();
    EXPECT_TRUE(finding->has_value());
    return **finding;
  }

  size_t WrongLink() const { return by_step() ? kWrongStep : (kWrongStep + 7) / 8; }

  const TrainingTask task_ = Task();
  // From the wrong step on one lane of the second linear layer's output is another.
  const blockwise::BlockwiseBackend<float> wrong_lane_ = [this] {
    KernelHooks<float> hooks;
    hooks.after_forward = [this](const blockwise::KernelContext<float>& context, float* output) {
      if (!IsSecondLinear(context) || *context.dropout.forward_pass < kWrongStep - 1) return;
      float& lane = output[kWrongRow * 16 + kWrongLane];
      lane = Wrong(lane, by_step());
    };
    return Hooked(std::move(hooks));
  }();
};

TEST_P(DisputeTest, FindsNothingBetweenEquals) {
  const DisputeSide a = {ReceiptOf(simd::GetBackend(), task_)},
                    b = {ReceiptOf(reference::GetBackend(), task_)};
  const auto finding =
      SettleDispute({task_, kSeed, simd::GetBackend()}, a, b, reference::GetBackend());
  ASSERT_TRUE(finding.ok());
  EXPECT_FALSE(finding->has_value());
}

TEST_P(DisputeTest, LocatesAKernelThatIsWrongInOneLaneFromSomeStepOn) {
  const DisputeSide right = {ReceiptOf(simd::GetBackend(), task_)};
  const DisputeSide wrong = {ReceiptOf(wrong_lane_, task_), &wrong_lane_};
  const DisputeFinding finding = Settle(right, wrong);
  EXPECT_EQ(finding.link, WrongLink());
  EXPECT_FALSE(finding.batch);
  EXPECT_TRUE(finding.a_holds);
  EXPECT_FALSE(finding.b_holds);
  EXPECT_EQ(finding.step, kWrongStep);
  ASSERT_TRUE(finding.where.has_value());
  EXPECT_EQ(finding.where->kind, "activation");
  EXPECT_EQ(finding.where->tensor, "net.2");
  EXPECT_EQ(finding.where->element, kWrongRow * 16 + kWrongLane);
  EXPECT_EQ(finding.where->b, Wrong(finding.where->a, by_step()));
  EXPECT_EQ(RuleOf(*finding.where, task_.network), "\"Layers\", Linear(8, 16)");
  EXPECT_EQ(finding.reference, finding.where->a);
}

// In the backward pass, of the layer between the two linear ones.
TEST_P(DisputeTest, LocatesAWrongGradientBetweenLayers) {
  KernelHooks<float> hooks;
  hooks.after_backward = [](const blockwise::KernelContext<float>& context, float* grad_input,
                            int64_t) {
    if (IsSecondLinear(context)) grad_input[3] += 1.0f;
  };
  const blockwise::BlockwiseBackend<float> wrong = Hooked(std::move(hooks));
  const DisputeFinding finding =
      Settle({ReceiptOf(simd::GetBackend(), task_)}, {ReceiptOf(wrong, task_), &wrong});
  EXPECT_EQ(finding.link, 1u);
  EXPECT_EQ(finding.step, 1);
  EXPECT_TRUE(finding.a_holds);
  ASSERT_TRUE(finding.where.has_value());
  EXPECT_EQ(finding.where->kind, "activation gradient");
  EXPECT_EQ(finding.where->tensor, "net.1");
  EXPECT_EQ(finding.where->element, 3);
  EXPECT_EQ(finding.where->b, finding.where->a + 1.0f);
  EXPECT_EQ(finding.reference, finding.where->a);
  EXPECT_EQ(RuleOf(*finding.where, task_.network), "\"Layers\", Linear(8, 16)");
}

// The last state that both have in common is trained from the latest that one of them keeps.
TEST_P(DisputeTest, BeginsWithAStateThatASideKeeps) {
  DisputeSide right = {ReceiptOf(simd::GetBackend(), task_)};
  const DisputeSide wrong = {ReceiptOf(wrong_lane_, task_), &wrong_lane_};
  int steps = 0;
  const SteppedBackend counting(
      simd::GetBackend(),
      [&](Executor& executor, const std::shared_ptr<ParameterStore>&, const float* input, int rows,
          absl::Span<const Targets> targets, double learning_rate) {
        ++steps;
        return executor.TrainStep(input, rows, targets, learning_rate);
      });
  const auto settle = [&] {
    steps = 0;
    return **SettleDispute({task_, kSeed, counting}, right, wrong, reference::GetBackend());
  };
  const DisputeFinding without = settle();
  const int from_the_start = steps;
  const TrainingProgress kept = *ReplayUntil({task_, kSeed, simd::GetBackend()}, 100);
  right.kept = [&](int epochs) -> absl::StatusOr<std::optional<TrainingProgress>> {
    EXPECT_EQ(epochs, 154);
    return kept;
  };
  const DisputeFinding with = settle();
  EXPECT_EQ(steps, from_the_start - 100 * 8);
  EXPECT_EQ(with.link, without.link);
  EXPECT_EQ(with.step, without.step);
  EXPECT_EQ(with.where->element, without.where->element);
  right.kept = [](int) { return absl::DataLossError("altered"); };
  EXPECT_TRUE(absl::IsDataLoss(
      SettleDispute({task_, kSeed, counting}, right, wrong, reference::GetBackend()).status()));
}

// What a side cannot replay here it sends.
TEST_P(DisputeTest, LocatesItInAStepThatWasSent) {
  const DisputeSide right = {ReceiptOf(simd::GetBackend(), task_)};
  DisputeSide wrong = {ReceiptOf(wrong_lane_, task_)};
  const DisputeFinding without = Settle(wrong, right);
  EXPECT_FALSE(without.where.has_value());
  EXPECT_TRUE(without.b_holds);
  const std::string file =
      *StepTraceFile(*TraceStep(task_, kSeed, wrong_lane_, kWrongStep, std::nullopt));
  wrong.sent = *ParseStepTrace(file, "sent");
  const DisputeFinding finding = Settle(wrong, right);
  EXPECT_EQ(finding.step, kWrongStep);
  ASSERT_TRUE(finding.where.has_value());
  EXPECT_EQ(finding.where->tensor, "net.2");
  EXPECT_EQ(finding.where->element, kWrongRow * 16 + kWrongLane);
  EXPECT_EQ(finding.reference, finding.where->b);
  wrong.sent->step = 3;
  EXPECT_TRUE(absl::IsInvalidArgument(
      SettleDispute({task_, kSeed, simd::GetBackend()}, wrong, right, reference::GetBackend())
          .status()));
}

// For one step a number of one sample is another where it is kept, so that the order stays as it
// was.
TEST_P(DisputeTest, LocatesAChangedBatch) {
  PhiloxGenerator generator(kSeed, Stream::kBatchOrder, (kWrongStep - 1) / 8);
  const std::vector<int32_t> order = RandomPermutation(task_.train.count, generator);
  const size_t changed = order[(kWrongStep - 1) % 8 * 3 + 1] * 2 + 1;
  TrainingTask faulty = task_;
  const SteppedBackend memory_error(
      reference::GetBackend(),
      [&](Executor& executor, const std::shared_ptr<ParameterStore>& store, const float* input,
          int rows, absl::Span<const Targets> targets, double learning_rate) {
        const double loss = executor.TrainStep(input, rows, targets, learning_rate);
        const bool is_next = store->clock().steps + 1 == kWrongStep;
        faulty.train.inputs[changed] = is_next ? 0.25f : task_.train.inputs[changed];
        return loss;
      });
  DisputeSide wrong = {ReceiptOf(memory_error, faulty)};
  wrong.sent = *TraceStep(faulty, kSeed, memory_error, kWrongStep, std::nullopt);
  const DisputeFinding finding = Settle(wrong, {ReceiptOf(simd::GetBackend(), task_)});
  EXPECT_EQ(finding.link, WrongLink());
  EXPECT_EQ(finding.step, kWrongStep);
  EXPECT_FALSE(finding.a_holds);
  EXPECT_TRUE(finding.b_holds);
  ASSERT_TRUE(finding.where.has_value());
  EXPECT_EQ(finding.where->kind, "input");
  EXPECT_EQ(finding.where->element, 1 * 2 + 1);
  EXPECT_EQ(finding.where->a, 0.25f);
  EXPECT_EQ(finding.reference, finding.where->b);
}

// Another order of the batches is seen in the chain.
TEST_P(DisputeTest, LocatesAnotherOrder) {
  TrainingTask other = task_;
  other.seeds.order = 99;
  const DisputeFinding finding =
      Settle({ReceiptOf(simd::GetBackend(), task_)}, {ReceiptOf(simd::GetBackend(), other)});
  EXPECT_EQ(finding.link, 1u);
  EXPECT_TRUE(finding.batch);
  EXPECT_TRUE(finding.a_holds);
  EXPECT_FALSE(finding.b_holds);
}

// Two weights change places between two steps.
TEST_P(DisputeTest, LocatesSwappedWeights) {
  const SteppedBackend swapped(
      reference::GetBackend(),
      [&](Executor& executor, const std::shared_ptr<ParameterStore>& store, const float* input,
          int rows, absl::Span<const Targets> targets, double learning_rate) {
        const double loss = executor.TrainStep(input, rows, targets, learning_rate);
        if (store->clock().steps == kWrongStep) {
          std::vector<float> weights(8 * 16);
          store->CopyValue(2, weights.data());
          std::swap(weights[40], weights[41]);
          store->SetValue(2, weights.data());
        }
        return loss;
      });
  const DisputeFinding finding =
      Settle({ReceiptOf(swapped, task_), &swapped}, {ReceiptOf(simd::GetBackend(), task_)});
  EXPECT_EQ(finding.link, WrongLink());
  EXPECT_EQ(finding.step, kWrongStep);
  EXPECT_TRUE(finding.b_holds);
  ASSERT_TRUE(finding.where.has_value());
  EXPECT_EQ(finding.where->kind, "parameter");
  EXPECT_EQ(finding.where->tensor, "net.2.weight");
  EXPECT_EQ(finding.where->element, 40);
  EXPECT_EQ(finding.reference, finding.where->b);
}

// A forger who makes the chain anew behind a state of his own: the replay finds the place.
TEST_P(DisputeTest, LocatesAForgedMiddle) {
  const Receipt right = ReceiptOf(simd::GetBackend(), task_);
  Receipt forged = right;
  std::string chain = forged.links[WrongLink() - 1].chain;
  forged.links[WrongLink()].state = Sha256Hex("forged");
  for (size_t i = WrongLink(); i < forged.links.size(); ++i) {
    ReceiptLink& link = forged.links[i];
    chain = link.chain = Sha256Hex(chain + " " + link.batch + " " + link.state);
  }
  const DisputeFinding finding = Settle({forged}, {right});
  EXPECT_EQ(finding.link, WrongLink());
  EXPECT_FALSE(finding.a_holds);
  EXPECT_TRUE(finding.b_holds);
  const std::optional<LinkDifference> difference = CompareReplay(forged, 0, right);
  ASSERT_TRUE(difference.has_value());
  EXPECT_EQ(difference->link, WrongLink());
}

TEST_P(DisputeTest, AStretchIsReplayedFromItsFirstState) {
  const Receipt whole = ReceiptOf(simd::GetBackend(), task_);
  const ReplayedRun run = {task_, kSeed, simd::GetBackend()};
  const TrainingProgress from = *ReplayUntil(run, 20);
  const Receipt stretch = *Replay(run, GetParam(), from, 25);
  const size_t each = static_cast<size_t>(*LinksPerEpoch(run, GetParam()));
  EXPECT_EQ(stretch.links.size(), 1 + 5 * each);
  EXPECT_FALSE(CompareReplay(whole, 20 * each, stretch).has_value());
  EXPECT_EQ(CompareReplay(whole, 19 * each, stretch)->link, 19 * each);
  EXPECT_TRUE(absl::IsOutOfRange(ReplayUntil(run, task_.epochs).status()));
}

INSTANTIATE_TEST_SUITE_P(By, DisputeTest,
                         ::testing::Values(ReceiptEvery::kEpoch, ReceiptEvery::kStep),
                         [](const auto& info) { return std::string(NameOf(info.param)); });

}  // namespace
}  // namespace tenfold
