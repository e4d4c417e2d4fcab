#include "benchmarks/session/growth_series.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "statistics/logarithms.h"
#include "statistics/statistics.h"

namespace tenfold {
namespace {

using nlohmann::ordered_json;

constexpr char kWorkload[] = "W1 b100";

// Of the last `last` points.
ordered_json Exponent(const ordered_json& points, const char* quantity, size_t last) {
  std::vector<double> x, y;
  for (size_t i = points.size() - std::min(last, points.size()); i < points.size(); ++i) {
    const double value = points[i][quantity];
    if (value <= 0.0) continue;
    x.push_back(points[i]["value"]);
    y.push_back(value);
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
      {"seeds", "one epoch of both variants of the disc", {10, 32, 100, 316, 1000}, seeds, true},
      {"batch_size", "an epoch", {1, 3, 10, 32, 100, 316, 1000}, override_of("batch_size")},
      {"width", "an epoch", {8, 16, 32, 64, 128, 256, 512, 1024}, override_of("width")},
      {"points", "an epoch", {100, 316, 1000, 3162, 10000, 31623}, override_of("points")},
  };
}

SeriesPoint::SeriesPoint(const Series& series, int value, const Configuration& configuration,
                         int least, const SessionOptions& options, Workers& workers,
                         SessionProbes& probes)
    : name_(absl::StrCat(series.name, " ", value, ": ", configuration.engine)),
      value_(value),
      group_(series.group(value)),
      configuration_(configuration),
      least_(least),
      options_(options),
      workers_(workers),
      probes_(probes) {
  if (series.stacked && configuration.libtorch) configuration_.seeds = value;
}

bool SeriesPoint::Disturbed(const Sample& sample) const {
  return !options_.rounds.keep_disturbed && IsDisturbed(sample, probes_[group_.cores]);
}

absl::Status SeriesPoint::Round() {
  options_.progress(name_);
  absl::StatusOr<std::vector<WorkerResult>> results =
      workers_.Run(group_, configuration_, options_.milliseconds);
  if (!results.ok()) return results.status();
  const WorkerResult& result = results->front();
  samples_.push_back(result.sample);
  bytes_ = std::max(bytes_, result.json["training_bytes"].get<double>());
  probes_[group_.cores].Add(result.sample.probe_before);
  probes_[group_.cores].Add(result.sample.probe_after);
  return absl::OkStatus();
}

bool SeriesPoint::Enough() const {
  return std::count_if(samples_.begin(), samples_.end(),
                       [&](const Sample& sample) { return !Disturbed(sample); }) >= least_;
}

ordered_json SeriesPoint::Json() const {
  if (samples_.empty()) return nullptr;
  std::vector<double> clean, all;
  for (const Sample& sample : samples_) {
    all.push_back(sample.seconds);
    if (!Disturbed(sample)) clean.push_back(sample.seconds);
  }
  return {{"value", value_},
          {"seconds", *Median(clean.empty() ? all : clean)},
          {"training_bytes", bytes_},
          {"disturbed", clean.empty()},
          {"processes", clean.empty() ? all.size() : clean.size()}};
}

ordered_json SeriesJson(const Series& series, const Configuration& configuration,
                        const std::vector<const SeriesPoint*>& points) {
  ordered_json json = {{"series", series.name},
                       {"time_of", series.time_of},
                       {"engine", configuration.engine},
                       {"configuration", configuration.name},
                       {"points", ordered_json::array()}};
  for (const SeriesPoint* point : points) {
    if (ordered_json measured = point->Json(); !measured.is_null()) {
      json["points"].push_back(std::move(measured));
    }
  }
  const ordered_json& measured = json["points"];
  const ordered_json time = Exponent(measured, "seconds", measured.size());
  const ordered_json time_upper = Exponent(measured, "seconds", 3);
  const ordered_json memory = Exponent(measured, "training_bytes", measured.size());
  const ordered_json memory_upper = Exponent(measured, "training_bytes", 3);
  json["time_exponent"] = time;
  json["time_exponent_upper"] = time_upper;
  json["memory_exponent"] = memory;
  json["memory_exponent_upper"] = memory_upper;
  return json;
}

void PrintSeries(const ordered_json& series) {
  std::printf("%-10s %-8s", series["series"].get<std::string>().c_str(),
              series["engine"].get<std::string>().c_str());
  for (const ordered_json& point : series["points"]) {
    std::printf("  %d: %.3g ms%s, %.1f MB", point["value"].get<int>(),
                point["seconds"].get<double>() * 1e3,
                point["disturbed"].get<bool>() ? " (disturbed)" : "",
                point["training_bytes"].get<double>() * 1e-6);
  }
  std::printf(
      "\n%-19s  time grows with exponent %s, at the upper end %s; memory with %s, at the upper end "
      "%s\n",
      "", ExponentText(series["time_exponent"]).c_str(),
      ExponentText(series["time_exponent_upper"]).c_str(),
      ExponentText(series["memory_exponent"]).c_str(),
      ExponentText(series["memory_exponent_upper"]).c_str());
}

}  // namespace tenfold
