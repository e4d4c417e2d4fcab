// A training step allocates nothing: every allocation of this program is counted.
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "engine/backends/simd/simd.h"
#include "engine/network/initial_weights.h"

namespace {
int allocations = 0;

void* Allocate(size_t size, size_t alignment) {
  ++allocations;
  void* memory = std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
}  // namespace

void* operator new(size_t size) { return Allocate(size, alignof(std::max_align_t)); }
void* operator new(size_t size, std::align_val_t alignment) {
  return Allocate(size, static_cast<size_t>(alignment));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, size_t, std::align_val_t) noexcept { std::free(memory); }

namespace tenfold {
namespace {

// Of the steps of a full, a smaller and again a full batch.
int AllocationsOf(const std::vector<Layer>& trunk, const OptimizerOptions& optimizer) {
  const Network network = {{1, 14, 14},
                           {{"first", kInputTensor, "logits", Rows::kEven, trunk},
                            {"second", kInputTensor, "logits", Rows::kOdd, trunk},
                            {"head", "logits", "answer", Rows::kAdjacentPairs, {Linear(20, 2)}}}};
  const std::vector<LossTerm> losses = {{"answer", LossKind::kCrossEntropy, "answer"},
                                        {"digits", LossKind::kCrossEntropy, "logits"}};
  const NetworkInfo info = *Analyze(network);
  const Backend& backend = simd::GetBackend();
  auto store = *backend.MakeStore(network, optimizer);
  SetWeights(InitialWeights(info, /*seed=*/1), *store);
  auto executor = *backend.Plan(network, {20, losses, false}, store);
  const std::vector<float> input(20 * 196, 0.5f);
  const std::vector<int32_t> classes(20, 1);
  const std::vector<Targets> targets(2, Targets{nullptr, classes.data()});
  const int before = allocations;
  for (int rows : {20, 6, 20}) executor->TrainStep(input.data(), rows, targets, 0.01);
  return allocations - before;
}

const std::vector<Layer>& Mlp() {
  static const auto* const layers =
      new std::vector<Layer>{Flatten(), Linear(196, 30), ReLU(), Linear(30, 10), Tanh()};
  return *layers;
}

const std::vector<Layer>& Cnn() {
  static const auto* const layers =
      new std::vector<Layer>{Conv2d(1, 8, 3), MaxPool2d(2), ReLU(),    Conv2d(8, 16, 3),
                             ReLU(),          MaxPool2d(3), Flatten(), Linear(16, 10)};
  return *layers;
}

// Layers that no neighbour takes along, and a convolution whose gradient is dense.
const std::vector<Layer>& Unfused() {
  static const auto* const layers = new std::vector<Layer>{
      MaxPool2d(2), ReLU(),    Conv2d(1, 5, 3), Tanh(), MaxPool2d(2), Conv2d(5, 8, 2),
      ReLU(),       Flatten(), Linear(8, 1),    Tanh(), Linear(1, 10)};
  return *layers;
}

const std::vector<Layer>& Normalised() {
  static const auto* const layers =
      new std::vector<Layer>{Conv2d(1, 8, 3, /*bias=*/false, /*padding=*/1),
                             BatchNorm2d(8),
                             ReLU(),
                             MaxPool2d(2, /*ceil_mode=*/true),
                             Conv2d(8, 16, 3, /*bias=*/false, /*padding=*/1),
                             BatchNorm2d(16),
                             ReLU(),
                             MaxPool2d(2, /*ceil_mode=*/true),
                             Flatten(),
                             Linear(256, 16, /*bias=*/false),
                             BatchNorm1d(16),
                             ReLU(),
                             Linear(16, 10)};
  return *layers;
}

// The later activations, in and out of units, and layers on `reference`'s kernels with parameters.
const std::vector<Layer>& Newer() {
  static const auto* const layers = new std::vector<Layer>{
      Conv2d(1, 4, 3), LeakyReLU(),    AvgPool2d(2), Flatten(),    Linear(144, 20),
      GELU(),          Linear(20, 10), Softplus(),   ELU(),        LayerNorm(10),
      Sigmoid(),       Linear(10, 1),  Softplus(),   Linear(1, 10)};
  return *layers;
}

TEST(Allocations, TheCountCounts) {
  const int before = allocations;
  delete new int(1);
  EXPECT_EQ(allocations, before + 1);
}

TEST(Allocations, NoneInATrainingStep) {
  for (const OptimizerOptions& optimizer :
       {OptimizerOptions(SgdOptions{}), OptimizerOptions(SgdOptions{0.9, true}),
        OptimizerOptions(AdamOptions{})}) {
    EXPECT_EQ(AllocationsOf(Mlp(), optimizer), 0);
    EXPECT_EQ(AllocationsOf(Cnn(), optimizer), 0);
    EXPECT_EQ(AllocationsOf(Unfused(), optimizer), 0);
    EXPECT_EQ(AllocationsOf(Normalised(), optimizer), 0);
    EXPECT_EQ(AllocationsOf(Newer(), optimizer), 0);
  }
}

}  // namespace
}  // namespace tenfold
