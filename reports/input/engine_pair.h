// Two engines on the same work: the runs of one setting that both have, side by side.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "reports/input/run_set.h"

namespace tenfold::reports {

struct EnginePair {
  Setting a, b;  // the same but for their engines, which are in the order of RunSet::engines()
  // The runs of the seeds that neither lacks and that diverged with neither. Seeds ascend.
  std::vector<std::pair<const RunRecord*, const RunRecord*>> runs;
  std::vector<int64_t> diverged_with_one;  // seeds that diverged with one of the two alone

  // "spiral wide"
  std::string SettingName() const;

  // Runs that end with the same weights bit for bit.
  int Identical() const;

  // Largest relative difference of the losses of the first 50 steps, by run.
  std::vector<double> LossDifferences() const;

  // Test accuracy of b minus that of a, by run.
  std::vector<double> AccuracyDifferences() const;
};

// Each setting that the report shows with each pair of engines that has runs in common, or of which
// one alone diverged; by setting, then by engine. They point into `runs`.
std::vector<EnginePair> MakeEnginePairs(const RunSet& runs);

// The relative differences of the losses of one step, counted from 0, in all compared runs that got
// so far.
std::vector<double> LossDifferencesOfStep(absl::Span<const EnginePair* const> compared,
                                          size_t step);

// How many steps the longest of their runs has losses of.
size_t ComparedSteps(absl::Span<const EnginePair* const> compared);

}  // namespace tenfold::reports
