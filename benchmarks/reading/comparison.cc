#include "benchmarks/reading/comparison.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "statistics/inference.h"
#include "statistics/statistics.h"

namespace tenfold::benchmarks {
namespace {

struct Key {
  std::string workload, engine, configuration;
  bool operator<(const Key& other) const {
    return std::tie(workload, engine, configuration) <
           std::tie(other.workload, other.engine, other.configuration);
  }
};

struct Row {
  Key key;
  std::vector<double> values;  // seconds times the probe around them
};

// What of `a` is not in `b`; `both`: (workload, engine) that are in both, if perhaps in different
// configurations.
void AddUnmatched(const std::vector<Row>& a, const std::map<Key, const Row*>& b, const char* where,
                  const std::set<std::pair<std::string, std::string>>& both,
                  std::vector<LeftOutRow>& left_out) {
  for (const Row& row : a) {
    if (b.count(row.key) > 0) continue;
    const bool other = both.count({row.key.workload, row.key.engine}) > 0;
    left_out.push_back(
        {row.key.workload, row.key.engine, row.key.configuration,
         std::string(other ? "another configuration was the fastest; only " : "only ") + where});
  }
}

std::map<Key, const Row*> ByKey(const std::vector<Row>& rows) {
  std::map<Key, const Row*> by_key;
  for (const Row& row : rows) by_key[row.key] = &row;
  return by_key;
}

std::vector<Row> RowsOf(const measurements::Benchmark& benchmark) {
  std::vector<Row> rows;
  for (const measurements::Timing& timing : benchmark.timings) {
    rows.push_back({{timing.workload, timing.engine, timing.configuration}, {}});
    for (const auto& [seconds, gflops] : timing.samples) {
      rows.back().values.push_back(seconds * gflops);
    }
  }
  return rows;
}

// What rows as a whole tell of how far two sessions differ where nothing changed: the spread of
// their changes around the usual one (median absolute deviation, which a few changed rows do not
// move), less what the processes' own noise explains; for each of the two sessions.
double BetweenStd(const std::vector<statistics::WelchRatio>& ratios) {
  if (ratios.size() < kLeastRowsForSpread) return statistics::kBetweenSessionsStd;
  constexpr double kNormal75 =
      0.67449;  // of which the median absolute deviation of a normal is so much
  std::vector<double> changes, deviations, noise;
  for (const statistics::WelchRatio& ratio : ratios) {
    changes.push_back(std::log(ratio.ratio(0.95).estimate));
    noise.push_back(ratio.standard_error() * ratio.standard_error());
  }
  const double usual = *statistics::Median(changes);
  for (double change : changes) deviations.push_back(std::abs(change - usual));
  const double spread = *statistics::Median(deviations) / kNormal75;
  const double variance = std::max(0.0, spread * spread - *statistics::Median(noise));
  return std::max(statistics::kBetweenSessionsStd, std::sqrt(variance / 2.0));
}

Change Decide(const statistics::WelchRatio& ratio, const statistics::Interval& interval,
              double adjusted_p) {
  if (adjusted_p < statistics::kAlpha) {
    return ratio.p_above(1.0) < 0.5 ? Change::kSlower : Change::kFaster;
  }
  if (interval.low > 1.0 / (1.0 + kSameWithin) && interval.high < 1.0 + kSameWithin) {
    return Change::kSame;
  }
  return Change::kCannotTell;
}

}  // namespace

absl::StatusOr<SessionComparison> CompareSessions(const measurements::Benchmark& first,
                                                  const measurements::Benchmark& second) {
  const std::vector<Row> a = RowsOf(first), b = RowsOf(second);
  const std::map<Key, const Row*> by_key = ByKey(b);
  SessionComparison comparison;
  std::vector<ComparedRow>& rows = comparison.rows;
  std::vector<std::pair<const Row*, const Row*>> pairs;
  std::vector<statistics::WelchRatio> ratios;
  for (const Row& row : a) {
    const auto other = by_key.find(row.key);
    if (other == by_key.end()) continue;
    const std::optional<statistics::WelchRatio> ratio =
        statistics::WelchRatio::Make(row.values, other->second->values);
    if (!ratio.has_value()) {
      comparison.left_out.push_back({row.key.workload, row.key.engine, row.key.configuration,
                                     "fewer than two undisturbed processes on a side"});
      continue;
    }
    rows.push_back({row.key.workload, row.key.engine, row.key.configuration, {}});
    pairs.push_back({&row, other->second});
    ratios.push_back(*ratio);
  }
  std::set<std::pair<std::string, std::string>> in_b, both;
  for (const Row& row : b) in_b.insert({row.key.workload, row.key.engine});
  for (const Row& row : a) {
    if (in_b.count({row.key.workload, row.key.engine}) > 0) {
      both.insert({row.key.workload, row.key.engine});
    }
  }
  AddUnmatched(a, by_key, "in the first", both, comparison.left_out);
  AddUnmatched(b, ByKey(a), "in the second", both, comparison.left_out);
  if (rows.empty()) {
    return absl::InvalidArgumentError(
        "no row in common with two undisturbed samples or more on each side");
  }
  comparison.between_std = BetweenStd(ratios);
  std::vector<double> p_values;
  for (size_t i = 0; i < rows.size(); ++i) {
    ratios[i] = *statistics::WelchRatio::Make(pairs[i].first->values, pairs[i].second->values,
                                              comparison.between_std);
    rows[i].ratio = ratios[i].ratio(0.95);
    // Two one-sided tests against a change of the least size.
    p_values.push_back(
        std::min(1.0, 2.0 * std::min(ratios[i].p_above(1.0 + kLeastChange),
                                     ratios[i].p_below(1.0 / (1.0 + kLeastChange)))));
  }
  const std::vector<double> adjusted = statistics::HolmAdjusted(p_values);
  for (size_t i = 0; i < rows.size(); ++i) {
    rows[i].p_value = adjusted[i];
    rows[i].change = Decide(ratios[i], rows[i].ratio, adjusted[i]);
  }
  return comparison;
}

absl::string_view ChangeName(Change change) {
  switch (change) {
    case Change::kFaster:
      return "faster";
    case Change::kSlower:
      return "slower";
    case Change::kSame:
      return "same";
    case Change::kCannotTell:
      return "cannot tell";
  }
  return "";
}

}  // namespace tenfold::benchmarks
