// Kernels that are wrong on purpose: they show that a test fails when it has to.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "engine/backends/blockwise/executor.h"

namespace tenfold {

// Called after each Backward of a kernel with what it left: the parameters' gradients in the
// context and grad_input, an array of `size` elements (null and 0 where nobody needs it).
template <typename T>
using Alteration =
    std::function<void(const blockwise::KernelContext<T>& context, T* grad_input, int64_t size)>;

template <typename T>
class AlteredKernel final : public blockwise::LayerKernel<T> {
 public:
  AlteredKernel(std::unique_ptr<blockwise::LayerKernel<T>> kernel,
                blockwise::KernelContext<T> context, Alteration<T> alter)
      : kernel_(std::move(kernel)), context_(std::move(context)), alter_(std::move(alter)) {}

  void Forward(int rows, const T* input, T* output) override {
    kernel_->Forward(rows, input, output);
  }

  void Backward(int rows, const T* input, const T* output, const T* grad_output,
                T* grad_input) override {
    kernel_->Backward(rows, input, output, grad_output, grad_input);
    alter_(context_, grad_input,
           grad_input == nullptr ? 0 : rows * NumElements(context_.input_shape));
  }

 private:
  std::unique_ptr<blockwise::LayerKernel<T>> kernel_;
  const blockwise::KernelContext<T> context_;
  const Alteration<T> alter_;
};

// The kernels of `make_kernel`, each altered.
template <typename T>
blockwise::KernelFactory<T> AlteredKernels(blockwise::KernelFactory<T> make_kernel,
                                           Alteration<T> alter) {
  return [make_kernel, alter](const Layer& layer, const blockwise::KernelContext<T>& context)
             -> std::unique_ptr<blockwise::LayerKernel<T>> {
    std::unique_ptr<blockwise::LayerKernel<T>> kernel = make_kernel(layer, context);
    if (kernel == nullptr) return nullptr;
    return std::make_unique<AlteredKernel<T>>(std::move(kernel), context, alter);
  };
}

}  // namespace tenfold
