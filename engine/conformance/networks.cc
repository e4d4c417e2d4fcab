// Operations of kit/layers.json, kit/losses.json and kit/optimizers.json: small networks, planned
// by the respondent's backend.
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/check.h"
#include "engine/conformance/answers.h"
#include "engine/network/network_text.h"

namespace tenfold::conformance {
namespace {

// For rows of the shape `input`.
Layer ParseLayer(const Json& layer, const Shape& input) {
  const auto kind = layer.at("kind").get<std::string>();
  const auto number = [&](const char* name) { return layer.at(name).get<int>(); };
  const auto flag = [&](const char* name) { return layer.at(name).get<bool>(); };
  if (kind == "Linear") return Linear(number("in"), number("out"), flag("bias"));
  if (kind == "Conv2d") {
    return Conv2d(number("in"), number("out"), number("kernel"), flag("bias"), number("padding"));
  }
  if (kind == "MaxPool2d") return MaxPool2d(number("kernel"), flag("ceil_mode"));
  if (kind == "ReLU") return ReLU();
  if (kind == "Tanh") return Tanh();
  if (kind == "Flatten") return Flatten();
  if (kind == "BatchNorm1d") return BatchNorm1d(number("features"));
  if (kind == "BatchNorm2d") return BatchNorm2d(number("features"));
  if (kind == "Comparison") return Comparison(number("classes"));
  if (kind == "Dropout") return Dropout(layer.at("rate").get<double>());
  // By the text of the layer: integers have no name there.
  std::vector<std::string> arguments;
  for (const auto& [name, value] : layer.items()) {
    if (name == "kind") continue;
    arguments.push_back(value.is_number_integer() ? value.dump()
                                                  : absl::StrCat(name, "=", value.dump()));
  }
  const auto network =
      ParseNetwork(absl::StrCat(kind, "(", absl::StrJoin(arguments, ", "), ")"), input);
  TENFOLD_CHECK(network.ok(), network.status().ToString());
  return network->blocks[0].layers[0];
}

// A network of one block with its executor.
struct Planned {
  Network network;
  NetworkInfo info;
  std::shared_ptr<ParameterStore> store;
  std::unique_ptr<Executor> executor;
};

Planned Plan(const Shape& input_shape, std::vector<Layer> layers, PlanOptions options,
             const OptimizerOptions& optimizer, const Backend& backend, std::string skip = "") {
  Planned planned;
  planned.network = {
      input_shape,
      {{"block", kInputTensor, "output", Rows::kAll, std::move(layers), std::move(skip)}}};
  planned.info = *Analyze(planned.network);
  planned.store = *backend.MakeStore(planned.network, optimizer);
  options.needs_input_gradient = !options.evaluation;
  planned.executor = *backend.Plan(planned.network, options, planned.store);
  return planned;
}

std::vector<float> InputGradient(const Planned& planned, size_t size) {
  std::vector<float> gradient(size);
  planned.executor->CopyInputGradient(gradient.data());
  return gradient;
}

LossTerm ParseLoss(const Json& test_case) {
  static const std::map<std::string, LossKind> kinds = {
      {"mean squared error", LossKind::kMse},
      {"cross-entropy", LossKind::kCrossEntropy},
      {"binary cross-entropy", LossKind::kBinaryCrossEntropy},
      {"all pairs", LossKind::kAllPairs},
      {"absolute", LossKind::kAbsolute},
      {"Huber", LossKind::kHuber}};
  LossTerm term;
  term.kind = kinds.at(test_case.at("loss").get<std::string>());
  term.tensor = "output";
  term.weight = test_case.at("weight").get<double>();
  term.label_smoothing = test_case.value("label_smoothing", 0.0);
  term.least_probability = test_case.value("least_probability", term.least_probability);
  term.delta = test_case.value("delta", term.delta);
  term.class_weights = test_case.value("class_weights", term.class_weights);
  return term;
}

OptimizerOptions ParseOptimizer(const Json& test_case) {
  const auto number = [&](const char* name) { return test_case.at(name).get<double>(); };
  const double max_grad_norm = test_case.value("max_grad_norm", 0.0);
  if (test_case.at("optimizer").get<std::string>() == "sgd") {
    return SgdOptions{number("momentum"), test_case.at("nesterov").get<bool>(), max_grad_norm};
  }
  return AdamOptions{number("beta1"), number("beta2"), number("epsilon"), number("weight_decay"),
                     max_grad_norm};
}

}  // namespace

Json Layers(const Json& test_case, const Respondent& respondent) {
  const std::vector<float> x = Floats(test_case.at("x").get<std::string>());
  const Shape shape = test_case.at("input_shape").get<Shape>();
  std::vector<Layer> layers;
  Shape reached = shape;
  for (const Json& layer : test_case.at("layers")) {
    layers.push_back(ParseLayer(layer, reached));
    reached = *OutputShape(layers.back(), reached);
  }
  const bool is_residual = test_case.value("residual", false);
  const int rows = static_cast<int>(x.size() / NumElements(shape));
  PlanOptions options;
  options.max_rows = rows;
  options.evaluation = test_case.value("evaluation", false);
  options.seed = Word64(test_case.value("seed", std::string(16, '0')));
  const Planned planned = Plan(shape, layers, options, SgdOptions(), *respondent.backend,
                               is_residual ? kInputTensor : "");
  for (int i = 0; i < test_case.value("forward_passes", 0); ++i) {
    planned.executor->Forward(x.data(), rows);
  }
  const Json& values = test_case.at("parameters");
  for (size_t i = 0; i < values.size(); ++i) {
    planned.store->SetValue(static_cast<int>(i), Floats(values[i].get<std::string>()).data());
  }
  planned.executor->Forward(x.data(), rows);
  Json answer;
  for (size_t i = 0; i < layers.size(); ++i) {
    std::vector<float> y(rows * NumElements(planned.info.blocks[0].shapes[i + 1]));
    planned.executor->CopyActivation(0, static_cast<int>(i), y.data());
    answer["y"].push_back(Hex(y));
  }
  if (is_residual) {
    std::vector<float> sum(rows * NumElements(reached));
    planned.executor->CopyTensor(1, sum.data());
    answer["sum"] = Hex(sum);
  }
  if (options.evaluation) return answer;
  planned.executor->SetGradient(1, Floats(test_case.at("dy").get<std::string>()).data());
  planned.store->ZeroGrad();
  planned.executor->Backward();
  answer["dx"] = Hex(InputGradient(planned, x.size()));
  for (size_t i = 0; i < planned.info.parameters.size(); ++i) {
    const ParameterInfo& parameter = planned.info.parameters[i];
    std::vector<float> result(NumElements(parameter.shape));
    if (parameter.is_trained) {
      planned.store->CopyGradient(static_cast<int>(i), result.data());
    } else {
      planned.store->CopyValue(static_cast<int>(i), result.data());
    }
    answer[absl::StrCat(parameter.is_trained ? "gradient of " : "", parameter.name)] = Hex(result);
  }
  return answer;
}

Json Loss(const Json& test_case, const Respondent& respondent) {
  const std::vector<float> y = Floats(test_case.at("y").get<std::string>());
  const int features = test_case.at("features").get<int>();
  PlanOptions options;
  options.max_rows = static_cast<int>(y.size()) / features;
  options.losses = {ParseLoss(test_case)};
  const Planned planned = Plan({features}, {Flatten()}, options, SgdOptions(), *respondent.backend);
  planned.executor->Forward(y.data(), options.max_rows);
  const std::vector<float> values = Floats(test_case.value("targets", ""));
  const auto classes = test_case.value("classes", std::vector<int32_t>());
  const Targets targets = {values.data(), classes.data()};
  const double loss = planned.executor->ComputeLoss({&targets, 1});
  planned.executor->Backward();
  return {{"loss", Hex(std::vector<double>{loss})},
          {"gradient", Hex(InputGradient(planned, y.size()))}};
}

// The values are the weights of a linear layer with one input, whose gradient for the input 1 is
// dy.
Json Optimizer(const Json& test_case, const Respondent& respondent) {
  const std::vector<float> values = Floats(test_case.at("values").get<std::string>());
  PlanOptions options;
  options.max_rows = 1;
  const Planned planned = Plan({1}, {Linear(1, static_cast<int>(values.size()), /*bias=*/false)},
                               options, ParseOptimizer(test_case), *respondent.backend);
  planned.store->SetValue(0, values.data());
  Json answer;
  for (const Json& step : test_case.at("steps")) {
    const float one = 1.0f;
    planned.executor->Forward(&one, 1);
    planned.executor->SetGradient(1, Floats(step.at("gradient").get<std::string>()).data());
    planned.store->ZeroGrad();
    planned.executor->Backward();
    planned.executor->Step(step.at("rate").get<double>());
    std::vector<float> result(values.size());
    planned.store->CopyValue(0, result.data());
    answer["values"].push_back(Hex(result));
  }
  return answer;
}

}  // namespace tenfold::conformance
