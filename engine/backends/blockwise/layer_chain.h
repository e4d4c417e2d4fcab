// A block as a chain of layers, each computed by a kernel of its own.
#pragma once

#include <memory>
#include <vector>

#include "engine/backends/blockwise/kernel.h"
#include "engine/backends/blockwise/store.h"

namespace tenfold::blockwise {

// Whether most elements of the gradient that comes back to `layers[i]` are zero because of a
// max-pool.
bool HasSparseGradOutput(const std::vector<Layer>& layers, size_t i);

// The context of layer i of a block.
template <typename T>
KernelContext<T> ContextOfLayer(const BlockContext& block, size_t i,
                                std::vector<Parameter<T>*> parameters);

template <typename T>
class LayerChain final : public BlockKernel<T> {
 public:
  LayerChain(const BlockContext& context, CanonicalStore<T>& store,
             const KernelFactory<T>& make_kernel);

  void Forward(int rows, const T* input, T* output) override;
  void Backward(int rows, const T* grad_output, T* grad_input) override;
  void CopyActivation(int layer, int rows, float* values) const override;

 private:
  struct PlannedLayer {
    std::unique_ptr<LayerKernel<T>> kernel;  // null: the output is the input
    int64_t output_size;                     // elements of a row
    AlignedVector<T> output;
    AlignedVector<T> grad_input;       // empty if it is not needed
    const T* forward_input = nullptr;  // of the last Forward
    const T* forward_output = nullptr;
  };

  const int64_t input_size_;
  std::vector<PlannedLayer> layers_;
};

extern template class LayerChain<float>;
extern template class LayerChain<double>;

}  // namespace tenfold::blockwise
