#include "experiments/sweeps/run_at_work.h"

#include <map>
#include <utility>

#include "base/status_macros.h"

namespace tenfold {
namespace {

// Their tasks are there, with equally many samples.
void Train(absl::Span<RunAtWork* const> runs, const std::function<bool()>& keep_going) {
  using Results = std::vector<absl::StatusOr<TrainingResult>>;
  std::vector<TrainingRun> to_train;
  for (const RunAtWork* run : runs) {
    to_train.push_back({&*run->task, static_cast<uint64_t>(run->planned.record.seed),
                        run->checkpoints, run->receipt.get()});
  }
  absl::StatusOr<Results> results = Guarded([&]() -> absl::StatusOr<Results> {
    return TrainTogether(to_train, *runs.front()->planned.engine, keep_going);
  });
  for (size_t i = 0; i < runs.size(); ++i) {
    if (results.ok()) {
      runs[i]->result = std::move((*results)[i]);
    } else if (runs.size() == 1) {
      runs[i]->result = results.status();
    } else {
      Train(runs.subspan(i, 1), keep_going);  // what was thrown may be of one of them
    }
  }
}

}  // namespace

RunAtWork RunWithData(const Sweep& sweep, PlannedRun planned) {
  absl::StatusOr<TrainingTask> task = Guarded([&]() -> absl::StatusOr<TrainingTask> {
    TENFOLD_ASSIGN_OR_RETURN(TrainingTask made, sweep.MakeTask(planned.record.variant));
    TENFOLD_RETURN_IF_ERROR(
        sweep.experiment().DrawData(sweep.options().hyperparameters, planned.record.seed, made));
    return made;
  });
  absl::Status status = task.ok() ? absl::UnknownError("not trained") : task.status();
  return {std::move(planned), std::move(task), std::move(status)};
}

void TrainRuns(absl::Span<RunAtWork> runs, const std::function<bool()>& keep_going) {
  std::map<int, std::vector<RunAtWork*>> by_samples;
  for (RunAtWork& run : runs) {
    if (!run.task.ok()) continue;
    if (run.receipt != nullptr) {
      RunAtWork* const alone = &run;
      Train({&alone, 1}, keep_going);
    } else {
      by_samples[run.task->train.count].push_back(&run);
    }
  }
  for (const auto& [samples, together] : by_samples) Train(together, keep_going);
}

}  // namespace tenfold
