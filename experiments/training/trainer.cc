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

// Runs the steps; OK also if losses diverge, which the runs then say.
absl::Status RunSteps(const TrainingTask& task, const Runs& runs, CohortExecutor& executor,
                      const std::function<bool()>& keep_going) {
  const int64_t steps = task.epochs * StepsPerEpoch(task);
  std::vector<RunBatch> batches(runs.size());
  std::vector<double> losses(runs.size());
  size_t going = runs.size();
  int64_t step = 0;
  for (int epoch = 0; epoch < task.epochs; ++epoch) {
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
        if (!runs[i]->ended()) continue;
        executor.UpdateStore(static_cast<int>(i));
        runs[i]->TakeWeights();
        if (--going == 0) return absl::OkStatus();
      }
    }
    for (const auto& run : runs) {
      if (!run->ended()) run->EndEpoch();
    }
  }
  return absl::OkStatus();
}

// Returns the seconds of the steps.
absl::StatusOr<double> TrainAll(const TrainingTask& task, const Runs& runs, const Backend& backend,
                                const std::function<bool()>& keep_going) {
  std::vector<CohortRun> planned;
  for (const auto& run : runs) planned.push_back(run->planned());
  TENFOLD_ASSIGN_OR_RETURN(const std::unique_ptr<CohortExecutor> executor,
                           backend.PlanCohort(task.network, OptionsOf(task), planned));
  const auto start = std::chrono::steady_clock::now();
  TENFOLD_RETURN_IF_ERROR(RunSteps(task, runs, *executor, keep_going));
  const auto end = std::chrono::steady_clock::now();
  for (size_t i = 0; i < runs.size(); ++i) {
    if (runs[i]->ended()) continue;
    executor->UpdateStore(static_cast<int>(i));
    runs[i]->TakeWeights();
  }
  return std::chrono::duration<double>(end - start).count();
}

}  // namespace

CohortSizes SizesOfCohort(const TrainingTask& task, const Backend& backend) {
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
  const absl::StatusOr<double> seconds =
      TrainAll(*runs[places.front()].task, in_training, backend, keep_going);
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
                                     const std::function<bool()>& keep_going) {
  const TrainingRun run = {&task, seed};
  return std::move(TrainTogether({&run, 1}, backend, keep_going).front());
}

}  // namespace tenfold
