// What ten seeds are worth: many studies of ten seeds each, drawn from many more seeds, and what
// their authors would have concluded.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "reports/claims/claim.h"
#include "statistics/factorial.h"

namespace tenfold::reports {

inline constexpr int kStudies = 5000;
inline constexpr int kStudySeeds = 10;

// A study of fewer different seeds than this would show the same seeds again and again.
inline constexpr size_t kLeastSeeds = 200;

struct Conclusions {
  const Claim* claim = nullptr;
  // By the report's way: the ten runs of each setting have seeds of their own, means and standard
  // deviations are printed to two decimals, and averages of printed numbers, again to two decimals,
  // are compared. As the report concludes, the opposite, or neither (a tie).
  int as_the_report = 0, opposite = 0, neither = 0;
  // By the tests on ten seeds that all settings share.
  int reproduced = 0, contradicted = 0, inconclusive = 0;
};

// For each claim about the pairs that is about what the tables compare. The draws depend on the
// number of seeds alone. Empty if there are fewer seeds than kLeastSeeds.
std::vector<Conclusions> ResampleStudies(const FactorialCells& cells, int studies = kStudies);

// What the report's way of reading makes of printed means and standard deviations, in hundredths,
// of the eight settings: 1 as the claim, -1 the opposite, 0 neither.
struct PrintedStudy {
  std::array<int, kFactorCells> means, stds;
};
int ReadAsTheReport(const Claim& claim, const PrintedStudy& study);

// Whether ReadAsTheReport knows this kind.
bool IsReadFromTables(ClaimKind kind);

// The same for the claim that all runs of the disc are above 95 %: as the report concludes if all
// runs of a study are, the opposite if not. By run; with no claim if there are too few.
Conclusions ResampleDisc(const std::vector<bool>& above, int studies = kStudies);

}  // namespace tenfold::reports
