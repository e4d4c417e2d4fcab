#include "engine/backends/simd/block.h"

#include <algorithm>
#include <utility>

#include "engine/backends/reference/reference.h"

namespace tenfold::simd {
namespace {

Activation ActivationAt(const std::vector<Layer>& layers, size_t i) {
  if (i >= layers.size()) return Activation::kNone;
  if (std::holds_alternative<ReLU>(layers[i])) return Activation::kReLU;
  return std::holds_alternative<Tanh>(layers[i]) ? Activation::kTanh : Activation::kNone;
}

void CopyRows(int rows, const ConstRows& from, float* to) {
  for (int n = 0; n < rows; ++n) {
    std::copy_n(from.data + n * from.stride, from.size, to + int64_t{n} * from.size);
  }
}

}  // namespace

SimdBlock::SimdBlock(const BlockContext& context, SimdStore& store, const Kernels& kernels)
    : input_size_(static_cast<int>(NumElements(context.info.shapes.front()))),
      output_size_(static_cast<int>(NumElements(context.info.shapes.back()))) {
  const std::vector<Layer>& layers = context.block.layers;
  for (size_t i = 0; i < layers.size();) {
    const int first_layer = static_cast<int>(i);
    const int first_parameter = context.info.first_parameter[i];
    if (const auto* linear = std::get_if<Linear>(&layers[i])) {
      const Activation activation = ActivationAt(layers, i + 1);
      units_.push_back(
          {std::make_unique<LinearUnit>(
               *linear, activation, context.max_rows, store.parameter(first_parameter),
               linear->bias ? &store.parameter(first_parameter + 1) : nullptr, store, kernels),
           first_layer});
      i += activation == Activation::kNone ? 1 : 2;
      continue;
    }
    std::vector<LaidOutParameter*> laid_out;
    std::vector<Parameter<float>*> parameters;
    for (size_t p = 0; p < ParametersOf(layers[i]).size(); ++p) {
      laid_out.push_back(&store.parameter(first_parameter + static_cast<int>(p)));
      parameters.push_back(&laid_out.back()->parameter);
    }
    const KernelContext<float> layer = ContextOfLayer<float>(context, i, std::move(parameters));
    if (std::unique_ptr<LayerKernel<float>> kernel =
            reference::MakeKernel<float>(layers[i], layer)) {
      units_.push_back(
          {std::make_unique<ReferenceUnit>(std::move(kernel), layer, std::move(laid_out), store),
           first_layer});
    }
    ++i;
  }
}

void SimdBlock::Forward(int rows, const float* input, float* output) {
  input_ = input;
  ConstRows values = {input, input_size_, input_size_};
  for (PlannedUnit& planned : units_) {
    planned.unit->Forward(rows, values);
    values = planned.unit->output();
  }
  CopyRows(rows, values, output);
}

void SimdBlock::Backward(int rows, const float* grad_output, float* grad_input) {
  if (units_.empty()) {
    if (grad_input != nullptr) std::copy_n(grad_output, int64_t{rows} * input_size_, grad_input);
    return;
  }
  Unit& last = *units_.back().unit;
  for (int n = 0; n < rows; ++n) {
    std::copy_n(grad_output + int64_t{n} * output_size_, output_size_,
                last.grad() + n * last.stride());
  }
  bool grad_is_masked = false;
  for (size_t i = units_.size(); i-- > 0;) {
    if (i == 0) {
      units_[i].unit->Backward(rows, grad_is_masked, {grad_input, input_size_, nullptr});
      break;
    }
    Unit& before = *units_[i - 1].unit;
    const float* mask = before.ends_with_relu() ? before.output().data : nullptr;
    units_[i].unit->Backward(rows, grad_is_masked, {before.grad(), before.stride(), mask});
    grad_is_masked = mask != nullptr;
  }
}

void SimdBlock::CopyActivation(int layer, int rows, float* values) const {
  ConstRows activation = {input_, input_size_, input_size_};
  for (const PlannedUnit& planned : units_) {
    if (planned.first_layer > layer) break;
    activation = planned.unit->LayerOutput(rows, layer - planned.first_layer);
  }
  CopyRows(rows, activation, values);
}

}  // namespace tenfold::simd
