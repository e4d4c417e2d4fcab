// Many variances, each of few values, that borrow strength from each other: empirical Bayes after
// Smyth 2004 (Linear models and empirical Bayes methods for assessing differential expression,
// Statistical Applications in Genetics and Molecular Biology 3(1), article 3, section 6.2).
#pragma once

#include <vector>

namespace tenfold::statistics {

// Where the variances behind sample variances come from: 1 / variance is chi-squared with `degrees`
// over degrees * this->variance. Infinitely many degrees: all are the same. No degrees: nothing is
// known, and every sample variance stands for itself.
struct VariancePrior {
  double variance = 0.0, degrees = 0.0;
  double most_degrees = 0.0;  // of all samples together: no moderated variance has more
};

// By the moments of log s^2. With e = log s^2 - digamma(d / 2) + log(d / 2) for each sample
// variance s^2 with d degrees of freedom, the prior's degrees solve trigamma(degrees / 2) = mean of
// (e - mean e)^2 n / (n - 1) - trigamma(d / 2), and its variance is
// exp(mean e + digamma(degrees / 2) - log(degrees / 2)). A variance of zero counts as 1e-5 of the
// median; no prior for fewer than two, or if the median is zero. As many degrees as variances.
VariancePrior PriorOf(const std::vector<double>& variances, const std::vector<double>& degrees);

// (prior.degrees * prior.variance + d * s^2) / (prior.degrees + d), with prior.degrees + d degrees.
struct ModeratedVariance {
  double variance = 0.0, degrees = 0.0;
};
ModeratedVariance Moderated(double variance, double degrees, const VariancePrior& prior);

}  // namespace tenfold::statistics
