#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "engine/testing/backend_conformance.h"

namespace tenfold {
namespace {

// One row through the network and back; parameters are 1, the output's gradient is 1, 2, 3, ...
std::vector<NamedArray> RunRow(const Backend& backend, const Network& network,
                               const std::vector<float>& input) {
  const absl::StatusOr<NetworkInfo> info = Analyze(network);
  auto store = backend.MakeStore(network, SgdOptions{});
  TENFOLD_CHECK(info.ok() && store.ok(), store.status().ToString());
  for (size_t i = 0; i < info->parameters.size(); ++i) {
    const std::vector<float> ones(NumElements(info->parameters[i].shape), 1.0f);
    (*store)->SetValue(static_cast<int>(i), ones.data());
  }
  auto executor = backend.Plan(network, {1, {}, /*needs_input_gradient=*/true}, *store);
  TENFOLD_CHECK(executor.ok(), executor.status().ToString());
  (*executor)->Forward(input.data(), 1);
  std::vector<float> output(NumElements(info->tensors[1].shape)), grad_input(input.size());
  std::vector<float> grad_output(output.size());
  for (size_t i = 0; i < grad_output.size(); ++i) grad_output[i] = static_cast<float>(i + 1);
  (*executor)->CopyTensor(1, output.data());
  (*executor)->SetGradient(1, grad_output.data());
  (*executor)->Backward();
  (*executor)->CopyInputGradient(grad_input.data());
  std::vector<NamedArray> arrays = {
      {"output", {output.begin(), output.end()}},
      {"gradient of the input", {grad_input.begin(), grad_input.end()}}};
  for (size_t i = 0; i < info->parameters.size(); ++i) {
    std::vector<float> grad(NumElements(info->parameters[i].shape));
    (*store)->CopyGradient(static_cast<int>(i), grad.data());
    arrays.push_back({info->parameters[i].name, {grad.begin(), grad.end()}});
  }
  return arrays;
}

absl::Status ExpectError(const absl::Status& status, absl::StatusCode code,
                         absl::string_view words) {
  if (status.code() == code && absl::StrContains(status.message(), words)) return absl::OkStatus();
  return absl::InternalError(
      absl::StrCat("expected an error with \"", words, "\", got ", status.ToString()));
}

}  // namespace

absl::Status CompareSpecialValues(const Backend& expected, const Backend& actual, bool exact) {
  struct Example {
    Network network;
    std::vector<float> input;
  };
  const Network pool = OneBlock({1, 2, 4}, {MaxPool2d(2)});
  const Network relu = OneBlock({4}, {ReLU()});
  std::vector<Example> examples = {{pool, {1, 3, 0, 0, 3, 3, 0, 0}}, {relu, {-1, 0, 1, 2}}};
  if (exact) {
    examples.push_back({pool, {1, 2, NAN, 9, NAN, 3, NAN, 9}});
    examples.push_back({pool, {-0.0f, 0, 0, -0.0f, 0, 0, -INFINITY, -INFINITY}});
    examples.push_back({relu, {NAN, -0.0f, -INFINITY, INFINITY}});
    // What the maximum leaves out enters no sum: 0 times infinity would.
    const std::vector<float> infinite = {1, 2, -INFINITY, 4, 5, 6};
    examples.push_back({OneBlock({1, 2, 3}, {Conv2d(1, 2, 1), MaxPool2d(2)}), infinite});
    examples.push_back({OneBlock({1, 2, 3}, {Conv2d(1, 2, 1), ReLU(), MaxPool2d(2)}), infinite});
    examples.push_back({OneBlock({1, 1, 3}, {Conv2d(1, 2, 1), MaxPool2d(1)}), {1, -INFINITY, 2}});
    examples.push_back({OneBlock({2}, {Linear(2, 2), ReLU()}), {-INFINITY, 2}});
    Activations::ForEach([&](const Layer& layer) {
      examples.push_back({OneBlock({4}, {layer}), {NAN, -0.0f, -INFINITY, INFINITY}});
      examples.push_back({OneBlock({4}, {layer}), {-1e-40f, 95.0f, -95.0f, -3e38f}});
      examples.push_back({OneBlock({1}, {Linear(1, 3), layer, Linear(3, 1), layer}), {-INFINITY}});
      examples.push_back({OneBlock({1}, {Linear(1, 3), layer, Linear(3, 1), layer}), {NAN}});
    });
    examples.push_back({OneBlock({4}, {LayerNorm(4)}), {1, 1, 1, 1}});
    examples.push_back({OneBlock({4}, {LayerNorm(4)}), {1, INFINITY, 2, -0.0f}});
    // Of many channels, and behind another convolution; the infinity is in the first window only.
    std::vector<float> channels(5 * 3 * 3, 1.0f);
    channels[0] = -INFINITY;
    channels[8] = 2.0f;
    examples.push_back({OneBlock({5, 3, 3}, {Conv2d(5, 3, 2), ReLU(), MaxPool2d(2)}), channels});
    examples.push_back({OneBlock({5, 3, 3}, {Conv2d(5, 3, 2), MaxPool2d(2), ReLU()}), channels});
    examples.push_back({OneBlock({5, 3, 3}, {Conv2d(5, 3, 2), ReLU()}), channels});
    examples.push_back(
        {OneBlock({5, 3, 3}, {Conv2d(5, 4, 1), Conv2d(4, 3, 2), MaxPool2d(2)}), channels});
    // Behind a LeakyReLU all terms are in: 0 times infinity too.
    examples.push_back(
        {OneBlock({5, 3, 3}, {Conv2d(5, 3, 2), LeakyReLU(), MaxPool2d(2)}), channels});
    examples.push_back(
        {OneBlock({1, 2, 3}, {Conv2d(1, 2, 1), LeakyReLU(), MaxPool2d(2)}), infinite});
    examples.push_back({OneBlock({1, 2, 3}, {Conv2d(1, 2, 1), AvgPool2d(2)}), infinite});
    channels[20] = NAN;
    examples.push_back({OneBlock({5, 3, 3}, {Conv2d(5, 3, 2), ReLU(), MaxPool2d(2)}), channels});
  }
  for (size_t i = 0; i < examples.size(); ++i) {
    const absl::Status status =
        CompareArrays(RunRow(expected, examples[i].network, examples[i].input),
                      RunRow(actual, examples[i].network, examples[i].input), exact ? 0.0 : 1e-6);
    if (!status.ok())
      return absl::InternalError(absl::StrCat("example ", i, ": ", status.message()));
  }
  return absl::OkStatus();
}

absl::Status CheckErrors(const Backend& backend) {
  const Network good = {{3},
                        {{"net", kInputTensor, "output", Rows::kAdjacentPairs, {Linear(6, 2)}}}};
  Network bad = good;
  bad.blocks[0].layers = {Linear(5, 2)};
  const LossTerm loss = {"loss", LossKind::kMse, "output"};
  LossTerm huber = {"loss", LossKind::kHuber, "output"};
  huber.delta = 0.0;
  LossTerm weighted = {"loss", LossKind::kCrossEntropy, "output"};
  weighted.class_weights = {1.0};
  LossTerm negative = weighted, unclassified = weighted;
  negative.class_weights = {1.0, -0.5};
  unclassified.kind = LossKind::kMse;
  auto store = backend.MakeStore(good, SgdOptions{});
  if (!store.ok()) return store.status();
  const auto plan = [&](const Network& network, const PlanOptions& options) {
    return backend.Plan(network, options, *store).status();
  };
  const auto invalid = absl::StatusCode::kInvalidArgument;
  const std::vector<absl::Status> statuses = {
      plan(good, {4, {loss}, false}),
      ExpectError(backend.MakeStore(bad, SgdOptions{}).status(), invalid,
                  "block \"net\": layer 0: Linear(5, 2)"),
      ExpectError(plan(bad, {4, {loss}, false}), invalid, "block \"net\": layer 0: Linear(5, 2)"),
      ExpectError(plan(good, {4, {{"loss", LossKind::kMse, "logits"}}, false}),
                  absl::StatusCode::kNotFound, "no tensor \"logits\"; there are input, output"),
      ExpectError(plan(good, {4, {{"loss", LossKind::kMse, kInputTensor}}, false}), invalid,
                  "loss \"loss\": wants the output of a block"),
      ExpectError(plan(good, {4, {huber}, false}), invalid,
                  "loss \"loss\": delta is 0, wants more than 0"),
      ExpectError(plan(good, {4, {weighted}, false}), invalid,
                  "loss \"loss\": 1 class weights, wants one for each of 2 classes"),
      ExpectError(plan(good, {4, {negative}, false}), invalid,
                  "loss \"loss\": the weight of class 1 is -0.5, wants a float above 0"),
      ExpectError(plan(good, {4, {unclassified}, false}), invalid,
                  "loss \"loss\": class weights are a cross-entropy's"),
      ExpectError(plan(good, {3, {loss}, false}), invalid,
                  "max_rows is 3, wants a positive multiple of 2"),
      ExpectError(plan(good, {0, {loss}, false}), invalid,
                  "max_rows is 0, wants a positive multiple of 2"),
      ExpectError(plan(good, {-2, {loss}, false}), invalid,
                  "max_rows is -2, wants a positive multiple of 2"),
  };
  for (const absl::Status& status : statuses) {
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace tenfold
