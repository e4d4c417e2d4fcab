// The kinds of random networks (random_networks.h): their names and how their networks are drawn.
#pragma once

#include <string>
#include <vector>

#include "engine/network/network.h"
#include "engine/testing/layer_drawer.h"

namespace tenfold {

// A single layer, or an arrangement of blocks. A kind's place gives its random numbers.
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

// Of a kind of activation: its place among Activations.
constexpr int PlaceOfActivation(CaseKind kind) {
  return static_cast<int>(kind) - static_cast<int>(CaseKind::kActivation);
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

Network DrawNetwork(CaseKind kind, CaseSize size, LayerDrawer& draw);

}  // namespace tenfold
