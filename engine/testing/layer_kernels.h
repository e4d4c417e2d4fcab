// Layer kernels in tests: one to call by itself, and ones that are watched or wrong on purpose.
#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "base/check.h"
#include "engine/backends/blockwise/kernel.h"
#include "engine/layers/layer.h"

namespace tenfold {

// One kernel of one layer with its parameters, to call with plain vectors.
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

  // Like Backward, without the gradient of the input.
  void BackwardToParameters(const std::vector<T>& grad_output) {
    kernel->Backward(rows, input.data(), output.data(), grad_output.data(), nullptr);
  }

  std::vector<blockwise::Parameter<T>> parameters;
  blockwise::KernelContext<T> context;
  std::unique_ptr<blockwise::LayerKernel<T>> kernel;
  int rows = 0;
  std::vector<T> input, output;  // of the last Forward
};

// What happens around the calls of a kernel; empty functions are not called.
template <typename T>
struct KernelHooks {
  using Context = blockwise::KernelContext<T>;

  std::function<void(const Layer& layer, const Context& context, int rows, const T* input)>
      before_forward;
  std::function<void(const Context& context, T* output)> after_forward;
  std::function<void(const Context& context)> before_backward;
  // With what Backward left: the parameters' gradients in the context and grad_input, an array of
  // `size` elements (null and 0 if it is not needed).
  std::function<void(const Context& context, T* grad_input, int64_t size)> after_backward;
};

template <typename T>
class HookedKernel final : public blockwise::LayerKernel<T> {
 public:
  HookedKernel(std::unique_ptr<blockwise::LayerKernel<T>> kernel, const Layer& layer,
               const blockwise::KernelContext<T>& context, const KernelHooks<T>& hooks)
      : kernel_(std::move(kernel)), layer_(layer), context_(context), hooks_(hooks) {}

  void Forward(int rows, const T* input, T* output) override {
    if (hooks_.before_forward) hooks_.before_forward(layer_, context_, rows, input);
    kernel_->Forward(rows, input, output);
    if (hooks_.after_forward) hooks_.after_forward(context_, output);
  }

  void Backward(int rows, const T* input, const T* output, const T* grad_output,
                T* grad_input) override {
    if (hooks_.before_backward) hooks_.before_backward(context_);
    kernel_->Backward(rows, input, output, grad_output, grad_input);
    if (!hooks_.after_backward) return;
    hooks_.after_backward(context_, grad_input,
                          grad_input == nullptr ? 0 : rows * NumElements(context_.input_shape));
  }

 private:
  std::unique_ptr<blockwise::LayerKernel<T>> kernel_;
  const Layer layer_;
  const blockwise::KernelContext<T> context_;
  const KernelHooks<T> hooks_;
};

// The kernels of `make_kernel` with these hooks.
template <typename T>
blockwise::KernelFactory<T> HookedKernels(blockwise::KernelFactory<T> make_kernel,
                                          KernelHooks<T> hooks) {
  return [make_kernel, hooks](const Layer& layer, const blockwise::KernelContext<T>& context)
             -> std::unique_ptr<blockwise::LayerKernel<T>> {
    std::unique_ptr<blockwise::LayerKernel<T>> kernel = make_kernel(layer, context);
    if (kernel == nullptr) return nullptr;
    return std::make_unique<HookedKernel<T>>(std::move(kernel), layer, context, hooks);
  };
}

// KernelHooks::after_backward, to alter the gradients.
template <typename T>
using Alteration =
    std::function<void(const blockwise::KernelContext<T>& context, T* grad_input, int64_t size)>;

template <typename T>
blockwise::KernelFactory<T> AlteredKernels(blockwise::KernelFactory<T> make_kernel,
                                           Alteration<T> alter) {
  return HookedKernels<T>(std::move(make_kernel), {{}, {}, {}, std::move(alter)});
}

}  // namespace tenfold
