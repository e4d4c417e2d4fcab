#include "experiments/receipts/activation_gradients.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/status_macros.h"
#include "engine/layers/dropout_mask.h"

namespace tenfold {
namespace {

using Values = std::vector<float>;

int StrideOf(Rows rows) { return rows == Rows::kEven || rows == Rows::kOdd ? 2 : 1; }

// A network of one layer, from the input to tensor 1.
struct OneLayer {
  std::shared_ptr<ParameterStore> store;
  std::unique_ptr<Executor> executor;
};

absl::StatusOr<OneLayer> PlanOneLayer(const Backend& backend, const Shape& input, Layer layer,
                                      int rows, std::vector<LossTerm> losses) {
  const Network network = OneBlock(input, {std::move(layer)});
  for (LossTerm& loss : losses) loss.tensor = network.blocks[0].output;
  PlanOptions options;
  options.max_rows = rows;
  options.losses = std::move(losses);
  options.needs_input_gradient = true;
  OneLayer planned;
  TENFOLD_ASSIGN_OR_RETURN(planned.store, backend.MakeStore(network, SgdOptions{}));
  TENFOLD_ASSIGN_OR_RETURN(planned.executor, backend.Plan(network, options, planned.store));
  return planned;
}

// What the losses of a tensor add to its gradient.
absl::StatusOr<Values> LossGradient(const ForwardPass& pass, const Backend& backend,
                                    absl::Span<const Targets> targets, int tensor) {
  Values gradient(pass.tensors[tensor].size());
  std::vector<LossTerm> losses;
  std::vector<Targets> their_targets;
  for (size_t i = 0; i < pass.losses.size(); ++i) {
    TENFOLD_ASSIGN_OR_RETURN(const int of, pass.info.FindTensor(pass.losses[i].tensor));
    if (of != tensor) continue;
    losses.push_back(pass.losses[i]);
    their_targets.push_back(targets[i]);
  }
  if (losses.empty()) return gradient;
  // A layer that changes no value.
  const int rows = pass.rows / pass.info.tensors[tensor].row_divisor;
  TENFOLD_ASSIGN_OR_RETURN(const OneLayer flatten,
                           PlanOneLayer(backend, {static_cast<int>(gradient.size()) / rows},
                                        Flatten(), rows, std::move(losses)));
  flatten.executor->Forward(pass.tensors[tensor].data(), rows);
  flatten.executor->ComputeLoss(their_targets);
  flatten.executor->Backward();
  flatten.executor->CopyInputGradient(gradient.data());
  return gradient;
}

absl::StatusOr<Values> InputGradient(const ForwardPass& pass, const Backend& backend, size_t block,
                                     size_t layer, const Values& input, const Values& gradient) {
  const BlockInfo& info = pass.info.blocks[block];
  const Layer& description = pass.network.blocks[block].layers[layer];
  Values result(input.size());
  if (const auto* dropout = std::get_if<Dropout>(&description)) {
    // Its numbers are drawn by its place in the whole network.
    const DropoutStream stream = {pass.seed, static_cast<uint32_t>(info.first_layer + layer),
                                  &pass.number};
    DropoutFactors(stream, dropout->rate, static_cast<int64_t>(result.size()), result.data());
    for (size_t i = 0; i < result.size(); ++i) result[i] *= gradient[i];
    return result;
  }
  const int rows = RowsOf(pass.network, pass.info, block, pass.rows);
  TENFOLD_ASSIGN_OR_RETURN(const OneLayer alone,
                           PlanOneLayer(backend, info.shapes[layer], description, rows, {}));
  for (size_t p = 0; p < ParametersOf(description).size(); ++p) {
    alone.store->SetValue(static_cast<int>(p),
                          pass.parameters[info.first_parameter[layer] + p].data());
  }
  alone.executor->Forward(input.data(), rows);
  alone.executor->SetGradient(1, gradient.data());
  alone.executor->Backward();
  alone.executor->CopyInputGradient(result.data());
  return result;
}

// Rows of a tensor that a block reads or writes, `size` values each.
struct BlockRows {
  int first, stride, count;
  int64_t size;

  template <typename Visit>  // visit(place in the block's values, place in the tensor's)
  void ForEach(Visit visit) const {
    for (int64_t row = 0; row < count; ++row) {
      for (int64_t i = 0; i < size; ++i) visit(row * size + i, (first + row * stride) * size + i);
    }
  }
  Values Of(const Values& tensor) const {
    Values values(count * size);
    ForEach([&](int64_t to, int64_t from) { values[to] = tensor[from]; });
    return values;
  }
  void Add(const Values& values, Values& tensor) const {
    ForEach([&](int64_t from, int64_t to) { tensor[to] += values[from]; });
  }
};

BlockRows RowsIn(const ForwardPass& pass, size_t block, const Shape& shape) {
  const Rows rows = pass.network.blocks[block].rows;
  return {rows == Rows::kOdd ? 1 : 0, StrideOf(rows),
          RowsOf(pass.network, pass.info, block, pass.rows), NumElements(shape)};
}

}  // namespace

int RowsOf(const Network& network, const NetworkInfo& info, size_t block, int rows) {
  const int of_output = rows / info.tensors[info.blocks[block].output].row_divisor;
  return of_output / StrideOf(network.blocks[block].rows);
}

absl::StatusOr<std::vector<Values>> ActivationGradients(const ForwardPass& pass,
                                                        const Backend& backend,
                                                        absl::Span<const Targets> targets) {
  std::vector<Values> of_tensors;
  for (size_t t = 0; t < pass.tensors.size(); ++t) {
    TENFOLD_ASSIGN_OR_RETURN(of_tensors.emplace_back(),
                             LossGradient(pass, backend, targets, static_cast<int>(t)));
  }
  std::vector<Values> gradients(pass.activations.size());
  for (size_t b = pass.info.blocks.size(); b-- > 0;) {
    const BlockInfo& info = pass.info.blocks[b];
    const BlockRows in = RowsIn(pass, b, info.shapes.front()),
                    out = RowsIn(pass, b, info.shapes.back());
    const Values of_output = out.Of(of_tensors[info.output]);
    Values gradient = of_output;
    for (size_t i = pass.network.blocks[b].layers.size(); i-- > 0;) {
      const size_t place = info.first_layer + i;
      gradients[place] = std::move(gradient);
      if (i == 0 && info.input == 0) break;  // nobody needs that of the network's input
      const Values input = i > 0 ? pass.activations[place - 1] : in.Of(pass.tensors[info.input]);
      TENFOLD_ASSIGN_OR_RETURN(gradient,
                               InputGradient(pass, backend, b, i, input, gradients[place]));
    }
    if (info.input != 0) in.Add(gradient, of_tensors[info.input]);
    if (info.skip > 0) out.Add(of_output, of_tensors[info.skip]);
  }
  return gradients;
}

}  // namespace tenfold
