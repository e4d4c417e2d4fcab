#include "experiments/sweeps/program/run_sweep.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/signals.h"
#include "base/status_macros.h"
#include "base/text/quoted.h"
#include "engine/backends/simd/simd.h"
#include "experiments/records/results_folder.h"
#include "experiments/records/store/checkpoint.h"
#include "experiments/sweeps/program/progress.h"

namespace tenfold {
namespace {

// How long runs may take to end after a signal, in seconds.
constexpr unsigned kPatience = 1;

// What is to be said when a signal comes: "disc, shard 1 of 4", and how many runs it has.
char sweep_name[200];  // does not change once runs_planned is set
std::atomic<size_t> runs_planned{0}, runs_there{0};

void DescribeSweep(const std::string& name, size_t planned, size_t there) {
  std::snprintf(sweep_name, sizeof(sweep_name), "%s", name.c_str());
  runs_there = there;
  runs_planned = planned;
}

// Only calls that a signal handler may make.
void SayWhatIsLeft() {
  char line[sizeof(sweep_name) + 200];
  char* end = line;
  const auto add = [&](const char* text) { end = stpcpy(end, text); };
  const auto add_number = [&](size_t number) { end = std::to_chars(end, end + 20, number).ptr; };
  const size_t planned = runs_planned, there = runs_there;
  add("interrupted: ");
  if (planned == 0) {
    add("no run was begun");
  } else {
    add(sweep_name);
    add(": ");
    add_number(there);
    add(" of ");
    add_number(planned);
    add(" runs are there; the same command makes the other ");
    add_number(planned - there);
  }
  add("\n");
  if (write(STDERR_FILENO, line, static_cast<size_t>(end - line)) < 0) return;
}

bool KeepGoing() { return CaughtSignal() == 0; }

}  // namespace

void CatchInterruptions() {
  SignalOptions options;
  options.patience_s = kPatience;
  options.abandon = SayWhatIsLeft;
  CatchSignals(options);
}

absl::Status FindRuns(
    const Sweep& sweep, const std::vector<uint32_t>& runs, const Store& store,
    const std::function<absl::Status(uint32_t run, const RunState& state)>& on_found,
    const std::function<void(const std::string&)>& on_problem, FoundRuns& found) {
  for (uint32_t i : runs) {
    TENFOLD_ASSIGN_OR_RETURN(const RunState state, FindRun(sweep, sweep[i], store));
    found.counts.Add(state.found.state, state.to_run);
    if (state.to_run) found.to_run.push_back(i);
    if (!state.found.problem.empty()) {
      on_problem(absl::StrCat(StateName(state.found.state), ": ", PlainLine(state.found.problem)));
    }
    TENFOLD_RETURN_IF_ERROR(on_found(i, state));
  }
  return absl::OkStatus();
}

void SayLayersByReference(const std::string& name, const Sweep& sweep) {
  const SweepOptions& options = sweep.options();
  if (std::none_of(options.engines.begin(), options.engines.end(),
                   [](const Backend* engine) { return engine->name() == "simd"; })) {
    return;
  }
  for (const std::string& variant : options.variants) {
    const absl::StatusOr<TrainingTask> task = sweep.MakeTask(variant);
    if (!task.ok()) continue;  // Sweep::Create has made it already
    const absl::StatusOr<std::vector<std::string>> layers = simd::LayersByReference(task->network);
    if (!layers.ok() || layers->empty()) continue;
    std::fprintf(stderr, "%s: %s: engine simd takes the plain loops of reference for %s\n",
                 name.c_str(), variant.c_str(), absl::StrJoin(*layers, ", ").c_str());
  }
}

absl::StatusOr<FoundRuns> FindMissing(const Sweep& sweep, const std::vector<uint32_t>& runs,
                                      const Store& store, const std::function<bool()>& keep_going,
                                      const std::function<void(const RunRecord&)>& on_record,
                                      const std::function<void(const std::string&)>& on_problem) {
  FoundRuns found;
  std::set<std::string> folders;  // of what is present
  std::error_code error;
  const bool has_checkpoints =
      std::filesystem::exists(absl::StrCat(store.results_dir(), "/", kCheckpointsFolder), error);
  TENFOLD_RETURN_IF_ERROR(FindRuns(
      sweep, runs, store,
      [&](uint32_t, const RunState& state) {
        if (!keep_going()) return absl::CancelledError("interrupted");
        if (state.to_run) return absl::OkStatus();
        // Left by a process that was killed just before the run's end. One that stays does no harm.
        if (has_checkpoints) {
          RemoveCheckpoint(store.results_dir(), state.found.record->run_id).IgnoreError();
        }
        for (std::string& folder : store.FoldersOf(*state.found.record)) {
          folders.insert(std::move(folder));
        }
        on_record(*state.found.record);
        return absl::OkStatus();
      },
      on_problem, found));
  if (!store.writable().ok() && !found.to_run.empty()) return store.writable();
  if (store.writable().ok()) TENFOLD_RETURN_IF_ERROR(SyncFolders(folders));
  return found;
}

std::vector<std::string> WarningsOf(const FoundRuns& found, const Store& store) {
  std::vector<std::string> lines;
  if (store.conflicts() > 0) {
    lines.push_back(ConflictLine(store.results_dir(), store.conflicts()));
  }
  if (found.counts.stale() > 0) {
    lines.push_back(
        "stale records were made by other sources or libraries, or before an upgrade: "
        "the sweep trains their runs again and moves them to superseded/; to keep them, "
        "choose another --results_dir (experiments/UPGRADING.md)");
  }
  return lines;
}

void SayProblem(const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); }

void SayFound(const std::string& name, const FoundRuns& found, const Store& store) {
  std::fprintf(stderr, "%s: %s\n", name.c_str(), found.counts.ToString().c_str());
  for (const std::string& line : WarningsOf(found, store)) {
    std::fprintf(stderr, "%s: %s\n", name.c_str(), line.c_str());
  }
}

absl::Status RunSweep(const Sweep& sweep, const std::vector<uint32_t>& runs,
                      const std::string& name, Store& store,
                      const std::function<void(const RunRecord& record)>& on_record) {
  TENFOLD_ASSIGN_OR_RETURN(
      const FoundRuns found,
      FindMissing(sweep, runs, store, [] { return true; }, on_record, SayProblem));
  SayFound(name, found, store);

  size_t there = runs.size() - found.to_run.size();
  DescribeSweep(name, runs.size(), there);
  Progress progress(static_cast<int>(found.to_run.size()), isatty(STDERR_FILENO) != 0, stderr);
  const absl::Status status = ExecuteRuns(
      sweep, found.to_run, &store, KeepGoing,
      [&](const RunRecord& record) {
        progress.Finished(record);
        runs_there = ++there;
        on_record(record);
      },
      [&](const std::string& message) {
        progress.End();
        std::fprintf(stderr, "failed: %s\n", PlainLine(message).c_str());
      });
  progress.End();
  if (absl::IsCancelled(status)) {
    alarm(0);
    SayWhatIsLeft();
  }
  return status;
}

}  // namespace tenfold
