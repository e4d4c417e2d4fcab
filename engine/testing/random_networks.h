// Random networks with data, weights and targets, drawn from a seed, for the engine's tests.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/losses/loss.h"
#include "engine/network.h"

namespace tenfold {

// What is drawn: one layer alone, or an arrangement of blocks.
enum class CaseKind {
  kLinear,
  kConv2d,
  kMaxPool2d,
  kReLU,
  kTanh,
  kFlatten,
  kOneBlock,
  kOneBlockAuxiliary,     // two blocks in a row, an auxiliary loss between them
  kSharedTrunk,           // one trunk, a head over adjacent pairs
  kSharedTrunkAuxiliary,  // ... and a loss on what the trunk writes
  kTwoTrunks,             // one trunk for the even, one for the odd rows
  kTwoTrunksAuxiliary,
  kTwoHeads,  // two blocks read one tensor
};

const std::vector<CaseKind>& AllCaseKinds();
std::string CaseKindName(CaseKind kind);

enum class CaseSize {
  kSmall,  // a forward pass takes microseconds
  kLarge,  // past the sizes where matrix products start to be cut into blocks; kLinear, kConv2d
           // and kOneBlock (convolutions of many channels, or narrow layers) only
};

// Sizes come from 1, odd numbers and primes besides the round ones; layers come with and without
// bias; values are of order one.
struct RandomCase {
  std::string name;  // kind, seed, number and network: enough to draw it again
  Network network;
  NetworkInfo info;
  std::vector<LossTerm> losses;
  int max_rows = 0;                               // what to plan for
  int rows = 0;                                   // what to run: max_rows or fewer
  std::vector<float> input;                       // [max_rows, features]
  std::vector<std::vector<float>> weights;        // of every parameter
  std::vector<std::vector<float>> target_values;  // per loss, for max_rows; empty for kCrossEntropy
  std::vector<std::vector<int32_t>> target_classes;  // per loss, for max_rows; empty for kMse

  // One per loss; valid as long as this case.
  std::vector<Targets> targets() const;
};

// The same case for the same arguments.
RandomCase DrawCase(CaseKind kind, uint64_t seed, uint32_t number,
                    CaseSize size = CaseSize::kSmall);

}  // namespace tenfold
