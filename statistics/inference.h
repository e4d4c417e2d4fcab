// What samples say about what they were drawn from: intervals and tests. Paired samples come as
// their differences.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace tenfold::statistics {

// Tests reject at 5 %, two-sided.
inline constexpr double kAlpha = 0.05;

// An estimate with its confidence interval.
struct Interval {
  double estimate = 0.0, low = 0.0, high = 0.0;
};

// P(T > difference / standard_error) with `degrees` of freedom. The distribution is not defined for
// a standard error of zero: then the difference itself decides, 0 if it is positive and 1 if not.
double StudentUpperTail(double difference, double standard_error, double degrees);

// The q with P(|T| <= q) = confidence.
double StudentQuantile(double degrees, double confidence);

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

// The standard deviation of a normal variable, with its chi-squared interval, from a sample
// variance with `degrees` of freedom (n - 1 for one sample).
Interval StdInterval(double variance, double degrees, double confidence = 0.95);

// Against a normal variable's standard deviation being at most `bound`, and at least: one-sided
// p-values by chi-squared.
double StdAboveP(double variance, double degrees, double bound);
double StdBelowP(double variance, double degrees, double bound);

// Pitman 1939, Morgan 1939: two-sided p-value of equal standard deviations of paired samples, which
// is that of no correlation between sums and differences. Nothing for fewer than three pairs or if
// either has no spread.
std::optional<double> EqualStdP(const std::vector<double>& a, const std::vector<double>& b);

// The same for independent samples, by the F-test. Nothing for fewer than two values on a side or
// if one has no spread.
std::optional<double> EqualStdOfIndependentP(const std::vector<double>& a,
                                             const std::vector<double>& b);

// The probability of `successes` or more of `n` trials, each with `probability`; and of so many or
// fewer: one-sided p-values that Clopper's and Pearson's bounds belong to.
double AtLeastP(int successes, int n, double probability);
double AtMostP(int successes, int n, double probability);

// Clopper and Pearson 1934: the exact interval of a probability from `successes` of `n` trials. n
// is at least 1.
Interval ProportionInterval(int successes, int n, double confidence = 0.95);

// Holm 1979: p-values of a family of tests, adjusted so that rejecting those below alpha makes one
// error or more with probability alpha at most. In the order given.
std::vector<double> HolmAdjusted(const std::vector<double>& p_values);

// The smallest mean difference, in standard deviations of the differences, for which the two-sided
// paired t-test at `alpha` rejects with probability `power` with n pairs. By the noncentral t
// distribution (Cohen 1988, Statistical Power Analysis, 2.3). n is at least 2.
double DetectableEffect(int n, double power = 0.8, double alpha = 0.05);

}  // namespace tenfold::statistics
