// Linear and Conv2d: one plan over two families of primitives.
#include "engine/backends/onednn/layers.h"

namespace tenfold::onednn {
namespace {

using dnnl::memory;
using dnnl::prop_kind;

struct InnerProduct {
  using Forward = dnnl::inner_product_forward;
  using BackwardData = dnnl::inner_product_backward_data;
  using BackwardWeights = dnnl::inner_product_backward_weights;

  template <typename... Descs>
  static auto MakeForward(const dnnl::primitive_attr& attributes, int, const Descs&... descs) {
    return ForwardDesc<Forward>(attributes, prop_kind::forward_training, descs...);
  }
  template <typename Primitive, typename... Descs>
  static auto MakeBackward(const Forward::primitive_desc& forward, int, const Descs&... descs) {
    return BackwardDesc<Primitive>(Attributes(), forward, descs...);
  }
};

struct Convolution {
  using Forward = dnnl::convolution_forward;
  using BackwardData = dnnl::convolution_backward_data;
  using BackwardWeights = dnnl::convolution_backward_weights;

  template <typename... Descs>
  static auto MakeForward(const dnnl::primitive_attr& attributes, int padding,
                          const Descs&... descs) {
    const memory::dims strides(2, 1), zeros(2, padding);
    return ForwardDesc<Forward>(attributes, prop_kind::forward_training,
                                dnnl::algorithm::convolution_direct, descs..., strides, zeros,
                                zeros);
  }
  template <typename Primitive, typename... Descs>
  static auto MakeBackward(const Forward::primitive_desc& forward, int padding,
                           const Descs&... descs) {
    const memory::dims strides(2, 1), zeros(2, padding);
    return BackwardDesc<Primitive>(Attributes(), forward, dnnl::algorithm::convolution_direct,
                                   descs..., strides, zeros, zeros);
  }
};

// A parameter's array in canonical layout.
memory CanonicalMemory(const ParameterInfo& info, AlignedVector<float>& values) {
  const Shape row(info.shape.begin() + 1, info.shape.end());
  return NewMemory(PlainDesc(info.shape[0], row), values.data());
}

// A forward pass as it was planned: what the backward pass starts from.
template <typename Kind>
struct Plan {
  typename Kind::Forward::primitive_desc desc;
  int padding = 0;
  memory input, weights, bias;  // in the formats of `desc`
};

template <typename Kind>
memory PlanBackward(const Plan<Kind>& plan,
                    const std::vector<blockwise::Parameter<float>*>& parameters,
                    const memory& grad_output, bool needs_grad_input, Operations& backward) {
  using Data = typename Kind::BackwardData;
  using Weights = typename Kind::BackwardWeights;
  const memory grad_weight = CanonicalMemory(parameters[0]->info, parameters[0]->grad);
  const memory grad_bias =
      plan.bias ? NewMemory(plan.bias.get_desc(), parameters[1]->grad.data()) : memory();
  const auto weights_desc = Kind::template MakeBackward<Weights>(
      plan.desc, plan.padding, AnyFormat(plan.input.get_desc()), AnyFormat(grad_weight.get_desc()),
      plan.desc.bias_desc(), AnyFormat(grad_output.get_desc()));
  const bool canonical = weights_desc.diff_weights_desc() == grad_weight.get_desc();
  const memory diff_weights = canonical ? grad_weight : NewMemory(weights_desc.diff_weights_desc());
  backward.Add<Weights>(
      weights_desc,
      {{DNNL_ARG_SRC, backward.Reordered(plan.input, weights_desc.src_desc())},
       {DNNL_ARG_DIFF_DST, backward.Reordered(grad_output, weights_desc.diff_dst_desc())},
       {DNNL_ARG_DIFF_WEIGHTS, diff_weights},
       {DNNL_ARG_DIFF_BIAS, grad_bias}});
  if (!canonical) backward.AddReorder(diff_weights, grad_weight);
  if (!needs_grad_input) return {};

  const auto data_desc = Kind::template MakeBackward<Data>(
      plan.desc, plan.padding, AnyFormat(plan.input.get_desc()), AnyFormat(plan.weights.get_desc()),
      AnyFormat(grad_output.get_desc()));
  const memory grad_input = NewMemory(data_desc.diff_src_desc());
  backward.Add<Data>(
      data_desc, {{DNNL_ARG_WEIGHTS, backward.Reordered(plan.weights, data_desc.weights_desc())},
                  {DNNL_ARG_DIFF_DST, backward.Reordered(grad_output, data_desc.diff_dst_desc())},
                  {DNNL_ARG_DIFF_SRC, grad_input}});
  return grad_input;
}

template <typename Kind>
std::vector<PlannedLayer> PlanAffine(const AffineContext& context, Operations& forward) {
  using Forward = typename Kind::Forward;
  const auto& parameters = context.parameters;
  const memory weight = CanonicalMemory(parameters[0]->info, parameters[0]->value);
  const bool has_bias = parameters.size() > 1;
  const memory bias =
      has_bias ? CanonicalMemory(parameters[1]->info, parameters[1]->value) : memory();
  const memory::desc bias_desc = has_bias ? bias.get_desc() : memory::desc();

  dnnl::primitive_attr attributes = Attributes();
  if (context.activation.has_value()) {
    dnnl::post_ops post_ops;
    AppendEltwise(context.activation->forward, post_ops);
    attributes.set_post_ops(post_ops);
  }
  Plan<Kind> plan;
  plan.padding = context.padding;
  plan.desc = Kind::MakeForward(attributes, plan.padding, AnyFormat(context.input.get_desc()),
                                AnyFormat(weight.get_desc()), bias_desc, AnyFormat(context.output));
  plan.input = forward.Reordered(context.input, plan.desc.src_desc());
  // Copies, whatever their format: what the last forward pass computed with can be computed again
  // after the update.
  plan.weights = NewMemory(plan.desc.weights_desc());
  forward.AddReorder(weight, plan.weights);
  if (has_bias) {
    plan.bias = NewMemory(bias_desc);
    forward.AddReorder(bias, plan.bias);
  }
  const memory output = NewMemory(plan.desc.dst_desc());
  const auto run = [plan](const typename Forward::primitive_desc& desc, const memory& destination,
                          Operations& operations) {
    operations.Add<Forward>(desc, {{DNNL_ARG_SRC, plan.input},
                                   {DNNL_ARG_WEIGHTS, plan.weights},
                                   {DNNL_ARG_BIAS, plan.bias},
                                   {DNNL_ARG_DST, destination}});
  };
  run(plan.desc, output, forward);

  PlannedLayer affine;
  affine.plan_backward = [plan, parameters](const memory& grad_output, bool needs_grad_input,
                                            Operations& backward) {
    return PlanBackward(plan, parameters, grad_output, needs_grad_input, backward);
  };
  if (!context.activation.has_value()) {
    affine.output = output;
    return {affine};
  }
  affine.recompute_output = [plan, bias_desc, run](Operations& operations) {
    const auto desc = Kind::MakeForward(Attributes(), plan.padding, plan.desc.src_desc(),
                                        plan.desc.weights_desc(), bias_desc, plan.desc.dst_desc());
    const memory before_activation = NewMemory(desc.dst_desc());
    run(desc, before_activation, operations);
    return before_activation;
  };
  PlannedLayer activation;
  activation.output = output;
  activation.plan_backward = [activation = *context.activation, output](
                                 const memory& grad_output, bool, Operations& backward) {
    return PlanActivationBackward(activation, output, grad_output, backward);
  };
  return {affine, activation};
}

}  // namespace

std::vector<PlannedLayer> PlanLinear(const AffineContext& context, Operations& forward) {
  return PlanAffine<InnerProduct>(context, forward);
}

std::vector<PlannedLayer> PlanConv2d(const AffineContext& context, Operations& forward) {
  return PlanAffine<Convolution>(context, forward);
}

}  // namespace tenfold::onednn
