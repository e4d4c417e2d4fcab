#include "engine/backends/onednn/layers.h"

namespace tenfold::onednn {

using dnnl::algorithm;
using dnnl::memory;

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

}  // namespace tenfold::onednn
