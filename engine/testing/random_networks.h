// Random networks with data, weights and targets, drawn from a seed, for the engine's tests.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "engine/losses/loss.h"
#include "engine/network/network.h"
#include "engine/testing/case_kinds.h"

namespace tenfold {

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
