#include "engine/backends/blockwise/executor.h"

#include <algorithm>
#include <functional>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "base/check.h"
#include "base/status_macros.h"

namespace tenfold::blockwise {
namespace {

// Block row i is tensor row FirstRow + RowStride * i.
int RowStride(Rows rows) { return rows == Rows::kEven || rows == Rows::kOdd ? 2 : 1; }
int FirstRow(Rows rows) { return rows == Rows::kOdd ? 1 : 0; }

}  // namespace

template <typename T>
absl::StatusOr<std::unique_ptr<BlockwiseExecutor<T>>> BlockwiseExecutor<T>::Make(
    const Network& network, const PlanOptions& options, std::shared_ptr<CanonicalStore<T>> store,
    const KernelFactory<T>& make_kernel) {
  CanonicalStore<T>& parameters = *store;
  return Make(network, options, std::move(store),
              [&](const BlockContext& context) -> absl::StatusOr<std::unique_ptr<BlockKernel<T>>> {
                return std::make_unique<LayerChain<T>>(context, parameters, make_kernel);
              });
}

template <typename T>
absl::StatusOr<std::unique_ptr<BlockwiseExecutor<T>>> BlockwiseExecutor<T>::Make(
    const Network& network, const PlanOptions& options, std::shared_ptr<TrainableStore> store,
    const BlockFactory<T>& make_block, LossFunction<T> compute_loss) {
  TENFOLD_ASSIGN_OR_RETURN(NetworkInfo info, Analyze(network));
  TENFOLD_ASSIGN_OR_RETURN(std::vector<int> loss_tensors, CheckPlanOptions(info, options));
  std::unique_ptr<BlockwiseExecutor> executor(new BlockwiseExecutor);
  executor->info_ = std::move(info);
  executor->options_ = options;
  executor->store_ = std::move(store);
  executor->compute_loss_ = std::move(compute_loss);
  executor->loss_tensors_ = std::move(loss_tensors);
  for (size_t t = 0; t < executor->info_.tensors.size(); ++t) {
    const TensorInfo& tensor = executor->info_.tensors[t];
    const size_t size = options.max_rows / tensor.row_divisor * NumElements(tensor.shape);
    const bool needs_grad = t > 0 || options.needs_input_gradient;
    executor->tensors_.push_back({AlignedVector<T>(size), AlignedVector<T>(needs_grad ? size : 0)});
  }
  for (size_t b = 0; b < network.blocks.size(); ++b) {
    absl::Status status =
        executor->PlanBlock(network.blocks[b], executor->info_.blocks[b], make_block);
    if (!status.ok()) return status;
  }
  return executor;
}

template <typename T>
absl::Status BlockwiseExecutor<T>::PlanBlock(const Block& block, const BlockInfo& info,
                                             const BlockFactory<T>& make_block) {
  PlannedBlock planned;
  planned.rows = block.rows;
  planned.input_tensor = info.input;
  planned.output_tensor = info.output;
  planned.skip_tensor = info.skip;
  planned.input_size = NumElements(info.shapes.front());
  planned.output_size = NumElements(info.shapes.back());
  rows_ = options_.max_rows;
  const int max_rows = BlockRows(planned);
  if (RowStride(block.rows) > 1) {
    planned.gathered.resize(max_rows * planned.input_size);
    planned.grad_gathered.resize(max_rows * planned.output_size);
  }
  if (RowStride(block.rows) > 1 || info.skip >= 0) {
    planned.output.resize(max_rows * planned.output_size);
  }
  const bool needs_grad_input = !tensors_[info.input].grad.empty();
  if (needs_grad_input) planned.grad_input.resize(max_rows * planned.input_size);
  absl::StatusOr<std::unique_ptr<BlockKernel<T>>> kernel =
      make_block({block, info, max_rows, needs_grad_input, options_.evaluation, options_.seed,
                  store_->forward_pass()});
  if (!kernel.ok()) return kernel.status();
  planned.kernel = *std::move(kernel);
  blocks_.push_back(std::move(planned));
  return absl::OkStatus();
}

template <typename T>
int BlockwiseExecutor<T>::BlockRows(const PlannedBlock& block) const {
  // What a block writes tells how many rows it computes: all of its output tensor's, or every other
  // one.
  return TensorRows(block.output_tensor) / RowStride(block.rows);
}

template <typename T>
double BlockwiseExecutor<T>::TrainStep(const float* input, int rows,
                                       absl::Span<const Targets> targets, double learning_rate) {
  store_->BeginTrainStep(learning_rate);
  if constexpr (std::is_same_v<T, float>) {
    if (!options_.evaluation) store_->BeginForwardPass();
    input_ = input;
    RunBlocks(rows);
  } else {
    Forward(input, rows);
  }
  const double loss = ComputeLoss(targets);
  Backward();
  store_->EndTrainStep(learning_rate);
  return loss;
}

template <typename T>
void BlockwiseExecutor<T>::Forward(const float* input, int rows) {
  if (!options_.evaluation) store_->BeginForwardPass();
  const int known_rows = std::min(rows, options_.max_rows);
  std::copy_n(input, known_rows * NumElements(info_.tensors[0].shape), tensors_[0].value.begin());
  ForwardFromInput(rows);
}

template <typename T>
void BlockwiseExecutor<T>::ForwardFromInput(int rows) {
  input_ = tensors_[0].value.data();
  RunBlocks(rows);
}

template <typename T>
void BlockwiseExecutor<T>::RunBlocks(int rows) {
  TENFOLD_CHECK(rows > 0 && rows <= options_.max_rows && rows % info_.row_multiple == 0, rows,
                " rows, planned for ", options_.max_rows, " in multiples of ", info_.row_multiple);
  rows_ = rows;
  for (PlannedBlock& block : blocks_) RunForward(block);
}

template <typename T>
const T* BlockwiseExecutor<T>::TensorValue(int tensor) const {
  return tensor == 0 ? input_ : tensors_[tensor].value.data();
}

template <typename T>
void BlockwiseExecutor<T>::RunForward(PlannedBlock& block) {
  const int rows = BlockRows(block);
  const int stride = RowStride(block.rows);
  const T* values = TensorValue(block.input_tensor);
  if (stride > 1) {
    const T* source = values + FirstRow(block.rows) * block.input_size;
    for (int i = 0; i < rows; ++i) {
      std::copy_n(source + i * stride * block.input_size, block.input_size,
                  block.gathered.begin() + i * block.input_size);
    }
    values = block.gathered.data();
  }
  AlignedVector<T>& output = tensors_[block.output_tensor].value;
  if (block.output.empty()) {
    block.kernel->Forward(rows, values, output.data());
    return;
  }
  block.kernel->Forward(rows, values, block.output.data());
  for (int i = 0; i < rows; ++i) {
    const T* from = block.output.data() + i * block.output_size;
    const int64_t at = (FirstRow(block.rows) + int64_t{i} * stride) * block.output_size;
    T* to = output.data() + at;
    if (block.skip_tensor < 0) {
      std::copy_n(from, block.output_size, to);
    } else {
      std::transform(from, from + block.output_size, TensorValue(block.skip_tensor) + at, to,
                     std::plus<T>());
    }
  }
}

template <typename T>
void BlockwiseExecutor<T>::ClearGradients() {
  for (PlannedTensor& tensor : tensors_) std::fill(tensor.grad.begin(), tensor.grad.end(), T{0});
}

template <typename T>
double BlockwiseExecutor<T>::ComputeLoss(absl::Span<const Targets> targets) {
  TENFOLD_CHECK(targets.size() == options_.losses.size(), targets.size(), " targets for ",
                options_.losses.size(), " losses");
  ClearGradients();
  double loss = 0.0;
  for (size_t i = 0; i < targets.size(); ++i) {
    const int t = loss_tensors_[i];
    loss += options_.losses[i].weight *
            compute_loss_(options_.losses[i], TensorRows(t),
                          static_cast<int>(NumElements(info_.tensors[t].shape)),
                          tensors_[t].value.data(), targets[i], tensors_[t].grad.data());
  }
  return loss;
}

template <typename T>
void BlockwiseExecutor<T>::SetGradient(int tensor, const float* gradient) {
  TENFOLD_CHECK(tensor > 0, "the gradient of the network's input is a result");
  ClearGradients();
  std::copy_n(gradient, TensorRows(tensor) * NumElements(info_.tensors[tensor].shape),
              tensors_[tensor].grad.begin());
}

template <typename T>
void BlockwiseExecutor<T>::Backward() {
  TENFOLD_CHECK(!options_.evaluation, "planned for evaluation");
  for (auto block = blocks_.rbegin(); block != blocks_.rend(); ++block) RunBackward(*block);
}

template <typename T>
void BlockwiseExecutor<T>::RunBackward(PlannedBlock& block) {
  const int rows = BlockRows(block);
  const int stride = RowStride(block.rows);
  const T* grad =
      tensors_[block.output_tensor].grad.data() + FirstRow(block.rows) * block.output_size;
  if (stride > 1) {
    for (int i = 0; i < rows; ++i) {
      std::copy_n(grad + i * stride * block.output_size, block.output_size,
                  block.grad_gathered.begin() + i * block.output_size);
    }
    grad = block.grad_gathered.data();
  }
  AlignedVector<T>& input_grad = tensors_[block.input_tensor].grad;
  block.kernel->Backward(rows, grad, input_grad.empty() ? nullptr : block.grad_input.data());
  const auto add = [&](const T* from, int64_t size, AlignedVector<T>& to) {
    if (to.empty()) return;
    T* destination = to.data() + FirstRow(block.rows) * size;
    for (int i = 0; i < rows; ++i) {
      for (int64_t j = 0; j < size; ++j) destination[i * stride * size + j] += from[i * size + j];
    }
  };
  add(block.grad_input.data(), block.input_size, input_grad);
  if (block.skip_tensor >= 0) add(grad, block.output_size, tensors_[block.skip_tensor].grad);
}

template <typename T>
void BlockwiseExecutor<T>::Step(double learning_rate) {
  store_->Step(learning_rate);
}

template <typename T>
void BlockwiseExecutor<T>::CopyTensor(int tensor, float* values) const {
  std::copy_n(TensorValue(tensor), TensorRows(tensor) * NumElements(info_.tensors[tensor].shape),
              values);
}

template <typename T>
void BlockwiseExecutor<T>::CopyActivation(int block, int layer, float* values) const {
  blocks_[block].kernel->CopyActivation(layer, BlockRows(blocks_[block]), values);
}

template <typename T>
void BlockwiseExecutor<T>::CopyInputGradient(float* values) const {
  TENFOLD_CHECK(options_.needs_input_gradient, "planned without the input's gradient");
  std::copy_n(tensors_[0].grad.begin(), rows_ * NumElements(info_.tensors[0].shape), values);
}

template class BlockwiseExecutor<float>;
template class BlockwiseExecutor<double>;

}  // namespace tenfold::blockwise
