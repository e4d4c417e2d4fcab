#include "benchmarks/peers/training_description.h"

#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "benchmarks/workloads/timed_work.h"
#include "engine/network/initial_weights.h"
#include "engine/network/network.h"

namespace tenfold::benchmarks {
namespace {

namespace py = pybind11;
using py::literals::operator""_a;

using Sizes = std::vector<int64_t>;

py::tuple TupleOf(const Sizes& sizes) {
  py::tuple tuple(sizes.size());
  for (size_t i = 0; i < sizes.size(); ++i) tuple[i] = sizes[i];
  return tuple;
}

Sizes WithFront(std::initializer_list<int64_t> front, const Shape& shape) {
  Sizes sizes(front);
  sizes.insert(sizes.end(), shape.begin(), shape.end());
  return sizes;
}

// An array over a buffer of Python's. Not by pybind11's own arrays: those of before 2.12 read what
// NumPy 2 lays out otherwise.
template <typename T>
py::object ArrayOver(const py::object& buffer, const Sizes& sizes) {
  const char* type = std::is_same_v<T, float> ? "float32" : "int32";
  return py::module_::import("numpy")
      .attr("frombuffer")(buffer, type)
      .attr("reshape")(TupleOf(sizes));
}

template <typename T>
py::object ArrayOf(const std::vector<T>& values, const Sizes& sizes) {
  return ArrayOver<T>(
      py::bytes(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)), sizes);
}

// What `of` gives for each task, one after the other.
template <typename Function>
auto Joined(const std::vector<TrainingTask>& tasks, const Function& of) {
  std::decay_t<decltype(of(tasks.front()))> all;
  for (const TrainingTask& task : tasks) {
    const auto& values = of(task);
    all.insert(all.end(), values.begin(), values.end());
  }
  return all;
}

absl::Status NotThere(const std::string& what) {
  return absl::UnimplementedError(absl::StrCat("the peers have no ", what));
}

absl::StatusOr<py::dict> DescribeLayer(const Layer& layer) {
  if (const auto* linear = std::get_if<Linear>(&layer)) {
    return py::dict("kind"_a = "Linear", "bias"_a = linear->bias);
  }
  if (const auto* conv = std::get_if<Conv2d>(&layer)) {
    return py::dict("kind"_a = "Conv2d", "bias"_a = conv->bias, "kernel_size"_a = conv->kernel_size,
                    "padding"_a = conv->padding);
  }
  if (const auto* pool = std::get_if<MaxPool2d>(&layer); pool != nullptr && !pool->ceil_mode) {
    return py::dict("kind"_a = "MaxPool2d", "kernel_size"_a = pool->kernel_size);
  }
  if (const auto* comparison = std::get_if<Comparison>(&layer)) {
    return py::dict("kind"_a = "Comparison", "classes"_a = comparison->classes);
  }
  const BatchNorm* norm = std::get_if<BatchNorm1d>(&layer);
  if (norm == nullptr) norm = std::get_if<BatchNorm2d>(&layer);
  if (norm != nullptr) {
    return py::dict("kind"_a = "BatchNorm", "epsilon"_a = norm->epsilon,
                    "momentum"_a = norm->momentum);
  }
  for (const auto& [name, is] : {std::pair{"ReLU", std::holds_alternative<ReLU>(layer)},
                                 std::pair{"Tanh", std::holds_alternative<Tanh>(layer)},
                                 std::pair{"Flatten", std::holds_alternative<Flatten>(layer)}}) {
    if (is) return py::dict("kind"_a = name);
  }
  return NotThere(ToString(layer));
}

const char* NameOf(Rows rows) {
  switch (rows) {
    case Rows::kAll:
      return "all";
    case Rows::kEven:
      return "even";
    case Rows::kOdd:
      return "odd";
    case Rows::kAdjacentPairs:
      return "adjacent_pairs";
  }
  return "";
}

absl::StatusOr<py::list> DescribeBlocks(const Network& network, const NetworkInfo& info) {
  py::list blocks;
  for (size_t b = 0; b < network.blocks.size(); ++b) {
    const Block& block = network.blocks[b];
    if (!block.skip.empty()) return NotThere("residual sum");
    py::list layers;
    for (size_t l = 0; l < block.layers.size(); ++l) {
      TENFOLD_ASSIGN_OR_RETURN(py::dict layer, DescribeLayer(block.layers[l]));
      py::list parameters;
      for (size_t p = 0; p < ParametersOf(block.layers[l]).size(); ++p) {
        parameters.append(info.blocks[b].first_parameter[l] + static_cast<int>(p));
      }
      layer["parameters"] = parameters;
      layer["input_shape"] = TupleOf(WithFront({}, info.blocks[b].shapes[l]));
      layers.append(layer);
    }
    blocks.append(py::dict("input"_a = block.input, "output"_a = block.output,
                           "rows"_a = NameOf(block.rows), "layers"_a = layers));
  }
  return blocks;
}

absl::StatusOr<py::dict> DescribeLoss(const std::vector<TrainingTask>& tasks, size_t place,
                                      const NetworkInfo& info) {
  const LossTerm& term = tasks.front().losses[place];
  const TensorInfo& tensor = info.tensors[*info.FindTensor(term.tensor)];
  const Samples& train = tasks.front().train;
  const int64_t seeds = static_cast<int64_t>(tasks.size());
  const int64_t rows = int64_t{train.count} * train.rows_per_sample / tensor.row_divisor;
  py::dict loss("tensor"_a = term.tensor, "weight"_a = term.weight,
                "label_smoothing"_a = term.label_smoothing,
                "least_probability"_a = term.least_probability);
  if (!term.class_weights.empty()) return NotThere("class weights");
  switch (term.kind) {
    case LossKind::kCrossEntropy:
      loss["kind"] = "cross_entropy";
      loss["targets"] = ArrayOf(
          Joined(tasks,
                 [&](const TrainingTask& task) { return task.train.targets[place].classes; }),
          {seeds, rows});
      return loss;
    case LossKind::kMse:
    case LossKind::kBinaryCrossEntropy:
      loss["kind"] = term.kind == LossKind::kMse ? "mse" : "binary_cross_entropy";
      loss["targets"] = ArrayOf(
          Joined(tasks, [&](const TrainingTask& task) { return task.train.targets[place].values; }),
          WithFront({seeds, rows}, tensor.shape));
      return loss;
    default:
      return NotThere(absl::StrCat("loss \"", term.name, "\""));
  }
}

absl::StatusOr<py::dict> DescribeOptimizer(const OptimizerOptions& options) {
  if (MaxGradNorm(options) != 0.0) return NotThere("clipped gradients");
  if (const auto* adam = std::get_if<AdamOptions>(&options)) {
    return py::dict("kind"_a = "adam", "beta1"_a = adam->beta1, "beta2"_a = adam->beta2,
                    "epsilon"_a = adam->epsilon, "weight_decay"_a = adam->weight_decay);
  }
  if (std::get<SgdOptions>(options).momentum != 0.0) return NotThere("momentum");
  return py::dict("kind"_a = "sgd");
}

}  // namespace

absl::StatusOr<py::dict> DescribeTraining(const std::vector<TrainingTask>& tasks,
                                          const std::vector<uint64_t>& seeds,
                                          const std::vector<float>* inputs) {
  const TrainingTask& first = tasks.front();
  const int64_t num_seeds = static_cast<int64_t>(seeds.size());
  TENFOLD_ASSIGN_OR_RETURN(NetworkInfo info, Analyze(first.network));
  py::dict training("seeds"_a = num_seeds, "samples"_a = first.train.count,
                    "batch_size"_a = first.batch_size,
                    "rows_per_sample"_a = first.train.rows_per_sample);
  TENFOLD_ASSIGN_OR_RETURN(py::list blocks, DescribeBlocks(first.network, info));
  training["blocks"] = blocks;
  py::list losses;
  for (size_t i = 0; i < first.losses.size(); ++i) {
    TENFOLD_ASSIGN_OR_RETURN(py::dict loss, DescribeLoss(tasks, i, info));
    losses.append(loss);
  }
  training["losses"] = losses;
  TENFOLD_ASSIGN_OR_RETURN(py::dict optimizer, DescribeOptimizer(first.optimizer));
  training["optimizer"] = optimizer;

  const int64_t steps = (int64_t{first.train.count} + first.batch_size - 1) / first.batch_size;
  std::vector<float> rates;
  for (int64_t step = 0; step < first.epochs * steps; ++step) {
    rates.push_back(static_cast<float>(LearningRateOfStep(first, step)));
  }
  training["learning_rates"] = ArrayOf(rates, {static_cast<int64_t>(rates.size())});

  std::vector<std::vector<std::vector<float>>> weights;  // [seed][parameter]
  for (uint64_t seed : seeds) {
    weights.push_back(InitialWeights(info, seed, first.initialization));
  }
  py::list parameters, is_trained;
  for (size_t p = 0; p < info.parameters.size(); ++p) {
    std::vector<float> values;
    for (const auto& of_seed : weights) {
      values.insert(values.end(), of_seed[p].begin(), of_seed[p].end());
    }
    parameters.append(ArrayOf(values, WithFront({num_seeds}, info.parameters[p].shape)));
    is_trained.append(info.parameters[p].is_trained);
  }
  training["parameters"] = parameters;
  training["is_trained"] = is_trained;

  const Sizes sizes =
      WithFront({num_seeds, int64_t{first.train.count} * first.train.rows_per_sample},
                first.network.input_shape);
  training["inputs"] =
      inputs != nullptr
          ? ArrayOver<float>(
                py::memoryview::from_memory(
                    inputs->data(), static_cast<py::ssize_t>(inputs->size() * sizeof(float))),
                sizes)
          : ArrayOf(Joined(tasks, [](const TrainingTask& task) { return task.train.inputs; }),
                    sizes);
  return training;
}

}  // namespace tenfold::benchmarks
