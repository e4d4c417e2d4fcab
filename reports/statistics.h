// Descriptive statistics as small functions that state their edge cases.
#pragma once

#include <optional>
#include <vector>

namespace tenfold {

// The arithmetic mean; nothing for no values.
std::optional<double> Mean(const std::vector<double>& values);

// The sample standard deviation, sqrt(sum (x - mean)^2 / (n - 1)); nothing for fewer than two
// values.
std::optional<double> SampleStd(const std::vector<double>& values);

// The least value; nothing for no values.
std::optional<double> Min(const std::vector<double>& values);

}  // namespace tenfold
