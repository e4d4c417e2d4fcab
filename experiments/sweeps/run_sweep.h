// Runs a sweep as the programs do: says what there is, shows progress, ends on a signal.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "experiments/sweeps/execution.h"
#include "experiments/sweeps/summary.h"

namespace tenfold {

// What SIGINT and SIGTERM do from now on: the current runs may end for a second, then they are
// abandoned (what is stored is whole at any moment). Either way the program says what is left and
// its exit code is 128 + the signal's number. A second signal ends it at once.
void CatchInterruptions();

// What `store` has of those runs of the sweep that `runs` lists, one after the other; what is wrong
// with a record is said on stderr.
absl::Status FindRuns(const Sweep& sweep, const std::vector<uint32_t>& runs, const Store& store,
                      const std::function<void(uint32_t run, const RunState& state)>& on_found,
                      SweepCounts& counts);

// The layers that engine simd leaves to the plain loops of reference: a line on stderr for each
// variant that has any, if the sweep has that engine.
void SayLayersByReference(const std::string& name, const Sweep& sweep);

// A line on stderr of how many there are, one of what stale ones are if there are any, and one of
// conflicts that nobody has settled.
void SayCounts(const std::string& name, const SweepCounts& counts, const Store& store);

// Trains what is not there yet of `runs` (all, if the options' force). `name` is what stderr calls
// the sweep. `on_record` is called once for each run that is there in the end, never by two threads
// at once. Needs CatchInterruptions.
//
// Aborted if runs failed, Cancelled if a signal came; an error of the store ends the sweep. A store
// that cannot be written is an error only if there is something to train.
absl::Status RunSweep(const Sweep& sweep, const std::vector<uint32_t>& runs,
                      const std::string& name, Store& store,
                      const std::function<void(const RunRecord& record)>& on_record);

}  // namespace tenfold
