// Runs a sweep as the programs do: says what there is, shows progress, ends on a signal.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "experiments/sweeps/execution.h"
#include "experiments/sweeps/program/summary.h"

namespace tenfold {

// What SIGINT and SIGTERM do from now on: the current runs may end for a second, then they are
// abandoned (what is stored is whole at any moment). Either way the program says what is left and
// its exit code is 128 + the signal's number. A second signal ends it at once.
void CatchInterruptions();

// What a store has of some runs of a sweep.
struct FoundRuns {
  SweepCounts counts;
  std::vector<uint32_t> to_run;
};

// The layers that engine simd leaves to the plain loops of reference: a line on stderr for each
// variant that has any, if the sweep has that engine.
void SayLayersByReference(const std::string& name, const Sweep& sweep);

// Adds to `found` what `store` has of those runs of the sweep that `runs` lists, one after the
// other, and ends with the first error of `on_found`; `on_problem` gets a line for each record with
// which something is wrong.
absl::Status FindRuns(
    const Sweep& sweep, const std::vector<uint32_t>& runs, const Store& store,
    const std::function<absl::Status(uint32_t run, const RunState& state)>& on_found,
    const std::function<void(const std::string& line)>& on_problem, FoundRuns& found);

// The same before a sweep: `on_record` gets the records that stay, which are made to last. An error
// if there is something to train and the store cannot be written; Cancelled if keep_going said no.
absl::StatusOr<FoundRuns> FindMissing(const Sweep& sweep, const std::vector<uint32_t>& runs,
                                      const Store& store, const std::function<bool()>& keep_going,
                                      const std::function<void(const RunRecord&)>& on_record,
                                      const std::function<void(const std::string&)>& on_problem);

// A line of conflicts that nobody has settled, and one of what stale records are, if there are any.
std::vector<std::string> WarningsOf(const FoundRuns& found, const Store& store);

// On stderr: a problem; how many runs there are, and what to be warned of.
void SayProblem(const std::string& line);
void SayFound(const std::string& name, const FoundRuns& found, const Store& store);

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
