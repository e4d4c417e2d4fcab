#include "experiments/training/trainer.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "base/check.h"
#include "base/status_macros.h"
#include "engine/numerics/floating_point_environment.h"
#include "experiments/training/run_in_training.h"

namespace tenfold {
namespace {

using Runs = std::vector<std::unique_ptr<RunInTraining>>;

// Measures training without what is done between its steps.
class Stopwatch {
 public:
  void Start() { start_ = std::chrono::steady_clock::now(); }
  void Stop() {
    seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }
  double seconds() const { return seconds_; }

 private:
  double seconds_ = 0.0;
  std::chrono::steady_clock::time_point start_;
};

// Runs the steps; OK also if losses diverge, which the runs then say. All runs have done equally
// many epochs.
absl::Status RunSteps(const Runs& runs, CohortExecutor& executor,
                      const std::function<bool()>& keep_going, Stopwatch& stopwatch) {
  const TrainingTask& task = runs.front()->task();
  const int64_t steps = task.epochs * StepsPerEpoch(task);
  std::vector<RunBatch> batches(runs.size());
  std::vector<double> losses(runs.size());
  size_t going = runs.size();
  // Whether no run is left.
  const auto end_if_over = [&](size_t i) {
    if (!runs[i]->ended()) return false;
    executor.UpdateStore(static_cast<int>(i));
    runs[i]->TakeWeights();
    return --going == 0;
  };
  const int first_epoch = runs.front()->epochs();
  int64_t step = first_epoch * StepsPerEpoch(task);
  for (int epoch = first_epoch; epoch < task.epochs; ++epoch) {
    if (epoch > first_epoch) {
      stopwatch.Stop();
      for (const auto& run : runs) {
        TENFOLD_RETURN_IF_ERROR(run->SaveCheckpoint(stopwatch.seconds()));
      }
      stopwatch.Start();
    }
    if (!keep_going()) return absl::CancelledError("interrupted");
    for (const auto& run : runs) {
      if (!run->ended()) run->BeginEpoch(epoch);
    }
    for (int first = 0; first < task.train.count; first += task.batch_size) {
      const int count = std::min(task.batch_size, task.train.count - first);
      for (size_t i = 0; i < runs.size(); ++i) {
        // One that has ended takes its latest batch again, and nobody looks at what it gives.
        if (!runs[i]->ended()) batches[i] = runs[i]->GatherBatch(first, count, step, steps);
      }
      executor.TrainStep(count * task.train.rows_per_sample, batches, absl::MakeSpan(losses));
      ++step;
      for (size_t i = 0; i < runs.size(); ++i) {
        if (runs[i]->ended()) continue;
        runs[i]->EndStep(step, count, losses[i]);
        if (end_if_over(i)) return absl::OkStatus();
      }
    }
    for (size_t i = 0; i < runs.size(); ++i) {
      if (runs[i]->ended()) continue;
      runs[i]->EndEpoch();
      if (end_if_over(i)) return absl::OkStatus();
    }
  }
  return absl::OkStatus();
}

// Returns the seconds of the steps.
absl::StatusOr<double> TrainAll(const Runs& runs, const Backend& backend,
                                const std::function<bool()>& keep_going) {
  const TrainingTask& task = runs.front()->task();
  std::vector<CohortRun> planned;
  for (const auto& run : runs) planned.push_back(run->planned());
  TENFOLD_ASSIGN_OR_RETURN(const std::unique_ptr<CohortExecutor> executor,
                           backend.PlanCohort(task.network, OptionsOf(task), planned));
  Stopwatch stopwatch;
  stopwatch.Start();
  TENFOLD_RETURN_IF_ERROR(RunSteps(runs, *executor, keep_going, stopwatch));
  stopwatch.Stop();
  for (size_t i = 0; i < runs.size(); ++i) {
    if (runs[i]->ended()) continue;
    executor->UpdateStore(static_cast<int>(i));
    runs[i]->TakeWeights();
  }
  return stopwatch.seconds();
}

}  // namespace

CohortSizes SizesOfCohort(const TrainingTask& task, const Backend& backend) {
  // These look at a run's parameters between its steps.
  if (task.early_stopping.patience > 0 || MaxGradNorm(task.optimizer) != 0.0) return {};
  return backend.SizesOfCohort(task.network, OptionsOf(task));
}

std::vector<absl::StatusOr<TrainingResult>> TrainTogether(absl::Span<const TrainingRun> runs,
                                                          const Backend& backend,
                                                          const std::function<bool()>& keep_going) {
  for (const TrainingRun& run : runs) {
    TENFOLD_CHECK(run.task->train.count == runs.front().task->train.count, run.task->train.count,
                  " samples beside ", runs.front().task->train.count);
  }
  const ContractFloatingPoint floating_point;
  std::vector<absl::StatusOr<TrainingResult>> results(runs.size());
  Runs in_training;
  std::vector<size_t> places;  // of those in training
  for (size_t i = 0; i < runs.size(); ++i) {
    absl::StatusOr<std::unique_ptr<RunInTraining>> run = RunInTraining::Create(runs[i], backend);
    if (!run.ok()) {
      results[i] = run.status();
      continue;
    }
    in_training.push_back(*std::move(run));
    places.push_back(i);
  }
  if (in_training.empty()) return results;
  const absl::StatusOr<double> seconds = TrainAll(in_training, backend, keep_going);
  for (size_t i = 0; i < places.size(); ++i) {
    if (seconds.ok()) {
      results[places[i]] =
          in_training[i]->Evaluate(backend, *seconds / static_cast<double>(in_training.size()));
    } else {
      results[places[i]] = seconds.status();
    }
  }
  return results;
}

absl::StatusOr<TrainingResult> Train(const TrainingTask& task, uint64_t seed,
                                     const Backend& backend,
                                     const std::function<bool()>& keep_going,
                                     const Checkpointing& checkpoints) {
  const TrainingRun run = {&task, seed, &checkpoints};
  return std::move(TrainTogether({&run, 1}, backend, keep_going).front());
}

}  // namespace tenfold
