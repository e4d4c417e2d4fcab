#pragma once

#include <string>
#include <vector>

#include "experiments/records/run_record.h"

namespace tenfold::compare {

enum class Equality {
  kIdentical,        // equal but for `timing` and `provenance`, and losses that one is without
  kWithinTolerance,  // the same work: the losses of the first 50 steps agree within the
                     // LossTolerance of their step (parity_tolerance.h)
  kDifferent,
};

// |a - b| / max(|a|, |b|) for each of the first losses that both records have; infinite where one
// of the two is not finite.
std::vector<double> LossDifferences(const RunRecord& a, const RunRecord& b);

// The largest of them; infinite if one record has fewer losses.
double LargestLossDifference(const RunRecord& a, const RunRecord& b);

// Two runs of one setting and seed; engine and run id do not count. `where`, if not null, is set to
// where they part first, in the order settings, steps, epochs, result: "train_loss[3]: 0.5 and
// 0.25". For different runs that is the first step beyond the tolerance, if there is one.
Equality CompareRun(const RunRecord& a, const RunRecord& b, std::string* where);

// How the runs of one set of records compare with those of the other.
struct RunsComparison {
  int identical = 0, within_tolerance = 0, different = 0;
  int only_in_first = 0, only_in_second = 0;
  double largest_accuracy_difference = 0.0;  // on test, of any run that both have
  std::vector<std::string> differences;      // one line a run that is not identical

  int common() const { return identical + within_tolerance + different; }
};

// Runs are the same if their ids are, apart from the engine's part where `across_engines`: then
// each side has one engine.
RunsComparison CompareRuns(const std::vector<RunRecord>& first,
                           const std::vector<RunRecord>& second, bool across_engines);

}  // namespace tenfold::compare
