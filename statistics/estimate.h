// An estimated mean, or contrast of means, with its standard error: what t-tests and equivalence
// tests are about, for paired samples (their differences are one sample) and for independent ones.
#pragma once

#include <optional>
#include <vector>

#include "statistics/inference.h"

namespace tenfold::statistics {

struct Estimate {
  double value = 0.0, standard_error = 0.0;
  double degrees = 0.0;  // of freedom
};

// Of one sample; nothing for fewer than two values.
std::optional<Estimate> EstimateMean(const std::vector<double>& values);

// sum weights[i] * mean(samples[i]) of independent samples, each of two values or more that has a
// weight; degrees of freedom by Welch and Satterthwaite. As many weights as samples.
Estimate EstimateContrast(const std::vector<std::vector<double>>& samples,
                          const std::vector<double>& weights);

// Student's interval.
Interval IntervalOf(const Estimate& estimate, double confidence = 0.95);

// Two-sided p-value against zero.
double StudentP(const Estimate& estimate);

// Two one-sided t-tests (Schuirmann 1987): against "not between low and high".
double EquivalenceP(const Estimate& estimate, double low, double high);

// Two-sided p-value against "in [low, high]"; 1 if the estimate is there.
double OutsideP(const Estimate& estimate, double low, double high);

}  // namespace tenfold::statistics
