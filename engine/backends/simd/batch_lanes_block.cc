#include "engine/backends/simd/batch_lanes_block.h"

#include <algorithm>

#include "engine/backends/simd/activation.h"

namespace tenfold::simd {
namespace {

void RowsToFeatures(int rows, int features, const float* from, long stride, float* to) {
  for (int j = 0; j < features; ++j) {
    for (int n = 0; n < rows; ++n) to[j * stride + n] = from[int64_t{n} * features + j];
  }
}

void FeaturesToRows(int rows, int features, const float* from, long stride, float* to) {
  for (int j = 0; j < features; ++j) {
    for (int n = 0; n < rows; ++n) to[int64_t{n} * features + j] = from[j * stride + n];
  }
}

}  // namespace

bool BatchLanesBlock::Suits(const BlockContext& context) {
  const std::vector<Layer>& layers = context.block.layers;
  const int64_t rows = context.max_rows;
  // Multiplications of the forward pass and of the input's gradients; the weights' gradients are
  // the same in both. A value that is moved alone takes the time of kMove of them.
  constexpr int64_t kMove = 2 * kLanes;
  int64_t here =
      kMove * rows *
      (NumElements(context.info.shapes.front()) + NumElements(context.info.shapes.back()));
  int64_t there = 0;
  for (size_t i = 0; i < layers.size();) {
    const auto* linear = std::get_if<Linear>(&layers[i]);
    if (linear == nullptr) return false;
    const int64_t in = linear->in_features, out = linear->out_features;
    here += 2 * in * out * Padded(context.max_rows) + rows * Padded(linear->out_features);
    there += rows * (in * Padded(linear->out_features) + out * Padded(linear->in_features));
    i += ActivationAt(layers, i + 1) == Activation::kNone ? 1 : 2;
  }
  return here < there;
}

BatchLanesBlock::BatchLanesBlock(const BlockContext& context, SimdStore& store,
                                 const Kernels& kernels)
    : input_size_(static_cast<int>(NumElements(context.info.shapes.front()))),
      stride_(Padded(context.max_rows)),
      store_(store),
      kernels_(kernels),
      input_(input_size_ * stride_),
      grad_input_(context.needs_grad_input ? input_.size() : 0) {
  const std::vector<Layer>& layers = context.block.layers;
  int widest = 0;
  for (size_t i = 0; i < layers.size();) {
    const Linear& linear = std::get<Linear>(layers[i]);
    const int parameter = context.info.first_parameter[i];
    PlannedLayer layer = {linear.in_features,
                          linear.out_features,
                          ActivationAt(layers, i + 1),
                          static_cast<int>(i),
                          &store.parameter(parameter),
                          linear.bias ? &store.parameter(parameter + 1) : nullptr,
                          AlignedVector<float>(linear.out_features * stride_),
                          AlignedVector<float>(linear.out_features * stride_)};
    widest = std::max(widest, Padded(layer.out == 1 ? layer.in : layer.out));
    i += layer.activation == Activation::kNone ? 1 : 2;
    layers_.push_back(std::move(layer));
  }
  by_rows_.resize(context.max_rows * widest);
}

const float* BatchLanesBlock::InputOf(size_t layer) const {
  return layer == 0 ? input_.data() : layers_[layer - 1].output.data();
}

void BatchLanesBlock::Multiply(const PlannedLayer& layer, const float* input, int rows,
                               Epilogue epilogue, float* output) const {
  GemmArguments g = {};
  g.m = layer.out;
  g.n = Padded(rows);
  g.k = layer.in;
  g.a = layer.weight->parameter.value.data();  // [in][padded out]
  g.a_row = 1;
  g.a_column = layer.out == 1 ? 1 : Padded(layer.out);
  g.b = input;
  g.b_row = stride_;
  g.row_init = layer.bias != nullptr ? layer.bias->parameter.value.data() : nullptr;
  g.c = output;
  g.c_row = stride_;
  g.epilogue = epilogue;
  kernels_.gemm(g);
}

void BatchLanesBlock::Forward(int rows, const float* input, float* output) {
  RowsToFeatures(rows, input_size_, input, stride_, input_.data());
  for (size_t i = 0; i < layers_.size(); ++i) {
    PlannedLayer& layer = layers_[i];
    const bool relu = layer.activation == Activation::kReLU;
    Multiply(layer, InputOf(i), rows, relu ? Epilogue::kReLU : Epilogue::kStore,
             layer.output.data());
    if (layer.activation != Activation::kTanh) continue;
    for (int o = 0; o < layer.out; ++o) {
      float* values = layer.output.data() + o * stride_;
      kernels_.tanh_forward(Padded(rows), values, values);
    }
  }
  FeaturesToRows(rows, layers_.back().out, layers_.back().output.data(), stride_, output);
}

void BatchLanesBlock::Backward(int rows, const float* grad_output, float* grad_input) {
  RowsToFeatures(rows, layers_.back().out, grad_output, stride_, layers_.back().grad.data());
  if (layers_.back().activation == Activation::kReLU) {
    PlannedLayer& last = layers_.back();
    for (int o = 0; o < last.out; ++o) {
      float* grad = last.grad.data() + o * stride_;
      kernels_.keep_where_positive(Padded(rows), last.output.data() + o * stride_, grad, grad);
    }
  }
  for (size_t i = layers_.size(); i-- > 0;) {
    float* grad = i > 0 ? layers_[i - 1].grad.data() : grad_input_.data();
    BackwardLayer(i, rows, i > 0 || grad_input != nullptr ? grad : nullptr);
  }
  if (grad_input != nullptr) {
    FeaturesToRows(rows, input_size_, grad_input_.data(), stride_, grad_input);
  }
}

// The gradient of the output has been taken through a ReLU behind the layer already, as the
// gradient of its input is through the one before it.
void BatchLanesBlock::BackwardLayer(size_t i, int rows, float* grad_input) {
  PlannedLayer& layer = layers_[i];
  for (int o = 0; o < layer.out && layer.activation == Activation::kTanh; ++o) {
    float* grad = layer.grad.data() + o * stride_;
    kernels_.tanh_backward(Padded(rows), layer.output.data() + o * stride_, grad, grad);
  }
  if (grad_input != nullptr) {
    GemmArguments g = {};
    g.m = layer.in;
    g.n = Padded(rows);
    g.k = layer.out;
    g.a = layer.weight->parameter.value.data();
    g.a_row = layer.out == 1 ? 1 : Padded(layer.out);
    g.a_column = 1;
    g.b = layer.grad.data();
    g.b_row = stride_;
    g.c = grad_input;
    g.c_row = stride_;
    const bool relu = i > 0 && layers_[i - 1].activation == Activation::kReLU;
    g.epilogue = relu ? Epilogue::kPositive : Epilogue::kStore;
    g.mask = relu ? layers_[i - 1].output.data() : nullptr;
    kernels_.gemm(g);
  }
  GemmArguments g = {};
  if (layer.out == 1) {
    const int width = Padded(layer.in);
    kernels_.transpose(layer.in, rows, InputOf(i), stride_, by_rows_.data(), width);
    g.m = 1;
    g.n = width;
    g.k = rows;
    g.a = layer.grad.data();
    g.a_column = 1;
    g.b = by_rows_.data();
    g.b_row = width;
    store_.TakeGradient(g, *layer.weight, nullptr);
    if (layer.bias != nullptr) store_.TakeSum(rows, layer.grad.data(), *layer.bias);
    return;
  }
  const int width = Padded(layer.out);
  kernels_.transpose(layer.out, rows, layer.grad.data(), stride_, by_rows_.data(), width);
  g.m = layer.in;
  g.n = width;
  g.k = rows;
  g.a = InputOf(i);
  g.a_row = stride_;
  g.a_column = 1;
  g.b = by_rows_.data();
  g.b_row = width;
  g.c_row = width;
  store_.TakeGradient(g, *layer.weight, layer.bias);
}

void BatchLanesBlock::CopyActivation(int layer, int rows, float* values) const {
  for (size_t i = 0; i < layers_.size(); ++i) {
    const PlannedLayer& planned = layers_[i];
    const int layers = planned.activation == Activation::kNone ? 1 : 2;
    if (layer >= planned.first_layer + layers) continue;
    const bool before_activation = layers == 2 && layer == planned.first_layer;
    AlignedVector<float> sums(before_activation ? planned.output.size() : 0);
    if (before_activation) Multiply(planned, InputOf(i), rows, Epilogue::kStore, sums.data());
    FeaturesToRows(rows, planned.out, (before_activation ? sums : planned.output).data(), stride_,
                   values);
    return;
  }
}

}  // namespace tenfold::simd
