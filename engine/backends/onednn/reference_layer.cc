#include <algorithm>
#include <memory>

#include "engine/backends/onednn/layers.h"
#include "engine/backends/reference/reference.h"

namespace tenfold::onednn {

using dnnl::memory;

namespace {

float* ValuesOf(const memory& array) { return static_cast<float*>(array.get_data_handle()); }

}  // namespace

PlannedLayer PlanReferenceLayer(const Layer& layer, const blockwise::KernelContext<float>& context,
                                const memory& input, const memory::desc& input_desc,
                                const memory::desc& output_desc, Operations& forward) {
  const std::shared_ptr<blockwise::LayerKernel<float>> kernel =
      reference::MakeKernel<float>(layer, context);
  const int rows = context.max_rows;
  const memory plain_input = forward.Reordered(input, input_desc);
  const memory output = NewMemory(output_desc);
  forward.AddFunction([=] { kernel->Forward(rows, ValuesOf(plain_input), ValuesOf(output)); });
  PlannedLayer planned;
  planned.output = output;
  planned.plan_backward = [=, parameters = context.parameters](const memory& grad_output,
                                                               bool needs_grad_input,
                                                               Operations& backward) {
    const memory grad = backward.Reordered(grad_output, output_desc);
    const memory grad_input = needs_grad_input ? NewMemory(input_desc) : memory();
    backward.AddFunction([=] {
      for (blockwise::Parameter<float>* parameter : parameters) {
        std::fill(parameter->grad.begin(), parameter->grad.end(), 0.0f);
      }
      kernel->Backward(rows, ValuesOf(plain_input), ValuesOf(output), ValuesOf(grad),
                       grad_input ? ValuesOf(grad_input) : nullptr);
    });
    return grad_input;
  };
  return planned;
}

}  // namespace tenfold::onednn
