// What the conformance suite does not ask of every backend.
#include "engine/backends/onednn/onednn.h"

#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "engine/network/initial_weights.h"

extern "C" {
int omp_get_max_threads();
void omp_set_num_threads(int threads);
}

namespace tenfold {
namespace {

using Vector = std::vector<float>;

// A linear layer behind whose output a ReLU is fused.
class FusedTest : public ::testing::Test {
 protected:
  FusedTest() {
    const Network network = OneBlock({1}, {Linear(1, 2), ReLU()});
    store_ = *onednn::GetBackend().MakeStore(network, SgdOptions{});
    store_->SetValue(0, Vector{2, -2}.data());
    store_->SetValue(1, Vector{1, 1}.data());
    const std::vector<LossTerm> losses = {{"loss", LossKind::kMse, "output"}};
    executor_ = *onednn::GetBackend().Plan(network, {2, losses, false}, store_);
  }

  Vector Activation(int layer) const {
    Vector values(4);
    executor_->CopyActivation(0, layer, values.data());
    return values;
  }

  std::shared_ptr<ParameterStore> store_;
  std::unique_ptr<Executor> executor_;
};

// The layer's own output is not kept, and the parameters change; asked for, it is that of the last
// forward pass all the same.
TEST_F(FusedTest, ActivationsAreThoseOfTheLastForward) {
  const Vector target = {0, 0, 0, 0};
  const Targets targets = {target.data(), nullptr};
  executor_->TrainStep(Vector{1, 3}.data(), 2, absl::MakeConstSpan(&targets, 1), 1.0);
  Vector weight(2), bias(2);
  store_->CopyValue(0, weight.data());
  store_->CopyValue(1, bias.data());
  // The gradient of the output is 2 / 4 * {3, 0, 7, 0}.
  EXPECT_EQ(weight, (Vector{2 - 12, -2}));
  EXPECT_EQ(bias, (Vector{1 - 5, 1}));
  EXPECT_EQ(Activation(0), (Vector{3, -1, 7, -5}));
  EXPECT_EQ(Activation(1), (Vector{3, 0, 7, 0}));
}

TEST_F(FusedTest, LeavesTheCallersThreadsAlone) {
  const int before = omp_get_max_threads();
  omp_set_num_threads(3);
  executor_->Forward(Vector{1, 3}.data(), 2);
  executor_->CopyActivation(0, 0, Vector(4).data());
  EXPECT_EQ(omp_get_max_threads(), 3);
  omp_set_num_threads(before);
}

// Final weights of a short training.
std::vector<Vector> TrainOne(uint64_t seed) {
  const Network network = OneBlock({1, 9, 9}, {Conv2d(1, 16, 3), ReLU(), MaxPool2d(2), Flatten(),
                                               Linear(144, 32), Tanh(), Linear(32, 3)});
  const NetworkInfo info = *Analyze(network);
  const Backend& backend = onednn::GetBackend();
  auto store = *backend.MakeStore(network, AdamOptions{});
  SetWeights(InitialWeights(info, seed), *store);
  auto executor =
      *backend.Plan(network, {20, {{"loss", LossKind::kCrossEntropy, "output"}}, false}, store);
  Vector input(20 * 81);
  for (size_t i = 0; i < input.size(); ++i)
    input[i] = static_cast<float>(i * 7 % 13) / 13.0f - 0.5f;
  std::vector<int32_t> classes(20);
  for (size_t i = 0; i < classes.size(); ++i) classes[i] = static_cast<int32_t>(i % 3);
  const Targets targets = {nullptr, classes.data()};
  for (int step = 0; step < 30; ++step) {
    executor->TrainStep(input.data(), step % 3 == 2 ? 13 : 20, absl::MakeConstSpan(&targets, 1),
                        1e-2);
  }
  return GetWeights(info, *store);
}

TEST(OneDnn, RunsInParallelGiveTheSameBits) {
  constexpr int kRuns = 4;
  std::vector<std::vector<Vector>> alone, together(kRuns);
  for (int run = 0; run < kRuns; ++run) alone.push_back(TrainOne(run));
  std::vector<std::thread> threads;
  for (int run = 0; run < kRuns; ++run) {
    threads.emplace_back([&together, run] { together[run] = TrainOne(run); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(together, alone);
  EXPECT_NE(alone[0], alone[1]);
}

// oneDNN describes arrays of up to twelve dimensions, the rows being one.
TEST(OneDnn, SaysWhatItCannotDo) {
  const auto plan = [](const Network& network) {
    const Backend& backend = onednn::GetBackend();
    return backend.Plan(network, {1, {}, false}, *backend.MakeStore(network, SgdOptions{}))
        .status();
  };
  EXPECT_EQ(plan(OneBlock(Shape(5, 2), {Flatten()})), absl::OkStatus());
  const absl::Status status = plan(OneBlock(Shape(12, 1), {Flatten()}));
  EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented);
  EXPECT_EQ(
      status.message(),
      "onednn: input rows of shape [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]: at most 11 dimensions");
}

}  // namespace
}  // namespace tenfold
