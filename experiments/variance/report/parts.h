#pragma once

#include "absl/status/status.h"
#include "reports/parts/parts.h"

namespace tenfold::reports {

// Where the variance of test accuracy comes from, of input.variance: a table, what it means for who
// reports ± over seeds, and one of the findings. Nothing without it or without a setting that has
// enough replicates.
absl::Status AddVariance(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
