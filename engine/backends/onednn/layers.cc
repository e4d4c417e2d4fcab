// Layers without parameters, and those that oneDNN has no primitive for.
#include "engine/backends/onednn/layers.h"

#include <algorithm>
#include <memory>

#include "engine/backends/reference/reference.h"

namespace tenfold::onednn {

using dnnl::algorithm;
using dnnl::memory;

namespace {

float* ValuesOf(const memory& array) { return static_cast<float*>(array.get_data_handle()); }

}  // namespace

std::optional<Activation> ActivationOf(const Layer& layer) {
  if (std::holds_alternative<ReLU>(layer)) {
    return Activation{algorithm::eltwise_relu, algorithm::eltwise_relu_use_dst_for_bwd};
  }
  if (std::holds_alternative<Tanh>(layer)) {
    return Activation{algorithm::eltwise_tanh, algorithm::eltwise_tanh_use_dst_for_bwd};
  }
  return std::nullopt;
}

PlannedLayer PlanActivation(const Activation& activation, const memory& input,
                            Operations& forward) {
  PlannedLayer planned;
  planned.output = NewMemory(input.get_desc());
  forward.Add<dnnl::eltwise_forward>(
      EltwiseForwardDesc(Attributes(), activation.forward, input.get_desc()),
      {{DNNL_ARG_SRC, input}, {DNNL_ARG_DST, planned.output}});
  planned.plan_backward = [activation, output = planned.output](const memory& grad_output,
                                                                bool needs_grad_input,
                                                                Operations& backward) {
    if (!needs_grad_input) return memory();
    return PlanActivationBackward(activation, output, grad_output, backward);
  };
  return planned;
}

memory PlanActivationBackward(const Activation& activation, const memory& output,
                              const memory& grad_output, Operations& backward) {
  const memory grad = backward.Reordered(grad_output, output.get_desc());
  const auto forward = EltwiseForwardDesc(Attributes(), activation.backward, output.get_desc());
  backward.Add<dnnl::eltwise_backward>(
      EltwiseBackwardDesc(Attributes(), forward, activation.backward, output.get_desc()),
      {{DNNL_ARG_DST, output}, {DNNL_ARG_DIFF_DST, grad}, {DNNL_ARG_DIFF_SRC, grad}});
  return grad;
}

PlannedLayer PlanMaxPool2d(const MaxPool2d& layer, const memory& input, const Shape& input_shape,
                           const memory::desc& output, const Shape& output_shape,
                           Operations& forward) {
  const memory::dims kernel(2, layer.kernel_size);
  const memory::dims zero(2, 0);
  // With ceil_mode the last windows reach over the border.
  memory::dims over;
  for (int i : {1, 2}) {
    over.push_back(std::max(0, output_shape[i] * layer.kernel_size - input_shape[i]));
  }
  const auto desc = ForwardDesc<PoolingForward>(
      Attributes(), dnnl::prop_kind::forward_training, dnnl::algorithm::pooling_max,
      input.get_desc(), AnyFormat(output), /*strides=*/kernel, kernel, /*dilation=*/zero,
      /*padding_l=*/zero, /*padding_r=*/over);
  PlannedLayer planned;
  planned.output = NewMemory(desc.dst_desc());
  // Where each maximum was.
  const memory workspace = NewMemory(desc.workspace_desc());
  forward.Add<PoolingForward>(
      desc,
      {{DNNL_ARG_SRC, input}, {DNNL_ARG_DST, planned.output}, {DNNL_ARG_WORKSPACE, workspace}});
  planned.plan_backward = [=](const memory& grad_output, bool needs_grad_input,
                              Operations& backward) {
    if (!needs_grad_input) return memory();
    const memory grad_input = NewMemory(desc.src_desc());
    backward.Add<PoolingBackward>(
        BackwardDesc<PoolingBackward>(Attributes(), desc, dnnl::algorithm::pooling_max,
                                      desc.src_desc(), desc.dst_desc(), kernel, kernel, zero, zero,
                                      over),
        {{DNNL_ARG_DIFF_DST, backward.Reordered(grad_output, desc.dst_desc())},
         {DNNL_ARG_DIFF_SRC, grad_input},
         {DNNL_ARG_WORKSPACE, workspace}});
    return grad_input;
  };
  return planned;
}

PlannedLayer PlanFlatten(const memory& input, const memory::desc& input_desc,
                         const memory::desc& output_desc, Operations& forward) {
  // The second name need not own the array: the first one does, or an earlier operation.
  const auto rename = [](const memory& from, const memory::desc& desc) {
    return NewMemory(desc, from.get_data_handle());
  };
  PlannedLayer planned;
  planned.output = rename(forward.Reordered(input, input_desc), output_desc);
  planned.plan_backward = [=](const memory& grad_output, bool needs_grad_input,
                              Operations& backward) {
    if (!needs_grad_input) return memory();
    return rename(backward.Reordered(grad_output, output_desc), input_desc);
  };
  return planned;
}

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
