// A claim of the report that is reproduced, as data, and from tests of it to a verdict. Claims are
// declared before anything is run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "statistics/inference.h"

namespace tenfold::reports {

// Claims are decided on these seeds of the main engine, from 0, or on what is there of them.
inline constexpr int64_t kClaimSeeds = 100;

struct Claim {
  const char* id;
  const char* where;  // in the report
  const char* quote;
  const char* short_form;       // what the page calls it
  double value = 0.0;           // what is stated,
  double margin = 0.0;          // and what it may be off by
  const char* decided_by = "";  // "TOST, contradicted if outside (t)": in words for the page
};

enum class Verdict {
  kNothing,       // fewer than two seeds to decide on
  kInconclusive,  // they do not decide
  kReproduced,
  kContradicted,
};

// "reproduced", "contradicted", "inconclusive", "no runs"
const char* Name(Verdict verdict);

// How the page shows an effect.
struct Unit {
  const char* format;  // of a number
  double scale;
  const char* name;
};
inline constexpr Unit kPoints = {"%+.2f", 100.0, " points"};
inline constexpr Unit kPartOfRuns = {"%.0f", 100.0, " % of runs"};

struct Judgement {
  const Claim* claim = nullptr;
  Verdict verdict = Verdict::kNothing;
  int n = 0;  // seeds
  // What the verdict is about (a difference of accuracies, a part of all runs, epochs), with its
  // 95 % interval, and the p-value that decides, where there is one of each.
  std::optional<Interval> effect;
  const Unit* unit = &kPoints;  // of the effect; null if `detail` says it
  std::optional<double> p;
  std::string detail;  // what else there is to say
};

// Whether a mean is above zero. `p` is that of ZeroMeanP, adjusted if there are several tests.
Verdict DecideAboveZero(const std::vector<double>& values, double p, double margin);

// P-value (t, two-sided) against a mean in [low, high]; 1 if it is there. At least two values.
double OutsideP(const std::vector<double>& values, double low, double high);

// Whether a mean is `value` +- margin.
Judgement DecideEqual(const std::vector<double>& values, double value, double margin);

// Whether the probability behind `successes` of `n` is `value` or more.
Judgement DecideAtLeast(int successes, int n, double value);

// Whether it is more than one half.
Judgement DecideMost(int successes, int n);

// The judgement in one cell of a table: "**reproduced**: +1.02 [+0.80, +1.24] points (n = 100)".
std::string CellText(const Judgement& judgement);

// "7 reproduced, 8 contradicted, 2 inconclusive"
std::string Tally(const std::vector<Judgement>& judgements);

}  // namespace tenfold::reports
