// The parameters of S seeds of one network. Shapes are those of S > 1; a single seed has no first
// dimension.
#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

#include "engine/network/network.h"
#include "engine/optimizers/optimizer.h"

namespace tenfold::benchmarks {

// `sizes` with a first dimension for the seeds where there are several.
std::vector<int64_t> StackedSizes(int seeds, std::vector<int64_t> sizes);

// All parameters in one flat tensor, so that the optimizer is a handful of operations.
class StackedParameters {
 public:
  // Canonical weights, one list per seed.
  StackedParameters(const NetworkInfo& info, const OptimizerOptions& optimizer,
                    const std::vector<std::vector<std::vector<float>>>& weights);

  // A linear layer's weight is [S, in, out] and its bias [S, 1, out]; a convolution's are
  // canonical.
  const at::Tensor& value(int parameter) const { return value_views_[parameter]; }
  // A linear layer's weight as [S, out, in].
  const at::Tensor& transposed(int parameter) const { return transposed_views_[parameter]; }
  // Not of a statistic.
  at::Tensor& gradient(int parameter) { return gradient_views_[parameter]; }

  void Update(double learning_rate);

 private:
  const OptimizerOptions optimizer_;
  OptimizerClock clock_;
  at::Tensor values_;     // statistics last
  at::Tensor trained_;    // the others
  at::Tensor gradients_;  // of those
  at::Tensor scratch_;
  std::vector<at::Tensor> states_;
  std::vector<at::Tensor> value_views_, transposed_views_, gradient_views_;
};

}  // namespace tenfold::benchmarks
