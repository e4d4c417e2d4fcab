#include "reports/input/engine_pair.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "absl/strings/str_cat.h"
#include "experiments/compare/compare.h"

namespace tenfold::reports {
namespace {

EnginePair MakePair(const SettingRuns& a, const SettingRuns& b) {
  EnginePair pair;
  pair.a = a.setting;
  pair.b = b.setting;
  std::map<int64_t, const RunRecord*> others;
  for (const RunRecord* record : b.ok) others[record->seed] = record;
  for (const RunRecord* record : a.ok) {
    const auto other = others.find(record->seed);
    if (other != others.end()) pair.runs.emplace_back(record, other->second);
  }
  const auto diverged_with_first = [&pair](const SettingRuns& first, const SettingRuns& second) {
    for (const RunRecord* record : second.ok) {
      if (std::binary_search(first.diverged.begin(), first.diverged.end(), record->seed))
        pair.diverged_with_one.push_back(record->seed);
    }
  };
  diverged_with_first(a, b);
  diverged_with_first(b, a);
  std::sort(pair.diverged_with_one.begin(), pair.diverged_with_one.end());
  return pair;
}

}  // namespace

std::string EnginePair::SettingName() const { return absl::StrCat(a.experiment, " ", a.variant); }

int EnginePair::Identical() const {
  return static_cast<int>(std::count_if(runs.begin(), runs.end(), [](const auto& run) {
    return run.first->weights_digest == run.second->weights_digest;
  }));
}

std::vector<double> EnginePair::LossDifferences() const {
  std::vector<double> differences;
  for (const auto& [a, b] : runs) differences.push_back(compare::LargestLossDifference(*a, *b));
  return differences;
}

std::vector<double> EnginePair::AccuracyDifferences() const {
  std::vector<double> differences;
  for (const auto& [a, b] : runs) differences.push_back(*b->test_accuracy - *a->test_accuracy);
  return differences;
}

std::vector<EnginePair> MakeEnginePairs(const RunSet& runs) {
  std::vector<EnginePair> made;
  const std::vector<SettingRuns>& expected = runs.expected();
  for (auto a = expected.begin(); a != expected.end(); ++a) {
    for (auto b = std::next(a);
         b != expected.end() && b->setting.experiment == a->setting.experiment &&
         b->setting.variant == a->setting.variant;
         ++b) {
      EnginePair pair = MakePair(*a, *b);
      if (!pair.runs.empty() || !pair.diverged_with_one.empty()) made.push_back(std::move(pair));
    }
  }
  return made;
}

std::vector<double> LossDifferencesOfStep(absl::Span<const EnginePair* const> compared,
                                          size_t step) {
  std::vector<double> differences;
  for (const EnginePair* pair : compared) {
    for (const auto& [a, b] : pair->runs) {
      const std::vector<double> of_run = tenfold::compare::LossDifferences(*a, *b);
      if (step < of_run.size()) differences.push_back(of_run[step]);
    }
  }
  return differences;
}

size_t ComparedSteps(absl::Span<const EnginePair* const> compared) {
  size_t steps = 0;
  for (const EnginePair* pair : compared) {
    for (const auto& [a, b] : pair->runs)
      steps = std::max(steps, std::min(a->first_losses.size(), b->first_losses.size()));
  }
  return steps;
}

}  // namespace tenfold::reports
