#include "experiments/compare/compare.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "experiments/parity_tolerance.h"

namespace tenfold {
namespace {

std::string FirstDifference(const nlohmann::ordered_json& first,
                            const nlohmann::ordered_json& second) {
  for (const auto& item : first.items()) {
    const nlohmann::ordered_json& a = item.value();
    const nlohmann::ordered_json& b = second.at(item.key());
    if (a == b) continue;
    if (!a.is_array() || !b.is_array()) {
      return absl::StrCat(item.key(), ": ", a.dump(), " and ", b.dump());
    }
    if (a.size() != b.size()) {
      return absl::StrCat(item.key(), ": ", a.size(), " and ", b.size(), " values");
    }
    size_t i = 0;
    while (a[i] == b[i]) ++i;
    return absl::StrCat(item.key(), "[", i, "]: ", a[i].dump(), " and ", b[i].dump());
  }
  return "";
}

nlohmann::ordered_json Comparable(RunRecord record) {
  record.engine = record.run_id = "";
  return nlohmann::ordered_json::parse(ComparableLine(record));
}

bool SameWork(const RunRecord& a, const RunRecord& b) {
  return a.hyperparameters == b.hyperparameters && a.dataset_digest == b.dataset_digest &&
         a.status == b.status && LargestLossDifference(a, b) <= kKinkTolerance;
}

std::map<std::string, const RunRecord*> ById(const std::vector<RunRecord>& records,
                                             bool across_engines) {
  std::map<std::string, const RunRecord*> by_id;
  for (const RunRecord& record : records) {
    const std::string id = across_engines
                               ? absl::StrFormat("%s/%s%s%s/%s/seed-%02d", record.experiment,
                                                 record.preset, record.overrides.empty() ? "" : ",",
                                                 record.overrides, record.variant, record.seed)
                               : record.run_id;
    by_id[id] = &record;
  }
  return by_id;
}

}  // namespace

double LargestLossDifference(const RunRecord& a, const RunRecord& b) {
  if (a.first_losses.size() != b.first_losses.size()) return INFINITY;
  double largest = 0.0;
  for (size_t i = 0; i < a.first_losses.size(); ++i) {
    const double scale = std::max(std::fabs(a.first_losses[i]), std::fabs(b.first_losses[i]));
    if (scale == 0.0) continue;
    largest = std::max(largest, std::fabs(a.first_losses[i] - b.first_losses[i]) / scale);
  }
  return largest;
}

Equality CompareRun(const RunRecord& a, const RunRecord& b, std::string* where) {
  const std::string difference = FirstDifference(Comparable(a), Comparable(b));
  if (where != nullptr) *where = difference;
  if (difference.empty()) return Equality::kIdentical;
  return SameWork(a, b) ? Equality::kWithinTolerance : Equality::kDifferent;
}

Comparison CompareRuns(const std::vector<RunRecord>& first, const std::vector<RunRecord>& second,
                       bool across_engines) {
  const std::map<std::string, const RunRecord*> others = ById(second, across_engines);
  Comparison comparison;
  for (const auto& [id, record] : ById(first, across_engines)) {
    const auto other = others.find(id);
    if (other == others.end()) {
      ++comparison.only_in_first;
      continue;
    }
    if (record->test_accuracy.has_value() && other->second->test_accuracy.has_value()) {
      comparison.largest_accuracy_difference =
          std::max(comparison.largest_accuracy_difference,
                   std::fabs(*record->test_accuracy - *other->second->test_accuracy));
    }
    std::string where;
    switch (CompareRun(*record, *other->second, &where)) {
      case Equality::kIdentical:
        ++comparison.identical;
        break;
      case Equality::kWithinTolerance:
        ++comparison.within_tolerance;
        comparison.differences.push_back(
            absl::StrFormat("%s: within tolerance (losses of the first steps differ by %.1e): %s",
                            id, LargestLossDifference(*record, *other->second), where));
        break;
      case Equality::kDifferent:
        ++comparison.different;
        comparison.differences.push_back(absl::StrCat(id, ": different: ", where));
        break;
    }
  }
  comparison.only_in_second = static_cast<int>(others.size()) - comparison.common();
  return comparison;
}

}  // namespace tenfold
