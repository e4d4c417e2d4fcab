// Layers as oneDNN primitives. Each function adds the forward pass to `forward` and returns what
// the backward pass and the next layer need. oneDNN throws dnnl::error for what it cannot do.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "engine/backends/blockwise/kernel.h"
#include "engine/backends/onednn/operations.h"
#include "engine/layers/layer.h"

namespace tenfold::onednn {

struct PlannedLayer {
  // [rows, ...] in the format that suits the primitive; empty if a fused activation took its place.
  dnnl::memory output;

  // Set if `output` is empty: adds what computes it from the inputs and parameters of the last
  // forward pass.
  std::function<dnnl::memory(Operations& operations)> recompute_output;

  // Adds the backward pass, which writes Parameter::grad (nothing is added to what was there). May
  // write over grad_output. Returns the gradient of the layer's input, or an empty memory object if
  // it is not needed.
  std::function<dnnl::memory(const dnnl::memory& grad_output, bool needs_grad_input,
                             Operations& backward)>
      plan_backward;
};

// oneDNN's names of an activation and of its derivative as a function of the output; nullopt for
// other layers.
struct Activation {
  dnnl::algorithm forward;
  dnnl::algorithm backward;
};
std::optional<Activation> ActivationOf(const Layer& layer);

PlannedLayer PlanActivation(const Activation& activation, const dnnl::memory& input,
                            Operations& forward);

// Only the backward pass of an activation, from its output, in place.
dnnl::memory PlanActivationBackward(const Activation& activation, const dnnl::memory& output,
                                    const dnnl::memory& grad_output, Operations& backward);

// Shapes of a row; `output` is plain.
PlannedLayer PlanMaxPool2d(const MaxPool2d& layer, const dnnl::memory& input,
                           const Shape& input_shape, const dnnl::memory::desc& output,
                           const Shape& output_shape, Operations& forward);

// Another name for the rows of `input`; both descriptions are plain.
PlannedLayer PlanFlatten(const dnnl::memory& input, const dnnl::memory::desc& input_desc,
                         const dnnl::memory::desc& output_desc, Operations& forward);

// A layer that oneDNN has no primitive for, by the kernel of `reference`. Both descriptions are
// plain.
PlannedLayer PlanReferenceLayer(const Layer& layer, const blockwise::KernelContext<float>& context,
                                const dnnl::memory& input, const dnnl::memory::desc& input_desc,
                                const dnnl::memory::desc& output_desc, Operations& forward);

// What Linear and Conv2d are planned with.
struct AffineContext {
  dnnl::memory input;
  dnnl::memory::desc output;                             // plain
  std::vector<blockwise::Parameter<float>*> parameters;  // weight, and bias if there is one
  std::optional<Activation> activation;                  // follows directly and is computed along
  int padding = 0;                                       // of Conv2d
};

// The layer, and after it the fused activation if there is one.
std::vector<PlannedLayer> PlanLinear(const AffineContext& context, Operations& forward);
std::vector<PlannedLayer> PlanConv2d(const AffineContext& context, Operations& forward);

}  // namespace tenfold::onednn
