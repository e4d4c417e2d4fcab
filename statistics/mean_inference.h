// What a sample says about a mean. Paired samples come as their differences.
#pragma once

#include <optional>
#include <vector>

#include "statistics/interval.h"

namespace tenfold {

// The mean with Student's t interval; nothing for fewer than two values.
std::optional<Interval> MeanInterval(const std::vector<double>& values, double confidence = 0.95);

// Up to this many values SignFlipP goes through all sign patterns.
inline constexpr size_t kMaxSignFlip = 20;

// Fisher's exact test of symmetry around zero, two-sided: the part of the 2^n ways to give the
// values signs whose |sum| is not less than the one seen. 1 for no values, at most kMaxSignFlip.
double SignFlipP(const std::vector<double>& values);

// Two-sided p-value of Student's t-test of mean zero; nothing for fewer than two values.
std::optional<double> StudentP(const std::vector<double>& values);

// The test that decides whether a mean is zero: SignFlipP for up to kMaxSignFlip values, StudentP
// for more; nothing for fewer than two.
std::optional<double> ZeroMeanP(const std::vector<double>& values);

// Two one-sided t-tests (Schuirmann 1987): the p-value against "the mean is not between low and
// high". Nothing for fewer than two values.
std::optional<double> EquivalenceP(const std::vector<double>& values, double low, double high);

}  // namespace tenfold
