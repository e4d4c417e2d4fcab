// What studies of ten seeds of the pairs would have concluded.
#pragma once

#include <array>
#include <vector>

#include "experiments/pairs/report/claims.h"
#include "reports/claims/studies.h"
#include "statistics/factorial.h"

namespace tenfold::reports {

// For each claim that is about what the tables compare. As the report, the ten runs of each setting
// have seeds of their own, means and standard deviations are printed to two decimals, and averages
// of printed numbers, again to two decimals, are compared. Empty if there are fewer seeds than
// kLeastSeeds.
std::vector<Conclusions> ResampleStudies(const FactorialCells& cells, int studies = kStudies);

// What the report's way of reading makes of printed means and standard deviations, in hundredths,
// of the eight settings: 1 as the claim, -1 the opposite, 0 neither.
struct PrintedStudy {
  std::array<int, kFactorCells> means, stds;
};
int ReadAsTheReport(const PairClaim& claim, const PrintedStudy& study);

// Whether ReadAsTheReport knows this test.
bool IsReadFromTables(PairTest test);

}  // namespace tenfold::reports
