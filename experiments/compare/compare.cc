#include "experiments/compare/compare.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "experiments/compare/parity_tolerance.h"
#include "experiments/hyperparameters/hyperparameters.h"

namespace tenfold::compare {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kFirstLosses[] = "first_losses";

std::string ElementDifference(const std::string& name, size_t i, const Json& a, const Json& b) {
  return absl::StrCat(name, "[", i, "]: ", a[i].dump(), " and ", b[i].dump());
}

std::string FieldDifference(const std::string& name, const Json& a, const Json& b) {
  if (!a.is_array() || !b.is_array()) return absl::StrCat(name, ": ", a.dump(), " and ", b.dump());
  const size_t common = std::min(a.size(), b.size());
  for (size_t i = 0; i < common; ++i) {
    if (a[i] != b[i]) return ElementDifference(name, i, a, b);
  }
  return absl::StrCat(name, ": ", a.size(), " and ", b.size(), " values");
}

// The fields in the order in which runs can part: settings, steps, epochs, result.
std::vector<std::string> FieldsInOrder(const Json& record) {
  std::vector<std::string> names;
  for (const auto& item : record.items()) names.push_back(item.key());
  const auto result = std::find(names.begin(), names.end(), "status");
  const auto steps = std::find(names.begin(), names.end(), kFirstLosses);
  std::rotate(result, steps, steps + 1);
  return names;
}

double RelativeDifference(double a, double b) {
  if (a == b || (std::isnan(a) && std::isnan(b))) return 0.0;
  const double difference = std::fabs(a - b) / std::max(std::fabs(a), std::fabs(b));
  return std::isfinite(difference) ? difference : INFINITY;
}

bool IsWithoutLosses(const RunRecord& record) {
  return record.status == "ok" && record.train_loss.empty() && record.first_losses.empty();
}

Json Comparable(RunRecord record, bool without_losses) {
  record.engine = record.run_id = "";
  if (without_losses) {
    record.train_loss.clear();
    record.first_losses.clear();
  }
  return Json::parse(ComparableLine(record));
}

// The first step that is further apart than two engines may be; the number of differences if none
// is.
size_t FirstStepBeyondTolerance(const std::vector<double>& differences) {
  size_t step = 0;
  while (step < differences.size() && differences[step] <= LossTolerance(static_cast<int>(step))) {
    ++step;
  }
  return step;
}

bool SameWork(const RunRecord& a, const RunRecord& b) {
  return SameHyperparameters(a.hyperparameters, b.hyperparameters) &&
         a.dataset_digest == b.dataset_digest && a.status == b.status &&
         a.first_losses.size() == b.first_losses.size() &&
         FirstStepBeyondTolerance(LossDifferences(a, b)) == a.first_losses.size();
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

std::vector<double> LossDifferences(const RunRecord& a, const RunRecord& b) {
  std::vector<double> differences(std::min(a.first_losses.size(), b.first_losses.size()));
  std::transform(a.first_losses.begin(), a.first_losses.begin() + differences.size(),
                 b.first_losses.begin(), differences.begin(), RelativeDifference);
  return differences;
}

double LargestLossDifference(const RunRecord& a, const RunRecord& b) {
  if (a.first_losses.size() != b.first_losses.size()) return INFINITY;
  const std::vector<double> differences = LossDifferences(a, b);
  return differences.empty() ? 0.0 : *std::max_element(differences.begin(), differences.end());
}

Equality CompareRun(const RunRecord& a, const RunRecord& b, std::string* where) {
  // Published runs may be without losses; the weights' digest says whether the bits are the same.
  const bool no_losses = IsWithoutLosses(a) || IsWithoutLosses(b);
  const Json first = Comparable(a, no_losses), second = Comparable(b, no_losses);
  const std::vector<std::string> fields = FieldsInOrder(first);
  const auto parts = std::find_if(fields.begin(), fields.end(), [&](const std::string& name) {
    return name == "hyperparameters" ? !SameHyperparameters(first.at(name), second.at(name))
                                     : first.at(name) != second.at(name);
  });
  if (where != nullptr) where->clear();
  if (parts == fields.end()) return Equality::kIdentical;
  const bool same = !no_losses && SameWork(a, b);
  if (where == nullptr) return same ? Equality::kWithinTolerance : Equality::kDifferent;

  *where = FieldDifference(*parts, first.at(*parts), second.at(*parts));
  if (same) return Equality::kWithinTolerance;
  const std::vector<double> differences = LossDifferences(a, b);
  const size_t step = FirstStepBeyondTolerance(differences);
  if (*parts == kFirstLosses && step < differences.size()) {
    *where = ElementDifference(kFirstLosses, step, first.at(kFirstLosses), second.at(kFirstLosses));
  }
  return Equality::kDifferent;
}

RunsComparison CompareRuns(const std::vector<RunRecord>& first,
                           const std::vector<RunRecord>& second, bool across_engines) {
  const std::map<std::string, const RunRecord*> others = ById(second, across_engines);
  RunsComparison comparison;
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

}  // namespace tenfold::compare
