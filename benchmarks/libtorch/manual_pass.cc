#include "benchmarks/libtorch/manual_pass.h"

#include <type_traits>
#include <variant>

#include "absl/strings/str_cat.h"
#include "base/check.h"

namespace tenfold::benchmarks {
namespace {

const BatchNorm* AsBatchNorm(const Layer& layer) {
  if (const auto* norm = std::get_if<BatchNorm1d>(&layer)) return norm;
  return std::get_if<BatchNorm2d>(&layer);
}

// Whether ManualPass has operations for a layer: for one seed, and for several at once. Those that
// are not named have none.
struct Has {
  bool stacked;

  bool operator()(const Linear& layer) const { return layer.bias || !stacked; }
  bool operator()(const Conv2d&) const { return !stacked; }
  bool operator()(const MaxPool2d&) const { return !stacked; }
  bool operator()(const BatchNorm&) const { return !stacked; }
  bool operator()(const Comparison&) const { return true; }
  bool operator()(const ReLU&) const { return true; }
  bool operator()(const Tanh&) const { return true; }
  bool operator()(const Flatten&) const { return true; }
  template <typename L>
  std::enable_if_t<!std::is_base_of_v<BatchNorm, L>, bool> operator()(const L&) const {
    return false;
  }
};

bool HasLoss(LossKind kind) {
  return kind == LossKind::kMse || kind == LossKind::kBinaryCrossEntropy ||
         kind == LossKind::kCrossEntropy;
}

// s[i] = the sum of p from i on, along the last dimension.
at::Tensor SumsFrom(const at::Tensor& p) { return p.flip(-1).cumsum(-1).flip(-1); }

}  // namespace

absl::Status CheckManualPass(const TrainingTask& task, size_t seeds) {
  const bool stacked = seeds > 1;
  for (const Block& block : task.network.blocks) {
    if (!block.skip.empty()) return absl::UnimplementedError("a residual sum");
    const Layer& first = block.layers.front();
    if (std::holds_alternative<ReLU>(first) || std::holds_alternative<Tanh>(first)) {
      return absl::UnimplementedError("a block that begins with an activation");
    }
    for (const Layer& layer : block.layers) {
      if (std::visit(Has{stacked}, layer)) continue;
      return absl::UnimplementedError(
          absl::StrCat(ToString(layer), stacked ? " of several seeds at once" : ""));
    }
  }
  for (const LossTerm& loss : task.losses) {
    if (loss.kind == LossKind::kAllPairs) return absl::UnimplementedError("the loss of all pairs");
    if (!HasLoss(loss.kind)) {
      return absl::UnimplementedError(absl::StrCat("the loss \"", loss.name, "\""));
    }
    if (!loss.class_weights.empty()) {
      return absl::UnimplementedError(
          absl::StrCat("class weights of the loss \"", loss.name, "\""));
    }
  }
  if (MaxGradNorm(task.optimizer) > 0.0) return absl::UnimplementedError("clipped gradients");
  return absl::OkStatus();
}

ManualPass::ManualPass(const TrainingTask& task, const NetworkInfo& info, int seeds, int rows)
    : task_(task), info_(info), seeds_(seeds), tensors_(info.tensors.size()) {
  for (size_t t = 1; t < tensors_.size(); ++t) {
    const TensorInfo& tensor = info.tensors[t];
    const std::vector<int64_t> sizes =
        StackedSizes(seeds, {rows / tensor.row_divisor, NumElements(tensor.shape)});
    tensors_[t].value = at::zeros(sizes);
    tensors_[t].grad = at::zeros(sizes);
  }
  for (size_t b = 0; b < info.blocks.size(); ++b) {
    const std::vector<Layer>& layers = task.network.blocks[b].layers;
    const BlockInfo& block = info.blocks[b];
    const Rows which = task.network.blocks[b].rows;
    const bool every_other = which == Rows::kEven || which == Rows::kOdd;
    const int64_t block_rows =
        rows / info.tensors[block.output].row_divisor / (every_other ? 2 : 1);
    std::vector<LayerState>& states = layers_.emplace_back();
    bool needs_gradient = block.input > 0;
    for (size_t i = 0; i < layers.size(); ++i) {
      LayerState& state = states.emplace_back();
      state.needs_grad_input = needs_gradient;
      needs_gradient |= !ParametersOf(layers[i]).empty();
      if (!std::holds_alternative<Linear>(layers[i])) continue;
      state.output = at::zeros(StackedSizes(seeds, {block_rows, NumElements(block.shapes[i + 1])}));
      state.grad_input = at::zeros(StackedSizes(seeds, {block_rows, NumElements(block.shapes[i])}));
    }
  }
  for (const LossTerm& loss : task.losses) {
    loss_tensors_.push_back(*info.FindTensor(loss.tensor));
    scratch_.push_back(at::zeros_like(tensors_[loss_tensors_.back()].value));
    log_softmax_.push_back(at::zeros_like(scratch_.back()));
  }
  losses_ = at::zeros({seeds});
}

at::Tensor ManualPass::Select(const at::Tensor& tensor, Rows rows) const {
  if (rows == Rows::kAll) return tensor;
  const int64_t row_dimension = seeds_ > 1 ? 1 : 0;
  if (rows == Rows::kAdjacentPairs) {
    return tensor.view(
        StackedSizes(seeds_, {tensor.size(row_dimension) / 2, 2 * tensor.size(row_dimension + 1)}));
  }
  return tensor.slice(row_dimension, rows == Rows::kOdd ? 1 : 0, c10::nullopt, 2);
}

at::Tensor ManualPass::LayerForward(const Layer& layer, int p, const at::Tensor& x,
                                    StackedParameters& parameters, LayerState& state) const {
  if (const auto* linear = std::get_if<Linear>(&layer)) {
    if (!linear->bias) return at::mm_out(state.output, x, parameters.value(p));
    if (seeds_ == 1) {
      return at::addmm_out(state.output, parameters.value(p + 1), x, parameters.value(p));
    }
    return at::baddbmm_out(state.output, parameters.value(p + 1), x, parameters.value(p));
  }
  if (const auto* conv = std::get_if<Conv2d>(&layer)) {
    return at::conv2d(x, parameters.value(p), conv->bias ? parameters.value(p + 1) : at::Tensor(),
                      {1, 1}, {conv->padding, conv->padding});
  }
  if (const auto* pool = std::get_if<MaxPool2d>(&layer)) {
    at::Tensor output;
    std::tie(output, state.saved[0]) = at::max_pool2d_with_indices(
        x, {pool->kernel_size, pool->kernel_size}, {}, {0, 0}, {1, 1}, pool->ceil_mode);
    return output;
  }
  if (const BatchNorm* norm = AsBatchNorm(layer)) {
    at::Tensor output;
    std::tie(output, state.saved[0], state.saved[1]) = at::native_batch_norm(
        x, parameters.value(p), parameters.value(p + 1), parameters.value(p + 2),
        parameters.value(p + 3), /*training=*/true, norm->momentum, norm->epsilon);
    return output;
  }
  if (std::holds_alternative<Comparison>(layer)) {
    const std::vector<at::Tensor> halves = x.chunk(2, -1);
    for (int i : {0, 1}) state.saved[i] = halves[i].softmax(-1);
    return (state.saved[0] * SumsFrom(state.saved[1])).sum(-1, /*keepdim=*/true);
  }
  if (std::holds_alternative<ReLU>(layer)) return x.relu_();
  if (std::holds_alternative<Tanh>(layer)) return x.tanh_();
  TENFOLD_CHECK(std::holds_alternative<Flatten>(layer), "no operations for ", ToString(layer));
  return seeds_ > 1 ? x : x.flatten(1);
}

void ManualPass::RunForward(int block, StackedParameters& parameters) {
  const Block& description = task_.network.blocks[block];
  const BlockInfo& info = info_.blocks[block];
  at::Tensor x = Select(tensors_[info.input].value, description.rows);
  for (size_t i = 0; i < description.layers.size(); ++i) {
    LayerState& state = layers_[block][i];
    const Layer& layer = description.layers[i];
    const int p = info.first_parameter[i];
    if (!x.is_same(state.input)) {
      state.input = x;
      state.input_transposed = at::Tensor();
    }
    state.output = LayerForward(layer, p, x, parameters, state);
    x = state.output;
  }
  TensorState& output = tensors_[info.output];
  const bool every_other = description.rows == Rows::kEven || description.rows == Rows::kOdd;
  if (every_other) {
    Select(output.value, description.rows).copy_(x);
  } else {
    output.value = x;
  }
}

void ManualPass::RunLoss(int loss, const at::Tensor& target) {
  const LossTerm& term = task_.losses[loss];
  TensorState& tensor = tensors_[loss_tensors_[loss]];
  at::Tensor& scratch = scratch_[loss];
  const double elements = static_cast<double>(tensor.value.numel()) / seeds_;
  double scale = 0.0;  // of the sum that is the loss
  if (term.kind == LossKind::kMse) {
    at::sub_out(tensor.grad, tensor.value, target);
    at::mul_out(scratch, tensor.grad, tensor.grad);
    scale = term.weight / elements;
    tensor.grad.mul_(2.0 * scale);
  } else if (term.kind == LossKind::kBinaryCrossEntropy) {
    const double low = term.least_probability;
    const at::Tensor p = tensor.value.clamp(low, 1.0 - low);
    at::binary_cross_entropy_out(scratch, p, target, {}, at::Reduction::None);
    scale = term.weight / elements;
    at::sub_out(tensor.grad, p, target);
    tensor.grad.div_(p * (1.0 - p)).mul_(p.eq(tensor.value)).mul_(scale);
  } else {
    at::_log_softmax_out(log_softmax_[loss], tensor.value, -1, false);
    at::mul_out(scratch, log_softmax_[loss], target);
    at::exp_out(tensor.grad, log_softmax_[loss]);
    scale = -term.weight * static_cast<double>(tensor.value.size(-1)) / elements;
    tensor.grad.sub_(target).mul_(-scale);
  }
  tensor.grad_is_set = true;
  losses_.add_(scratch.view({seeds_, -1}).sum(1), scale);
}

at::Tensor ManualPass::LinearBackward(int block, int layer, const at::Tensor& grad,
                                      StackedParameters& parameters) {
  LayerState& state = layers_[block][layer];
  const BlockInfo& info = info_.blocks[block];
  const int p = info.first_parameter[layer];
  const bool bias = std::get<Linear>(task_.network.blocks[block].layers[layer]).bias;
  if (!state.input_transposed.defined()) {
    state.input_transposed = state.input.transpose(-2, -1);
  }
  if (seeds_ > 1) {
    at::bmm_out(parameters.gradient(p), state.input_transposed, grad);
    at::sum_out(parameters.gradient(p + 1), grad, {1}, /*keepdim=*/true);
    if (state.needs_grad_input) at::bmm_out(state.grad_input, grad, parameters.transposed(p));
  } else {
    at::mm_out(parameters.gradient(p), state.input_transposed, grad);
    if (bias) at::sum_out(parameters.gradient(p + 1), grad, {0});
    if (state.needs_grad_input) at::mm_out(state.grad_input, grad, parameters.transposed(p));
  }
  return state.grad_input;
}

at::Tensor ManualPass::LayerBackward(const Layer& layer, int p, at::Tensor grad,
                                     StackedParameters& parameters, LayerState& state) const {
  if (const auto* conv = std::get_if<Conv2d>(&layer)) {
    at::OptionalIntArrayRef bias_sizes;
    if (conv->bias) bias_sizes = parameters.value(p + 1).sizes();
    const auto [grad_input, grad_weight, grad_bias] = at::convolution_backward(
        grad, state.input, parameters.value(p), bias_sizes, {1, 1}, {conv->padding, conv->padding},
        {1, 1}, false, {0, 0}, 1, {state.needs_grad_input, true, conv->bias});
    parameters.gradient(p).copy_(grad_weight);
    if (conv->bias) parameters.gradient(p + 1).copy_(grad_bias);
    return grad_input;
  }
  if (const auto* pool = std::get_if<MaxPool2d>(&layer)) {
    const int64_t size = pool->kernel_size;
    return at::max_pool2d_with_indices_backward(grad, state.input, {size, size}, {size, size},
                                                {0, 0}, {1, 1}, pool->ceil_mode, state.saved[0]);
  }
  if (const BatchNorm* norm = AsBatchNorm(layer)) {
    const auto [grad_input, grad_weight, grad_bias] = at::native_batch_norm_backward(
        grad, state.input, parameters.value(p), parameters.value(p + 2), parameters.value(p + 3),
        state.saved[0], state.saved[1], /*train=*/true, norm->epsilon,
        {state.needs_grad_input, true, true});
    parameters.gradient(p).copy_(grad_weight);
    parameters.gradient(p + 1).copy_(grad_bias);
    return grad_input;
  }
  if (std::holds_alternative<Comparison>(layer)) {
    const at::Tensor &p_a = state.saved[0], &p_b = state.saved[1];
    return at::cat({at::_softmax_backward_data(grad * SumsFrom(p_b), p_a, -1, at::kFloat),
                    at::_softmax_backward_data(grad * p_a.cumsum(-1), p_b, -1, at::kFloat)},
                   -1);
  }
  if (std::holds_alternative<ReLU>(layer)) {
    return at::threshold_backward_out(grad, grad, state.output, 0.0);
  }
  if (std::holds_alternative<Tanh>(layer)) {
    return at::tanh_backward_out(grad, grad, state.output);
  }
  TENFOLD_CHECK(std::holds_alternative<Flatten>(layer), "no operations for ", ToString(layer));
  return seeds_ == 1 ? grad.view_as(state.input) : grad;
}

void ManualPass::RunBackward(int block, StackedParameters& parameters) {
  const Block& description = task_.network.blocks[block];
  const BlockInfo& info = info_.blocks[block];
  // A block that reads pairs writes all rows of its output.
  const Rows written = description.rows == Rows::kAdjacentPairs ? Rows::kAll : description.rows;
  at::Tensor grad = Select(tensors_[info.output].grad, written);
  for (int i = static_cast<int>(description.layers.size()) - 1; i >= 0; --i) {
    LayerState& state = layers_[block][i];
    const Layer& layer = description.layers[i];
    if (std::holds_alternative<Linear>(layer)) {
      grad = LinearBackward(block, i, grad, parameters);
    } else {
      grad = LayerBackward(layer, info.first_parameter[i], grad, parameters, state);
    }
    if (!state.needs_grad_input) return;
  }
  TensorState& input = tensors_[info.input];
  at::Tensor destination = Select(input.grad, description.rows);
  if (input.grad_is_set) {
    destination.add_(grad);
  } else {
    destination.copy_(grad);
  }
  input.grad_is_set = true;
}

const at::Tensor& ManualPass::Run(const at::Tensor& input, const std::vector<at::Tensor>& targets,
                                  StackedParameters& parameters) {
  tensors_[0].value = input;
  for (TensorState& tensor : tensors_) tensor.grad_is_set = false;
  const int blocks = static_cast<int>(layers_.size());
  for (int b = 0; b < blocks; ++b) RunForward(b, parameters);
  losses_.zero_();
  for (size_t i = 0; i < targets.size(); ++i) RunLoss(static_cast<int>(i), targets[i]);
  for (int b = blocks - 1; b >= 0; --b) RunBackward(b, parameters);
  return losses_;
}

}  // namespace tenfold::benchmarks
