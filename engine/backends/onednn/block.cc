#include "engine/backends/onednn/block.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/backends/blockwise/layer_chain.h"

namespace tenfold::onednn {

using dnnl::memory;

absl::Status PlannedBlock::LayerError(size_t layer, absl::string_view message) const {
  return absl::UnimplementedError(absl::StrCat("onednn: block \"", block_.name, "\": layer ", layer,
                                               ": ", ToString(block_.layers[layer]), ": ",
                                               message));
}

// The layer, and the activation behind it if that can be fused; on the kernel of `reference` if
// oneDNN has no primitive.
std::vector<PlannedLayer> PlannedBlock::PlanLayer(size_t i, const memory& input,
                                                  blockwise::CanonicalStore<float>& store,
                                                  Operations& forward) const {
  const Layer& layer = block_.layers[i];
  std::vector<blockwise::Parameter<float>*> parameters;
  for (size_t p = 0; p < ParametersOf(layer).size(); ++p) {
    parameters.push_back(&store.parameters()[info_.first_parameter[i] + p]);
  }
  if (std::holds_alternative<Linear>(layer) || std::holds_alternative<Conv2d>(layer)) {
    AffineContext context;
    context.input = input;
    context.output = PlainDescOf(i + 1);
    context.parameters = std::move(parameters);
    if (const auto* conv = std::get_if<Conv2d>(&layer)) context.padding = conv->padding;
    if (i + 1 < block_.layers.size()) context.activation = ActivationOf(block_.layers[i + 1]);
    return std::holds_alternative<Linear>(layer) ? PlanLinear(context, forward)
                                                 : PlanConv2d(context, forward);
  }
  if (const auto* pool = std::get_if<MaxPool2d>(&layer)) {
    return {PlanMaxPool2d(*pool, input, info_.shapes[i], PlainDescOf(i + 1), info_.shapes[i + 1],
                          forward)};
  }
  if (const auto activation = ActivationOf(layer)) {
    return {PlanActivation(*activation, input, forward)};
  }
  if (std::holds_alternative<Flatten>(layer)) {
    return {PlanFlatten(input, PlainDescOf(i), PlainDescOf(i + 1), forward)};
  }
  const blockwise::BlockContext block = {block_,
                                         info_,
                                         rows_,
                                         /*needs_grad_input=*/true,
                                         options_.evaluation,
                                         options_.seed,
                                         store.forward_pass()};
  return {PlanReferenceLayer(layer,
                             blockwise::ContextOfLayer<float>(block, i, std::move(parameters)),
                             input, PlainDescOf(i), PlainDescOf(i + 1), forward)};
}

absl::Status PlannedBlock::PlanForward(const memory& input, const memory& output,
                                       blockwise::CanonicalStore<float>& store,
                                       Operations& forward) {
  memory value = forward.Reordered(input, PlainDescOf(0));
  while (layers_.size() < block_.layers.size()) {
    const size_t i = layers_.size();
    try {
      std::vector<PlannedLayer> planned = PlanLayer(i, value, store, forward);
      layers_.insert(layers_.end(), planned.begin(), planned.end());
    } catch (const dnnl::error& error) {
      return LayerError(i, error.what());
    }
    value = layers_.back().output;
  }
  forward.AddReorder(value, output);
  return absl::OkStatus();
}

absl::Status PlannedBlock::PlanBackward(const memory& grad_output, const memory& grad_input,
                                        Operations& backward) const {
  // Behind the first layer with parameters, or where the input's gradient is wanted, every layer
  // has to pass gradients on.
  const auto has_parameters = [](const Layer& layer) { return !ParametersOf(layer).empty(); };
  const auto first = grad_input
                         ? block_.layers.begin()
                         : std::find_if(block_.layers.begin(), block_.layers.end(), has_parameters);
  const size_t first_layer = first - block_.layers.begin();

  memory grad = backward.Reordered(grad_output, PlainDescOf(block_.layers.size()));
  for (size_t i = block_.layers.size(); i-- > first_layer;) {
    try {
      // The derivative of a ReLU in front of a max-pool is taken behind the pool, on fewer
      // elements: the pool selects a positive input exactly where its output is positive.
      const bool relu_in_front = i > first_layer &&
                                 std::holds_alternative<MaxPool2d>(block_.layers[i]) &&
                                 std::holds_alternative<ReLU>(block_.layers[i - 1]);
      if (relu_in_front) {
        grad = PlanActivationBackward(*ActivationOf(block_.layers[i - 1]), layers_[i].output, grad,
                                      backward);
      }
      grad = layers_[i].plan_backward(grad, i > first_layer || grad_input, backward);
      if (relu_in_front) --i;
    } catch (const dnnl::error& error) {
      return LayerError(i, error.what());
    }
  }
  if (grad_input) backward.AddReorder(grad, grad_input, /*add=*/true);
  return absl::OkStatus();
}

void PlannedBlock::CopyActivation(int layer, const dnnl::stream& stream, float* values) const {
  Operations operations(std::make_shared<Scratchpad>());
  const PlannedLayer& planned = layers_[layer];
  const memory output = planned.output ? planned.output : planned.recompute_output(operations);
  operations.AddReorder(output, NewMemory(PlainDescOf(layer + 1), values));
  operations.Run(stream);
}

}  // namespace tenfold::onednn
