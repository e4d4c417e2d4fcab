// What ten seeds are worth: many studies of ten seeds each, drawn from many more seeds, and what
// their authors would have concluded.
#pragma once

#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "reports/claims/claim.h"

namespace tenfold::reports {

inline constexpr int kStudies = 5000;
inline constexpr int kStudySeeds = 10;

// A study of fewer different seeds than this would show the same seeds again and again.
inline constexpr size_t kLeastSeeds = 200;

// How many studies come to what about a claim: as the report, the opposite, or neither (a tie; a
// test that does not decide).
struct Counts {
  int as_the_report = 0, opposite = 0, neither = 0;

  void Add(int conclusion);  // 1 as the report, -1 the opposite, 0 neither
  void Add(Verdict verdict);
};

// By the report's way, which compares printed numbers, and by tests. `paired`: all settings share
// ten seeds; else each has ten of its own. What is about one setting has no pairs.
struct Conclusions {
  const Claim* claim = nullptr;
  Counts read, tested;
  std::optional<Counts> read_paired, tested_paired;
};

// The studies of one preset of a question.
struct Studies {
  std::string preset;
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
