#include "engine/backends/reference/reference.h"

#include <type_traits>

#include "engine/backends/blockwise/backend.h"
#include "engine/backends/reference/activations.h"
#include "engine/backends/reference/avg_pool2d.h"
#include "engine/backends/reference/batch_norm.h"
#include "engine/backends/reference/comparison.h"
#include "engine/backends/reference/conv2d.h"
#include "engine/backends/reference/dropout.h"
#include "engine/backends/reference/layer_norm.h"
#include "engine/backends/reference/linear.h"
#include "engine/backends/reference/max_pool2d.h"

namespace tenfold::reference {
namespace {

template <typename T>
struct Maker {
  using Result = std::unique_ptr<blockwise::LayerKernel<T>>;
  const blockwise::KernelContext<T>& context;

  Result operator()(const Linear& layer) {
    return std::make_unique<LinearKernel<T>>(layer, context);
  }
  Result operator()(const Conv2d& layer) {
    return std::make_unique<Conv2dKernel<T>>(layer, context);
  }
  Result operator()(const MaxPool2d& layer) {
    return std::make_unique<MaxPool2dKernel<T>>(layer, context);
  }
  Result operator()(const Flatten&) { return nullptr; }
  Result operator()(const Dropout& layer) {
    return std::make_unique<DropoutKernel<T>>(layer, context);
  }
  Result operator()(const Comparison& layer) {
    return std::make_unique<ComparisonKernel<T>>(layer, context);
  }
  Result operator()(const BatchNorm1d& layer) {
    return std::make_unique<BatchNormKernel<T>>(layer, context);
  }
  Result operator()(const BatchNorm2d& layer) {
    return std::make_unique<BatchNormKernel<T>>(layer, context);
  }
  Result operator()(const AvgPool2d& layer) {
    return std::make_unique<AvgPool2dKernel<T>>(layer, context);
  }
  Result operator()(const LayerNorm& layer) {
    return std::make_unique<LayerNormKernel<T>>(layer, context);
  }

  // Activations.
  template <typename L>
  Result operator()(const L& layer) {
    using Function = decltype(FunctionOf<T>(layer));
    static_assert(!std::is_void_v<Function>,
                  "this layer has no kernel in reference.cc, or no FunctionOf in activations.h");
    return std::make_unique<ActivationKernel<T, Function>>(FunctionOf<T>(layer), context);
  }
};

}  // namespace

template <typename T>
std::unique_ptr<blockwise::LayerKernel<T>> MakeKernel(const Layer& layer,
                                                      const blockwise::KernelContext<T>& context) {
  return std::visit(Maker<T>{context}, layer);
}

template std::unique_ptr<blockwise::LayerKernel<float>> MakeKernel(
    const Layer&, const blockwise::KernelContext<float>&);
template std::unique_ptr<blockwise::LayerKernel<double>> MakeKernel(
    const Layer&, const blockwise::KernelContext<double>&);

const Backend& GetBackend() {
  static const blockwise::BlockwiseBackend<float> backend("reference", MakeKernel<float>);
  return backend;
}

const Backend& GetDoubleBackend() {
  static const blockwise::BlockwiseBackend<double> backend("double", MakeKernel<double>);
  return backend;
}

}  // namespace tenfold::reference
