// Parameters, gradients and the optimizer as LibTorch's own objects. The header that includes
// LibTorch's.
#pragma once

#include <torch/torch.h>

#include <memory>
#include <vector>

#include "engine/network/backend.h"

namespace tenfold::libtorch {

class TorchStore final : public ParameterStore {
 public:
  // Throws c10::Error what LibTorch refuses.
  TorchStore(const Network& network, const OptimizerOptions& optimizer);

  void SetValue(int parameter, const float* values) override;
  void CopyValue(int parameter, float* values) const override;
  void CopyGradient(int parameter, float* values) const override;
  // Gives the gradients back rather than zeroing them: the first to add to them is moved there.
  void ZeroGrad() override;
  void SetState(int parameter, int state, const float* values) override;
  void CopyState(int parameter, int state, float* values) const override;
  void SetClock(const TrainingClock& clock) override;
  TrainingClock clock() const override { return {steps_, forward_pass_ + 1}; }

  void Step(double learning_rate);

  // Before each forward pass: of its options evaluation and seed count.
  void BeginForwardPass(const PlanOptions& options);

  std::vector<torch::nn::Sequential>& blocks() { return blocks_; }
  size_t num_parameters() const { return parameters_.size(); }

 private:
  const double max_grad_norm_;
  int64_t steps_ = 0;
  int64_t forward_pass_ = -1;                           // in training mode, counted from 0
  std::vector<torch::nn::Sequential> blocks_;           // one per block of the network
  std::vector<torch::Tensor> parameters_;               // canonical order
  std::vector<torch::Tensor> trained_;                  // without statistics
  std::unique_ptr<torch::optim::Optimizer> optimizer_;  // null if nothing is trained
};

// Of each row the sums from a class to the last.
torch::Tensor SumsFrom(const torch::Tensor& probabilities);

// tensor: any strides; values: its elements in row-major order.
void CopyElements(const torch::Tensor& tensor, float* values);

}  // namespace tenfold::libtorch
