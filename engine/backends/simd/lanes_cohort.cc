#include "engine/backends/simd/lanes_cohort.h"

#include <algorithm>
#include <utility>

#include "engine/backends/simd/lanes_plan.h"

namespace tenfold::simd {
namespace {

bool IsPlainSgd(const OptimizerOptions& optimizer) { return StatesPerParameter(optimizer) == 0; }

}  // namespace

LanesCohort::LanesCohort(const Network& network, const NetworkInfo& info,
                         const PlanOptions& options, std::vector<std::shared_ptr<SimdStore>> stores,
                         const Kernels& kernels)
    : options_(options),
      optimizer_(stores.front()->optimizer()),
      stores_(std::move(stores)),
      kernels_(kernels.lanes),
      chunk_rows_(ChunkRows(network, kernels_.width, options.max_rows)),
      pointers_(kernels_.width),
      rate_(kernels_.width),
      kept_(kernels_.width) {
  const std::vector<LinearAt> layers = LinearLayersOf(network.blocks[0]);
  for (const LinearAt& at : layers) {
    const int in = at.linear->in_features, out = at.linear->out_features;
    // A loss goes over the last layer's rows, which have nothing between them.
    const int64_t row = &at == &layers.back() ? out : RowOf(out);
    const int64_t size = Floats(chunk_rows_ * row);
    PlannedLayer& layer =
        layers_.emplace_back(PlannedLayer{in,
                                          out,
                                          row,
                                          at.activation,
                                          {},
                                          AlignedVector<float>(size),
                                          ActivationPass(at.activation, kernels, size)});
    for (int p = 0; p < (at.linear->bias ? 2 : 1); ++p) {
      const int index = info.blocks[0].first_parameter[at.layer] + p;
      const int rows = p == 0 ? in : 1;
      const AlignedVector<float> zeros(Floats(rows * row));
      LaneParameter& parameter = layer.parameters.emplace_back(
          LaneParameter{index, rows, out, row, zeros, zeros,
                        std::vector<AlignedVector<float>>(StatesPerParameter(optimizer_), zeros)});
      std::vector<float> canonical(int64_t{rows} * out);  // [out, in]
      for (int lane = 0; lane < kernels_.width; ++lane) {
        const size_t run = static_cast<size_t>(lane) < stores_.size() ? lane : 0;
        stores_[run]->CopyValue(index, canonical.data());
        for (int o = 0; o < out; ++o) {
          for (int i = 0; i < rows; ++i) {
            parameter.value[Floats(i * row + o) + lane] = canonical[o * rows + i];
          }
        }
      }
    }
  }
  input_row_ = RowOf(layers.front().linear->in_features);
  const int64_t widest = Floats(chunk_rows_ * RowOf(Widest(layers)));
  for (AlignedVector<float>* buffer : {&input_, &targets_, &grad_, &grad_input_}) {
    buffer->resize(widest);
  }
  sums_.resize(options_.losses.size(), AlignedVector<double>(kernels_.width));
}

void LanesCohort::UpdateStore(int run) {
  for (const PlannedLayer& layer : layers_) {
    for (const LaneParameter& parameter : layer.parameters) {
      std::vector<float> canonical(int64_t{parameter.in} * parameter.out);
      for (int o = 0; o < parameter.out; ++o) {
        for (int i = 0; i < parameter.in; ++i) {
          canonical[o * parameter.in + i] = parameter.value[Floats(i * parameter.row + o) + run];
        }
      }
      stores_[run]->SetValue(parameter.index, canonical.data());
    }
  }
}

void LanesCohort::PrepareUpdate(absl::Span<const RunBatch> batches) {
  clock_.Advance(optimizer_);
  for (int lane = 0; lane < kernels_.width; ++lane) {
    const size_t run = static_cast<size_t>(lane) < batches.size() ? lane : 0;
    rate_[lane] = static_cast<float>(batches[run].learning_rate);
    if (const auto* adam = std::get_if<AdamOptions>(&optimizer_)) {
      adam_ = AdamConstantsOf<float>(*adam, clock_, batches[run].learning_rate);
      rate_[lane] = adam_.step_size;
      kept_[lane] = adam_.kept;
    }
  }
}

void LanesCohort::Update(LaneParameter& p) {
  const long n = static_cast<long>(p.value.size()) / kernels_.width;
  if (const auto* sgd = std::get_if<SgdOptions>(&optimizer_)) {
    kernels_.sgd(n, rate_.data(), static_cast<float>(sgd->momentum), sgd->nesterov, p.grad.data(),
                 p.value.data(), p.states.empty() ? nullptr : p.states[0].data());
  } else {
    kernels_.adam(n, adam_, rate_.data(), kept_.data(), p.grad.data(), p.value.data(),
                  p.states[0].data(), p.states[1].data());
  }
}

template <class From>
void LanesCohort::Interleave(absl::Span<const RunBatch> batches, int rows, int64_t n, From from,
                             float* to, int64_t to_row) {
  for (size_t lane = 0; lane < pointers_.size(); ++lane) {
    pointers_[lane] = from(batches[lane < batches.size() ? lane : 0]);
  }
  if (to_row == n) {
    kernels_.interleave(rows * n, pointers_.data(), to);
    return;
  }
  for (int row = 0; row < rows; ++row) {
    kernels_.interleave(n, pointers_.data(), to + Floats(row * to_row));
    for (const float*& pointer : pointers_) pointer += n;
  }
}

void LanesCohort::TrainStep(int rows, absl::Span<const RunBatch> batches,
                            absl::Span<double> losses) {
  PrepareUpdate(batches);
  for (AlignedVector<double>& sums : sums_) std::fill(sums.begin(), sums.end(), 0.0);
  for (int first = 0; first < rows; first += chunk_rows_) {
    const int last = std::min(first + chunk_rows_, rows);
    const Chunk chunk = {first, last - first, first == 0, last == rows};
    Forward(chunk, batches);
    AddLosses(chunk, rows, batches);
    Backward(chunk);
  }
  for (size_t run = 0; run < losses.size(); ++run) {
    losses[run] = 0.0;
    for (size_t i = 0; i < sums_.size(); ++i) {
      const LossTerm& term = options_.losses[i];
      const double n = term.kind == LossKind::kCrossEntropy
                           ? rows
                           : static_cast<double>(int64_t{rows} * layers_.back().out);
      losses[run] += term.weight * (sums_[i][run] / n);
    }
  }
}

void LanesCohort::Forward(const Chunk& chunk, absl::Span<const RunBatch> batches) {
  const int64_t features = layers_.front().in;
  Interleave(
      batches, chunk.rows, features,
      [&](const RunBatch& batch) { return batch.input + chunk.first * features; }, input_.data(),
      input_row_);
  const float* input = input_.data();
  int64_t input_row = input_row_;
  for (PlannedLayer& layer : layers_) {
    LaneProduct g = {};
    g.m = chunk.rows;
    g.n = layer.out;
    g.k = layer.in;
    g.a = input;
    g.a_row = input_row;
    g.b = layer.parameters[0].value.data();
    g.b_row = g.c_row = layer.row;
    g.init = layer.parameters.size() > 1 ? layer.parameters[1].value.data() : nullptr;
    g.c = layer.output.data();
    g.slope = layer.activation.option;
    g.epilogue = layer.activation.kind == Activation::kReLU        ? LaneEpilogue::kReLU
                 : layer.activation.kind == Activation::kLeakyReLU ? LaneEpilogue::kLeakyReLU
                                                                   : LaneEpilogue::kStore;
    kernels_.product[static_cast<int>(LaneProductKind::kForward)](g);
    if (layer.activation.layers() > 0 && !layer.activation.is_epilogue()) {
      layer.pass.Forward(0, Floats(chunk.rows * layer.row), layer.output.data(),
                         layer.output.data());
    }
    input = layer.output.data();
    input_row = layer.row;
  }
}

void LanesCohort::AddLosses(const Chunk& chunk, int rows, absl::Span<const RunBatch> batches) {
  const PlannedLayer& last = layers_.back();
  const int64_t elements = int64_t{chunk.rows} * last.out;
  std::fill_n(grad_.begin(), Floats(elements), 0.0f);
  for (size_t i = 0; i < options_.losses.size(); ++i) {
    const LossTerm& term = options_.losses[i];
    const bool by_class = term.kind == LossKind::kCrossEntropy;
    Interleave(
        batches, 1, by_class ? chunk.rows : elements,
        [&](const RunBatch& batch) {
          const Targets& targets = batch.targets[i];
          return by_class ? reinterpret_cast<const float*>(targets.classes + chunk.first)
                          : targets.values + int64_t{chunk.first} * last.out;
        },
        targets_.data(), by_class ? chunk.rows : elements);
    LaneLoss loss = {};
    loss.rows = chunk.rows;
    loss.features = last.out;
    const double n = by_class ? rows : static_cast<double>(int64_t{rows} * last.out);
    loss.scale =
        static_cast<float>((term.kind == LossKind::kMse ? 2.0 * term.weight : term.weight) / n);
    loss.output = last.output.data();
    loss.targets = targets_.data();
    loss.grad = grad_.data();
    loss.sums = sums_[i].data();
    switch (term.kind) {
      case LossKind::kMse:
        kernels_.loss.mse(loss);
        break;
      case LossKind::kCrossEntropy: {
        const SmoothedTargets<float> target(term.label_smoothing, last.out);
        loss.smoothed = term.label_smoothing != 0.0;
        loss.of_class = target.of_class;
        loss.others = target.others;
        kernels_.loss.cross_entropy(loss);
        break;
      }
      case LossKind::kBinaryCrossEntropy:
        loss.option = static_cast<float>(term.least_probability);
        kernels_.loss.binary_cross_entropy(loss);
        break;
      case LossKind::kAbsolute:
        kernels_.loss.absolute(loss);
        break;
      case LossKind::kHuber:
        loss.option = static_cast<float>(term.delta);
        kernels_.loss.huber(loss);
        break;
      case LossKind::kAllPairs:  // does not fit
        break;
    }
  }
}

// As grad_ leaves a layer it has been taken through the activation before it, if that is an
// epilogue.
void LanesCohort::Backward(const Chunk& chunk) {
  for (size_t i = layers_.size(); i-- > 0;) {
    PlannedLayer& layer = layers_[i];
    const bool is_last = i + 1 == layers_.size();
    if (layer.activation.layers() > 0 && (is_last || !layer.activation.is_epilogue())) {
      layer.pass.Backward(0, Floats(chunk.rows * layer.row), layer.output.data(), grad_.data(),
                          grad_.data());
    }
    if (i > 0) {
      const PlannedLayer& before = layers_[i - 1];
      LaneProduct g = {};
      g.m = chunk.rows;
      g.n = layer.in;
      g.k = layer.out;
      g.a = grad_.data();
      g.b = layer.parameters[0].value.data();
      g.a_row = g.b_row = layer.row;
      g.c = grad_input_.data();
      g.c_row = before.row;
      g.mask = before.output.data();
      g.slope = before.activation.option;
      g.epilogue = before.activation.kind == Activation::kReLU        ? LaneEpilogue::kPositive
                   : before.activation.kind == Activation::kLeakyReLU ? LaneEpilogue::kLeakyPositive
                                                                      : LaneEpilogue::kStore;
      kernels_.product[static_cast<int>(LaneProductKind::kInputGradient)](g);
    }
    AddGradients(chunk, layer, i > 0 ? layers_[i - 1].output.data() : input_.data(),
                 i > 0 ? layers_[i - 1].row : input_row_);
    std::swap(grad_, grad_input_);
  }
}

// Updates the parameters with the last chunk.
void LanesCohort::AddGradients(const Chunk& chunk, PlannedLayer& layer, const float* input,
                               int64_t input_row) {
  LaneParameter& weight = layer.parameters[0];
  const bool update = chunk.is_last && IsPlainSgd(optimizer_);
  LaneProduct g = {};
  g.m = layer.in;
  g.n = layer.out;
  g.k = chunk.rows;
  g.a = input;
  g.a_row = input_row;
  g.b = grad_.data();
  g.b_row = g.c_row = layer.row;
  g.start = chunk.is_first ? nullptr : weight.grad.data();
  g.c = update ? weight.value.data() : weight.grad.data();
  g.epilogue = update ? LaneEpilogue::kSgd : LaneEpilogue::kStore;
  g.rate = rate_.data();
  kernels_.product[static_cast<int>(LaneProductKind::kWeightGradient)](g);
  if (chunk.is_last && !update) Update(weight);
  if (layer.parameters.size() == 1) return;
  LaneParameter& bias = layer.parameters[1];
  kernels_.column_sums(chunk.rows, layer.out, grad_.data(), layer.row,
                       chunk.is_first ? nullptr : bias.grad.data(), bias.grad.data());
  if (chunk.is_last) Update(bias);
}

}  // namespace tenfold::simd
