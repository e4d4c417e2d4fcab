// Several sessions of the same: do their intervals overlap?
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "experiments/measurements/benchmark.h"

namespace tenfold::benchmarks {

struct RepeatedRow {
  std::string workload, engine, baseline;
  double highest_low = 0.0, lowest_high = 0.0;  // of the intervals
  double spread = 0.0;                          // largest / smallest ratio - 1
  bool narrow = false;                          // in all sessions

  bool overlap() const { return highest_low <= lowest_high; }
};

struct Repeats {
  std::vector<RepeatedRow> rows;  // that all sessions have a ratio of
  std::vector<std::string> left_out;
  // How far sessions differ beyond what their rounds show: a standard deviation of the logarithm of
  // a ratio, over all rows. kBetweenSessionsStd is what intervals have room for.
  double between_sessions_std = 0.0;

  int overlapping() const;
};

// The share of rows whose intervals have to overlap.
inline constexpr double kOverlapping = 0.95;

// InvalidArgument for fewer than two sessions, or no row in common.
absl::StatusOr<Repeats> CheckRepeats(const std::vector<measurements::Benchmark>& sessions);

}  // namespace tenfold::benchmarks
