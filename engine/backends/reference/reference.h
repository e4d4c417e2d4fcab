// The backend that defines the semantics: plain loops that read like the formulas. Every sum is a
// chain of fused multiply-adds in a stated order, so that its float results are the same on every
// machine, and every other backend is tested against it.
#pragma once

#include <memory>

#include "engine/backends/blockwise/kernel.h"
#include "engine/network/backend.h"

namespace tenfold::reference {

// A kernel for every kind of layer; null for Flatten. T is float or double.
template <typename T>
std::unique_ptr<blockwise::LayerKernel<T>> MakeKernel(const Layer& layer,
                                                      const blockwise::KernelContext<T>& context);

extern template std::unique_ptr<blockwise::LayerKernel<float>> MakeKernel(
    const Layer&, const blockwise::KernelContext<float>&);
extern template std::unique_ptr<blockwise::LayerKernel<double>> MakeKernel(
    const Layer&, const blockwise::KernelContext<double>&);

// "reference": computes in float.
const Backend& GetBackend();

// "double": the same steps in double, from float weights and inputs, to measure what rounding does.
const Backend& GetDoubleBackend();

}  // namespace tenfold::reference
