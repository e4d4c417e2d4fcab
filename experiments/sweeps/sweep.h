// A sweep: settings times seeds of one experiment, run in parallel, one run a thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/network/backend.h"
#include "experiments/records/run_record.h"
#include "experiments/records/store.h"
#include "experiments/sweeps/experiment.h"
#include "experiments/sweeps/provenance.h"

namespace tenfold {

struct SweepOptions {
  Preset preset;
  Hyperparameters hyperparameters;  // the preset's, with what --set changed
  std::vector<std::string> variants;
  std::vector<const Backend*> engines;
  std::vector<int64_t> seeds;
  int jobs = 1;
  bool force = false;         // run what is there already
  bool save_weights = false;  // initial and final weights as .npy files among the artifacts
  // Records say nothing of when and where they are made, as what keeps them may hand them out
  // later and elsewhere.
  bool build_action = false;
};

// One run, before it is made: the record holds what identifies it, and its provenance with the key.
struct PlannedRun {
  RunRecord record;
  const Backend* engine;
  bool makes_artifacts;  // the first ten seeds of each setting
};

// The runs of a sweep in canonical order: by variant and engine as listed, then by seed. Each is
// made when it is asked for, so a sweep of thousands takes no more memory than a small one.
class SweepPlan {
 public:
  // InvalidArgument if a hyperparameter is out of range for one of the variants or asks for more
  // data than there is. The experiment and the options must outlive the plan. `process_provenance`
  // gets the engine's of `digests`, which has one for each engine of the options.
  static absl::StatusOr<SweepPlan> Create(const Experiment& experiment, const SweepOptions& options,
                                          nlohmann::ordered_json process_provenance,
                                          EngineDigests digests);

  size_t size() const;
  PlannedRun operator[](size_t i) const;

 private:
  SweepPlan(const Experiment& experiment, const SweepOptions& options)
      : experiment_(&experiment), options_(&options) {}

  const Experiment* experiment_;
  const SweepOptions* options_;
  nlohmann::ordered_json process_provenance_;
  EngineDigests digests_;
  RunRecord common_;       // what all runs share
  std::string preset_id_;  // "paper,epochs=2"
};

// What there is of a planned run.
struct RunState {
  LookupResult found;
  bool to_run = false;  // whatever is not present, and all if forced
};
// Without the weights that were asked for a run is incomplete.
absl::StatusOr<RunState> FindRun(const Experiment& experiment, const SweepOptions& options,
                                 const PlannedRun& run, const Store& store);

// Trains one run and stores its files, the record last; one that another process has made in the
// meantime is taken from the store. What is returned is safely stored. Aborted if training ended
// with an error, which is then noted in the store.
absl::StatusOr<RunRecord> ExecuteRun(const Experiment& experiment, const SweepOptions& options,
                                     PlannedRun run, Store& store,
                                     const std::function<bool()>& keep_going);

// Executes those runs of the plan that `to_run` lists, with options.jobs threads. `on_finished` or
// `on_failed` is called for each in the order in which they end, never by two threads at once.
//
// A run that fails does not keep others from being made; Aborted in the end. An error of the store
// ends the sweep: the other threads end their current run. Cancelled if keep_going said no.
absl::Status ExecuteRuns(const Experiment& experiment, const SweepOptions& options,
                         const SweepPlan& plan, const std::vector<uint32_t>& to_run, Store& store,
                         const std::function<bool()>& keep_going,
                         const std::function<void(const RunRecord&)>& on_finished,
                         const std::function<void(const std::string& message)>& on_failed);

}  // namespace tenfold
