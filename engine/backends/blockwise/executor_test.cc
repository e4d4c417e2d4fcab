#include "engine/backends/blockwise/executor.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "engine/backends/reference/reference.h"

namespace tenfold {
namespace {

using Vector = std::vector<float>;

// A trunk that multiplies by 2, a head that adds a pair's features with weights 1 and 10, losses on
// both.
class ExecutorTest : public ::testing::Test {
 protected:
  ExecutorTest() {
    const Network network = {
        {1},
        {{"trunk", kInputTensor, "digits", Rows::kAll, {Linear(1, 1, /*bias=*/false)}},
         {"head", "digits", "output", Rows::kAdjacentPairs, {Linear(2, 1, /*bias=*/false)}}}};
    store_ = std::make_shared<blockwise::CanonicalStore<float>>(*Analyze(network), SgdOptions{});
    store_->SetValue(0, Vector{2}.data());
    store_->SetValue(1, Vector{1, 10}.data());
    const std::vector<LossTerm> losses = {{"main", LossKind::kMse, "output", 1.0},
                                          {"auxiliary", LossKind::kMse, "digits", 0.5}};
    executor_ = *blockwise::BlockwiseExecutor<float>::Make(network, {/*max_rows=*/4, losses, true},
                                                           store_, reference::MakeKernel<float>);
  }

  Vector Gradient(int parameter, int size) const {
    Vector values(size);
    store_->CopyGradient(parameter, values.data());
    return values;
  }
  Vector InputGradient(int size) const {
    Vector values(size);
    executor_->CopyInputGradient(values.data());
    return values;
  }

  std::shared_ptr<blockwise::CanonicalStore<float>> store_;
  std::unique_ptr<blockwise::BlockwiseExecutor<float>> executor_;
};

TEST_F(ExecutorTest, ByHand) {
  executor_->Forward(Vector{1, 3}.data(), 2);
  Vector digits(2), output(1);
  executor_->CopyTensor(1, digits.data());
  executor_->CopyTensor(2, output.data());
  EXPECT_EQ(digits, (Vector{2, 6}));
  EXPECT_EQ(output, (Vector{62}));
  const Vector target = {60}, digit_targets = {2, 4};
  const std::vector<Targets> targets = {{target.data(), nullptr}, {digit_targets.data(), nullptr}};
  EXPECT_EQ(executor_->ComputeLoss(targets), 4.0 + 0.5 * (0.0 + 4.0) / 2);
  executor_->Backward();
  // d output = 2 * 2; d digits = 4 * {1, 10} + 0.5 * 2 * {0, 2} / 2.
  EXPECT_EQ(Gradient(1, 2), (Vector{8, 24}));
  EXPECT_EQ(Gradient(0, 1), (Vector{4 * 1 + 41 * 3}));
  EXPECT_EQ(InputGradient(2), (Vector{8, 82}));
}

TEST_F(ExecutorTest, SetGradientReplacesTheLosses) {
  executor_->Forward(Vector{1, 3}.data(), 2);
  const Vector target = {60}, digit_targets = {2, 4};
  const std::vector<Targets> targets = {{target.data(), nullptr}, {digit_targets.data(), nullptr}};
  executor_->ComputeLoss(targets);
  executor_->SetGradient(2, Vector{1}.data());
  executor_->Backward();
  EXPECT_EQ(Gradient(1, 2), (Vector{2, 6}));
  EXPECT_EQ(Gradient(0, 1), (Vector{31}));
  EXPECT_EQ(InputGradient(2), (Vector{2, 20}));
  store_->ZeroGrad();
  executor_->SetGradient(1, Vector{1, -1}.data());
  executor_->Backward();
  EXPECT_EQ(Gradient(1, 2), (Vector{0, 0}));
  EXPECT_EQ(InputGradient(2), (Vector{2, -2}));
}

TEST_F(ExecutorTest, GradientsAddUpUntilZeroGrad) {
  executor_->Forward(Vector{1, 3, 5, 7}.data(), 4);
  executor_->SetGradient(2, Vector{1, 1}.data());
  executor_->Backward();
  const Vector once = Gradient(1, 2);
  EXPECT_EQ(once, (Vector{2 + 10, 6 + 14}));
  executor_->SetGradient(2, Vector{1, 1}.data());
  executor_->Backward();
  EXPECT_EQ(Gradient(1, 2), (Vector{2 * once[0], 2 * once[1]}));
  store_->ZeroGrad();
  EXPECT_EQ(Gradient(1, 2), (Vector{0, 0}));
}

TEST_F(ExecutorTest, StepFollowsTheGradient) {
  executor_->Forward(Vector{1, 3}.data(), 2);
  executor_->SetGradient(2, Vector{1}.data());
  executor_->Backward();
  executor_->Step(0.5);
  Vector trunk(1), head(2);
  store_->CopyValue(0, trunk.data());
  store_->CopyValue(1, head.data());
  EXPECT_EQ(trunk, (Vector{2 - 0.5f * 31}));
  EXPECT_EQ(head, (Vector{1 - 0.5f * 2, 10 - 0.5f * 6}));
}

// y = 3 x + x of even rows, 5 x of odd ones; what the sum adds has its gradient too.
TEST(Executor, SumOfEveryOtherRow) {
  const Network network = {
      {1},
      {{"first", kInputTensor, "x", Rows::kAll, {Linear(1, 1, /*bias=*/false)}},
       {"even", "x", "y", Rows::kEven, {Linear(1, 1, /*bias=*/false)}, "x"},
       {"odd", "x", "y", Rows::kOdd, {Linear(1, 1, /*bias=*/false)}}}};
  auto store = std::make_shared<blockwise::CanonicalStore<float>>(*Analyze(network), SgdOptions{});
  for (int i = 0; i < 3; ++i) store->SetValue(i, Vector{1.0f + 2 * i}.data());
  const auto executor = *blockwise::BlockwiseExecutor<float>::Make(network, {4, {}, true}, store,
                                                                   reference::MakeKernel<float>);
  executor->Forward(Vector{1, 2, 3, 4}.data(), 4);
  Vector y(4), layers(2), gradient(4), weight(1);
  executor->CopyTensor(2, y.data());
  EXPECT_EQ(y, (Vector{4, 10, 12, 20}));
  executor->CopyActivation(1, 0, layers.data());
  EXPECT_EQ(layers, (Vector{3, 9}));
  executor->SetGradient(2, Vector{1, 10, 100, 1000}.data());
  executor->Backward();
  executor->CopyInputGradient(gradient.data());
  EXPECT_EQ(gradient, (Vector{4, 50, 400, 5000}));
  store->CopyGradient(1, weight.data());
  EXPECT_EQ(weight, (Vector{301}));
}

using ExecutorDeathTest = ExecutorTest;

TEST_F(ExecutorDeathTest, RowsThatWereNotPlanned) {
  const Vector input(6);
  EXPECT_DEATH(executor_->Forward(input.data(), 6), "6 rows, planned for 4 in multiples of 2");
  EXPECT_DEATH(executor_->Forward(input.data(), 3), "3 rows, planned for 4 in multiples of 2");
  EXPECT_DEATH(executor_->Forward(input.data(), 0), "0 rows");
}

TEST_F(ExecutorDeathTest, WrongNumberOfTargets) {
  executor_->Forward(Vector{1, 3}.data(), 2);
  EXPECT_DEATH(executor_->ComputeLoss({}), "0 targets for 2 losses");
}

TEST_F(ExecutorDeathTest, GradientOfTheInput) {
  executor_->Forward(Vector{1, 3}.data(), 2);
  EXPECT_DEATH(executor_->SetGradient(0, Vector{1, 1}.data()), "the network's input is a result");
}

}  // namespace
}  // namespace tenfold
