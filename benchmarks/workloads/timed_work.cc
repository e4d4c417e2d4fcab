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

namespace tenfold::benchmarks {
namespace {

// A store with initial weights and an executor of it.
struct Planned {
  std::shared_ptr<ParameterStore> store;
  std::unique_ptr<Executor> executor;
};

absl::StatusOr<Planned> PlanFresh(const Backend& backend, const Network& network,
                                  const OptimizerOptions& optimizer, const PlanOptions& options,
                                  const std::vector<std::vector<float>>& weights) {
  Planned planned;
  TENFOLD_ASSIGN_OR_RETURN(std::shared_ptr<ParameterStore> store,
                           backend.MakeStore(network, optimizer));
  planned.store = std::move(store);
  SetWeights(weights, *planned.store);
  TENFOLD_ASSIGN_OR_RETURN(std::unique_ptr<Executor> executor,
                           backend.Plan(network, options, planned.store));
  planned.executor = std::move(executor);
  return planned;
}

class Training final : public TimedWork {
 public:
  Training(TrainingTask task, NetworkInfo info, uint64_t seed, const Backend& backend)
      : task_(std::move(task)), info_(std::move(info)), seed_(seed), backend_(backend) {
    options_.max_rows = task_.batch_size * task_.train.rows_per_sample;
    options_.losses = task_.losses;
    options_.seed = seed;
  }

  // Before all else.
  absl::Status MakeBatches() {
    TENFOLD_ASSIGN_OR_RETURN(EpochInputs inputs, EpochInputs::Create(task_, seed_));
    inputs_.emplace(std::move(inputs));
    batches_ = BatchesOf(task_, inputs_->OfEpoch(0));
    return absl::OkStatus();
  }

  absl::Status Restart() override {
    planned_ = {};
    TENFOLD_ASSIGN_OR_RETURN(Planned planned,
                             PlanFresh(backend_, task_.network, task_.optimizer, options_,
                                       InitialWeights(info_, seed_, task_.initialization)));
    planned_ = std::move(planned);
    step_ = 0;
    return absl::OkStatus();
  }

  void RunStep() override {
    const int64_t steps = steps_per_epoch();
    if (step_ % steps == 0) inputs_->OfEpoch(static_cast<int>(step_ / steps));
    const Batch& batch = batches_[step_ % steps];
    last_loss_ = planned_.executor->TrainStep(batch.input, batch.rows, batch.targets,
                                              LearningRateOfStep(task_, step_));
    ++step_;
  }

  std::vector<double> Check(int steps) override {
    std::vector<double> losses;
    for (int i = 0; i < steps; ++i) {
      RunStep();
      losses.push_back(last_loss_);
    }
    return losses;
  }

  int steps_per_epoch() const override { return static_cast<int>(batches_.size()); }

 private:
  const TrainingTask task_;
  const NetworkInfo info_;
  const uint64_t seed_;
  const Backend& backend_;
  std::optional<EpochInputs> inputs_;
  PlanOptions options_;
  std::vector<Batch> batches_;
  Planned planned_;
  int64_t step_ = 0;
  double last_loss_ = 0.0;
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

absl::StatusOr<std::unique_ptr<TimedWork>> MakeTraining(TrainingTask task, uint64_t seed,
                                                        const Backend& backend) {
  TENFOLD_ASSIGN_OR_RETURN(NetworkInfo info, Analyze(task.network));
  auto training = std::make_unique<Training>(std::move(task), std::move(info), seed, backend);
  absl::Status status = training->MakeBatches();
  if (status.ok()) status = training->Restart();
  if (!status.ok()) return status;
  return training;
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
