// Means and deviations of columns, by which inputs and targets are standardised.
#pragma once

#include <cstdint>
#include <vector>

namespace tenfold::study {

// By column; both empty where values stay as they are.
struct Scale {
  std::vector<double> mean, std;

  // A value of a column from the data's units to standardised ones, rounded once, and back.
  float Standardise(float value, int64_t column) const {
    if (mean.empty()) return value;
    return static_cast<float>((double{value} - mean[column]) / std[column]);
  }
  float Restore(float value, int64_t column) const {
    if (mean.empty()) return value;
    return static_cast<float>(double{value} * std[column] + mean[column]);
  }
};

// Of `values`, [rows of a table, columns], over some of the rows. A column that does not vary has
// deviation 1.
Scale ScaleOf(const std::vector<float>& values, int64_t columns, const std::vector<int32_t>& rows);

}  // namespace tenfold::study
