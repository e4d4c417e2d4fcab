// Engines side by side with the best that LibTorch can do, in fresh processes.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/types/optional.h"
#include "base/callers_folder.h"
#include "base/status_macros.h"
#include "benchmarks/session/group_session.h"
#include "benchmarks/session/measuring_session.h"
#include "benchmarks/session/ratio_table.h"
#include "engine/backends/backends.h"
#include "experiments/measurements/file.h"

ABSL_FLAG(bool, quick, false, "W1, W2 and W3 only, in three minutes.");
ABSL_FLAG(std::string, json, "", "Also write a JSON file, for the report and for :compare.");
ABSL_FLAG(std::vector<std::string>, engines, {},
          "Engines to compare, separated by commas. Default: all but reference.");
ABSL_FLAG(absl::optional<std::string>, peers, absl::nullopt,
          "Folder of a virtual environment with JAX, PyTorch and NumPy, to compare with these too; "
          "./bazelw --with=peers makes one. Default: what TENFOLD_PEERS names, or none.");
ABSL_FLAG(
    std::string, rows, "",
    "Only the row of this name, or if there is none all with this in their name, for instance "
    "\"W1 b10\", sweep/ or operation/.");
ABSL_FLAG(absl::optional<double>, minutes, absl::nullopt,
          "When to stop. Default: 25, with --quick 3, beside peers 60 and 30; a round that has "
          "begun is finished.");
ABSL_FLAG(absl::optional<double>, ms, absl::nullopt,
          "How long each process trains. Default: 100, with --quick 60.");
ABSL_FLAG(
    absl::optional<int>, least_rounds, absl::nullopt,
    "Undisturbed rounds that an interval needs before it is taken as narrow. Default: 4, with "
    "--quick 3.");
ABSL_FLAG(bool, keep_disturbed, false,
          "Throw no rounds away: for a machine that is never quiet. The result says so.");
ABSL_FLAG(int, most_rounds, 30, "Rounds after which a row stays as wide as it is.");

namespace tenfold::benchmarks {
namespace {

absl::StatusOr<std::vector<std::string>> Engines() {
  std::vector<std::string> engines = absl::GetFlag(FLAGS_engines);
  if (engines.empty()) {
    for (const Backend* backend : AllBackends()) {
      if (backend->name() != "reference") engines.emplace_back(backend->name());
    }
  }
  for (const std::string& engine : engines) {
    if (absl::Status status = FindBackend(engine).status(); !status.ok()) {
      return absl::InvalidArgumentError(absl::StrCat("--engines: ", status.message()));
    }
  }
  if (engines.size() < 2 && !WorkerStarter::HaveLibtorch()) {
    return absl::InvalidArgumentError("--engines: without LibTorch two engines are compared");
  }
  return engines;
}

// The environment of the peers; empty for none.
std::string Peers() {
  if (absl::GetFlag(FLAGS_peers).has_value()) return FromCallersFolder(*absl::GetFlag(FLAGS_peers));
  const char* const named = std::getenv(kPeersVariable);
  return named == nullptr ? "" : named;
}

absl::StatusOr<std::vector<Group>> ChosenGroups() {
  const std::string rows = absl::GetFlag(FLAGS_rows);
  const std::vector<Group> all = AllGroups();
  std::vector<Group> exact, groups;
  for (Group group : all) {
    if (absl::GetFlag(FLAGS_quick) && !group.quick) continue;
    std::vector<std::string> workloads;
    for (const std::string& workload : group.workloads) {
      const std::string name = workload + group.suffix;
      if (name == rows) {
        exact.push_back(group);
        exact.back().workloads = {workload};
      }
      if (absl::StrContains(name, rows)) workloads.push_back(workload);
    }
    group.workloads = workloads;
    if (!workloads.empty()) groups.push_back(group);
  }
  if (!exact.empty()) return exact;
  if (groups.empty() && absl::GetFlag(FLAGS_quick) &&
      std::any_of(all.begin(), all.end(), [&](const Group& group) {
        return std::any_of(
            group.workloads.begin(), group.workloads.end(),
            [&](const std::string& name) { return absl::StrContains(name + group.suffix, rows); });
      })) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--rows: --quick has only W1 to W3; without it there are rows with \"", rows, "\""));
  }
  if (groups.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--rows: no row has \"", rows, "\" in its name"));
  }
  return groups;
}

absl::Status CheckRanges(double milliseconds, double minutes, int least_rounds) {
  TENFOLD_RETURN_IF_ERROR(CheckMilliseconds(milliseconds));
  TENFOLD_RETURN_IF_ERROR(CheckMinutes(minutes));
  const int most = absl::GetFlag(FLAGS_most_rounds);
  if (least_rounds < 2) {
    return absl::InvalidArgumentError(
        absl::StrCat("--least_rounds is ", least_rounds, "; an interval needs 2 or more"));
  }
  if (most < least_rounds) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--most_rounds is ", most, "; it must not be below --least_rounds, ", least_rounds));
  }
  return absl::OkStatus();
}

absl::StatusOr<SessionOptions> Options() {
  const bool quick = absl::GetFlag(FLAGS_quick);
  SessionOptions options;
  TENFOLD_ASSIGN_OR_RETURN(std::vector<std::string> engines, Engines());
  options.engines = std::move(engines);
  options.milliseconds = absl::GetFlag(FLAGS_ms).value_or(quick ? 60.0 : 100.0);
  options.trial_milliseconds = std::min(options.milliseconds, 30.0);
  options.rounds.least = absl::GetFlag(FLAGS_least_rounds).value_or(quick ? 3 : 4);
  options.rounds.keep_disturbed = absl::GetFlag(FLAGS_keep_disturbed);
  return options;
}

// Adds a group's rows to the session's.
void Add(const GroupSession& session, const absl::Status& status, bool interrupted,
         const GroupResult& result, measurements::Benchmark& benchmark) {
  for (const measurements::Ratio& ratio : result.ratios) {
    (ratio.ratio.has_value() ? benchmark.ratios : benchmark.not_measured).push_back(ratio);
  }
  if (result.ratios.empty()) {
    measurements::Ratio& not_begun = benchmark.not_measured.emplace_back();
    not_begun.workload = session.name();
    not_begun.why = status.ok() && interrupted ? "interrupted" : std::string(status.message());
  }
  benchmark.timings.insert(benchmark.timings.end(), result.timings.begin(), result.timings.end());
  benchmark.configurations.insert(benchmark.configurations.end(), result.tried.begin(),
                                  result.tried.end());
}

void PrintEnd(MeasuringSession& measuring, const SessionOptions& options) {
  const WorkerStarter& workers = measuring.workers();
  if (workers.blas().has_value()) {
    for (const auto& [name, version] : *workers.blas()) {
      if (name != "libtorch_blas") continue;
      std::printf("LibTorch's BLAS: %s%s%s\n", version.c_str(),
                  workers.cleared().empty() ? "" : "; left out of the environment: ",
                  absl::StrJoin(workers.cleared(), " ").c_str());
    }
  } else if (!WorkerStarter::HaveLibtorch()) {
    std::printf("without LibTorch: ratios are to %s\n", options.engines.back().c_str());
  }
  std::printf(
      "%.0f s; rows marked wide did not get to +-%.0f %% in %d undisturbed rounds or more\n",
      measuring.Seconds(), options.rounds.half_width * 100, options.rounds.least);
}

absl::Status Run(const std::string& mnist_dir) {
  const bool quick = absl::GetFlag(FLAGS_quick);
  TENFOLD_ASSIGN_OR_RETURN(SessionOptions options, Options());
  absl::StatusOr<std::vector<Group>> groups = ChosenGroups();
  if (!groups.ok()) return groups.status();
  const std::string peers = Peers();
  options.peers = !peers.empty();
  const double minutes =
      absl::GetFlag(FLAGS_minutes)
          .value_or(options.peers ? (quick ? 30.0 : 60.0) : (quick ? 3.0 : 25.0));
  if (absl::Status status = CheckRanges(options.milliseconds, minutes, options.rounds.least);
      !status.ok()) {
    return status;
  }
  TENFOLD_ASSIGN_OR_RETURN(std::unique_ptr<MeasuringSession> begun,
                           MeasuringSession::Begin(absl::GetFlag(FLAGS_json), mnist_dir, peers));
  MeasuringSession& measuring = *begun;
  std::printf("%s, for %.3g minutes at most\n",
              groups->size() == 1
                  ? "one group of rows"
                  : absl::StrCat(groups->size(), " groups of rows in turns").c_str(),
              minutes);
  std::fflush(stdout);
  options.progress = measuring.progress();
  std::vector<std::unique_ptr<GroupSession>> sessions;
  std::vector<TurnTaker*> turns;
  for (const Group& group : *groups) {
    sessions.push_back(
        std::make_unique<GroupSession>(group, options, measuring.workers(), measuring.probes()));
    turns.push_back(sessions.back().get());
  }
  measuring.Run(turns, minutes, absl::GetFlag(FLAGS_most_rounds));

  measurements::Benchmark benchmark;
  benchmark.session = measuring.Facts(options.rounds.keep_disturbed);
  benchmark.quick = quick;
  std::printf(
      "time: of an epoch and seed, a call, or a whole sweep of ten seeds (two cores). of peak: "
      "dense FLOPs. memory: what the training adds. -N: rounds thrown away.\n");
  PrintRatioHeader();
  const TurnsResult& scheduled = measuring.scheduled();
  for (size_t i = 0; i < sessions.size(); ++i) {
    const GroupResult result = sessions[i]->Result();
    PrintRatios(result);
    Add(*sessions[i], scheduled.statuses[i], scheduled.interrupted, result, benchmark);
  }
  PrintEnd(measuring, options);
  return measuring.End(measurements::ToJson(std::move(benchmark)));
}

}  // namespace
}  // namespace tenfold::benchmarks

int main(int argc, char** argv) {
  return tenfold::benchmarks::MeasuringMain(
      argc, argv,
      "Trains the same networks with every engine, with LibTorch at its best and, with --peers, "
      "with JAX, PyTorch and NumPy, in fresh processes, and tells how many times as fast each "
      "engine is.",
      "benchmarks/side_by_side", tenfold::benchmarks::Run);
}
