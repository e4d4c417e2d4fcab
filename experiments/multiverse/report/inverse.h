// Which settings of the grid give the numbers that the report prints of the pairs.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "experiments/pairs/report/printed_tables.h"
#include "statistics/chi_squared.h"
#include "statistics/factorial.h"

namespace tenfold::reports {

// A setting is chosen by the seeds before this one of its ten, and tested by the others.
inline constexpr size_t kFirstTestedSeed = 5;
inline constexpr size_t kSeedsOfSetting = 10;

// How far the printed numbers are from ours, as chi-squared. A mean differs by the report's error
// (variance s^2 / 10), by the rounding of what is printed (.01^2 / 12) and by ours (s^2 / n); a
// standard deviation by s^2 / (2 * 9), the same rounding, and s^2 / (2 (n - 1)). s^2 is the
// setting's own variance, moderated over all settings, which the report's runs have too if they are
// of this setting. That the eight numbers of a study share their seeds is left out of account.
struct Misfit {
  statistics::ChiSquared means;  // 8 degrees
  statistics::ChiSquared all;    // 16: with the standard deviations
};

// One setting in one reading.
struct Candidate {
  std::string name;  // what it changes; of a preset, its name
  Reading reading = Reading::kHeaded;
  Misfit chosen, tested;  // on the two halves of the seeds
};

struct NamedCells {
  std::string name;
  statistics::FactorialCells cells;  // test accuracies, as fractions
};

// Of each of `asked` in both readings, but for those without all ten seeds. Variances are moderated
// over `grid`.
std::vector<Candidate> CandidatesOf(const std::vector<NamedCells>& asked,
                                    const std::vector<NamedCells>& grid);

// The nearest first, by the means or by all numbers on the first half.
std::vector<Candidate> Nearest(std::vector<Candidate> candidates,
                               statistics::ChiSquared Misfit::* by);

}  // namespace tenfold::reports
