#include "engine/backends/onednn/layers.h"

namespace tenfold::onednn {

using dnnl::memory;

PlannedLayer PlanFlatten(const memory& input, const memory::desc& input_desc,
                         const memory::desc& output_desc, Operations& forward) {
  // An array of its own or one that an earlier operation keeps: the second name for it need not own
  // it.
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

}  // namespace tenfold::onednn
