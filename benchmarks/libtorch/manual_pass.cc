#include "benchmarks/libtorch/manual_pass.h"

#include <cmath>
#include <variant>

namespace tenfold::libtorch {
namespace {

// Sizes with a first dimension for the seeds where there are several.
std::vector<int64_t> Sizes(int seeds, std::vector<int64_t> sizes) {
  if (seeds > 1) sizes.insert(sizes.begin(), seeds);
  return sizes;
}

// A parameter of one seed in its layout here.
at::Tensor LaidOut(const ParameterInfo& info, const std::vector<float>& values) {
  const std::vector<int64_t> shape(info.shape.begin(), info.shape.end());
  const at::Tensor tensor = at::from_blob(const_cast<float*>(values.data()), shape).clone();
  return shape.size() == 2 ? tensor.t().contiguous() : tensor;
}

// The size of a seed's view: a linear layer's bias is a row.
std::vector<int64_t> ViewSizes(int seeds, const at::Tensor& laid_out) {
  std::vector<int64_t> sizes = laid_out.sizes().vec();
  if (seeds > 1 && sizes.size() == 1) sizes.insert(sizes.begin(), 1);
  return Sizes(seeds, sizes);
}

}  // namespace

StackedParameters::StackedParameters(const NetworkInfo& info, const OptimizerOptions& optimizer,
                                     const std::vector<std::vector<std::vector<float>>>& weights)
    : optimizer_(optimizer) {
  const int seeds = static_cast<int>(weights.size());
  std::vector<at::Tensor> flat;
  std::vector<std::vector<int64_t>> sizes;
  for (size_t p = 0; p < info.parameters.size(); ++p) {
    std::vector<at::Tensor> of_seeds;
    for (const auto& seed : weights) of_seeds.push_back(LaidOut(info.parameters[p], seed[p]));
    flat.push_back(at::stack(of_seeds).flatten());
    sizes.push_back(ViewSizes(seeds, of_seeds.front()));
  }
  values_ = at::cat(flat);
  gradients_ = at::zeros_like(values_);
  scratch_ = at::zeros_like(values_);
  for (int i = 0; i < StatesPerParameter(optimizer); ++i)
    states_.push_back(at::zeros_like(values_));
  int64_t offset = 0;
  for (size_t p = 0; p < flat.size(); ++p) {
    const int64_t size = flat[p].numel();
    value_views_.push_back(values_.narrow(0, offset, size).view(sizes[p]));
    gradient_views_.push_back(gradients_.narrow(0, offset, size).view(sizes[p]));
    const bool matrix = info.parameters[p].shape.size() == 2;
    transposed_views_.push_back(matrix ? value_views_[p].transpose(-2, -1) : at::Tensor());
    offset += size;
  }
}

void StackedParameters::Update(double learning_rate) {
  clock_.Advance(optimizer_);
  if (const auto* sgd = std::get_if<SgdOptions>(&optimizer_)) {
    at::Tensor direction = gradients_;
    if (!states_.empty()) {
      states_[0].mul_(sgd->momentum).add_(gradients_);
      direction = sgd->nesterov ? gradients_.add(states_[0], sgd->momentum) : states_[0];
    }
    values_.add_(direction, -learning_rate);
    return;
  }
  const auto& adam = std::get<AdamOptions>(optimizer_);
  states_[0].mul_(adam.beta1).add_(gradients_, 1.0 - adam.beta1);
  states_[1].mul_(adam.beta2).addcmul_(gradients_, gradients_, 1.0 - adam.beta2);
  at::sqrt_out(scratch_, states_[1]);
  // learning_rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon), times the second
  // root above and below.
  const double root = std::sqrt(1.0 - clock_.beta2_power);
  scratch_.add_(adam.epsilon * root);
  values_.addcdiv_(states_[0], scratch_, -learning_rate * root / (1.0 - clock_.beta1_power));
}

ManualPass::ManualPass(const TrainingTask& task, const NetworkInfo& info, int seeds, int rows)
    : task_(task), info_(info), seeds_(seeds), tensors_(info.tensors.size()) {
  for (size_t t = 1; t < tensors_.size(); ++t) {
    const TensorInfo& tensor = info.tensors[t];
    const std::vector<int64_t> sizes =
        Sizes(seeds, {rows / tensor.row_divisor, NumElements(tensor.shape)});
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
      state.output = at::zeros(Sizes(seeds, {block_rows, NumElements(block.shapes[i + 1])}));
      state.grad_input = at::zeros(Sizes(seeds, {block_rows, NumElements(block.shapes[i])}));
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
        Sizes(seeds_, {tensor.size(row_dimension) / 2, 2 * tensor.size(row_dimension + 1)}));
  }
  return tensor.slice(row_dimension, rows == Rows::kOdd ? 1 : 0, c10::nullopt, 2);
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
    if (std::holds_alternative<Linear>(layer)) {
      if (seeds_ > 1) {
        at::baddbmm_out(state.output, parameters.value(p + 1), x, parameters.value(p));
      } else {
        at::addmm_out(state.output, parameters.value(p + 1), x, parameters.value(p));
      }
    } else if (std::holds_alternative<Conv2d>(layer)) {
      state.output = at::conv2d(x, parameters.value(p), parameters.value(p + 1));
    } else if (const auto* pool = std::get_if<MaxPool2d>(&layer)) {
      std::tie(state.output, state.indices) =
          at::max_pool2d_with_indices(x, {pool->kernel_size, pool->kernel_size});
    } else if (std::holds_alternative<ReLU>(layer)) {
      state.output = x.relu_();
    } else if (std::holds_alternative<Tanh>(layer)) {
      state.output = x.tanh_();
    } else {
      state.output = seeds_ > 1 ? x : x.flatten(1);
    }
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
  if (!state.input_transposed.defined()) {
    state.input_transposed = state.input.transpose(-2, -1);
  }
  if (seeds_ > 1) {
    at::bmm_out(parameters.gradient(p), state.input_transposed, grad);
    at::sum_out(parameters.gradient(p + 1), grad, {1}, /*keepdim=*/true);
    if (state.needs_grad_input) at::bmm_out(state.grad_input, grad, parameters.transposed(p));
  } else {
    at::mm_out(parameters.gradient(p), state.input_transposed, grad);
    at::sum_out(parameters.gradient(p + 1), grad, {0});
    if (state.needs_grad_input) at::mm_out(state.grad_input, grad, parameters.transposed(p));
  }
  return state.grad_input;
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
    } else if (std::holds_alternative<Conv2d>(layer)) {
      const int p = info.first_parameter[i];
      at::Tensor grad_weight, grad_bias;
      std::tie(grad, grad_weight, grad_bias) = at::convolution_backward(
          grad, state.input, parameters.value(p), parameters.value(p + 1).sizes(), {1, 1}, {0, 0},
          {1, 1}, false, {0, 0}, 1, {state.needs_grad_input, true, true});
      parameters.gradient(p).copy_(grad_weight);
      parameters.gradient(p + 1).copy_(grad_bias);
    } else if (const auto* pool = std::get_if<MaxPool2d>(&layer)) {
      const int64_t size = pool->kernel_size;
      grad = at::max_pool2d_with_indices_backward(grad, state.input, {size, size}, {size, size},
                                                  {0, 0}, {1, 1}, false, state.indices);
    } else if (std::holds_alternative<ReLU>(layer)) {
      at::threshold_backward_out(grad, grad, state.output, 0.0);
    } else if (std::holds_alternative<Tanh>(layer)) {
      at::tanh_backward_out(grad, grad, state.output);
    } else if (seeds_ == 1) {
      grad = grad.view_as(state.input);
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

}  // namespace tenfold::libtorch
