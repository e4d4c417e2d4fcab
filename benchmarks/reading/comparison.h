// Two sessions of side-by-side timing, row by row: has an engine become faster or slower?
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "experiments/measurements/benchmark.h"
#include "statistics/logarithms.h"

namespace tenfold::benchmarks {

enum class Change {
  kFaster,
  kSlower,
  kSame,        // the interval lies within +-kSameWithin
  kCannotTell,  // it does not, and neither is the change proven
};

// A change is called only if it is proven to be larger than this, with kAlpha for all rows
// together.
inline constexpr double kLeastChange = 0.02;
inline constexpr double kSameWithin = 0.05;

struct ComparedRow {
  std::string workload, engine, configuration;
  // Time of the second session / time of the first, both in units of what the peak probe of their
  // process did; at 95 %, with between_std of each session in it.
  statistics::Interval ratio;
  double p_value = 1.0;  // of the change that it is, adjusted by Holm's procedure over all rows
  Change change = Change::kCannotTell;
};

// Rows that cannot be compared.
struct LeftOutRow {
  std::string workload, engine, configuration;
  std::string why;
};

// So many rows tell how far sessions differ where nothing changed.
inline constexpr size_t kLeastRowsForSpread = 10;

struct SessionComparison {
  // Standard deviation of the logarithm of a row's time that each session has beyond the noise of
  // its processes: what the rows show (a new build moves code and data of kernels that nobody
  // touched), or kBetweenSessionsStd if that is more or there are few rows.
  double between_std = 0.0;
  // That both sessions have with two undisturbed samples or more, in the first's order.
  std::vector<ComparedRow> rows;
  std::vector<LeftOutRow> left_out;
};

// InvalidArgument if there is no row to compare.
absl::StatusOr<SessionComparison> CompareSessions(const measurements::Benchmark& first,
                                                  const measurements::Benchmark& second);

// "faster", "slower", "same", "cannot tell".
absl::string_view ChangeName(Change change);

}  // namespace tenfold::benchmarks
