#include "engine/backends/eigen/eigen.h"

#include "engine/backends/blockwise/backend.h"
#include "engine/backends/eigen/kernels.h"
#include "engine/backends/reference/reference.h"

namespace tenfold::eigen {
namespace {

std::unique_ptr<blockwise::LayerKernel<float>> MakeKernel(
    const Layer& layer, const blockwise::KernelContext<float>& context) {
  if (const auto* linear = std::get_if<Linear>(&layer)) {
    return std::make_unique<LinearKernel>(*linear, context);
  }
  if (const auto* conv2d = std::get_if<Conv2d>(&layer)) {
    return std::make_unique<Conv2dKernel>(*conv2d, context);
  }
  if (std::holds_alternative<Tanh>(layer)) return std::make_unique<TanhKernel>(context);
  // Comparing and copying: Eigen has nothing over the plain loops.
  return reference::MakeKernel<float>(layer, context);
}

}  // namespace

const Backend& GetBackend() {
  static const blockwise::BlockwiseBackend<float> backend("eigen", MakeKernel);
  return backend;
}

}  // namespace tenfold::eigen
