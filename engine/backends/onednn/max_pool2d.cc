#include <algorithm>

#include "engine/backends/onednn/layers.h"

namespace tenfold::onednn {

using dnnl::memory;

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

}  // namespace tenfold::onednn
