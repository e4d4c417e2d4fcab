#include "engine/backends/simd/units/store.h"

#include <algorithm>

#include "engine/backends/blockwise/layer_chain.h"
#include "engine/optimizers/gradient_norm.h"

namespace tenfold::simd {
namespace {

void ToLayout(const LaidOutParameter& p, const float* canonical, AlignedVector<float>& values) {
  for (size_t i = 0; i < p.layout.places.size(); ++i) values[p.layout.places[i]] = canonical[i];
}

void FromLayout(const LaidOutParameter& p, const AlignedVector<float>& values, float* canonical) {
  for (size_t i = 0; i < p.layout.places.size(); ++i) canonical[i] = values[p.layout.places[i]];
}

// Of a parameter of layers[i].
WeightLayout LayoutOf(const std::vector<Layer>& layers, size_t i, const ParameterInfo& parameter) {
  if (parameter.name == "weight") {
    if (const auto* linear = std::get_if<Linear>(&layers[i])) return LinearLayout(*linear);
    if (const auto* conv = std::get_if<Conv2d>(&layers[i])) {
      return Conv2dLayout(*conv, ConvStrategyOf(*conv, blockwise::HasSparseGradOutput(layers, i)));
    }
  }
  return PlainLayout(NumElements(parameter.shape));
}

bool IsPlainSgd(const OptimizerOptions& optimizer) {
  const auto* sgd = std::get_if<SgdOptions>(&optimizer);
  return sgd != nullptr && sgd->momentum == 0.0 && sgd->max_grad_norm == 0.0;
}

}  // namespace

SimdStore::SimdStore(const Network& network, const NetworkInfo& info,
                     const OptimizerOptions& optimizer, const Kernels& kernels)
    : TrainableStore(optimizer),
      kernels_(kernels),
      plain_sgd_(IsPlainSgd(optimizer)),
      max_grad_norm_(MaxGradNorm(optimizer)) {
  parameters_.resize(info.parameters.size());
  for (size_t b = 0; b < network.blocks.size(); ++b) {
    for (size_t i = 0; i < network.blocks[b].layers.size(); ++i) {
      const std::vector<Layer>& layers = network.blocks[b].layers;
      int index = info.blocks[b].first_parameter[i];
      for (const ParameterInfo& parameter : ParametersOf(layers[i])) {
        LaidOutParameter& p = parameters_[index];
        p.layout = LayoutOf(layers, i, parameter);
        p.transposed.resize(p.layout.transposed_size);
        const AlignedVector<float> zeros(p.layout.size);
        p.parameter = {info.parameters[index], zeros, zeros,
                       std::vector<AlignedVector<float>>(StatesPerParameter(optimizer), zeros)};
        ++index;
      }
    }
  }
}

void SimdStore::SetValue(int parameter, const float* values) {
  LaidOutParameter& p = parameters_[parameter];
  ToLayout(p, values, p.parameter.value);
  p.transposed_is_current = false;
}

void SimdStore::CopyValue(int parameter, float* values) const {
  FromLayout(parameters_[parameter], parameters_[parameter].parameter.value, values);
}

void SimdStore::CopyGradient(int parameter, float* values) const {
  FromLayout(parameters_[parameter], parameters_[parameter].parameter.grad, values);
}

void SimdStore::ZeroGrad() {
  for (LaidOutParameter& p : parameters_) {
    std::fill(p.parameter.grad.begin(), p.parameter.grad.end(), 0.0f);
  }
}

void SimdStore::SetState(int parameter, int state, const float* values) {
  LaidOutParameter& p = parameters_[parameter];
  ToLayout(p, values, p.parameter.states[state]);
}

void SimdStore::CopyState(int parameter, int state, float* values) const {
  FromLayout(parameters_[parameter], parameters_[parameter].parameter.states[state], values);
}

void SimdStore::PrepareUpdate(double learning_rate) {
  clock_.Advance(optimizer_);
  rate_ = static_cast<float>(learning_rate);
  if (const auto* adam = std::get_if<AdamOptions>(&optimizer_)) {
    adam_ = AdamConstantsOf<float>(*adam, clock_, learning_rate);
  }
}

void SimdStore::Update(LaidOutParameter& p) {
  blockwise::Parameter<float>& parameter = p.parameter;
  if (!parameter.info.is_trained || (in_train_step_ && max_grad_norm_ > 0.0)) return;
  const long n = static_cast<long>(parameter.value.size());
  if (const auto* sgd = std::get_if<SgdOptions>(&optimizer_)) {
    kernels_.sgd(n, rate_, static_cast<float>(sgd->momentum), sgd->nesterov, parameter.grad.data(),
                 parameter.value.data(),
                 parameter.states.empty() ? nullptr : parameter.states[0].data());
  } else {
    kernels_.adam(n, adam_, parameter.grad.data(), parameter.value.data(),
                  parameter.states[0].data(), parameter.states[1].data());
  }
  p.transposed_is_current = false;
}

void SimdStore::ApplyGradient(GemmArguments& gradient, LaidOutParameter& weight,
                              LaidOutParameter* bias, BatchPart part) {
  // A kernel can do the whole update without storing the gradient.
  const bool update = in_train_step_ && plain_sgd_ && part.is_first && part.is_last;
  const auto target = [update](LaidOutParameter& p) {
    return update ? p.parameter.value.data() : p.parameter.grad.data();
  };
  gradient.c = target(weight);
  // Fused with 1, an addition rounds as it does alone.
  gradient.ones_c = bias != nullptr ? target(*bias) : nullptr;
  gradient.epilogue = update ? Epilogue::kSgd : Epilogue::kStore;
  gradient.add_to_c = !(in_train_step_ && part.is_first);
  gradient.rate = rate_;
  kernels_.gemm(gradient);
  if (update) {
    weight.transposed_is_current = false;
  } else if (in_train_step_ && part.is_last) {
    Update(weight);
    if (bias != nullptr) Update(*bias);
  }
}

void SimdStore::ApplySum(int n, const float* values, LaidOutParameter& bias, BatchPart part) {
  float sum = in_train_step_ && part.is_first ? 0.0f : bias.parameter.grad[0];
  for (int i = 0; i < n; ++i) sum += values[i];
  bias.parameter.grad[0] = sum;
  if (in_train_step_ && part.is_last) Update(bias);
}

void SimdStore::ClipGradients() {
  double sum = 0.0;
  for (const LaidOutParameter& p : parameters_) {
    if (!p.parameter.info.is_trained) continue;
    sum += SumOfSquares(static_cast<int64_t>(p.layout.places.size()),
                        [&](int64_t i) { return p.parameter.grad[p.layout.places[i]]; });
  }
  const float factor = ClippingFactor<float>(sum, max_grad_norm_);
  if (factor == 1.0f) return;
  for (LaidOutParameter& p : parameters_) {
    for (float& gradient : p.parameter.grad) gradient *= factor;
  }
}

void SimdStore::UpdateAll() {
  if (max_grad_norm_ > 0.0) ClipGradients();
  for (LaidOutParameter& p : parameters_) Update(p);
}

void SimdStore::Step(double learning_rate) {
  PrepareUpdate(learning_rate);
  UpdateAll();
}

void SimdStore::BeginTrainStep(double learning_rate) {
  PrepareUpdate(learning_rate);
  in_train_step_ = true;
}

void SimdStore::EndTrainStep(double) {
  in_train_step_ = false;
  if (max_grad_norm_ > 0.0) UpdateAll();
}

const float* SimdStore::Transposed(LaidOutParameter& p) {
  if (!p.transposed_is_current) {
    for (const WeightLayout::Transposition& part : p.layout.parts) {
      kernels_.transpose(part.rows, part.columns, p.parameter.value.data() + part.from_offset,
                         part.from_row, p.transposed.data() + part.to_offset, part.to_row);
    }
    p.transposed_is_current = true;
  }
  return p.transposed.data();
}

}  // namespace tenfold::simd
