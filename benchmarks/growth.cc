// How time and memory grow with the number of seeds, the batch, the width and the data set, and
// where LibTorch wins.
#include <algorithm>
#include <cstdio>
#include <functional>
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
#include "benchmarks/machine.h"
#include "benchmarks/session.h"
#include "benchmarks/statistics.h"
#include "engine/backends/backends.h"
#include "experiments/datasets/digits.h"
#include "experiments/files.h"
#include "reports/inference/power_law.h"
#include "reports/statistics.h"

ABSL_FLAG(std::string, json, "", "Also write a JSON file, for the report.");
ABSL_FLAG(std::string, engine, "simd", "The engine that is looked at.");
ABSL_FLAG(bool, quick, false, "The ends and the middle of each series, and no map.");
ABSL_FLAG(std::string, series, "",
          "Only this series (seeds, batch_size, width, points) or \"map\".");
ABSL_FLAG(bool, keep_disturbed, false, "As for :side_by_side.");
ABSL_FLAG(double, ms, 60.0, "How long each process trains.");

namespace tenfold {
namespace {

using nlohmann::ordered_json;

constexpr char kWorkload[] = "W1 b100";
constexpr int kPasses = 3;  // fresh processes for each point

// A quantity that grows while all else stays as in W1 with batches of 100.
struct Series {
  std::string name, what;
  std::vector<int> values;
  std::function<Group(int)> group;
  bool stacked;  // LibTorch trains the seeds as one
};

Group Disc(std::vector<std::string> overrides) {
  Group group;
  group.workloads = {kWorkload};
  group.overrides = std::move(overrides);
  return group;
}

std::vector<Series> AllSeries() {
  const auto override_of = [](const std::string& name) {
    return [name](int value) { return Disc({absl::StrCat(name, "=", value)}); };
  };
  const auto seeds = [](int value) {
    Group group;
    group.kind = Kind::kSweep;
    group.workloads = {"sweep/disc/paper"};
    group.seeds = value;
    return group;
  };
  return {
      {"seeds", "one epoch of both variants of the disc", {10, 32, 100, 316, 1000}, seeds, true},
      {"batch_size", "an epoch", {1, 3, 10, 32, 100, 316, 1000}, override_of("batch_size"), false},
      {"width", "an epoch", {8, 16, 32, 64, 128, 256, 512}, override_of("width"), false},
      {"points", "an epoch", {100, 316, 1000, 3162, 10000, 31623}, override_of("points"), false},
  };
}

// First, middle and last.
std::vector<int> Thinned(const std::vector<int>& values) {
  return {values.front(), values[values.size() / 2], values.back()};
}

struct Point {
  int value = 0;
  std::vector<Sample> samples;
  double bytes = 0.0;  // what the training adds
  bool disturbed = false;
  double seconds = 0.0;
};

// The median of the undisturbed processes, of all if there are none.
void Summarise(double best_probe, bool keep_disturbed, Point& point) {
  std::vector<double> clean, all;
  for (const Sample& sample : point.samples) {
    all.push_back(sample.seconds);
    if (keep_disturbed ||
        !IsDisturbed(sample.probe_before, sample.probe_after, best_probe, sample.cpu_share)) {
      clean.push_back(sample.seconds);
    }
  }
  point.disturbed = clean.empty();
  point.seconds = *Median(clean.empty() ? all : clean);
}

ordered_json ExponentJson(const std::vector<Point>& points,
                          const std::function<double(const Point&)>& quantity) {
  std::vector<double> x, y;
  for (const Point& point : points) {
    if (quantity(point) <= 0.0) continue;
    x.push_back(point.value);
    y.push_back(quantity(point));
  }
  const std::optional<PowerLaw> law = FitPowerLaw(x, y);
  if (!law.has_value()) return nullptr;
  return {{"estimate", law->exponent.estimate},
          {"low", law->exponent.low},
          {"high", law->exponent.high}};
}

std::string ExponentText(const ordered_json& exponent) {
  if (exponent.is_null()) return "-";
  return absl::StrFormat("%.2f [%.2f, %.2f]", exponent["estimate"].get<double>(),
                         exponent["low"].get<double>(), exponent["high"].get<double>());
}

absl::StatusOr<ordered_json> MeasureSeries(const Series& series, const Configuration& configuration,
                                           Workers& workers, BestProbes& best_probes) {
  std::vector<Point> points;
  for (int value : absl::GetFlag(FLAGS_quick) ? Thinned(series.values) : series.values) {
    points.push_back({});
    points.back().value = value;
  }
  for (int pass = 0; pass < kPasses; ++pass) {
    for (Point& point : points) {
      ShowProgress(absl::StrCat(series.name, " ", point.value, ": ", configuration.engine));
      Configuration used = configuration;
      if (series.stacked && used.libtorch) used.seeds = point.value;
      absl::StatusOr<std::vector<WorkerResult>> results =
          workers.Run(series.group(point.value), used, absl::GetFlag(FLAGS_ms));
      if (!results.ok()) return results.status();
      const WorkerResult& result = results->front();
      point.samples.push_back(result.sample);
      point.bytes = std::max(point.bytes, result.json["training_bytes"].get<double>());
      best_probes[1] =
          std::max({best_probes[1], result.sample.probe_before, result.sample.probe_after});
    }
  }
  ordered_json json = {{"series", series.name},
                       {"time_of", series.what},
                       {"engine", configuration.engine},
                       {"configuration", configuration.name},
                       {"points", ordered_json::array()}};
  std::printf("%-10s %-8s", series.name.c_str(), configuration.engine.c_str());
  for (Point& point : points) {
    Summarise(best_probes[1], absl::GetFlag(FLAGS_keep_disturbed), point);
    json["points"].push_back({{"value", point.value},
                              {"seconds", point.seconds},
                              {"training_bytes", point.bytes},
                              {"disturbed", point.disturbed}});
    std::printf("  %d: %.3g ms%s, %.1f MB", point.value, point.seconds * 1e3,
                point.disturbed ? " (disturbed)" : "", point.bytes * 1e-6);
  }
  json["time_exponent"] = ExponentJson(points, [](const Point& p) { return p.seconds; });
  json["memory_exponent"] = ExponentJson(points, [](const Point& p) { return p.bytes; });
  std::printf("\n%-19s  time grows with exponent %s, memory with %s\n", "",
              ExponentText(json["time_exponent"]).c_str(),
              ExponentText(json["memory_exponent"]).c_str());
  std::fflush(stdout);
  return json;
}

// The numbers of seeds that LibTorch can stack within a second and a gigabyte.
std::vector<int> Stacks(int width, int batch, int seeds) {
  constexpr double kMostFlops = 3e10, kMostBytes = 1e9;
  std::vector<int> stacks;
  for (int stack : {10, 100}) {
    const double flops = 1000.0 * 6.0 * 3.0 * width * width * stack;
    const double bytes = 4.0 * 10.0 * batch * width * stack;
    if (stack <= seeds && flops < kMostFlops && bytes < kMostBytes) stacks.push_back(stack);
  }
  return stacks;
}

// Batch x width x seeds: how many times as fast as the best of LibTorch the engine is, per seed.
absl::StatusOr<ordered_json> MeasureMap(Workers& workers, BestProbes& best_probes) {
  SessionOptions options;
  options.engines = {absl::GetFlag(FLAGS_engine)};
  options.milliseconds = absl::GetFlag(FLAGS_ms);
  options.trial_milliseconds = options.milliseconds / 3.0;
  options.rounds.least = 3;
  options.rounds.most = 6;
  options.rounds.keep_disturbed = absl::GetFlag(FLAGS_keep_disturbed);
  options.rounds.half_width = 0.1;
  options.progress = ShowProgress;
  const std::vector<int> batches = {10, 100, 1000}, widths = {25, 100, 400, 1024};
  ordered_json cells = ordered_json::array();
  std::printf("\ntimes as fast as the best of LibTorch, per seed; < 1: LibTorch wins\n");
  for (int seeds : {1, 10, 100}) {
    std::printf("%4d seed%s ", seeds, seeds == 1 ? " " : "s");
    for (int batch : batches) std::printf("%14s", absl::StrCat("batch ", batch).c_str());
    std::printf("\n");
    for (int width : widths) {
      std::printf("  width %-4d", width);
      for (int batch : batches) {
        Group group = Disc({absl::StrCat("width=", width), absl::StrCat("batch_size=", batch)});
        group.stacks = Stacks(width, batch, seeds);
        absl::StatusOr<GroupResult> result = RunGroup(group, options, workers, best_probes);
        ShowProgress("");
        if (!result.ok()) return result.status();
        const std::string wanted = seeds == 1 ? "libtorch" : "libtorch-sweep";
        for (const RatioRow& row : result->ratios) {
          if (row.baseline != wanted && Workers::HaveLibtorch()) continue;
          ordered_json cell = ToJson(row);
          cell["batch_size"] = batch;
          cell["width"] = width;
          cell["seeds"] = seeds;
          cells.push_back(cell);
          std::printf("%14s", row.result.ratio.has_value()
                                  ? absl::StrFormat("%.2f%s", row.result.ratio->estimate,
                                                    row.result.ratio->high < 1.0 ? " <" : "")
                                        .c_str()
                                  : "disturbed");
        }
        std::fflush(stdout);
      }
      std::printf("\n");
    }
  }
  return cells;
}

absl::Status Run(const std::string& mnist_dir) {
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
  if (absl::Status status = CheckMilliseconds(absl::GetFlag(FLAGS_ms)); !status.ok()) {
    return status;
  }
  absl::StatusOr<std::string> path = WritablePath(absl::GetFlag(FLAGS_json));
  if (!path.ok()) return path.status();
  Workers workers(mnist_dir);
  BestProbes best_probes = FirstProbes();
  PrintMachine(best_probes);
  std::fflush(stdout);
  std::vector<Configuration> configurations = {EngineConfiguration(absl::GetFlag(FLAGS_engine))};
  if (Workers::HaveLibtorch()) {
    configurations.push_back(LibtorchConfiguration(/*manual=*/true, /*tuned=*/true, 1, 1));
  }
  ordered_json json = {{"growth", ordered_json::array()}, {"map", ordered_json::array()}};
  for (const Series& series : all_series) {
    if (only != "" && only != series.name) continue;
    for (const Configuration& configuration : configurations) {
      absl::StatusOr<ordered_json> measured =
          MeasureSeries(series, configuration, workers, best_probes);
      ShowProgress("");
      if (!measured.ok()) return measured.status();
      json["growth"].push_back(*measured);
    }
  }
  if (!absl::GetFlag(FLAGS_quick) && (only == "" || only == "map") && Workers::HaveLibtorch()) {
    absl::StatusOr<ordered_json> cells = MeasureMap(workers, best_probes);
    if (!cells.ok()) return cells.status();
    json["map"] = *cells;
  }
  if (path->empty()) return absl::OkStatus();
  ordered_json whole = MachineJson(workers, best_probes);
  whole["kept_disturbed"] = absl::GetFlag(FLAGS_keep_disturbed);
  whole.update(json);
  absl::Status status = WriteFileAtomically(*path, whole.dump(1) + "\n");
  if (status.ok()) std::printf("written: %s\n", path->c_str());
  return status;
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
  if (status.ok()) return 0;
  std::fprintf(stderr, "error: %s\n", std::string(status.message()).c_str());
  return 1;
}
