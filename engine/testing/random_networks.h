// Random networks with data, weights and targets, drawn from a seed, for the engine's tests.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "engine/losses/loss.h"
#include "engine/network/network.h"

namespace tenfold {

// What is drawn: a single layer, or an arrangement of blocks. A kind's place gives its random
// numbers.
enum class CaseKind {
  kLinear,
  kConv2d,
  kMaxPool2d,
  kFlatten = 5,
  kBatchNorm,
  kDropout,
  kOneBlock,
  kOneBlockAuxiliary,     // two blocks in a row, an auxiliary loss between them
  kSharedTrunk,           // one trunk, a head over adjacent pairs
  kSharedTrunkAuxiliary,  // ... and a loss on what the trunk writes
  kTwoTrunks,             // one trunk for the even, one for the odd rows
  kTwoTrunksAuxiliary,
  kTwoHeads,    // two blocks read one tensor
  kComparison,  // a trunk, the probabilities of comparing adjacent pairs, a loss on all pairs
  // What was added later. Their networks have the activations and losses that came with them too.
  kAvgPool2d = 21,
  kLayerNorm,
  kNewerMlp,
  kNewerCnn,
  kNarrowMlp,     // narrow layers on large batches
  kClassWeights,  // a trunk with a cross-entropy of classes with weights
  kResidual,      // sums of tensors
  // The first of Activations alone; each of the others is the kind behind it.
  kActivation = 31,
};

template <class A>
constexpr CaseKind KindOf() {
  return static_cast<CaseKind>(static_cast<int>(CaseKind::kActivation) + Activations::PlaceOf<A>());
}

const std::vector<CaseKind>& AllCaseKinds();
std::string CaseKindName(CaseKind kind);

enum class CaseSize {
  // A forward pass takes microseconds.
  kSmall,
  // Beyond the sizes at which matrix products are cut into blocks. Only kLinear, kConv2d and
  // kOneBlock (convolutions of many channels, or narrow layers).
  kLarge,
  // A few hundred rows through narrow layers. Only kOneBlock.
  kLongBatch,
};

// Sizes include 1, odd numbers and primes; layers come with and without bias; values are of order
// one.
struct RandomCase {
  std::string name;  // kind, seed, number and network: enough to draw it again
  Network network;
  NetworkInfo info;
  std::vector<LossTerm> losses;
  int max_rows = 0;                         // what to plan for
  int rows = 0;                             // what to run: max_rows or fewer
  std::vector<float> input;                 // [max_rows, features]
  std::vector<std::vector<float>> weights;  // of every parameter
  // Per loss, for max_rows; one of the two is empty (Targets).
  std::vector<std::vector<float>> target_values;
  std::vector<std::vector<int32_t>> target_classes;

  // One per loss; valid as long as this case.
  std::vector<Targets> targets() const;
};

// Whether the output of a row depends on the other rows of its batch.
bool HasBatchNorm(const Network& network);
// Whether it divides by the deviation of a few values, which magnifies rounding.
bool HasNormalization(const Network& network);
bool HasDropout(const Network& network);

// The same case for the same arguments.
RandomCase DrawCase(CaseKind kind, uint64_t seed, uint32_t number,
                    CaseSize size = CaseSize::kSmall);

// From one random case that a test takes to the next: 1, or more where the environment asks for a
// sample, as it does under the sanitizers (.bazelrc), which make everything ten times as slow. It
// should share no factor with the number of training settings through which cases go in turn.
inline uint32_t CaseStride() {
  const char* every = std::getenv("TENFOLD_CASE_STRIDE");
  return every == nullptr ? 1 : static_cast<uint32_t>(std::atoi(every));
}

}  // namespace tenfold
