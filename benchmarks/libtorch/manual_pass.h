// Forward, losses and backward of S seeds of one network, written out in ATen's operations.
#pragma once

#include <ATen/ATen.h>

#include <vector>

#include "absl/status/status.h"
#include "benchmarks/libtorch/stacked_parameters.h"
#include "engine/network/network.h"
#include "experiments/training/training_task.h"

namespace tenfold::benchmarks {

// Unimplemented for a layer or a loss that ManualPass has no operations for with so many seeds, or
// a block that begins with an activation, which would write over its input.
absl::Status CheckManualPass(const TrainingTask& task, size_t seeds);

// For batches of one size of a task that CheckManualPass finds no fault with.
class ManualPass {
 public:
  // `info` and `task` outlive it.
  ManualPass(const TrainingTask& task, const NetworkInfo& info, int seeds, int rows);

  // input: [S, rows, features], or [rows, C, H, W]. targets, one per loss: [S, rows, features],
  // for the cross-entropy the probabilities of the classes. Returns the losses: [S].
  const at::Tensor& Run(const at::Tensor& input, const std::vector<at::Tensor>& targets,
                        StackedParameters& parameters);

 private:
  struct LayerState {
    at::Tensor input, input_transposed;
    at::Tensor output, grad_input;
    // Max-pool: indices. Batch norm: mean and inverse deviation. Comparison: the probabilities of
    // both halves.
    at::Tensor saved[2];
    bool needs_grad_input;
  };
  struct TensorState {
    at::Tensor value, grad;
    bool grad_is_set;
  };

  at::Tensor Select(const at::Tensor& tensor, Rows rows) const;
  void RunForward(int block, StackedParameters& parameters);
  at::Tensor LayerForward(const Layer& layer, int parameter, const at::Tensor& x,
                          StackedParameters& parameters, LayerState& state) const;
  void RunLoss(int loss, const at::Tensor& target);
  void RunBackward(int block, StackedParameters& parameters);
  at::Tensor LinearBackward(int block, int layer, const at::Tensor& grad,
                            StackedParameters& parameters);
  at::Tensor LayerBackward(const Layer& layer, int parameter, at::Tensor grad,
                           StackedParameters& parameters, LayerState& state) const;

  const TrainingTask& task_;
  const NetworkInfo& info_;
  const int seeds_;
  std::vector<TensorState> tensors_;
  std::vector<std::vector<LayerState>> layers_;  // [block][layer]
  std::vector<int> loss_tensors_;
  std::vector<at::Tensor> log_softmax_, scratch_;  // per loss
  at::Tensor losses_;
};

}  // namespace tenfold::benchmarks
