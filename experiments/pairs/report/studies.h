// What studies of ten seeds of the pairs would have concluded.
#pragma once

#include <array>
#include <vector>

#include "experiments/pairs/report/claims.h"
#include "reports/claims/studies.h"
#include "statistics/factorial.h"

namespace tenfold::reports {

// For each claim that is about what the tables compare. Reading as the report: means and standard
// deviations are printed to two decimals, and averages of printed numbers, again to two decimals,
// are compared. Each claim is tested by itself, at 5 %. Empty if there are fewer seeds than
// kLeastSeeds.
std::vector<Conclusions> ResampleStudies(const statistics::FactorialCells& cells,
                                         int studies = kStudies);

// What is printed of a study, in hundredths: of each of the eight settings, and of the two kinds of
// network (MLP, CNN) the standard deviation within settings and of all runs.
struct PrintedStudy {
  std::array<int, statistics::kFactorCells> means, stds;
  std::array<int, 2> within = {}, overall = {};
};
PrintedStudy Print(const statistics::FactorialCells& cells);

// What the report's way of reading makes of it: 1 as the claim, -1 the opposite, 0 neither.
int ReadAsTheReport(const PairClaim& claim, const PrintedStudy& study);

// Whether ReadAsTheReport knows this test.
bool IsReadFromTables(PairTest test);

}  // namespace tenfold::reports
