#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/layers/parameter_info.h"
#include "engine/layers/shape.h"

namespace tenfold {

// Srivastava et al. 2014: training sets each element to 0 with probability `rate` < 1 and divides
// the others by 1 - rate; evaluation changes nothing. The elements are drawn for each step of the
// store from PlanOptions::seed (engine/layers/dropout_mask.h).
struct Dropout {
  explicit Dropout(double rate) : rate(rate) {}

  double rate;
};

absl::StatusOr<Shape> OutputShape(const Dropout& layer, const Shape& input);
inline std::vector<ParameterInfo> ParametersOf(const Dropout&) { return {}; }
std::string ToString(const Dropout& layer);

}  // namespace tenfold
