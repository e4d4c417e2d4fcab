// Pearson's chi-squared: whether independent normal values with known variances are those expected.
#pragma once

namespace tenfold::statistics {

struct ChiSquared {
  double value = 0.0;  // sum of (observed - expected)^2 / variance
  int degrees = 0;     // of freedom: the number of values

  void Add(double difference, double variance);  // a value; its variance is positive
  // The probability of so large a sum or a larger one, if the values are those expected.
  double p() const;
};

}  // namespace tenfold::statistics
