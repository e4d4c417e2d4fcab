// Forward, losses and backward of S seeds of one network, written out in ATen's operations. Shapes
// below are those of S > 1; a single seed has no first dimension.
#pragma once

#include <ATen/ATen.h>

#include <vector>

#include "engine/initial_weights.h"
#include "engine/network.h"
#include "engine/optimizers/optimizer.h"
#include "experiments/training_task.h"

namespace tenfold::libtorch {

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
  at::Tensor& gradient(int parameter) { return gradient_views_[parameter]; }

  void Update(double learning_rate);

 private:
  const OptimizerOptions optimizer_;
  OptimizerClock clock_;
  at::Tensor values_, gradients_, scratch_;
  std::vector<at::Tensor> states_;
  std::vector<at::Tensor> value_views_, transposed_views_, gradient_views_;
};

// For batches of one size.
class ManualPass {
 public:
  // `info` and `task` outlive it.
  ManualPass(const TrainingTask& task, const NetworkInfo& info, int seeds, int rows);

  // input: [S, rows, features], or [rows, C, H, W]. targets, one per loss: [S, rows, features],
  // for the cross-entropy the classes as 0 and 1. Returns the losses: [S].
  const at::Tensor& Run(const at::Tensor& input, const std::vector<at::Tensor>& targets,
                        StackedParameters& parameters);

 private:
  struct LayerState {
    at::Tensor input, input_transposed;
    at::Tensor output, grad_input, indices;
    bool needs_grad_input;
  };
  struct TensorState {
    at::Tensor value, grad;
    bool grad_is_set;
  };

  at::Tensor Select(const at::Tensor& tensor, Rows rows) const;
  void RunForward(int block, StackedParameters& parameters);
  void RunLoss(int loss, const at::Tensor& target);
  void RunBackward(int block, StackedParameters& parameters);
  at::Tensor LinearBackward(int block, int layer, const at::Tensor& grad,
                            StackedParameters& parameters);

  const TrainingTask& task_;
  const NetworkInfo& info_;
  const int seeds_;
  std::vector<TensorState> tensors_;
  std::vector<std::vector<LayerState>> layers_;  // [block][layer]
  std::vector<int> loss_tensors_;
  std::vector<at::Tensor> log_softmax_, scratch_;  // per loss
  at::Tensor losses_;
};

}  // namespace tenfold::libtorch
