#include "engine/testing/backend_conformance.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/network/initial_weights.h"
#include "engine/network/training_state.h"

namespace tenfold {
namespace {

absl::Status Prefixed(absl::string_view prefix, const absl::Status& status) {
  return status.ok() ? status
                     : absl::Status(status.code(), absl::StrCat(prefix, ": ", status.message()));
}

// One backend with a case's weights, ready to run.
struct Run {
  Run(const Backend& backend, const RandomCase& c, const OptimizerOptions& optimizer)
      : store(MakeStore(backend, c, optimizer)), executor(MakeExecutor(backend, c, store)) {}

  std::shared_ptr<ParameterStore> store;
  std::unique_ptr<Executor> executor;
};

// The results of one pass over a case's batches, in groups that are compared together.
std::vector<std::vector<NamedArray>> RunPasses(const Backend& backend, const RandomCase& c) {
  Run run(backend, c, SgdOptions{});
  Executor& executor = *run.executor;
  std::vector<std::vector<NamedArray>> results;
  const std::vector<Targets> targets = c.targets();
  for (int rows : {c.max_rows, c.rows}) {
    executor.Forward(c.input.data(), rows);
    results.push_back(CopyActivations(c, executor, rows, rows));
    results.back().push_back({"loss", {executor.ComputeLoss(targets)}});
    // Gradients of the second batch add to those of the first.
    executor.Backward();
    results.push_back(CopyGradients(c, executor, *run.store, rows));
  }
  for (size_t t = 1; t < c.info.tensors.size(); ++t) {
    run.store->ZeroGrad();
    executor.Forward(c.input.data(), c.rows);
    // The gradients that the losses set must go.
    executor.ComputeLoss(targets);
    const int tensor = static_cast<int>(t);
    std::vector<float> gradient(TensorSize(c, tensor, c.rows));
    for (size_t i = 0; i < gradient.size(); ++i) gradient[i] = c.input[i % c.input.size()];
    executor.SetGradient(tensor, gradient.data());
    executor.Backward();
    results.push_back(CopyGradients(c, executor, *run.store, c.rows));
  }
  // By the statistics that the passes above have left.
  const std::unique_ptr<Executor> evaluation = MakeEvaluation(backend, c, run.store);
  evaluation->Forward(c.input.data(), c.rows);
  results.push_back(CopyActivations(c, *evaluation, c.rows, c.rows));
  results.push_back(CopyParameters(c, *run.store));
  return results;
}

absl::Status CompareAll(const std::vector<std::vector<NamedArray>>& expected,
                        const std::vector<std::vector<NamedArray>>& actual, double tolerance) {
  for (size_t i = 0; i < expected.size(); ++i) {
    absl::Status status = CompareArrays(expected[i], actual[i], tolerance);
    if (!status.ok()) return Prefixed(absl::StrCat("result ", i), status);
  }
  return absl::OkStatus();
}

// The ways to take a training step, which must give the same bits. kNewStore goes on in a new store
// after each step.
enum class StepBy { kTrainStep, kParts, kTwoExecutors, kNewStore };

// Loss and parameters after each step, then what the optimizer remembers.
std::vector<std::vector<NamedArray>> RunTraining(const Backend& backend, const RandomCase& c,
                                                 const TrainingSetting& setting, StepBy step_by,
                                                 int steps = kShortTraining,
                                                 bool every_running_value = true) {
  Run run(backend, c, setting.optimizer);
  const std::unique_ptr<Executor> second = MakeExecutor(backend, c, run.store);
  const std::vector<Targets> targets = c.targets();
  std::vector<std::vector<NamedArray>> results;
  int step = 0;
  for (int rows : TrainingSteps(c, steps)) {
    Executor& executor =
        step_by == StepBy::kTwoExecutors && step++ % 2 == 1 ? *second : *run.executor;
    double loss;
    if (step_by == StepBy::kParts) {
      run.store->ZeroGrad();
      executor.Forward(c.input.data(), rows);
      loss = executor.ComputeLoss(targets);
      executor.Backward();
      executor.Step(setting.learning_rate);
    } else {
      loss = executor.TrainStep(c.input.data(), rows, targets, setting.learning_rate);
    }
    results.push_back(CopyParameters(c, *run.store));
    results.back().push_back({"loss", {loss}});
    if (every_running_value || results.size() == 1) {
      results.push_back(
          CopyRunningValues(c, GetTrainingState(c.info, setting.optimizer, *run.store)));
    }
    if (step_by != StepBy::kNewStore) continue;
    const TrainingState state = GetTrainingState(c.info, setting.optimizer, *run.store);
    run = Run(backend, c, setting.optimizer);
    SetTrainingState(c.info, state, *run.store);
  }
  return results;
}

// A new store is zero; weights set in it come back as they were, and an executor planned before
// sees them.
absl::Status CheckStore(const Backend& backend, const RandomCase& c) {
  Run run(backend, c, SgdOptions{});
  // Twice, as below: each pass in training draws dropout masks of its own.
  for (int pass = 0; pass < 2; ++pass) run.executor->Forward(c.input.data(), c.rows);
  const std::vector<NamedArray> expected = CopyActivations(c, *run.executor, c.rows, c.rows);

  auto store = backend.MakeStore(c.network, SgdOptions{});
  if (!store.ok()) return store.status();
  for (const NamedArray& array : CopyParameters(c, **store)) {
    if (std::any_of(array.values.begin(), array.values.end(), [](double x) { return x != 0.0; })) {
      return absl::InternalError(absl::StrCat(array.name, " of a new store is not zero"));
    }
  }
  const std::unique_ptr<Executor> executor = MakeExecutor(backend, c, *store);
  executor->Forward(c.input.data(), c.rows);
  SetWeights(c.weights, **store);
  if (GetWeights(c.info, **store) != c.weights)
    return absl::InternalError("the store changed the weights");
  executor->Forward(c.input.data(), c.rows);
  return Prefixed("weights set after planning",
                  CompareArrays(expected, CopyActivations(c, *executor, c.rows, c.rows), 0.0));
}

// Outputs of the first rows of a batch, from executors for evaluation; where rows are independent
// (no batch norm, no dropout) also from one for training.
absl::Status CheckSmallerBatches(const Backend& backend, const RandomCase& c, double tolerance) {
  Run run(backend, c, SgdOptions{});
  const std::unique_ptr<Executor> larger = MakeEvaluation(backend, c, run.store);
  larger->Forward(c.input.data(), c.max_rows);
  const std::vector<NamedArray> of_larger = CopyActivations(c, *larger, c.max_rows, c.rows);
  larger->Forward(c.input.data(), c.rows);
  absl::Status status =
      CompareArrays(of_larger, CopyActivations(c, *larger, c.rows, c.rows), tolerance);
  if (!status.ok()) return Prefixed("a smaller batch", status);
  if (!HasBatchNorm(c.network) && !HasDropout(c.network)) {
    for (int rows : {c.max_rows, c.rows}) {
      run.executor->Forward(c.input.data(), rows);
      status = CompareArrays(of_larger, CopyActivations(c, *run.executor, rows, c.rows), tolerance);
      if (!status.ok()) return Prefixed("an executor for training", status);
    }
  }
  auto evaluation = backend.Plan(c.network, {c.rows, {}, false, /*evaluation=*/true}, run.store);
  if (!evaluation.ok()) return evaluation.status();
  (*evaluation)->Forward(c.input.data(), c.rows);
  return Prefixed(
      "an executor for evaluation",
      CompareArrays(of_larger, CopyActivations(c, **evaluation, c.rows, c.rows), tolerance));
}

absl::Status CheckAccumulation(const Backend& backend, const RandomCase& c, double tolerance) {
  const auto add_batch = [&](Run& run, int rows) {
    run.executor->Forward(c.input.data(), rows);
    run.executor->ComputeLoss(c.targets());
    run.executor->Backward();
    return CopyParameterGradients(c, *run.store);
  };
  Run run(backend, c, SgdOptions{});
  std::vector<NamedArray> sum = add_batch(run, c.max_rows);
  const std::vector<NamedArray> both = add_batch(run, c.rows);
  // The second batch alone, in the second forward pass too: its dropout masks are those.
  Run alone(backend, c, SgdOptions{});
  alone.executor->Forward(c.input.data(), c.max_rows);
  alone.store->ZeroGrad();
  const std::vector<NamedArray> second = add_batch(alone, c.rows);
  for (size_t i = 0; i < sum.size(); ++i) {
    for (size_t j = 0; j < sum[i].values.size(); ++j) sum[i].values[j] += second[i].values[j];
  }
  return Prefixed("gradients of two batches", CompareArrays(sum, both, std::max(tolerance, 1e-5)));
}

}  // namespace

absl::Status ComparePasses(const Backend& expected, const Backend& actual, const RandomCase& c,
                           double tolerance) {
  return CompareAll(RunPasses(expected, c), RunPasses(actual, c), tolerance);
}

absl::Status CompareTraining(const Backend& expected, const Backend& actual, const RandomCase& c,
                             const TrainingSetting& setting, double tolerance, int steps) {
  // Near a minimum gradients vanish, and what is left of their running values is rounding.
  const bool every = tolerance == 0.0;
  return CompareAll(RunTraining(expected, c, setting, StepBy::kTrainStep, steps, every),
                    RunTraining(actual, c, setting, StepBy::kTrainStep, steps, every), tolerance);
}

absl::Status CheckConsistency(const Backend& backend, const RandomCase& c,
                              const TrainingSetting& setting, double tolerance) {
  const auto training = RunTraining(backend, c, setting, StepBy::kTrainStep);
  const std::vector<std::pair<const char*, StepBy>> others = {
      {"the same again", StepBy::kTrainStep},
      {"TrainStep by its parts", StepBy::kParts},
      {"two executors of one store", StepBy::kTwoExecutors},
      {"a new store for each step", StepBy::kNewStore}};
  for (const auto& [name, step_by] : others) {
    absl::Status status =
        Prefixed(name, CompareAll(training, RunTraining(backend, c, setting, step_by), 0.0));
    if (!status.ok()) return status;
  }
  if (absl::Status status = CheckStore(backend, c); !status.ok()) return status;
  if (absl::Status status = CheckSmallerBatches(backend, c, tolerance); !status.ok()) return status;
  return CheckAccumulation(backend, c, tolerance);
}

}  // namespace tenfold
