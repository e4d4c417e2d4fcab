// What is asked of LibTorch as of every backend, beside the parity of layers, losses and optimizers
// (parity_test.cc).
#include <dlfcn.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <thread>
#include <vector>

#include "baselines/libtorch/libtorch.h"
#include "engine/backends/reference/reference.h"
#include "engine/network/initial_weights.h"
#include "engine/testing/backend_conformance.h"

extern "C" {
int omp_get_max_threads();
void omp_set_num_threads(int threads);
}

namespace tenfold {
namespace {

constexpr uint64_t kSeed = 4;
// Other sums behind a smaller batch: a convolution of one row is not oneDNN's.
constexpr double kTolerance = 5e-5;

TEST(LibTorch, CallsAgree) {
  int n = 0;
  for (CaseKind kind : AllCaseKinds()) {
    for (uint32_t number = 0; number < 12; ++number) {
      const RandomCase c = DrawCase(kind, kSeed, number);
      const TrainingSetting& setting = TrainingSettings()[n++ % TrainingSettings().size()];
      SCOPED_TRACE(c.name + ", " + setting.name);
      EXPECT_EQ(CheckConsistency(libtorch::GetBackend(), c, setting,
                                 HasNormalization(c.network) ? 10 * kTolerance : kTolerance),
                absl::OkStatus());
    }
  }
}

TEST(LibTorch, SpecialValues) {
  EXPECT_EQ(CompareSpecialValues(reference::GetBackend(), libtorch::GetBackend(), /*exact=*/false),
            absl::OkStatus());
}

TEST(LibTorch, Errors) { EXPECT_EQ(CheckErrors(libtorch::GetBackend()), absl::OkStatus()); }

TEST(LibTorch, SaysWhatItCannotDo) {
  const Network network = {{2}, {{"net", kInputTensor, "output", Rows::kAll, {Linear(2, 1)}}}};
  const absl::Status status =
      libtorch::GetBackend().MakeStore(network, SgdOptions{/*momentum=*/-0.5, false}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented);
  EXPECT_EQ(status.message(), "libtorch: Invalid momentum value: -0.5");
}

// Losses and final weights of three steps on a batch of one row, whose features have no spread.
TEST(LibTorch, BatchNormOfOneRow) {
  const Network network = {{2},
                           {{"net",
                             kInputTensor,
                             "output",
                             Rows::kAll,
                             {Linear(2, 3), BatchNorm1d(3), Tanh(), Linear(3, 1)}}}};
  const NetworkInfo info = *Analyze(network);
  std::vector<std::vector<float>> results;
  for (const Backend* backend : {&reference::GetBackend(), &libtorch::GetBackend()}) {
    auto store = *backend->MakeStore(network, SgdOptions{});
    SetWeights(InitialWeights(info, kSeed), *store);
    auto executor =
        *backend->Plan(network, {4, {{"loss", LossKind::kMse, "output"}}, false}, store);
    const std::vector<float> input = {0.5f, -2.0f}, target = {1.0f};
    const Targets targets = {target.data(), nullptr};
    std::vector<float>& result = results.emplace_back();
    for (int step = 0; step < 3; ++step) {
      result.push_back(static_cast<float>(
          executor->TrainStep(input.data(), 1, absl::MakeConstSpan(&targets, 1), 0.1)));
    }
    for (const std::vector<float>& weights : GetWeights(info, *store)) {
      result.insert(result.end(), weights.begin(), weights.end());
    }
  }
  ASSERT_EQ(results[0].size(), results[1].size());
  for (size_t i = 0; i < results[0].size(); ++i) {
    EXPECT_NEAR(results[0][i], results[1][i], 1e-6) << i;
  }
}

// A training that diverges is known by its loss, not by an exception.
TEST(LibTorch, BinaryCrossEntropyOfNaN) {
  const Network network = {{2}, {{"net", kInputTensor, "output", Rows::kAll, {Linear(2, 1)}}}};
  auto store = *libtorch::GetBackend().MakeStore(network, SgdOptions{});
  auto executor = *libtorch::GetBackend().Plan(
      network, {4, {{"loss", LossKind::kBinaryCrossEntropy, "output"}}, false}, store);
  const std::vector<float> input = {0.5f, std::nanf("")}, target = {1.0f};
  const Targets targets = {target.data(), nullptr};
  EXPECT_TRUE(
      std::isnan(executor->TrainStep(input.data(), 1, absl::MakeConstSpan(&targets, 1), 0.1)));
}

TEST(LibTorch, NamesWhatResultsDependOn) {
  for (const auto& [name, version] : libtorch::Versions()) {
    EXPECT_NE(version, "") << name;
    EXPECT_NE(version, "unknown") << name;
  }
}

// 1 with another BLAS.
int OpenBlasThreads() {
  auto* const get = reinterpret_cast<int (*)()>(dlsym(RTLD_DEFAULT, "openblas_get_num_threads"));
  return get == nullptr ? 1 : get();
}

// Final weights of a short training, large enough for all libraries below to use more threads.
std::vector<std::vector<float>> TrainOne(uint64_t seed) {
  const Network network = {{2, 28, 28},
                           {{"net",
                             kInputTensor,
                             "output",
                             Rows::kAll,
                             {Conv2d(2, 32, 3), ReLU(), MaxPool2d(2), Flatten(),
                              Linear(32 * 13 * 13, 200), Tanh(), Linear(200, 3)}}}};
  const NetworkInfo info = *Analyze(network);
  const Backend& backend = libtorch::GetBackend();
  auto store = *backend.MakeStore(network, AdamOptions{});
  SetWeights(InitialWeights(info, seed), *store);
  auto executor =
      *backend.Plan(network, {64, {{"loss", LossKind::kCrossEntropy, "output"}}, false}, store);
  std::vector<float> input(64 * 2 * 28 * 28);
  for (size_t i = 0; i < input.size(); ++i) {
    input[i] = static_cast<float>(i * 7 % 13) / 13.0f - 0.5f;
  }
  std::vector<int32_t> classes(64);
  for (size_t i = 0; i < classes.size(); ++i) classes[i] = static_cast<int32_t>(i % 3);
  const Targets targets = {nullptr, classes.data()};
  for (int step = 0; step < 6; ++step) {
    executor->TrainStep(input.data(), step % 3 == 2 ? 37 : 64, absl::MakeConstSpan(&targets, 1),
                        1e-2);
  }
  EXPECT_EQ(omp_get_max_threads(), 1);
  EXPECT_EQ(OpenBlasThreads(), 1);
  return GetWeights(info, *store);
}

// Each run on a thread that was told to use four, after LibTorch has settled on its own number.
TEST(LibTorch, RunsInParallelGiveTheSameBits) {
  constexpr int kRuns = 4;
  std::vector<std::vector<std::vector<float>>> alone, together(kRuns);
  for (int run = 0; run < kRuns; ++run) alone.push_back(TrainOne(run));
  std::vector<std::thread> threads;
  for (int run = 0; run < kRuns; ++run) {
    threads.emplace_back([&together, run] {
      TrainOne(run);
      omp_set_num_threads(4);
      together[run] = TrainOne(run);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_TRUE(together == alone);
  EXPECT_FALSE(alone[0] == alone[1]);
}

}  // namespace
}  // namespace tenfold
