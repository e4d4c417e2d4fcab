#include "benchmarks/comparison.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

#include "absl/status/status.h"
#include "reports/inference/holm.h"

namespace tenfold {
namespace {

using nlohmann::ordered_json;

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

// Nothing if the JSON is not a session's.
std::optional<std::vector<Row>> ReadRows(const ordered_json& session) {
  std::vector<Row> rows;
  if (!session.is_object() || !session.contains("timings") || !session["timings"].is_array()) {
    return std::nullopt;
  }
  for (const ordered_json& timing : session["timings"]) {
    for (const char* key : {"workload", "engine", "configuration"}) {
      if (!timing.is_object() || !timing.contains(key) || !timing[key].is_string()) {
        return std::nullopt;
      }
    }
    if (!timing.contains("samples") || !timing["samples"].is_array()) return std::nullopt;
    Row row{{timing["workload"], timing["engine"], timing["configuration"]}, {}};
    for (const ordered_json& sample : timing["samples"]) {
      if (!sample.is_array() || sample.size() != 2 || !sample[0].is_number() ||
          !sample[1].is_number()) {
        return std::nullopt;
      }
      const double value = sample[0].get<double>() * sample[1].get<double>();
      if (!(value > 0.0) || !std::isfinite(value)) return std::nullopt;
      row.values.push_back(value);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Verdict Decide(const WelchRatio& ratio, const Interval& interval, double adjusted_p) {
  if (adjusted_p < kAlpha) {
    return ratio.p_above(1.0) < 0.5 ? Verdict::kSlower : Verdict::kFaster;
  }
  if (interval.low > 1.0 / (1.0 + kSameWithin) && interval.high < 1.0 + kSameWithin) {
    return Verdict::kSame;
  }
  return Verdict::kCannotTell;
}

}  // namespace

absl::StatusOr<SessionComparison> CompareSessions(const ordered_json& first,
                                                  const ordered_json& second) {
  const std::optional<std::vector<Row>> a = ReadRows(first), b = ReadRows(second);
  if (!a.has_value() || !b.has_value()) {
    return absl::InvalidArgumentError(
        std::string(a.has_value() ? "the second" : "the first") +
        " is not the JSON of a side-by-side session: \"timings\" with workload, engine, "
        "configuration and samples of [seconds, GFLOP/s] are wanted");
  }
  std::map<Key, const Row*> by_key;
  for (const Row& row : *b) by_key[row.key] = &row;
  SessionComparison comparison;
  std::vector<ComparedRow>& rows = comparison.rows;
  std::vector<WelchRatio> ratios;
  std::vector<double> p_values;
  for (const Row& row : *a) {
    const auto other = by_key.find(row.key);
    if (other == by_key.end()) continue;
    const std::optional<WelchRatio> ratio = WelchRatio::Make(row.values, other->second->values);
    if (!ratio.has_value()) {
      ++comparison.left_out;
      continue;
    }
    rows.push_back({row.key.workload, row.key.engine, row.key.configuration, ratio->ratio(0.95)});
    ratios.push_back(*ratio);
    // Two one-sided tests against a change of the least size.
    p_values.push_back(std::min(1.0, 2.0 * std::min(ratio->p_above(1.0 + kLeastChange),
                                                    ratio->p_below(1.0 / (1.0 + kLeastChange)))));
  }
  if (rows.empty()) {
    return absl::InvalidArgumentError(
        "no row in common with two undisturbed samples or more on each side");
  }
  const std::vector<double> adjusted = HolmAdjusted(p_values);
  for (size_t i = 0; i < rows.size(); ++i) {
    rows[i].p_value = adjusted[i];
    rows[i].verdict = Decide(ratios[i], rows[i].ratio, adjusted[i]);
  }
  return comparison;
}

absl::string_view VerdictName(Verdict verdict) {
  switch (verdict) {
    case Verdict::kFaster:
      return "faster";
    case Verdict::kSlower:
      return "slower";
    case Verdict::kSame:
      return "same";
    case Verdict::kCannotTell:
      return "cannot tell";
  }
  return "";
}

}  // namespace tenfold
