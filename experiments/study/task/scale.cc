#include "experiments/study/task/scale.h"

#include <cmath>

namespace tenfold::study {

Scale ScaleOf(const std::vector<float>& values, int64_t columns, const std::vector<int32_t>& rows) {
  Scale scale = {std::vector<double>(columns), std::vector<double>(columns)};
  const double count = static_cast<double>(rows.size());
  for (int32_t row : rows) {
    for (int64_t i = 0; i < columns; ++i) scale.mean[i] += double{values[row * columns + i]};
  }
  for (double& mean : scale.mean) mean /= count;
  for (int32_t row : rows) {
    for (int64_t i = 0; i < columns; ++i) {
      const double deviation = double{values[row * columns + i]} - scale.mean[i];
      scale.std[i] += deviation * deviation;
    }
  }
  // A column that does not vary stays as it is, about zero.
  for (double& std : scale.std) std = std > 0.0 ? std::sqrt(std / count) : 1.0;
  return scale;
}

}  // namespace tenfold::study
