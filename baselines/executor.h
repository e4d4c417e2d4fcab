#pragma once

#include <torch/torch.h>

#include <array>
#include <memory>
#include <vector>

#include "baselines/store.h"
#include "engine/backends/backend.h"

namespace tenfold::libtorch {

class TorchExecutor final : public Executor {
 public:
  static absl::StatusOr<std::unique_ptr<Executor>> Make(const Network& network,
                                                        const PlanOptions& options,
                                                        std::shared_ptr<Store> store);

  double TrainStep(const float* input, int rows, absl::Span<const Targets> targets,
                   double learning_rate) override;
  void Forward(const float* input, int rows) override;
  double ComputeLoss(absl::Span<const Targets> targets) override;
  void SetGradient(int tensor, const float* gradient) override;
  void Backward() override;
  void Step(double learning_rate) override;
  void CopyTensor(int tensor, float* values) const override;
  void CopyActivation(int block, int layer, float* values) const override;
  void CopyInputGradient(float* values) const override;

 private:
  struct PlannedBlock {
    Rows rows;
    int input_tensor, output_tensor;
    std::vector<torch::Tensor> activations;  // per layer, of the last Forward
  };

  struct PlannedLoss {
    LossTerm term;
    int tensor;
    std::vector<int64_t> classes;  // torch wants 64 bits
  };

  TorchExecutor() = default;

  // The caller's rows, in place.
  torch::Tensor View(const float* input, int rows);
  void RunBlocks(torch::Tensor input, bool keep_activations);
  torch::Tensor BlockInput(const PlannedBlock& block) const;
  void WriteTensor(const PlannedBlock& block, torch::Tensor output);
  torch::Tensor Loss(PlannedLoss& loss, const Targets& targets);

  NetworkInfo info_;
  PlanOptions options_;
  std::shared_ptr<Store> store_;
  std::vector<PlannedBlock> blocks_;
  std::vector<PlannedLoss> losses_;
  bool needs_gradients_ = false;
  std::vector<int64_t> input_sizes_;    // rows, then the shape of a row
  std::vector<torch::Tensor> tensors_;  // of the last forward pass
  std::vector<std::array<torch::Tensor, 2>>
      halves_;                       // per tensor: even and odd rows, until both are there
  torch::Tensor backward_from_;      // where Backward starts,
  torch::Tensor backward_gradient_;  // and with what gradient; none for a loss
};

}  // namespace tenfold::libtorch
