// How time and memory grow with the number of seeds, the batch, the width and the data set, and
// where LibTorch wins.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "benchmarks/session/group_session.h"
#include "benchmarks/session/growth_map.h"
#include "benchmarks/session/growth_series.h"
#include "benchmarks/session/measuring_session.h"
#include "engine/backends/backends.h"
#include "experiments/measurements/file.h"

ABSL_FLAG(std::string, json, "", "Also write a JSON file, for the report.");
ABSL_FLAG(std::string, engine, "simd", "The engine that is looked at.");
ABSL_FLAG(bool, quick, false, "The ends and the middle of each series, and no map.");
ABSL_FLAG(std::string, series, "",
          "Only this series (seeds, batch_size, width, points) or \"map\".");
ABSL_FLAG(bool, keep_disturbed, false, "As for :side_by_side.");
ABSL_FLAG(double, ms, 60.0, "How long each process trains.");
ABSL_FLAG(double, minutes, 5.0, "When to stop; a process that has begun ends first.");

namespace tenfold::benchmarks {
namespace {

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
  TENFOLD_RETURN_IF_ERROR(CheckMinutes(absl::GetFlag(FLAGS_minutes)));
  return CheckMilliseconds(absl::GetFlag(FLAGS_ms));
}

// A series with one configuration.
struct MeasuredSeries {
  Series series;
  Configuration configuration;
  std::vector<std::unique_ptr<SeriesPoint>> points;
};

std::vector<MeasuredSeries> MakeSeries(const SessionOptions& options, WorkerStarter& workers,
                                       SessionProbes& probes) {
  std::vector<Configuration> configurations = {EngineConfiguration(absl::GetFlag(FLAGS_engine))};
  if (WorkerStarter::HaveLibtorch()) {
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
            series, value, configuration, kProcesses, options, workers, probes));
      }
    }
  }
  return measured;
}

absl::Status Run(const std::string& mnist_dir) {
  TENFOLD_RETURN_IF_ERROR(CheckFlags());
  TENFOLD_ASSIGN_OR_RETURN(std::unique_ptr<MeasuringSession> begun,
                           MeasuringSession::Begin(absl::GetFlag(FLAGS_json), mnist_dir));
  MeasuringSession& measuring = *begun;
  SessionOptions options;
  options.engines = {absl::GetFlag(FLAGS_engine)};
  options.milliseconds = absl::GetFlag(FLAGS_ms);
  options.trial_milliseconds = std::min(options.milliseconds, 20.0);
  options.screening.passes = 1;
  options.rounds.least = kProcesses;
  options.rounds.keep_disturbed = absl::GetFlag(FLAGS_keep_disturbed);
  options.progress = measuring.progress();

  const std::vector<MeasuredSeries> all =
      MakeSeries(options, measuring.workers(), measuring.probes());
  std::vector<MapSession> cells;
  const std::string only = absl::GetFlag(FLAGS_series);
  if (!absl::GetFlag(FLAGS_quick) && (only == "" || only == "map") &&
      WorkerStarter::HaveLibtorch()) {
    cells = MakeMap(options, measuring.workers(), measuring.probes());
  }
  std::vector<TurnTaker*> turns;
  for (const MeasuredSeries& series : all) {
    for (const auto& point : series.points) turns.push_back(point.get());
  }
  for (const MapSession& cell : cells) turns.push_back(cell.session.get());
  measuring.Run(turns, absl::GetFlag(FLAGS_minutes), kMostRounds);

  measurements::Growth growth;
  growth.session = measuring.Facts(options.rounds.keep_disturbed);
  for (const MeasuredSeries& measured : all) {
    std::vector<const SeriesPoint*> points;
    for (const auto& point : measured.points) points.push_back(point.get());
    growth.growth.push_back(SeriesResult(measured.series, measured.configuration, points));
    PrintSeries(growth.growth.back());
  }
  growth.map = MapResult(cells);
  growth.crossovers = Crossovers(growth.map);
  if (!cells.empty()) PrintMap(growth.map, growth.crossovers);
  std::printf("%.0f s\n", measuring.Seconds());
  return measuring.End(measurements::ToJson(std::move(growth)));
}

}  // namespace
}  // namespace tenfold::benchmarks

int main(int argc, char** argv) {
  return tenfold::benchmarks::MeasuringMain(
      argc, argv,
      "Times and memory of trainings of the disc against their sizes, beside LibTorch's.",
      "benchmarks/growth.cc", tenfold::benchmarks::Run);
}
