#include "experiments/sweeps/run_at_work.h"

#include <map>
#include <utility>

#include "base/status_macros.h"
#include "experiments/receipts/kept_state.h"

namespace tenfold {
namespace {

// What has a run keep its states.
absl::StatusOr<Checkpointing> KeepStates(RunAtWork& run) {
  TENFOLD_ASSIGN_OR_RETURN(NetworkInfo info, Analyze(run.task->network));
  run.states.clear();
  Checkpointing keeping;
  keeping.every = run.planned.keep_states;
  keeping.save = [&run, info = std::move(info)](const TrainingProgress& progress) -> absl::Status {
    TENFOLD_ASSIGN_OR_RETURN(std::string file, KeptStateFile(info, progress.state));
    run.states.emplace_back(KeptStateName(progress.epochs()), std::move(file));
    return absl::OkStatus();
  };
  return keeping;
}

// Their tasks are there, with equally many samples.
void Train(absl::Span<RunAtWork* const> runs, const std::function<bool()>& keep_going) {
  using Results = std::vector<absl::StatusOr<TrainingResult>>;
  absl::StatusOr<Results> results = Guarded([&]() -> absl::StatusOr<Results> {
    Checkpointing keeping;
    std::vector<TrainingRun> to_train;
    for (RunAtWork* run : runs) {
      to_train.push_back({&*run->task, static_cast<uint64_t>(run->planned.record.seed),
                          run->checkpoints, run->receipt.get()});
      if (run->receipt == nullptr || run->planned.keep_states == 0) continue;
      TENFOLD_ASSIGN_OR_RETURN(keeping, KeepStates(*run));
      to_train.back().checkpoints = &keeping;  // alone, and from the start
    }
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
