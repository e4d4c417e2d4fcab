// Settings of a group side by side, seed by seed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/sweeps/groups.h"
#include "statistics/inference.h"

namespace tenfold::reports {

// With more settings than this each is compared with the first alone.
inline constexpr size_t kMaxAllPairs = 6;

// The test metric of `second` minus that of `first`, over the seeds that both have.
struct PairedDifference {
  const SummarySetting *first, *second;
  std::vector<double> differences;
  // At 95 %, the p-value of a mean of zero (ZeroMeanP), and this adjusted over all of the group
  // (Holm); nothing for fewer than two seeds.
  std::optional<statistics::Interval> mean;
  std::optional<double> p, holm_p;
  std::optional<double> spread_p;  // of equal standard deviations (EqualStdP)
};

// None without a seed in common.
std::vector<PairedDifference> PairedDifferences(const SummaryGroup& group);

}  // namespace tenfold::reports
