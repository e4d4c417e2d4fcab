#include "experiments/compare/compare.h"

#include "absl/strings/str_cat.h"

namespace tenfold {
namespace {

// "train_loss[3]: 0.5 and 0.25"
std::string FirstDifference(const nlohmann::ordered_json& first,
                            const nlohmann::ordered_json& second) {
  for (const auto& item : first.items()) {
    const nlohmann::ordered_json& a = item.value();
    const nlohmann::ordered_json& b = second.at(item.key());
    if (a == b) continue;
    if (!a.is_array()) return absl::StrCat(item.key(), ": ", a.dump(), " and ", b.dump());
    if (a.size() != b.size())
      return absl::StrCat(item.key(), ": ", a.size(), " and ", b.size(), " values");
    size_t i = 0;
    while (a[i] == b[i]) ++i;
    return absl::StrCat(item.key(), "[", i, "]: ", a[i].dump(), " and ", b[i].dump());
  }
  return "";
}

nlohmann::ordered_json Comparable(const RunRecord& record) {
  return nlohmann::ordered_json::parse(ComparableLine(record));
}

}  // namespace

Comparison CompareRuns(const std::vector<RunRecord>& first, const std::vector<RunRecord>& second) {
  Comparison comparison;
  auto a = first.begin();
  auto b = second.begin();
  while (a != first.end() || b != second.end()) {
    if (b == second.end() || (a != first.end() && a->run_id < b->run_id)) {
      ++comparison.only_in_first;
      ++a;
    } else if (a == first.end() || b->run_id < a->run_id) {
      ++comparison.only_in_second;
      ++b;
    } else {
      ++comparison.common;
      const std::string difference = FirstDifference(Comparable(*a), Comparable(*b));
      if (difference.empty()) {
        ++comparison.identical;
      } else {
        comparison.differences.push_back(absl::StrCat(a->run_id, ": ", difference));
      }
      ++a;
      ++b;
    }
  }
  return comparison;
}

}  // namespace tenfold
