#include "reports/sweeps/differences.h"

#include <cstdint>
#include <map>
#include <utility>

namespace tenfold::reports {
namespace {

std::map<int64_t, double> BySeed(const SummarySetting& setting, const Metric& metric) {
  std::map<int64_t, double> values;
  for (const RunRecord* record : setting.runs.ok) {
    if (const std::optional<double> value = metric.Test(*record)) values[record->seed] = *value;
  }
  return values;
}

}  // namespace

std::vector<PairedDifference> PairedDifferences(const SummaryGroup& group) {
  std::vector<PairedDifference> pairs;
  const size_t count = group.settings.size();
  std::vector<std::map<int64_t, double>> values;
  for (const SummarySetting& setting : group.settings) {
    values.push_back(BySeed(setting, *group.metric));
  }
  for (size_t a = 0; a < (count > kMaxAllPairs ? 1 : count); ++a) {
    for (size_t b = a + 1; b < count; ++b) {
      PairedDifference pair = {&group.settings[a], &group.settings[b], {}, {}, {}, {}, {}};
      std::vector<double> firsts, seconds;
      for (const auto& [seed, value] : values[a]) {
        const auto other = values[b].find(seed);
        if (other == values[b].end()) continue;
        firsts.push_back(value);
        seconds.push_back(other->second);
        pair.differences.push_back(other->second - value);
      }
      if (pair.differences.empty()) continue;
      pair.mean = statistics::MeanInterval(pair.differences);
      pair.p = statistics::ZeroMeanP(pair.differences);
      pair.spread_p = statistics::EqualStdP(firsts, seconds);
      pairs.push_back(std::move(pair));
    }
  }
  std::vector<double> p_values;
  for (const PairedDifference& pair : pairs) {
    if (pair.p.has_value()) p_values.push_back(*pair.p);
  }
  const std::vector<double> adjusted = statistics::HolmAdjusted(p_values);
  size_t next = 0;
  for (PairedDifference& pair : pairs) {
    if (pair.p.has_value()) pair.holm_p = adjusted[next++];
  }
  return pairs;
}

}  // namespace tenfold::reports
