// An executor that goes through a network block by block. It holds the tensors between the blocks,
// selects rows and computes the losses; what a block does is the backend's.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/backends/blockwise/layer_chain.h"
#include "engine/backends/blockwise/store.h"
#include "engine/network/backend.h"

namespace tenfold::blockwise {

// Does what LossAndGradient does, perhaps faster.
template <typename T>
using LossFunction = std::function<double(const LossTerm& term, int rows, int features,
                                          const T* output, const Targets& targets, T* grad)>;

template <typename T>
class BlockwiseExecutor final : public Executor {
 public:
  static absl::StatusOr<std::unique_ptr<BlockwiseExecutor>> Make(
      const Network& network, const PlanOptions& options, std::shared_ptr<TrainableStore> store,
      const BlockFactory<T>& make_block, LossFunction<T> compute_loss = LossAndGradient<T>);

  // Each block is a chain of layers.
  static absl::StatusOr<std::unique_ptr<BlockwiseExecutor>> Make(
      const Network& network, const PlanOptions& options, std::shared_ptr<CanonicalStore<T>> store,
      const KernelFactory<T>& make_kernel);

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

  // The input of the last Forward, [rows, features], and a Forward on its present values.
  AlignedVector<T>& mutable_input() { return tensors_[0].value; }
  void ForwardFromInput(int rows);
  const AlignedVector<T>& input_gradient() const { return tensors_[0].grad; }

 private:
  struct PlannedTensor {
    AlignedVector<T> value;
    AlignedVector<T> grad;  // empty where no gradient is needed
  };

  struct PlannedBlock {
    Rows rows;
    int input_tensor, output_tensor, skip_tensor;  // the last -1 for none
    int64_t input_size, output_size;               // elements of a row
    // For kEven and kOdd: these rows of the input and of the output's gradient.
    AlignedVector<T> gathered, grad_gathered;
    AlignedVector<T> output;      // of the layers, where that is not the output tensor's rows
    AlignedVector<T> grad_input;  // to be added to the input tensor's; empty if not needed
    std::unique_ptr<BlockKernel<T>> kernel;
  };

  BlockwiseExecutor() = default;

  absl::Status PlanBlock(const Block& block, const BlockInfo& info,
                         const BlockFactory<T>& make_block);
  int BlockRows(const PlannedBlock& block) const;
  const T* TensorValue(int tensor) const;
  void RunBlocks(int rows);
  void RunForward(PlannedBlock& block);
  void RunBackward(PlannedBlock& block);
  void ClearGradients();
  int TensorRows(int tensor) const { return rows_ / info_.tensors[tensor].row_divisor; }

  NetworkInfo info_;
  PlanOptions options_;
  std::vector<int> loss_tensors_;
  LossFunction<T> compute_loss_;
  std::shared_ptr<TrainableStore> store_;
  std::vector<PlannedTensor> tensors_;
  std::vector<PlannedBlock> blocks_;
  int rows_ = 0;
  const T* input_ = nullptr;  // the network's: the caller's array, or what tensors_[0] holds
};

extern template class BlockwiseExecutor<float>;
extern template class BlockwiseExecutor<double>;

}  // namespace tenfold::blockwise
