// How many floating-point operations a network costs: what its formulas say, whoever computes them.
#pragma once

#include "absl/status/statusor.h"
#include "engine/network/network.h"

namespace tenfold::benchmarks {

// A multiplication and an addition count one each. Counted are the products of linear and
// convolution layers, without those with the zeros of a padding: what is left out (activations,
// pooling, losses, optimizer) grows with the features only, and makes achieved GFLOP/s look
// smaller, never larger.
struct Flops {
  double forward = 0.0;
  // Gradients of weights, and of inputs where something before needs them.
  double backward = 0.0;
  // The part of `backward` that can change the result: behind a max-pool of size p (and
  // activations) one position in p * p has a gradient, so a convolution before it needs no more
  // than that part.
  double useful_backward = 0.0;

  double dense() const { return forward + backward; }
  double useful() const { return forward + useful_backward; }
};

// For `rows` rows of the network's input.
absl::StatusOr<Flops> CountFlops(const Network& network, int rows, bool needs_input_gradient);

}  // namespace tenfold::benchmarks
