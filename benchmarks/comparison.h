// Two sessions of side-by-side timing, row by row: has an engine become faster or slower?
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "benchmarks/statistics.h"
#include "nlohmann/json.hpp"

namespace tenfold {

enum class Verdict {
  kFaster,
  kSlower,
  kSame,        // the interval lies within +-kSameWithin
  kCannotTell,  // it does not, and neither is the change proven
};

// A change counts if it is larger than this: what two sessions of one build differ by that no noise
// within a session shows (layout of memory, time of day).
inline constexpr double kLeastChange = 0.02;
inline constexpr double kSameWithin = 0.05;
// How often a comparison in which nothing changed may call a row faster or slower, all rows
// together.
inline constexpr double kAlpha = 0.05;

struct ComparedRow {
  std::string workload, engine, configuration;
  // Time of the second session / time of the first, both in units of what the peak probe of their
  // process did; at 95 %.
  Interval ratio;
  double p_value = 1.0;  // of the change that it is, adjusted by Holm's procedure over all rows
  Verdict verdict = Verdict::kCannotTell;
};

struct SessionComparison {
  // That both sessions have with two undisturbed samples or more, in the first's order.
  std::vector<ComparedRow> rows;
  int left_out = 0;  // that both have, with fewer
};

// InvalidArgument if one is not a session's JSON, or if there is no row to compare.
absl::StatusOr<SessionComparison> CompareSessions(const nlohmann::ordered_json& first,
                                                  const nlohmann::ordered_json& second);

// "faster", "slower", "same", "cannot tell".
absl::string_view VerdictName(Verdict verdict);

}  // namespace tenfold
