#pragma once

#include <torch/torch.h>

#include <memory>
#include <vector>

#include "engine/backends/backend.h"

namespace tenfold::libtorch {

// The modules of a network and their optimizer.
class Store final : public ParameterStore {
 public:
  Store(const Network& network, const OptimizerOptions& optimizer);

  void SetValue(int parameter, const float* values) override;
  void CopyValue(int parameter, float* values) const override;
  void CopyGradient(int parameter, float* values) const override;
  // Resets the gradients to none.
  void ZeroGrad() override;
  void Step(double learning_rate);

  torch::nn::Sequential& block(int i) { return blocks_[i]; }
  int num_parameters() const { return static_cast<int>(parameters_.size()); }

 private:
  std::vector<torch::nn::Sequential> blocks_;
  std::vector<torch::Tensor> parameters_;  // in canonical order, which is torch's own
  std::unique_ptr<torch::optim::Optimizer> optimizer_;
};

// Copies a float tensor's elements in row-major order.
void CopyElements(const torch::Tensor& tensor, float* values);

}  // namespace tenfold::libtorch
