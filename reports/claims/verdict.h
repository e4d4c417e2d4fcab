// From a test to a verdict.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "statistics/interval.h"

namespace tenfold::reports {

enum class Verdict {
  kNothing,       // fewer than two seeds to decide on
  kInconclusive,  // they do not decide
  kReproduced,
  kContradicted,
};

// "reproduced", "contradicted", "inconclusive", "no runs"
const char* Name(Verdict verdict);

struct Judgement {
  Verdict verdict = Verdict::kNothing;
  int n = 0;  // seeds
  // What the verdict is about (a difference of accuracies, a part of all runs, epochs), with its
  // 95 % interval, and the p-value that decides, where there is one of each.
  std::optional<Interval> effect;
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

}  // namespace tenfold::reports
