// Descriptive statistics as small functions that state their edge cases.
#pragma once

#include <optional>
#include <vector>

namespace tenfold::statistics {

// The arithmetic mean; nothing for no values.
std::optional<double> Mean(const std::vector<double>& values);

// The sample standard deviation, sqrt(sum (x - mean)^2 / (n - 1)); nothing for fewer than two
// values.
std::optional<double> SampleStd(const std::vector<double>& values);

// The least and the greatest value, and the greatest of their absolute values; nothing for no
// values.
std::optional<double> Min(const std::vector<double>& values);
std::optional<double> Max(const std::vector<double>& values);
std::optional<double> MaxAbs(const std::vector<double>& values);

// The middle value, or the mean of the two in the middle; nothing for no values.
std::optional<double> Median(std::vector<double> values);

}  // namespace tenfold::statistics
