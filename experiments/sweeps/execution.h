// The runs of a sweep, trained and stored in parallel, one cohort a thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "experiments/records/run_record.h"
#include "experiments/records/store/store.h"
#include "experiments/sweeps/sweep.h"
#include "experiments/training/trainer.h"

namespace tenfold {

// What stands in a file of a run's weights beside them: members of saved_weights.h, and what the
// task adds.
std::map<std::string, std::string> WeightsMetadata(const TrainingTask& task,
                                                   const std::string& run_id,
                                                   const std::string& engine);

// What there is of a planned run.
struct RunState {
  LookupResult found;
  bool to_run = false;  // whatever is not present, and all if forced
};
// Without the weights that were asked for a run is incomplete.
absl::StatusOr<RunState> FindRun(const Sweep& sweep, const PlannedRun& run, const Store& store);

// Takes what a run has trained, by its place in the sweep, after it is stored; its error is the
// run's.
using OnTrained =
    std::function<absl::Status(uint32_t run, const TrainingTask& task, TrainingResult result)>;

// Trains runs of one setting together (cohorts.h) and stores the files of each, the record last;
// one that another process has made in the meantime is taken from the store. `on_ended` is called
// once for each run, when it is safely stored; with Aborted if its training ended with an error,
// which is then noted in the store. After another error, or when `on_ended` has said no, no more is
// stored. A store of null keeps nothing.
void ExecuteCohort(const Sweep& sweep, const std::vector<uint32_t>& cohort, Store* store,
                   const std::function<bool()>& keep_going, const OnTrained& on_trained,
                   const std::function<bool(const absl::StatusOr<RunRecord>&)>& on_ended);

// Executes those runs of the sweep that `to_run` lists, with the options' jobs threads, all of
// which have ended when it returns. `on_finished` or `on_failed` is called for each in the order in
// which they end, never by two threads at once; before, by the thread that trained it,
// `on_trained`.
//
// A run that fails does not keep others from being made; Aborted in the end. An error of the store
// ends the sweep: the other threads end their current runs. Cancelled if keep_going said no.
absl::Status ExecuteRuns(const Sweep& sweep, const std::vector<uint32_t>& to_run, Store* store,
                         const std::function<bool()>& keep_going,
                         const std::function<void(const RunRecord&)>& on_finished,
                         const std::function<void(const std::string& message)>& on_failed,
                         const OnTrained& on_trained = nullptr);

}  // namespace tenfold
