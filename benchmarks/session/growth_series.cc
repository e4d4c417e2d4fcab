#include "benchmarks/session/growth_series.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"
#include "statistics/logarithms.h"
#include "statistics/statistics.h"

namespace tenfold::benchmarks {
namespace {

using measurements::GrowthPoint;
using measurements::GrowthSeries;

constexpr char kWorkload[] = "W1 b100";

// Of the last `last` points.
std::optional<statistics::Interval> Exponent(const std::vector<GrowthPoint>& points,
                                             double GrowthPoint::* quantity, size_t last) {
  std::vector<double> x, y;
  for (size_t i = points.size() - std::min(last, points.size()); i < points.size(); ++i) {
    const double value = points[i].*quantity;
    if (value <= 0.0) continue;
    x.push_back(static_cast<double>(points[i].value));
    y.push_back(value);
  }
  const std::optional<statistics::PowerLaw> law = statistics::FitPowerLaw(x, y);
  if (!law.has_value()) return std::nullopt;
  return law->exponent;
}

std::string ExponentText(const std::optional<statistics::Interval>& exponent) {
  if (!exponent.has_value()) return "-";
  return absl::StrFormat("%.2f [%.2f, %.2f]", exponent->estimate, exponent->low, exponent->high);
}

}  // namespace

Group DiscGroup(std::vector<std::string> overrides) {
  Group group;
  group.workloads = {kWorkload};
  group.overrides = std::move(overrides);
  // The plain loops of `reference` would take minutes.
  group.checked_against = "eigen";
  group.checked_steps = 3;
  return group;
}

std::vector<Series> AllSeries() {
  const auto override_of = [](const std::string& name) {
    return [name](int value) { return DiscGroup({absl::StrCat(name, "=", value)}); };
  };
  const auto seeds = [](int value) {
    Group group;
    group.kind = Kind::kSweep;
    group.workloads = {"sweep/disc/paper"};
    group.seeds = value;
    return group;
  };
  return {
      {"seeds",
       "one epoch of both variants of the disc",
       {10, 32, 100, 316, 1000, 3162, 10000},
       seeds,
       true},
      {"batch_size", "an epoch", {1, 3, 10, 32, 100, 316, 1000}, override_of("batch_size")},
      {"width", "an epoch", {8, 16, 32, 64, 128, 256, 512, 1024}, override_of("width")},
      {"points", "an epoch", {100, 316, 1000, 3162, 10000, 31623}, override_of("points")},
  };
}

SeriesPoint::SeriesPoint(const Series& series, int value, const Configuration& configuration,
                         int least, const SessionOptions& options, WorkerStarter& workers,
                         SessionProbes& probes)
    : name_(absl::StrCat(series.name, " ", value, ": ", configuration.engine)),
      value_(value),
      group_(series.group(value)),
      configuration_(configuration),
      least_(least),
      options_(options),
      workers_(workers),
      probes_(probes) {
  if (series.stacked && configuration.worker == "libtorch") configuration_.seeds = value;
}

bool SeriesPoint::Disturbed(const ProcessTiming& sample) const {
  return !options_.rounds.keep_disturbed && IsDisturbed(sample, probes_[group_.cores]);
}

absl::Status SeriesPoint::Round() {
  options_.progress(name_);
  TENFOLD_ASSIGN_OR_RETURN(std::vector<WorkerResult> results,
                           workers_.Run(group_, configuration_, options_.milliseconds));
  const WorkerResult& result = results.front();
  samples_.push_back(result.sample);
  bytes_ = std::max(bytes_, static_cast<double>(result.report.training_bytes.value_or(0)));
  probes_[group_.cores].Add(result.sample.probe_before);
  probes_[group_.cores].Add(result.sample.probe_after);
  return absl::OkStatus();
}

bool SeriesPoint::Enough() const {
  return std::count_if(samples_.begin(), samples_.end(),
                       [&](const ProcessTiming& sample) { return !Disturbed(sample); }) >= least_;
}

std::optional<GrowthPoint> SeriesPoint::Result() const {
  if (samples_.empty()) return std::nullopt;
  std::vector<double> clean, all;
  for (const ProcessTiming& sample : samples_) {
    all.push_back(sample.seconds);
    if (!Disturbed(sample)) clean.push_back(sample.seconds);
  }
  const std::vector<double>& counted = clean.empty() ? all : clean;
  return GrowthPoint{value_, *statistics::Median(counted), bytes_, clean.empty(),
                     static_cast<int64_t>(counted.size())};
}

GrowthSeries SeriesResult(const Series& series, const Configuration& configuration,
                          const std::vector<const SeriesPoint*>& points) {
  GrowthSeries result;
  result.series = series.name;
  result.time_of = series.time_of;
  result.engine = configuration.engine;
  result.configuration = configuration.name;
  for (const SeriesPoint* point : points) {
    if (const auto measured = point->Result(); measured.has_value()) {
      result.points.push_back(*measured);
    }
  }
  const size_t all = result.points.size();
  result.time_exponent = Exponent(result.points, &GrowthPoint::seconds, all);
  result.time_exponent_upper = Exponent(result.points, &GrowthPoint::seconds, 3);
  result.memory_exponent = Exponent(result.points, &GrowthPoint::training_bytes, all);
  result.memory_exponent_upper = Exponent(result.points, &GrowthPoint::training_bytes, 3);
  return result;
}

void PrintSeries(const GrowthSeries& series) {
  std::printf("%-10s %-8s", series.series.c_str(), series.engine.c_str());
  for (const GrowthPoint& point : series.points) {
    std::printf("  %d: %.3g ms%s, %.1f MB", static_cast<int>(point.value), point.seconds * 1e3,
                point.disturbed ? " (disturbed)" : "", point.training_bytes * 1e-6);
  }
  std::printf(
      "\n%-19s  time grows with exponent %s, at the upper end %s; memory with %s, at the upper end "
      "%s\n",
      "", ExponentText(series.time_exponent).c_str(),
      ExponentText(series.time_exponent_upper).c_str(),
      ExponentText(series.memory_exponent).c_str(),
      ExponentText(series.memory_exponent_upper).c_str());
}

}  // namespace tenfold::benchmarks
