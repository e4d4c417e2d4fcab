#include "benchmarks/workloads/workload_tasks.h"

#include <malloc.h>

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "benchmarks/workloads/shapes.h"
#include "engine/numerics/random.h"
#include "experiments/hyperparameters/hyperparameters.h"
#include "experiments/questions.h"

namespace tenfold::benchmarks {
namespace {

template <typename T>
std::vector<T> Permuted(const std::vector<T>& values, const std::vector<int32_t>& order) {
  const size_t size = values.size() / order.size();
  std::vector<T> result;
  result.reserve(values.size());
  for (int32_t i : order) {
    result.insert(result.end(), values.begin() + i * size, values.begin() + (i + 1) * size);
  }
  return result;
}

Samples InBatchOrder(const Samples& samples, uint64_t seed) {
  PhiloxGenerator generator(seed, Stream::kBatchOrder);
  const std::vector<int32_t> order = RandomPermutation(samples.count, generator);
  Samples result{samples.count, samples.rows_per_sample, Permuted(samples.inputs, order), {}, {}};
  for (const TargetArray& targets : samples.targets) {
    result.targets.push_back({Permuted(targets.values, order), Permuted(targets.classes, order)});
  }
  return result;
}

// Uniform inputs in [-1, 1); the class is the number of the largest among the first ones.
Samples DrawSamples(const NetworkWorkload& workload, int count, uint64_t seed) {
  const int features = static_cast<int>(NumElements(workload.network.input_shape));
  PhiloxGenerator generator(seed, Stream::kData);
  Samples samples;
  samples.count = count;
  samples.targets.resize(1);
  for (int i = 0; i < count; ++i) {
    for (int j = 0; j < features; ++j) {
      samples.inputs.push_back(2.0f * generator.NextUniform() - 1.0f);
    }
    const auto first = samples.inputs.end() - features;
    const auto largest = std::max_element(first, first + std::min(features, workload.classes));
    samples.targets[0].classes.push_back(static_cast<int32_t>(largest - first));
  }
  return samples;
}

absl::StatusOr<Samples> FirstDigits(const std::string& mnist_dir, int count) {
  TENFOLD_ASSIGN_OR_RETURN(DigitData digits, LoadDigits(mnist_dir));
  if (count > digits.train.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat("samples is ", count, ", MNIST has ", digits.train.size()));
  }
  const DigitSet& set = digits.train;
  Samples samples;
  samples.count = count;
  samples.targets.resize(1);
  samples.targets[0].classes.assign(set.labels.begin(), set.labels.begin() + count);
  for (int64_t i = 0; i < int64_t{count} * kDigitSize * kDigitSize; ++i) {
    samples.inputs.push_back(static_cast<float>(set.images[i]) / 255.0f);
  }
  return samples;
}

const Preset* FindPreset(const Experiment& experiment, absl::string_view name) {
  for (const Preset& preset : experiment.presets()) {
    if (preset.name == name) return &preset;
  }
  return nullptr;
}

std::string SettingName(const Experiment& experiment, absl::string_view preset,
                        absl::string_view variant) {
  return absl::StrCat(experiment.name(), "/", preset, "/", variant);
}

// "pairs/paper/cnn" and the like, found among what the experiments have.
absl::StatusOr<SettingWorkload> FindSetting(
    const std::vector<std::unique_ptr<Experiment>>& experiments, absl::string_view name) {
  for (const SettingWorkload& workload : SettingWorkloads()) {
    if (workload.name == name) return workload;
  }
  for (const auto& experiment : experiments) {
    for (const Preset& preset : experiment->presets()) {
      for (const std::string& variant : experiment->variants()) {
        if (SettingName(*experiment, preset.name, variant) == name) {
          return SettingWorkload{
              std::string(name), std::string(experiment->name()), preset.name, variant, {}};
        }
      }
    }
  }
  return absl::NotFoundError(absl::StrCat("unknown workload \"", name, "\""));
}

absl::StatusOr<TrainingTask> MakeNetworkTask(const NetworkWorkload& workload,
                                             const std::string& mnist_dir, uint64_t seed,
                                             const std::vector<std::string>& overrides) {
  Hyperparameters sizes = {{"batch_size", workload.batch_size}, {"samples", workload.samples}};
  for (const std::string& assignment : overrides) {
    TENFOLD_RETURN_IF_ERROR(SetHyperparameter(assignment, sizes));
  }
  HyperparameterReader reader(sizes);
  TrainingTask task;
  task.network = workload.network;
  task.losses = {{"classes", LossKind::kCrossEntropy, "output", 1.0}};
  task.optimizer = workload.optimizer;
  task.learning_rate = workload.learning_rate;
  task.batch_size = reader.Integer("batch_size", 1, 100000);
  task.epochs = 25;
  const int count = reader.Integer("samples", 1, 10000000);
  if (!reader.status().ok()) return reader.status();
  TENFOLD_ASSIGN_OR_RETURN(Samples samples, workload.mnist ? FirstDigits(mnist_dir, count)
                                                           : DrawSamples(workload, count, seed));
  task.train = InBatchOrder(samples, seed);
  return task;
}

}  // namespace

WorkloadTasks::WorkloadTasks(std::string mnist_dir)
    : mnist_dir_(std::move(mnist_dir)), experiments_(MakeExperiments()) {}

std::vector<std::unique_ptr<Experiment>> WorkloadTasks::MakeExperiments() const {
  std::vector<std::unique_ptr<Experiment>> experiments;
  for (const Question& question : Questions()) {
    experiments.push_back(question.make_experiment(mnist_dir_));
  }
  return experiments;
}

std::vector<std::string> WorkloadTasks::Names() const {
  std::vector<std::string> names;
  for (const SettingWorkload& workload : SettingWorkloads()) names.push_back(workload.name);
  for (const NetworkWorkload& workload : NetworkWorkloads()) names.push_back(workload.name);
  for (const auto& experiment : experiments_) {
    for (const Preset& preset : experiment->presets()) {
      for (const std::string& variant : experiment->variants()) {
        names.push_back(SettingName(*experiment, preset.name, variant));
      }
    }
  }
  return names;
}

absl::StatusOr<std::vector<std::string>> WorkloadTasks::SweepNames(absl::string_view experiment,
                                                                   absl::string_view preset) const {
  std::vector<std::string> names;
  for (const auto& candidate : experiments_) {
    if (candidate->name() != experiment || FindPreset(*candidate, preset) == nullptr) continue;
    for (const std::string& variant : candidate->variants()) {
      names.push_back(SettingName(*candidate, preset, variant));
    }
  }
  if (!names.empty()) return names;
  return absl::NotFoundError(absl::StrCat("unknown sweep \"", experiment, "/", preset, "\""));
}

absl::StatusOr<TrainingTask> WorkloadTasks::Make(absl::string_view name, uint64_t seed,
                                                 const std::vector<std::string>& overrides) {
  for (const NetworkWorkload& workload : NetworkWorkloads()) {
    if (workload.name == name) return MakeNetworkTask(workload, mnist_dir_, seed, overrides);
  }
  absl::StatusOr<SettingWorkload> setting = FindSetting(experiments_, name);
  if (!setting.ok()) {
    return absl::NotFoundError(
        absl::StrCat(setting.status().message(), "; there are ", absl::StrJoin(Names(), ", ")));
  }
  Experiment& experiment =
      **std::find_if(experiments_.begin(), experiments_.end(),
                     [&](const auto& e) { return e->name() == setting->experiment; });
  Hyperparameters hyperparameters = FindPreset(experiment, setting->preset)->hyperparameters;
  std::vector<std::string> assignments = setting->overrides;
  assignments.insert(assignments.end(), overrides.begin(), overrides.end());
  for (const std::string& assignment : assignments) {
    TENFOLD_RETURN_IF_ERROR(SetHyperparameter(assignment, hyperparameters));
  }
  absl::StatusOr<TrainingTask> task = experiment.MakeTask(setting->variant, hyperparameters);
  if (!task.ok()) return task;
  if (loaded_.count(setting->experiment) == 0) {
    TENFOLD_RETURN_IF_ERROR(experiment.LoadData(""));
    loaded_.insert(setting->experiment);
  }
  TENFOLD_RETURN_IF_ERROR(experiment.DrawData(hyperparameters, static_cast<int64_t>(seed), *task));
  task->train = InBatchOrder(task->train, seed);
  task->test = {};
  return task;
}

absl::StatusOr<std::vector<TrainingTask>> WorkloadTasks::MakeAll(
    absl::string_view name, const std::vector<uint64_t>& seeds,
    const std::vector<std::string>& overrides) {
  std::vector<TrainingTask> tasks;
  for (uint64_t seed : seeds) {
    TENFOLD_ASSIGN_OR_RETURN(TrainingTask task, Make(name, seed, overrides));
    tasks.push_back(std::move(task));
  }
  return tasks;
}

void WorkloadTasks::ReleaseData() {
  experiments_ = MakeExperiments();
  loaded_.clear();
  malloc_trim(0);
}

}  // namespace tenfold::benchmarks
