// One kernel of one layer with its parameters, to call with plain vectors.
#pragma once

#include <memory>
#include <vector>

#include "base/check.h"
#include "engine/backends/blockwise/kernel.h"
#include "engine/layers/layer.h"

namespace tenfold {

template <typename T>
struct LayerRunner {
  // make_kernel: a blockwise::KernelFactory<T>. Parameters and gradients start at zero.
  template <typename Factory>
  LayerRunner(Factory make_kernel, const Layer& layer, const Shape& input_shape, int max_rows,
              bool sparse_grad_output = false) {
    for (const ParameterInfo& info : ParametersOf(layer)) {
      const AlignedVector<T> zeros(NumElements(info.shape), T{0});
      parameters.push_back({info, zeros, zeros, {}});
    }
    context.input_shape = input_shape;
    const absl::StatusOr<Shape> output_shape = OutputShape(layer, input_shape);
    TENFOLD_CHECK(output_shape.ok(), output_shape.status().ToString());
    context.output_shape = *output_shape;
    for (blockwise::Parameter<T>& parameter : parameters) context.parameters.push_back(&parameter);
    context.max_rows = max_rows;
    context.sparse_grad_output = sparse_grad_output;
    kernel = make_kernel(layer, context);
  }

  // input: any number of rows up to max_rows.
  std::vector<T> Forward(const std::vector<T>& new_input) {
    input = new_input;
    rows = static_cast<int>(input.size() / NumElements(context.input_shape));
    output.assign(rows * NumElements(context.output_shape), T{-1});
    kernel->Forward(rows, input.data(), output.data());
    return output;
  }

  // Returns the gradient of the input; those of the parameters add up in `parameters`.
  std::vector<T> Backward(const std::vector<T>& grad_output) {
    std::vector<T> grad_input(input.size(), T{-1});
    kernel->Backward(rows, input.data(), output.data(), grad_output.data(), grad_input.data());
    return grad_input;
  }

  // As Backward where nobody needs the gradient of the input.
  void BackwardToParameters(const std::vector<T>& grad_output) {
    kernel->Backward(rows, input.data(), output.data(), grad_output.data(), nullptr);
  }

  std::vector<blockwise::Parameter<T>> parameters;
  blockwise::KernelContext<T> context;
  std::unique_ptr<blockwise::LayerKernel<T>> kernel;
  int rows = 0;
  std::vector<T> input, output;  // of the last Forward
};

}  // namespace tenfold
