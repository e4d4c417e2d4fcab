#include "benchmarks/reading/repeats.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "absl/strings/str_cat.h"
#include "statistics/statistics.h"

namespace tenfold::benchmarks {
namespace {

using measurements::Ratio;

std::string Name(const Ratio& row) {
  return absl::StrCat(row.workload, ", ", row.engine, " beside ", row.baseline);
}

double Square(double x) { return x * x; }

}  // namespace

int Repeats::overlapping() const {
  return static_cast<int>(std::count_if(rows.begin(), rows.end(),
                                        [](const RepeatedRow& row) { return row.overlap(); }));
}

absl::StatusOr<Repeats> CheckRepeats(const std::vector<measurements::Benchmark>& sessions) {
  if (sessions.size() < 2) return absl::InvalidArgumentError("two sessions or more are wanted");
  std::map<std::string, std::vector<Ratio>> ratios;  // by name, from the sessions that have it
  std::vector<Ratio> rows;                           // the first of each name, in order
  for (const measurements::Benchmark& session : sessions) {
    for (const Ratio& row : session.ratios) {
      std::vector<Ratio>& of_row = ratios[Name(row)];
      if (of_row.empty()) rows.push_back(row);
      of_row.push_back(row);
    }
  }
  Repeats repeats;
  double variance = 0.0;
  for (const Ratio& row : rows) {
    const std::vector<Ratio>& of_row = ratios[Name(row)];
    if (of_row.size() < sessions.size()) {
      repeats.left_out.push_back(Name(row));
      continue;
    }
    const statistics::Interval& first = *of_row[0].ratio;
    RepeatedRow repeated{row.workload, row.engine, row.baseline, first.low, first.high, 0.0, true};
    double smallest = first.estimate, largest = smallest, within = 0.0;
    std::vector<double> logarithms;
    for (const Ratio& ratio : of_row) {
      const auto& [estimate, low, high] = *ratio.ratio;
      repeated.highest_low = std::max(repeated.highest_low, low);
      repeated.lowest_high = std::min(repeated.lowest_high, high);
      repeated.narrow = repeated.narrow && ratio.narrow;
      smallest = std::min(smallest, estimate);
      largest = std::max(largest, estimate);
      within += Square(ratio.standard_error) / static_cast<double>(of_row.size());
      logarithms.push_back(std::log(estimate));
    }
    repeated.spread = largest / smallest - 1.0;
    variance += Square(*statistics::SampleStd(logarithms)) - within;
    repeats.rows.push_back(repeated);
  }
  if (repeats.rows.empty()) return absl::InvalidArgumentError("no row is in all sessions");
  repeats.between_sessions_std =
      std::sqrt(std::max(0.0, variance / static_cast<double>(repeats.rows.size())));
  return repeats;
}

}  // namespace tenfold::benchmarks
