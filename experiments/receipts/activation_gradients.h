// The gradients between the layers of a network in one step.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "engine/network/backend.h"
#include "engine/network/network.h"

namespace tenfold {

// A step after its forward pass.
struct ForwardPass {
  const Network& network;
  const NetworkInfo& info;
  const std::vector<LossTerm>& losses;
  uint64_t seed;                                      // of dropout,
  int64_t number;                                     // and which pass it is, from 0
  int rows;                                           // of the input
  const std::vector<std::vector<float>>& parameters;  // before the step
  std::vector<std::vector<float>> tensors = {};       // by their number
  std::vector<std::vector<float>> activations = {};   // of all layers in order, their outputs
};

// How many rows a block computes of so many of the network's input.
int RowsOf(const Network& network, const NetworkInfo& info, size_t block, int rows);

// The gradient of each layer's output, in the order of the activations. An executor keeps none, and
// may fuse its layers; so the backend computes each layer, and each loss, as a network of its own,
// on the values that the step has had. Between the layers they are added up as NUMERICS.md has it
// ("Networks").
absl::StatusOr<std::vector<std::vector<float>>> ActivationGradients(
    const ForwardPass& pass, const Backend& backend, absl::Span<const Targets> targets);

}  // namespace tenfold
