// How time and memory grow with the number of seeds, the batch, the width and the data set, and
// where LibTorch wins.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/flags/usage_config.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/callers_folder.h"
#include "benchmarks/growth_map.h"
#include "benchmarks/growth_series.h"
#include "benchmarks/interrupt.h"
#include "benchmarks/machine.h"
#include "benchmarks/measuring_lock.h"
#include "benchmarks/session.h"
#include "benchmarks/timing.h"
#include "engine/backends/backends.h"
#include "experiments/datasets/digits.h"

ABSL_FLAG(std::string, json, "", "Also write a JSON file, for the report.");
ABSL_FLAG(std::string, engine, "simd", "The engine that is looked at.");
ABSL_FLAG(bool, quick, false, "The ends and the middle of each series, and no map.");
ABSL_FLAG(std::string, series, "",
          "Only this series (seeds, batch_size, width, points) or \"map\".");
ABSL_FLAG(bool, keep_disturbed, false, "As for :side_by_side.");
ABSL_FLAG(double, ms, 60.0, "How long each process trains.");
ABSL_FLAG(double, minutes, 5.0, "When to stop; a process that has begun ends first.");

namespace tenfold {
namespace {

using nlohmann::ordered_json;

constexpr int kProcesses = 3;  // undisturbed ones that a point wants, and rounds of the map
constexpr int kMostRounds = 12;

// First, middle and last.
std::vector<int> Thinned(const std::vector<int>& values) {
  return {values.front(), values[values.size() / 2], values.back()};
}

absl::Status CheckFlags() {
  const std::string only = absl::GetFlag(FLAGS_series);
  const std::vector<Series> all_series = AllSeries();
  if (only != "" && only != "map" &&
      std::none_of(all_series.begin(), all_series.end(),
                   [&](const Series& series) { return series.name == only; })) {
    return absl::InvalidArgumentError(
        absl::StrCat("--series: unknown series \"", only,
                     "\"; there are seeds, batch_size, width, points, map"));
  }
  if (absl::Status status = FindBackend(absl::GetFlag(FLAGS_engine)).status(); !status.ok()) {
    return absl::InvalidArgumentError(absl::StrCat("--engine: ", status.message()));
  }
  if (const double minutes = absl::GetFlag(FLAGS_minutes);
      !std::isfinite(minutes) || minutes <= 0.0) {
    return absl::InvalidArgumentError(
        absl::StrCat("--minutes is ", minutes, "; a finite number above 0 is wanted"));
  }
  return CheckMilliseconds(absl::GetFlag(FLAGS_ms));
}

// A series with one configuration.
struct MeasuredSeries {
  Series series;
  Configuration configuration;
  std::vector<std::unique_ptr<SeriesPoint>> points;
};

std::vector<MeasuredSeries> MakeSeries(const SessionOptions& options, Workers& workers,
                                       BestProbes& best_probes) {
  std::vector<Configuration> configurations = {EngineConfiguration(absl::GetFlag(FLAGS_engine))};
  if (Workers::HaveLibtorch()) {
    configurations.push_back(LibtorchConfiguration(/*manual=*/true, /*tuned=*/true, 1, 1));
  }
  const std::string only = absl::GetFlag(FLAGS_series);
  std::vector<MeasuredSeries> measured;
  for (const Series& series : AllSeries()) {
    if (only != "" && only != series.name) continue;
    for (const Configuration& configuration : configurations) {
      measured.push_back({series, configuration, {}});
      for (int value : absl::GetFlag(FLAGS_quick) ? Thinned(series.values) : series.values) {
        measured.back().points.push_back(std::make_unique<SeriesPoint>(
            series, value, configuration, kProcesses, options, workers, best_probes));
      }
    }
  }
  return measured;
}

absl::Status Run(const std::string& mnist_dir) {
  if (absl::Status status = CheckFlags(); !status.ok()) return status;
  absl::StatusOr<std::string> path = WritablePath(absl::GetFlag(FLAGS_json));
  if (!path.ok()) return path.status();
  absl::StatusOr<MeasuringLock> lock = MeasuringLock::Take();
  if (!lock.ok()) return lock.status();

  CatchInterrupts();
  Workers workers(mnist_dir);
  const Stopwatch stopwatch;
  BestProbes best_probes = FirstProbes();
  const double busy = PrintMachine(best_probes);
  std::fflush(stdout);
  int pass = 0, begun = 0, of = 0;
  SessionOptions options;
  options.engines = {absl::GetFlag(FLAGS_engine)};
  options.milliseconds = absl::GetFlag(FLAGS_ms);
  options.trial_milliseconds = std::min(options.milliseconds, 20.0);
  options.trials.passes = 1;
  options.rounds.least = kProcesses;
  options.rounds.keep_disturbed = absl::GetFlag(FLAGS_keep_disturbed);
  options.progress = [&](const std::string& what) {
    ShowProgress(absl::StrFormat("[round %d, %d of %d, %.0f s] %s", pass + 1, begun, of,
                                 stopwatch.Seconds(), what));
  };

  const std::vector<MeasuredSeries> all = MakeSeries(options, workers, best_probes);
  std::vector<MapCell> cells;
  const std::string only = absl::GetFlag(FLAGS_series);
  if (!absl::GetFlag(FLAGS_quick) && (only == "" || only == "map") && Workers::HaveLibtorch()) {
    cells = MakeMap(options, workers, best_probes);
  }
  std::vector<Turn*> turns;
  for (const MeasuredSeries& series : all) {
    for (const auto& point : series.points) turns.push_back(point.get());
  }
  for (const MapCell& cell : cells) turns.push_back(cell.session.get());
  ScheduleOptions schedule;
  schedule.seconds = 60.0 * absl::GetFlag(FLAGS_minutes);
  schedule.most_rounds = kMostRounds;
  schedule.now = [&] { return stopwatch.Seconds(); };
  schedule.pass_begins = [&](int number, int count) {
    pass = number;
    of = count;
    begun = 0;
  };
  schedule.turn_begins = [&] { ++begun; };
  const ScheduleResult scheduled = RunInTurns(turns, schedule);
  ShowProgress("");

  ordered_json json = MachineJson(workers, best_probes);
  json["kept_disturbed"] = options.rounds.keep_disturbed;
  json["interrupted"] = scheduled.interrupted;
  json["busy_at_start"] = busy;
  json["seconds_taken"] = stopwatch.Seconds();
  json["growth"] = ordered_json::array();
  for (const MeasuredSeries& measured : all) {
    std::vector<const SeriesPoint*> points;
    for (const auto& point : measured.points) points.push_back(point.get());
    json["growth"].push_back(SeriesJson(measured.series, measured.configuration, points));
    PrintSeries(json["growth"].back());
  }
  json["map"] = MapJson(cells);
  json["crossovers"] = CrossoversJson(json["map"]);
  if (!cells.empty()) PrintMap(json["map"], json["crossovers"]);
  std::printf("%.0f s\n", stopwatch.Seconds());
  absl::Status worst;
  for (size_t i = 0; i < turns.size(); ++i) {
    if (scheduled.statuses[i].ok()) continue;
    std::fprintf(stderr, "error: %s: %s\n", turns[i]->name().c_str(),
                 std::string(scheduled.statuses[i].message()).c_str());
    worst = absl::InternalError("not all was measured");
  }
  const absl::Status status = WriteResult(*path, json, scheduled.interrupted);
  return status.ok() ? worst : status;
}

}  // namespace
}  // namespace tenfold

int main(int argc, char** argv) {
  absl::FlagsUsageConfig usage;
  usage.contains_help_flags = [](absl::string_view file) {
    return absl::StrContains(file, "benchmarks/growth");
  };
  absl::SetFlagsUsageConfig(usage);
  absl::SetProgramUsageMessage(
      "Times and memory of trainings of the disc against their sizes, beside LibTorch's.");
  const std::vector<char*> rest = absl::ParseCommandLine(argc, argv);
  if (rest.size() > 1) {
    std::fprintf(stderr, "error: \"%s\" is not a flag; flags begin with --\n", rest[1]);
    return 1;
  }
  const absl::Status status = tenfold::Run(tenfold::DefaultMnistDir(argv[0]));
  if (!status.ok()) std::fprintf(stderr, "error: %s\n", std::string(status.message()).c_str());
  return tenfold::ExitCode(status);
}
