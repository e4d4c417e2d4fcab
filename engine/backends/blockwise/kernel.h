// What a backend that computes layer by layer has to bring: a kernel for each kind of layer.
#pragma once

#include <vector>

#include "engine/layers/dropout_mask.h"
#include "engine/layers/layer.h"
#include "engine/layers/shape.h"
#include "engine/numerics/aligned_vector.h"
#include "engine/numerics/contract.h"

namespace tenfold {

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
  // null where nobody needs it. `input` and `output` are those of the last Forward.
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
  // gradient are zero, and those that are zero enter no sum.
  bool sparse_grad_output = false;
  bool evaluation = false;  // PlanOptions::evaluation
  DropoutStream dropout;
};

}  // namespace tenfold
