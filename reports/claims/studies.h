// What ten seeds are worth: many studies of ten seeds each, drawn from many more seeds, and what
// their authors would have concluded.
#pragma once

#include <cstddef>
#include <random>
#include <vector>

#include "reports/claims/claim.h"

namespace tenfold::reports {

inline constexpr int kStudies = 5000;
inline constexpr int kStudySeeds = 10;

// A study of fewer different seeds than this would show the same seeds again and again.
inline constexpr size_t kLeastSeeds = 200;

// How many studies come to what about a claim.
struct Conclusions {
  const Claim* claim = nullptr;
  // By the report's way: printed numbers are compared. As the report concludes, the opposite, or
  // neither (a tie).
  int as_the_report = 0, opposite = 0, neither = 0;
  // By the tests on ten seeds that all settings share.
  int reproduced = 0, contradicted = 0, inconclusive = 0;

  void Read(int conclusion);  // 1 as the report, -1 the opposite, 0 neither
  void Test(Verdict verdict);
};

// The studies of one question.
struct Studies {
  size_t seeds = 0;                      // that they were drawn from
  std::vector<Conclusions> conclusions;  // none if the seeds are fewer than kLeastSeeds
};

// Draws a study's seeds without replacement, the same ones everywhere for a number of seeds.
class SeedDrawer {
 public:
  explicit SeedDrawer(size_t n);
  const std::vector<size_t>& Draw();

 private:
  std::mt19937_64 generator_{1};  // whose output the standard fixes
  std::vector<size_t> order_, drawn_;
};

}  // namespace tenfold::reports
