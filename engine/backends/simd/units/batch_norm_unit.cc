#include "engine/backends/simd/units/batch_norm_unit.h"

#include <algorithm>
#include <cmath>

namespace tenfold::simd {

namespace {

// Floats of a row with its channels last, of features alone without their pad.
int SizeOf(const Shape& shape) {
  return shape.size() == 1 ? shape[0] : ImageOf(shape).channels_last_size();
}

// As the units in front lay out their rows.
int StrideOf(const Shape& shape) { return shape.size() == 1 ? RowLength(shape[0]) : SizeOf(shape); }

// What the tail makes of a row.
Shape OutputOf(const Shape& shape, const NormTail& tail) {
  return tail.pool ? Shape{shape[0], (shape[1] + 1) / 2, (shape[2] + 1) / 2} : shape;
}

}  // namespace

BatchNormUnit::BatchNormUnit(const BatchNorm& layer, const Shape& shape, const NormTail& tail,
                             const blockwise::BlockContext& block, LaidOutParameter* parameters,
                             SimdStore& store, const Kernels& kernels)
    : Unit(block.max_rows, SizeOf(OutputOf(shape, tail)), StrideOf(OutputOf(shape, tail))),
      layer_(layer),
      shape_(shape),
      in_size_(SizeOf(shape)),
      positions_(static_cast<int>(NumElements(shape)) / shape[0]),
      width_(Padded(layer.features)),
      in_stride_(StrideOf(shape)),
      tail_(tail),
      pool_(tail.pool ? NormPool{shape[1], shape[2], stride_} : NormPool{}),
      evaluation_(block.evaluation),
      weight_(parameters[0]),
      bias_(parameters[1]),
      running_mean_(parameters[2]),
      running_var_(parameters[3]),
      store_(store),
      kernels_(kernels),
      mean_(width_),
      inv_(width_),
      scale_(width_),
      shift_(width_),
      sums_(width_),
      product_sums_(width_),
      argmax_(tail.pool ? output_.size() : 0) {}

// As `reference` says, feature by feature.
void BatchNormUnit::ComputeStatistics(int rows) {
  const BatchNormShape shape = ShapeOf(rows);
  const float count = static_cast<float>(int64_t{rows} * positions_);
  const float momentum = static_cast<float>(layer_.momentum);
  const float kept = static_cast<float>(1.0 - layer_.momentum);
  const float epsilon = static_cast<float>(layer_.epsilon);
  kernels_.batch_norm.sums(shape, input_, mean_.data());
  for (float& mean : mean_) mean /= count;
  kernels_.batch_norm.squares(shape, input_, mean_.data(), sums_.data());
  const auto update = [&](float statistic, float& running) {
    running = std::fma(momentum, statistic, kept * running);
  };
  for (int c = 0; c < layer_.features; ++c) {
    inv_[c] = 1.0f / std::sqrt(sums_[c] / count + epsilon);
    update(mean_[c], running_mean_.parameter.value[c]);
    update(sums_[c] / std::max(1.0f, count - 1.0f), running_var_.parameter.value[c]);
  }
}

void BatchNormUnit::Forward(int rows, const ConstRows& input) {
  input_ = input.data;
  if (input.stride != in_stride_) {
    padded_input_.resize(grad_.size());
    CopyRows(rows, input, padded_input_.data(), in_stride_);
    input_ = padded_input_.data();
  }
  if (evaluation_) {
    const float epsilon = static_cast<float>(layer_.epsilon);
    for (int c = 0; c < layer_.features; ++c) {
      mean_[c] = running_mean_.parameter.value[c];
      inv_[c] = 1.0f / std::sqrt(running_var_.parameter.value[c] + epsilon);
    }
  } else {
    ComputeStatistics(rows);
  }
  for (int c = 0; c < layer_.features; ++c) {
    scale_[c] = weight_.parameter.value[c] * inv_[c];
    shift_[c] = bias_.parameter.value[c];
  }
  if (tail_.pool) {
    kernels_.batch_norm.forward_pool(ShapeOf(rows), pool_, input_, mean_.data(), scale_.data(),
                                     shift_.data(), tail_.relu, output_.data(), argmax_.data());
  } else {
    kernels_.batch_norm.forward(ShapeOf(rows), input_, mean_.data(), scale_.data(), shift_.data(),
                                tail_.relu, output_.data());
  }
}

void BatchNormUnit::Backward(int rows, bool grad_is_masked, const GradientTarget& grad_input) {
  const BatchNormShape shape = ShapeOf(rows);
  if (tail_.relu && !grad_is_masked) {
    kernels_.keep_where_positive(rows * stride_, output_.data(), grad_.data(), grad_.data());
  }
  kernels_.batch_norm.gradient_sums(shape, Gradient(), input_, mean_.data(), sums_.data(),
                                    product_sums_.data());
  const float count = static_cast<float>(int64_t{rows} * positions_);
  const auto add = [&](float gradient, float& sum) {
    sum = (store_.in_train_step() ? 0.0f : sum) + gradient;
  };
  for (int c = 0; c < layer_.features; ++c) {
    add(sums_[c], bias_.parameter.grad[c]);
    add(product_sums_[c] * inv_[c], weight_.parameter.grad[c]);
    sums_[c] = sums_[c] / count;
    product_sums_[c] = product_sums_[c] * inv_[c] * inv_[c] / count;
  }
  if (grad_input.data != nullptr) {
    const bool fits = grad_input.stride == in_stride_;
    kernels_.batch_norm.gradient(
        shape, Gradient(), input_, mean_.data(), scale_.data(), product_sums_.data(), sums_.data(),
        fits ? grad_input.mask : nullptr, fits ? grad_input.data : grad_.data());
    if (!fits) {
      CopyRows(rows, {grad_.data(), in_size_, in_stride_}, grad_input.data, grad_input.stride);
    }
  }
  if (!store_.in_train_step()) return;
  store_.Update(weight_);
  store_.Update(bias_);
}

ConstRows BatchNormUnit::LayerOutput(int rows, int layer) {
  const bool is_last = layer >= tail_.layers();
  if (!is_last) {
    before_output_.resize(rows * in_stride_ + kLanes);
    kernels_.batch_norm.forward(ShapeOf(rows), input_, mean_.data(), scale_.data(), shift_.data(),
                                /*relu=*/layer == 1, before_output_.data());
  }
  const AlignedVector<float>& values = is_last ? output_ : before_output_;
  if (shape_.size() == 1) return {values.data(), size_, stride_};
  return ToPlainRows(rows, ImageOf(is_last ? OutputOf(shape_, tail_) : shape_), values, plain_);
}

}  // namespace tenfold::simd
