#include "engine/backends/simd/batch_lanes_block.h"

#include <algorithm>

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

bool BatchLanesBlock::Suits(const blockwise::BlockContext& context) {
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
    i += 1 + ActivationAt(layers, i + 1).layers();
  }
  return here < there;
}

BatchLanesBlock::BatchLanesBlock(const blockwise::BlockContext& context, SimdStore& store,
                                 const Kernels& kernels)
    : input_size_(static_cast<int>(NumElements(context.info.shapes.front()))),
      chunk_rows_(std::min(kMostChunkRows, Padded(context.max_rows))),
      store_(store),
      kernels_(kernels) {
  const std::vector<Layer>& layers = context.block.layers;
  const int64_t chunks = (context.max_rows + chunk_rows_ - 1) / chunk_rows_;
  input_.resize(chunks * input_size_ * chunk_rows_);
  int widest = Padded(input_size_);
  for (size_t i = 0; i < layers.size();) {
    const Linear& linear = std::get<Linear>(layers[i]);
    const int parameter = context.info.first_parameter[i];
    const PlannedActivation activation = ActivationAt(layers, i + 1);
    const int64_t size = chunks * linear.out_features * chunk_rows_;
    layers_.push_back({linear.in_features, linear.out_features, activation, static_cast<int>(i),
                       &store.parameter(parameter),
                       linear.bias ? &store.parameter(parameter + 1) : nullptr,
                       AlignedVector<float>(size), ActivationPass(activation, kernels, size)});
    widest = std::max(widest, Padded(linear.out_features));
    i += 1 + activation.layers();
  }
  for (AlignedVector<float>* buffer : {&grad_, &grad_input_, &by_rows_}) {
    buffer->resize(widest * chunk_rows_);
  }
}

template <class Visit>
void BatchLanesBlock::ForEachChunk(int rows, Visit visit) const {
  for (int first = 0; first < rows; first += chunk_rows_) {
    const int last = std::min(first + chunk_rows_, rows);
    visit(Chunk{first, last - first, {first == 0, last == rows}});
  }
}

template <class Visit>
void BatchLanesBlock::ForEachRun(const PlannedLayer& layer, const Chunk& chunk, Visit visit) const {
  const int64_t all = int64_t{layer.out} * chunk_rows_;
  const long run = Padded(chunk.rows) == chunk_rows_ ? all : Padded(chunk.rows);
  for (int64_t j = 0; j < all; j += std::max<int64_t>(run, chunk_rows_)) visit(j, run);
}

const float* BatchLanesBlock::InputOf(size_t layer, const Chunk& chunk) const {
  return layer == 0 ? input_.data() + int64_t{chunk.first} * input_size_
                    : OutputOf(layers_[layer - 1], chunk);
}

const float* BatchLanesBlock::OutputOf(const PlannedLayer& layer, const Chunk& chunk) {
  return layer.output.data() + int64_t{chunk.first} * layer.out;
}

void BatchLanesBlock::Multiply(const PlannedLayer& layer, const float* input, int rows,
                               const PlannedActivation& activation, float* output) const {
  GemmArguments g = {};
  g.m = layer.out;
  g.n = Padded(rows);
  g.k = layer.in;
  g.a = layer.weight->parameter.value.data();  // [in][RowLength(out)]
  g.a_row = 1;
  g.a_column = layer.out == 1 ? 1 : RowLength(layer.out);
  g.b = input;
  g.b_row = chunk_rows_;
  g.row_init = layer.bias != nullptr ? layer.bias->parameter.value.data() : nullptr;
  g.c = output;
  g.c_row = chunk_rows_;
  activation.SetEpilogue(g);
  kernels_.gemm(g);
}

void BatchLanesBlock::Forward(int rows, const float* input, float* output) {
  ForEachChunk(rows, [&](const Chunk& chunk) {
    RowsToFeatures(chunk.rows, input_size_, input + int64_t{chunk.first} * input_size_, chunk_rows_,
                   input_.data() + int64_t{chunk.first} * input_size_);
    for (size_t i = 0; i < layers_.size(); ++i) {
      PlannedLayer& layer = layers_[i];
      const int64_t at = int64_t{chunk.first} * layer.out;
      float* values = layer.output.data() + at;
      Multiply(layer, InputOf(i, chunk), chunk.rows, layer.activation, values);
      if (layer.activation.layers() == 0 || layer.activation.is_epilogue()) continue;
      ForEachRun(layer, chunk,
                 [&](int64_t j, long n) { layer.pass.Forward(at + j, n, values + j, values + j); });
    }
    const PlannedLayer& last = layers_.back();
    FeaturesToRows(chunk.rows, last.out, OutputOf(last, chunk), chunk_rows_,
                   output + int64_t{chunk.first} * last.out);
  });
}

void BatchLanesBlock::Backward(int rows, const float* grad_output, float* grad_input) {
  const PlannedLayer& last = layers_.back();
  ForEachChunk(rows, [&](const Chunk& chunk) {
    RowsToFeatures(chunk.rows, last.out, grad_output + int64_t{chunk.first} * last.out, chunk_rows_,
                   grad_.data());
    if (last.activation.is_epilogue()) BackwardActivation(last, chunk);
    for (size_t i = layers_.size(); i-- > 0;) {
      BackwardLayer(i, chunk, i > 0 || grad_input != nullptr);
      std::swap(grad_, grad_input_);
    }
    if (grad_input != nullptr) {
      FeaturesToRows(chunk.rows, input_size_, grad_.data(), chunk_rows_,
                     grad_input + int64_t{chunk.first} * input_size_);
    }
  });
}

void BatchLanesBlock::BackwardActivation(const PlannedLayer& layer, const Chunk& chunk) {
  const int64_t at = int64_t{chunk.first} * layer.out;
  ForEachRun(layer, chunk, [&](int64_t j, long n) {
    layer.pass.Backward(at + j, n, layer.output.data() + at + j, grad_.data() + j,
                        grad_.data() + j);
  });
}

// The gradient of the output has been taken through an epilogue's activation already, as the
// gradient of the input is through the one before it.
void BatchLanesBlock::BackwardLayer(size_t i, const Chunk& chunk, bool needs_grad_input) {
  PlannedLayer& layer = layers_[i];
  if (layer.activation.layers() > 0 && !layer.activation.is_epilogue()) {
    BackwardActivation(layer, chunk);
  }
  if (needs_grad_input) {
    GemmArguments g = {};
    g.m = layer.in;
    g.n = Padded(chunk.rows);
    g.k = layer.out;
    g.a = layer.weight->parameter.value.data();
    g.a_row = layer.out == 1 ? 1 : RowLength(layer.out);
    g.a_column = 1;
    g.b = grad_.data();
    g.b_row = chunk_rows_;
    g.c = grad_input_.data();
    g.c_row = chunk_rows_;
    if (i > 0) layers_[i - 1].activation.SetMask(OutputOf(layers_[i - 1], chunk), g);
    kernels_.gemm(g);
  }
  const float* input = InputOf(i, chunk);
  GemmArguments g = {};
  g.k = chunk.rows;
  g.b = by_rows_.data();
  if (layer.out == 1) {
    g.m = 1;
    g.n = Padded(layer.in);
    g.b_row = g.n;
    g.a = grad_.data();
    g.a_column = 1;
    kernels_.transpose(layer.in, chunk.rows, input, chunk_rows_, by_rows_.data(), g.b_row);
    store_.ApplyGradient(g, *layer.weight, nullptr, chunk.part);
    if (layer.bias != nullptr) store_.ApplySum(chunk.rows, grad_.data(), *layer.bias, chunk.part);
    return;
  }
  g.m = layer.in;
  g.n = Padded(layer.out);
  g.b_row = g.n;
  g.a = input;
  g.a_row = chunk_rows_;
  g.a_column = 1;
  g.c_row = RowLength(layer.out);
  kernels_.transpose(layer.out, chunk.rows, grad_.data(), chunk_rows_, by_rows_.data(), g.b_row);
  store_.ApplyGradient(g, *layer.weight, layer.bias, chunk.part);
}

void BatchLanesBlock::CopyActivation(int layer, int rows, float* values) const {
  for (size_t i = 0; i < layers_.size(); ++i) {
    const PlannedLayer& planned = layers_[i];
    const int activations = planned.activation.layers();
    if (layer > planned.first_layer + activations) continue;
    const bool before_activation = activations > 0 && layer == planned.first_layer;
    AlignedVector<float> sums(before_activation ? planned.out * chunk_rows_ : 0);
    ForEachChunk(rows, [&](const Chunk& chunk) {
      if (before_activation) {
        Multiply(planned, InputOf(i, chunk), chunk.rows, {}, sums.data());
      }
      FeaturesToRows(chunk.rows, planned.out,
                     before_activation ? sums.data() : OutputOf(planned, chunk), chunk_rows_,
                     values + int64_t{chunk.first} * planned.out);
    });
    return;
  }
}

}  // namespace tenfold::simd
