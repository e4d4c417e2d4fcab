#include "engine/backends/blockwise/layer_chain.h"

#include <algorithm>
#include <utility>

namespace tenfold::blockwise {

bool HasSparseGradOutput(const std::vector<Layer>& layers, size_t i) {
  ++i;
  if (i < layers.size() && std::holds_alternative<ReLU>(layers[i])) ++i;
  return i < layers.size() && std::holds_alternative<MaxPool2d>(layers[i]);
}

template <typename T>
KernelContext<T> ContextOfLayer(const BlockContext& block, size_t i,
                                std::vector<Parameter<T>*> parameters) {
  KernelContext<T> context;
  context.input_shape = block.info.shapes[i];
  context.output_shape = block.info.shapes[i + 1];
  context.parameters = std::move(parameters);
  context.max_rows = block.max_rows;
  context.evaluation = block.evaluation;
  context.dropout = {block.seed, static_cast<uint32_t>(block.info.first_layer + i),
                     block.forward_pass};
  context.sparse_grad_output = HasSparseGradOutput(block.block.layers, i);
  return context;
}

template KernelContext<float> ContextOfLayer(const BlockContext&, size_t,
                                             std::vector<Parameter<float>*>);
template KernelContext<double> ContextOfLayer(const BlockContext&, size_t,
                                              std::vector<Parameter<double>*>);

template <typename T>
LayerChain<T>::LayerChain(const BlockContext& block, CanonicalStore<T>& store,
                          const KernelFactory<T>& make_kernel)
    : input_size_(NumElements(block.info.shapes.front())) {
  bool needs_grad_input = block.needs_grad_input;
  for (size_t i = 0; i < block.block.layers.size(); ++i) {
    const Layer& description = block.block.layers[i];
    std::vector<Parameter<T>*> parameters;
    for (size_t p = 0; p < ParametersOf(description).size(); ++p) {
      parameters.push_back(&store.parameters()[block.info.first_parameter[i] + p]);
    }
    const KernelContext<T> context = ContextOfLayer(block, i, std::move(parameters));
    PlannedLayer layer;
    layer.kernel = make_kernel(description, context);
    layer.output_size = NumElements(context.output_shape);
    if (layer.kernel != nullptr) {
      layer.output.resize(block.max_rows * layer.output_size);
      if (needs_grad_input) {
        layer.grad_input.resize(block.max_rows * NumElements(context.input_shape));
      }
      needs_grad_input = true;
    }
    layers_.push_back(std::move(layer));
  }
}

template <typename T>
void LayerChain<T>::Forward(int rows, const T* input, T* output) {
  const T* values = input;
  int64_t size = input_size_;
  for (PlannedLayer& layer : layers_) {
    layer.forward_input = values;
    if (layer.kernel != nullptr) {
      layer.kernel->Forward(rows, values, layer.output.data());
      values = layer.output.data();
    }
    layer.forward_output = values;
    size = layer.output_size;
  }
  std::copy_n(values, rows * size, output);
}

template <typename T>
void LayerChain<T>::Backward(int rows, const T* grad_output, T* grad_input) {
  const T* grad = grad_output;
  for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer) {
    if (layer->kernel == nullptr) continue;
    T* grad_of_layer = layer->grad_input.empty() ? nullptr : layer->grad_input.data();
    layer->kernel->Backward(rows, layer->forward_input, layer->forward_output, grad, grad_of_layer);
    grad = grad_of_layer;
  }
  if (grad_input != nullptr) std::copy_n(grad, rows * input_size_, grad_input);
}

template <typename T>
void LayerChain<T>::CopyActivation(int layer, int rows, float* values) const {
  std::copy_n(layers_[layer].forward_output, rows * layers_[layer].output_size, values);
}

template class LayerChain<float>;
template class LayerChain<double>;

}  // namespace tenfold::blockwise
