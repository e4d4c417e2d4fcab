// What a backend brings that lets BlockwiseExecutor do the rest: a kernel for each kind of layer,
// or one for each block.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/dropout_mask.h"
#include "engine/layers/layer.h"
#include "engine/network/network.h"
#include "engine/numerics/aligned_vector.h"
#include "engine/numerics/contract.h"

namespace tenfold::blockwise {

// A parameter in canonical layout with its gradient and the optimizer's running values.
template <typename T>
struct Parameter {
  ParameterInfo info;
  AlignedVector<T> value;
  AlignedVector<T> grad;
  std::vector<AlignedVector<T>> states;
};

// One layer of one network, planned for its shapes. Arrays are row-major, [rows, ...shape].
template <typename T>
class LayerKernel {
 public:
  virtual ~LayerKernel() = default;

  virtual void Forward(int rows, const T* input, T* output) = 0;

  // Adds the gradients of the layer's parameters to Parameter::grad and writes grad_input, which is
  // null if it is not needed. `input` and `output` are those of the last Forward.
  virtual void Backward(int rows, const T* input, const T* output, const T* grad_output,
                        T* grad_input) = 0;
};

template <typename T>
struct KernelContext {
  Shape input_shape;  // of a row
  Shape output_shape;
  std::vector<Parameter<T>*> parameters;  // in the order of ParametersOf
  int max_rows = 0;
  // The layer's output goes through a max-pool, directly or behind a ReLU: most elements of its
  // gradient are zero, and the zeros are left out of every sum.
  bool sparse_grad_output = false;
  bool evaluation = false;  // PlanOptions::evaluation
  DropoutStream dropout;
};

// Makes the kernel of a layer, or returns null for a layer that changes no value (Flatten).
template <typename T>
using KernelFactory = std::function<std::unique_ptr<LayerKernel<T>>(
    const Layer& layer, const KernelContext<T>& context)>;

// The layers of one block, planned for its shapes. Arrays are dense and in canonical layout: [rows,
// features].
template <typename T>
class BlockKernel {
 public:
  virtual ~BlockKernel() = default;

  // `input` must not change until Backward has used it.
  virtual void Forward(int rows, const T* input, T* output) = 0;

  // Adds to the gradients of the block's parameters (within a training step it may update the
  // parameters at once instead) and writes grad_input, which is null if it is not needed.
  virtual void Backward(int rows, const T* grad_output, T* grad_input) = 0;

  // The output of one layer in the last Forward, with the parameters that it had then.
  virtual void CopyActivation(int layer, int rows, float* values) const = 0;
};

struct BlockContext {
  const Block& block;
  const BlockInfo& info;
  int max_rows;  // that the block computes
  bool needs_grad_input;
  bool evaluation;              // PlanOptions::evaluation
  uint64_t seed;                // PlanOptions::seed
  const int64_t* forward_pass;  // the store's
};

template <typename T>
using BlockFactory =
    std::function<absl::StatusOr<std::unique_ptr<BlockKernel<T>>>(const BlockContext& context)>;

}  // namespace tenfold::blockwise
