#include "benchmarks/workloads/timed_work.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"
#include "engine/network/initial_weights.h"
#include "experiments/compare/parity_tolerance.h"
#include "experiments/training/epoch_inputs.h"
#include "experiments/training/learning_rate_schedule.h"
#include "experiments/training/trainer.h"

namespace tenfold::benchmarks {
namespace {

// What a training of one seed has of its own.
struct SeedInTraining {
  SeedInTraining(TrainingTask task, uint64_t seed) : task(std::move(task)), seed(seed) {}

  const TrainingTask task;
  const uint64_t seed;
  std::optional<EpochInputs> inputs;
  std::vector<Batch> batches;
};

class Training final : public TimedWork {
 public:
  Training(std::vector<std::unique_ptr<SeedInTraining>> seeds, NetworkInfo info,
           const Backend& backend)
      : seeds_(std::move(seeds)),
        task_(seeds_.front()->task),
        info_(std::move(info)),
        backend_(backend),
        step_batches_(seeds_.size()),
        losses_(seeds_.size()) {
    options_.max_rows = task_.batch_size * task_.train.rows_per_sample;
    options_.losses = task_.losses;
  }

  // Before all else.
  absl::Status MakeBatches() {
    for (const auto& seed : seeds_) {
      TENFOLD_ASSIGN_OR_RETURN(EpochInputs inputs, EpochInputs::Create(seed->task, seed->seed));
      seed->inputs.emplace(std::move(inputs));
      seed->batches = BatchesOf(seed->task, seed->inputs->OfEpoch(0));
    }
    return absl::OkStatus();
  }

  absl::Status Restart() override {
    executor_ = nullptr;
    std::vector<CohortRun> runs;
    for (const auto& seed : seeds_) {
      TENFOLD_ASSIGN_OR_RETURN(std::shared_ptr<ParameterStore> store,
                               backend_.MakeStore(task_.network, task_.optimizer));
      SetWeights(InitialWeights(info_, seed->seed, task_.initialization), *store);
      runs.push_back({std::move(store), seed->seed});
    }
    TENFOLD_ASSIGN_OR_RETURN(executor_, backend_.PlanCohort(task_.network, options_, runs));
    step_ = 0;
    return absl::OkStatus();
  }

  void RunStep() override {
    const int64_t steps = steps_per_epoch();
    const double learning_rate = LearningRateOfStep(task_, step_);
    for (size_t i = 0; i < seeds_.size(); ++i) {
      if (step_ % steps == 0) seeds_[i]->inputs->OfEpoch(static_cast<int>(step_ / steps));
      const Batch& batch = seeds_[i]->batches[step_ % steps];
      step_batches_[i] = {batch.input, batch.targets, learning_rate};
    }
    executor_->TrainStep(seeds_.front()->batches[step_ % steps].rows, step_batches_,
                         absl::MakeSpan(losses_));
    ++step_;
  }

  std::vector<double> Check(int steps) override {
    std::vector<double> losses(steps * seeds_.size());
    for (int step = 0; step < steps; ++step) {
      RunStep();
      for (size_t i = 0; i < seeds_.size(); ++i) losses[i * steps + step] = losses_[i];
    }
    return losses;
  }

  int steps_per_epoch() const override { return static_cast<int>(seeds_.front()->batches.size()); }

 private:
  const std::vector<std::unique_ptr<SeedInTraining>> seeds_;
  const TrainingTask& task_;  // the first one's
  const NetworkInfo info_;
  const Backend& backend_;
  PlanOptions options_;
  std::unique_ptr<CohortExecutor> executor_;
  std::vector<RunBatch> step_batches_;
  std::vector<double> losses_;
  int64_t step_ = 0;
};

// Cohorts one after the other, an epoch of each.
class Cohorts final : public TimedWork {
 public:
  explicit Cohorts(std::vector<std::unique_ptr<TimedWork>> cohorts)
      : cohorts_(std::move(cohorts)) {}

  absl::Status Restart() override {
    for (const auto& cohort : cohorts_) TENFOLD_RETURN_IF_ERROR(cohort->Restart());
    return absl::OkStatus();
  }

  void RunStep() override {
    for (const auto& cohort : cohorts_) cohort->RunStep();
  }

  void RunEpochs(int epochs) override {
    for (int i = 0; i < epochs; ++i) {
      for (const auto& cohort : cohorts_) cohort->RunEpoch();
    }
  }

  std::vector<double> Check(int steps) override {
    std::vector<double> losses;
    for (const auto& cohort : cohorts_) {
      const std::vector<double> more = cohort->Check(steps);
      losses.insert(losses.end(), more.begin(), more.end());
    }
    return losses;
  }

  int steps_per_epoch() const override { return cohorts_.front()->steps_per_epoch(); }

 private:
  const std::vector<std::unique_ptr<TimedWork>> cohorts_;
};

absl::Status CheckAgree(absl::string_view a_name, const std::vector<double>& a,
                        absl::string_view b_name, const std::vector<double>& b, const char* what,
                        const std::function<double(size_t)>& tolerance) {
  if (a.size() != b.size() || a.empty()) {
    return absl::FailedPreconditionError(
        absl::StrFormat("%s gives %d numbers to check, %s %d", a_name, a.size(), b_name, b.size()));
  }
  for (size_t i = 0; i < a.size(); ++i) {
    // Written so that what is no number disagrees.
    if (a[i] == b[i] ||
        std::abs(a[i] - b[i]) <= tolerance(i) * std::max(std::abs(a[i]), std::abs(b[i]))) {
      continue;
    }
    return absl::FailedPreconditionError(
        absl::StrFormat("%s and %s do not do the same work: %s %d is %.9g and %.9g", a_name, b_name,
                        what, i, a[i], b[i]));
  }
  return absl::OkStatus();
}

int64_t StepsPerEpoch(const TrainingTask& task) {
  return (int64_t{task.train.count} + task.batch_size - 1) / task.batch_size;
}

}  // namespace

std::vector<Batch> BatchesOf(const TrainingTask& task, const std::vector<float>& inputs) {
  const Samples& samples = task.train;
  const int64_t sample_size = samples.rows_per_sample * NumElements(task.network.input_shape);
  std::vector<Batch> batches;
  for (int first = 0; first < samples.count; first += task.batch_size) {
    const int count = std::min(task.batch_size, samples.count - first);
    Batch batch{inputs.data() + first * sample_size, count * samples.rows_per_sample, count, {}};
    for (const TargetArray& array : samples.targets) {
      const auto at = [&](const auto& values) {
        return values.data() + static_cast<int64_t>(values.size()) / samples.count * first;
      };
      batch.targets.push_back({at(array.values), at(array.classes)});
    }
    batches.push_back(std::move(batch));
  }
  return batches;
}

double LearningRateOfStep(const TrainingTask& task, int64_t step) {
  const int64_t steps = task.epochs * StepsPerEpoch(task);
  return task.learning_rate * LearningRateFactor(task.schedule, std::min(step, steps - 1), steps);
}

absl::StatusOr<std::unique_ptr<TimedWork>> MakeTraining(std::vector<TrainingTask> tasks,
                                                        const std::vector<uint64_t>& seeds,
                                                        const Backend& backend) {
  TENFOLD_ASSIGN_OR_RETURN(NetworkInfo info, Analyze(tasks.front().network));
  const CohortSizes sizes = SizesOfCohort(tasks.front(), backend);
  std::vector<std::unique_ptr<TimedWork>> cohorts;
  for (size_t first = 0; first < tasks.size();) {
    size_t size = std::min(static_cast<size_t>(sizes.most), tasks.size() - first);
    if (size < static_cast<size_t>(sizes.least)) size = 1;
    std::vector<std::unique_ptr<SeedInTraining>> cohort;
    for (size_t i = first; i < first + size; ++i) {
      cohort.push_back(std::make_unique<SeedInTraining>(std::move(tasks[i]), seeds[i]));
    }
    auto training = std::make_unique<Training>(std::move(cohort), info, backend);
    TENFOLD_RETURN_IF_ERROR(training->MakeBatches());
    TENFOLD_RETURN_IF_ERROR(training->Restart());
    cohorts.push_back(std::move(training));
    first += size;
  }
  if (cohorts.size() == 1) return std::move(cohorts.front());
  return std::make_unique<Cohorts>(std::move(cohorts));
}

absl::StatusOr<Flops> EpochFlops(const TrainingTask& task) {
  return CountFlops(task.network, task.train.count * task.train.rows_per_sample,
                    /*needs_input_gradient=*/false);
}

absl::StatusOr<double> EpochBytes(const TrainingTask& task) {
  TENFOLD_ASSIGN_OR_RETURN(NetworkInfo info, Analyze(task.network));
  double batches = static_cast<double>(task.train.inputs.size() * sizeof(float));
  for (const TargetArray& targets : task.train.targets) {
    batches += static_cast<double>(targets.values.size() * sizeof(float) +
                                   targets.classes.size() * sizeof(int32_t));
  }
  double weights = 0.0;
  for (const ParameterInfo& parameter : info.parameters) {
    weights += static_cast<double>(NumElements(parameter.shape));
  }
  const double steps = static_cast<double>(StepsPerEpoch(task));
  const int arrays = 1 + StatesPerParameter(task.optimizer);
  return batches + steps * weights * arrays * 2.0 * sizeof(float);
}

absl::Status CheckLossesAgree(absl::string_view a_name, const std::vector<double>& a,
                              absl::string_view b_name, const std::vector<double>& b, int steps) {
  return CheckAgree(a_name, a, b_name, b, "loss of step",
                    [&](size_t i) { return compare::LossTolerance(static_cast<int>(i % steps)); });
}

absl::Status CheckResultsAgree(absl::string_view a_name, const std::vector<double>& a,
                               absl::string_view b_name, const std::vector<double>& b) {
  return CheckAgree(a_name, a, b_name, b, "sum over result",
                    [](size_t) { return compare::kFirstStepsTolerance; });
}

}  // namespace tenfold::benchmarks
