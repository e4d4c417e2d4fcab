#include "engine/backends/simd/block.h"

#include <algorithm>
#include <utility>

#include "engine/backends/blockwise/layer_chain.h"
#include "engine/backends/reference/reference.h"
#include "engine/backends/simd/units/batch_norm_unit.h"
#include "engine/backends/simd/units/conv_unit.h"
#include "engine/backends/simd/units/layer_units.h"
#include "engine/backends/simd/units/linear_unit.h"

namespace tenfold::simd {
namespace {

// Whether all windows of the pool are whole, on images of that shape, and its kernel fits.
bool IsWholePool(const MaxPool2d& pool, const Shape& input) {
  const int k = pool.kernel_size;
  const bool partial = pool.ceil_mode && (input[1] % k != 0 || input[2] % k != 0);
  return k <= kMaxPoolSize && !partial;
}

// The layers from i on that a convolution includes; `shape` is what it makes of a row.
ConvTail TailAt(const std::vector<Layer>& layers, size_t i, const Shape& shape) {
  ConvTail tail;
  const auto is_relu = [&] { return ActivationAt(layers, i).kind == Activation::kReLU; };
  if (is_relu()) {
    tail.relu_before_pool = true;
    ++i;
  }
  const auto* pool = i < layers.size() ? std::get_if<MaxPool2d>(&layers[i]) : nullptr;
  if (pool == nullptr || !IsWholePool(*pool, shape)) return tail;
  tail.pool_size = pool->kernel_size;
  ++i;
  tail.relu_after_pool = !tail.relu_before_pool && is_relu();
  return tail;
}

// The layers from i on that a normalisation includes; `shape` is that of its rows.
NormTail NormTailAt(const std::vector<Layer>& layers, size_t i, const Shape& shape) {
  NormTail tail;
  if (ActivationAt(layers, i).kind == Activation::kReLU) {
    tail.relu = true;
    ++i;
  }
  const auto* pool = i < layers.size() ? std::get_if<MaxPool2d>(&layers[i]) : nullptr;
  tail.pool = pool != nullptr && pool->kernel_size == 2 &&
              (pool->ceil_mode || (shape[1] % 2 == 0 && shape[2] % 2 == 0));
  return tail;
}

const BatchNorm* AsBatchNorm(const Layer& layer) {
  if (const auto* norm = std::get_if<BatchNorm1d>(&layer)) return norm;
  return std::get_if<BatchNorm2d>(&layer);
}

}  // namespace

SimdBlock::SimdBlock(const blockwise::BlockContext& context, SimdStore& store,
                     const Kernels& kernels)
    : input_size_(static_cast<int>(NumElements(context.info.shapes.front()))),
      output_size_(static_cast<int>(NumElements(context.info.shapes.back()))) {
  const std::vector<Layer>& layers = context.block.layers;
  const std::vector<Shape>& shapes = context.info.shapes;
  bool channels_last = false;  // how the last unit lays out its output
  const auto add = [&](std::unique_ptr<Unit> unit, size_t first_layer) {
    units_.push_back({std::move(unit), static_cast<int>(first_layer)});
  };
  // Not a layer of its own: its output is that of the layer before, in another order.
  const auto reorder = [&](ReorderUnit::Direction direction, size_t i) {
    add(std::make_unique<ReorderUnit>(direction, ImageOf(shapes[i]), context.max_rows, kernels), i);
    units_.back().is_layer = false;
    channels_last = direction == ReorderUnit::Direction::kToChannelsLast;
  };
  for (size_t i = 0; i < layers.size();) {
    const int first_parameter = context.info.first_parameter[i];
    if (const auto* conv = std::get_if<Conv2d>(&layers[i])) {
      if (!channels_last && conv->in_channels > 1) {
        reorder(ReorderUnit::Direction::kToChannelsLast, i);
      }
      const ConvTail tail = TailAt(layers, i + 1, shapes[i + 1]);
      add(MakeConvUnit({*conv, tail, blockwise::ContextOfLayer<float>(context, i, {}),
                        /*plain_input=*/!channels_last, store.parameter(first_parameter),
                        conv->bias ? &store.parameter(first_parameter + 1) : nullptr, store,
                        kernels}),
          i);
      channels_last = true;
      i += 1 + tail.layers();
      continue;
    }
    if (const BatchNorm* norm = AsBatchNorm(layers[i])) {
      if (shapes[i].size() == 3 && !channels_last) {
        reorder(ReorderUnit::Direction::kToChannelsLast, i);
      }
      const NormTail tail = NormTailAt(layers, i + 1, shapes[i]);
      add(std::make_unique<BatchNormUnit>(*norm, shapes[i], tail, context,
                                          &store.parameter(first_parameter), store, kernels),
          i);
      i += 1 + tail.layers();
      continue;
    }
    if (const auto* pool = std::get_if<MaxPool2d>(&layers[i]);
        pool != nullptr && pool->kernel_size <= kMaxPoolSize) {
      if (!channels_last) reorder(ReorderUnit::Direction::kToChannelsLast, i);
      add(std::make_unique<PoolUnit>(*pool, ImageOf(shapes[i]), ImageOf(shapes[i + 1]),
                                     context.max_rows, kernels),
          i);
      ++i;
      continue;
    }
    if (const PlannedActivation activation = ActivationAt(layers, i); activation.layers() > 0) {
      const ConstRows input = units_.empty() ? ConstRows{nullptr, input_size_, input_size_}
                                             : units_.back().unit->output();
      const ImageShape image = channels_last ? ImageOf(shapes[i]) : ImageShape{};
      add(std::make_unique<ActivationUnit>(activation, context.max_rows, input.size, input.stride,
                                           channels_last ? &image : nullptr, kernels),
          i);
      ++i;
      continue;
    }
    if (channels_last) reorder(ReorderUnit::Direction::kToPlain, i);
    if (const auto* linear = std::get_if<Linear>(&layers[i])) {
      const PlannedActivation activation = ActivationAt(layers, i + 1);
      LaidOutParameter& weight = store.parameter(first_parameter);
      LaidOutParameter* bias = linear->bias ? &store.parameter(first_parameter + 1) : nullptr;
      const long input_stride = units_.empty() ? input_size_ : units_.back().unit->stride();
      const bool needs_grad_input = !units_.empty() || context.needs_grad_input;
      if (linear->out_features == 1) {
        add(std::make_unique<SingleOutputUnit>(*linear, activation, context.max_rows, weight, bias,
                                               store, kernels),
            i);
      } else {
        add(std::make_unique<LinearUnit>(*linear, activation, context.max_rows, input_stride,
                                         needs_grad_input, weight, bias, store, kernels),
            i);
      }
      i += 1 + activation.layers();
      continue;
    }
    std::vector<LaidOutParameter*> parameters;
    std::vector<blockwise::Parameter<float>*> plain_parameters;
    for (size_t p = 0; p < ParametersOf(layers[i]).size(); ++p) {
      parameters.push_back(&store.parameter(first_parameter + static_cast<int>(p)));
      plain_parameters.push_back(&parameters.back()->parameter);
    }
    const blockwise::KernelContext<float> layer =
        blockwise::ContextOfLayer<float>(context, i, std::move(plain_parameters));
    if (std::unique_ptr<blockwise::LayerKernel<float>> kernel =
            reference::MakeKernel<float>(layers[i], layer)) {
      add(std::make_unique<ReferenceUnit>(std::move(kernel), layer, std::move(parameters), store),
          i);
    }
    ++i;
  }
  if (channels_last) reorder(ReorderUnit::Direction::kToPlain, layers.size());
}

void SimdBlock::Forward(int rows, const float* input, float* output) {
  input_ = input;
  ConstRows values = {input, input_size_, input_size_};
  for (PlannedUnit& planned : units_) {
    planned.unit->Forward(rows, values);
    values = planned.unit->output();
  }
  CopyRows(rows, values, output, output_size_);
}

void SimdBlock::Backward(int rows, const float* grad_output, float* grad_input) {
  if (units_.empty()) {
    if (grad_input != nullptr) std::copy_n(grad_output, int64_t{rows} * input_size_, grad_input);
    return;
  }
  Unit& last = *units_.back().unit;
  CopyRows(rows, {grad_output, output_size_, output_size_}, last.grad(), last.stride());
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

std::vector<int> SimdBlock::LayersByReference() const {
  std::vector<int> layers;
  for (const PlannedUnit& planned : units_) {
    if (planned.unit->is_by_reference()) layers.push_back(planned.first_layer);
  }
  return layers;
}

void SimdBlock::CopyActivation(int layer, int rows, float* values) const {
  ConstRows activation = {input_, input_size_, input_size_};
  for (const PlannedUnit& planned : units_) {
    if (!planned.is_layer) continue;
    if (planned.first_layer > layer) break;
    activation = planned.unit->LayerOutput(rows, layer - planned.first_layer);
  }
  CopyRows(rows, activation, values, activation.size);
}

}  // namespace tenfold::simd
