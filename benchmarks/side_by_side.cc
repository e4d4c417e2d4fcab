// Engines side by side with the best that LibTorch can do, in fresh processes.
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/flags/usage_config.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/types/optional.h"
#include "benchmarks/callers_folder.h"
#include "benchmarks/machine.h"
#include "benchmarks/session.h"
#include "benchmarks/timing.h"
#include "engine/backends/backends.h"
#include "experiments/datasets/digits.h"
#include "experiments/files.h"

ABSL_FLAG(bool, quick, false, "W1, W2 and W3 only, in under two minutes.");
ABSL_FLAG(std::string, json, "", "Also write a JSON file, for the report and for :compare.");
ABSL_FLAG(std::vector<std::string>, engines, {},
          "Engines to compare, separated by commas. Default: all but reference.");
ABSL_FLAG(
    std::string, rows, "",
    "Only the row of this name, or if there is none all with this in their name, for instance "
    "\"W1 b10\", sweep/ or operation/.");
ABSL_FLAG(absl::optional<double>, minutes, absl::nullopt,
          "When to stop. Default: 14, with --quick 1.6; a round that has begun is finished.");
ABSL_FLAG(absl::optional<double>, ms, absl::nullopt,
          "How long each process trains. Default: 150, with --quick 60.");
ABSL_FLAG(
    absl::optional<int>, least_rounds, absl::nullopt,
    "Undisturbed rounds that an interval needs before it is taken as narrow. Default: 4, with "
    "--quick 3.");
ABSL_FLAG(bool, keep_disturbed, false,
          "Throw no rounds away: for a machine that is never quiet. The result says so.");
ABSL_FLAG(int, most_rounds, 30, "Rounds after which a row stays as wide as it is.");

namespace tenfold {
namespace {

using nlohmann::ordered_json;

// Of a row's time, when no further trials are begun.
constexpr double kTrialsShare = 0.6;

std::string Bytes(const ordered_json& row, const char* key) {
  if (!row.contains(key)) return "";
  return absl::StrFormat("%.1f MB", row[key].get<double>() * 1e-6);
}

std::string Time(double seconds) {
  if (seconds >= 1.0) return absl::StrFormat("%.3g s", seconds);
  if (seconds >= 1e-3) return absl::StrFormat("%.3g ms", seconds * 1e3);
  return absl::StrFormat("%.3g us", seconds * 1e6);
}

void PrintHeader() {
  std::printf("%-46s %-8s %9s %8s %9s  %-24s %7s  %s\n", "", "engine", "time", "of peak", "memory",
              "times as fast (95 %)", "rounds", "as what");
}

void Print(const GroupResult& result, double best_probe) {
  const auto find_timing = [&](const std::string& workload, const std::string& engine,
                               const std::string& configuration) -> const TimingRow* {
    for (const TimingRow& row : result.timings) {
      if (row.workload == workload && row.engine == engine && row.configuration == configuration) {
        return &row;
      }
    }
    return nullptr;
  };
  for (const RatioRow& row : result.ratios) {
    const TimingRow* engine = find_timing(row.workload, row.engine, "");
    const std::string baseline_engine =
        absl::StartsWith(row.baseline, "libtorch") ? "libtorch" : row.baseline;
    const TimingRow* baseline = find_timing(row.workload, baseline_engine, row.configuration);
    const ordered_json json = ToJson(*engine, best_probe);
    const std::string ratio =
        row.result.ratio.has_value()
            ? absl::StrFormat("%.2f [%.2f, %.2f]%s", row.result.ratio->estimate,
                              row.result.ratio->low, row.result.ratio->high,
                              row.result.narrow ? "" : " wide")
            : absl::StrFormat("%s (%.2g)", row.result.disturbed > 0 ? "disturbed" : "rough",
                              row.result.disturbed_ratio.value_or(0.0));
    const double share = json["share_of_peak"];
    std::printf("%-46s %-8s %9s %8s %9s  %-24s %3d%4s  %s %s%s%s\n", row.workload.c_str(),
                row.engine.c_str(), Time(engine->seconds).c_str(),
                share > 0.0 ? absl::StrFormat("%.1f%%", share * 100).c_str() : "",
                Bytes(json, "training_bytes").c_str(), ratio.c_str(), row.result.rounds,
                row.result.disturbed > 0 ? absl::StrCat("-", row.result.disturbed).c_str() : "",
                row.baseline.c_str(), baseline == nullptr ? "" : Time(baseline->seconds).c_str(),
                row.configuration.empty() ? "" : ": ", row.configuration.c_str());
  }
  std::fflush(stdout);
}

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
  if (engines.size() < 2 && !Workers::HaveLibtorch()) {
    return absl::InvalidArgumentError("--engines: without LibTorch two engines are compared");
  }
  return engines;
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
  if (absl::Status status = CheckMilliseconds(milliseconds); !status.ok()) return status;
  if (!std::isfinite(minutes) || minutes <= 0.0) {
    return absl::InvalidArgumentError(
        absl::StrCat("--minutes is ", minutes, "; a finite number above 0 is wanted"));
  }
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

absl::Status Run(const std::string& mnist_dir) {
  const bool quick = absl::GetFlag(FLAGS_quick);
  SessionOptions options;
  absl::StatusOr<std::vector<std::string>> engines = Engines();
  if (!engines.ok()) return engines.status();
  options.engines = *std::move(engines);
  absl::StatusOr<std::vector<Group>> groups = ChosenGroups();
  if (!groups.ok()) return groups.status();
  options.milliseconds = absl::GetFlag(FLAGS_ms).value_or(quick ? 60.0 : 150.0);
  options.trial_milliseconds = options.milliseconds / 3.0;
  options.rounds.least = absl::GetFlag(FLAGS_least_rounds).value_or(quick ? 3 : 4);
  options.rounds.keep_disturbed = absl::GetFlag(FLAGS_keep_disturbed);
  options.rounds.most = absl::GetFlag(FLAGS_most_rounds);
  const double minutes = absl::GetFlag(FLAGS_minutes).value_or(quick ? 1.6 : 14.0);
  const double seconds = 60.0 * minutes;
  if (absl::Status status = CheckRanges(options.milliseconds, minutes, options.rounds.least);
      !status.ok()) {
    return status;
  }
  absl::StatusOr<std::string> path = WritablePath(absl::GetFlag(FLAGS_json));
  if (!path.ok()) return path.status();
  options.progress = ShowProgress;

  Workers workers(mnist_dir);
  const Stopwatch stopwatch;
  BestProbes best_probes = FirstProbes();
  PrintMachine(best_probes);
  std::printf(
      "time: of an epoch and seed, a call, or a whole sweep of ten seeds (two cores). of peak: "
      "dense FLOPs. memory: what the training adds. -N: rounds thrown away.\n");
  PrintHeader();
  std::fflush(stdout);

  ordered_json json = {{"ratios", ordered_json::array()},
                       {"not_measured", ordered_json::array()},
                       {"timings", ordered_json::array()},
                       {"configurations", ordered_json::array()}};
  absl::Status worst;
  int seldom_tried = 0;
  for (size_t g = 0; g < groups->size(); ++g) {
    const Group& group = (*groups)[g];
    // Each group gets its share of the time that is left.
    double weights_left = 0.0;
    for (size_t i = g; i < groups->size(); ++i) weights_left += (*groups)[i].weight;
    const double now = stopwatch.Seconds();
    const double share = (seconds - now) * group.weight / weights_left;
    const double trials_until = now + share * kTrialsShare;
    options.trials.time_is_left = [&] { return stopwatch.Seconds() < trials_until; };
    options.rounds.time_is_left = [&] { return stopwatch.Seconds() < now + share; };
    absl::StatusOr<GroupResult> result = RunGroup(group, options, workers, best_probes);
    options.progress("");
    if (!result.ok()) {
      std::fprintf(stderr, "error: %s\n", std::string(result.status().message()).c_str());
      json["not_measured"].push_back({{"workload", group.workloads.front() + group.suffix},
                                      {"why", std::string(result.status().message())}});
      worst = absl::InternalError("rows above were not measured");
      continue;
    }
    Print(*result, best_probes[group.cores]);
    for (const RatioRow& row : result->ratios) {
      json[row.result.ratio.has_value() ? "ratios" : "not_measured"].push_back(ToJson(row));
    }
    for (const TimingRow& row : result->timings) {
      json["timings"].push_back(ToJson(row, best_probes[group.cores]));
    }
    for (const TriedConfiguration& tried : result->tried) {
      if (tried.times < options.trials.passes) ++seldom_tried;
      json["configurations"].push_back({{"workload", tried.workload},
                                        {"configuration", tried.configuration},
                                        {"seconds", tried.seconds},
                                        {"times", tried.times}});
    }
  }
  if (!workers.blas().is_null()) {
    std::printf("LibTorch's BLAS: %s%s%s\n",
                workers.blas()["libtorch_blas"].get<std::string>().c_str(),
                workers.cleared().empty() ? "" : "; left out of the environment: ",
                absl::StrJoin(workers.cleared(), " ").c_str());
  } else if (!Workers::HaveLibtorch()) {
    std::printf("without LibTorch: ratios are to %s\n", options.engines.back().c_str());
  }
  std::printf(
      "%.0f s; rows marked wide did not get to +-%.0f %% in %d undisturbed rounds or more\n",
      stopwatch.Seconds(), options.rounds.half_width * 100, options.rounds.least);
  if (seldom_tried > 0) {
    std::printf("%d configurations of LibTorch were tried fewer than %d times for want of time\n",
                seldom_tried, options.trials.passes);
  }
  if (!path->empty()) {
    ordered_json whole = MachineJson(workers, best_probes);
    whole["quick"] = quick;
    whole["kept_disturbed"] = options.rounds.keep_disturbed;
    whole["seconds_taken"] = stopwatch.Seconds();
    whole.update(json);
    absl::Status status = WriteFileAtomically(*path, whole.dump(1) + "\n");
    if (!status.ok()) return status;
    std::printf("written: %s\n", path->c_str());
  }
  return worst;
}

}  // namespace
}  // namespace tenfold

// Workers are stopped by the same key stroke, or end by themselves.
void SayInterrupted(int signal) {
  constexpr char kMessage[] = "\ninterrupted: --json was not written\n";
  if (write(STDERR_FILENO, kMessage, sizeof(kMessage) - 1) < 0) _exit(1);
  _exit(128 + signal);
}

int main(int argc, char** argv) {
  std::signal(SIGINT, SayInterrupted);
  std::signal(SIGTERM, SayInterrupted);
  absl::FlagsUsageConfig usage;
  usage.contains_help_flags = [](absl::string_view file) {
    return absl::StrContains(file, "side_by_side");
  };
  absl::SetFlagsUsageConfig(usage);
  absl::SetProgramUsageMessage(
      "Trains the same networks with every engine and with LibTorch at its best, in fresh "
      "processes, and tells how many times as fast each engine is.");
  const std::vector<char*> rest = absl::ParseCommandLine(argc, argv);
  if (rest.size() > 1) {
    std::fprintf(stderr, "error: \"%s\" is not a flag; flags begin with --\n", rest[1]);
    return 1;
  }
  const absl::Status status = tenfold::Run(tenfold::DefaultMnistDir(argv[0]));
  if (status.ok()) return 0;
  std::fprintf(stderr, "error: %s\n", std::string(status.message()).c_str());
  return 1;
}
