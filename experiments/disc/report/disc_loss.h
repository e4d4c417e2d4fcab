// The disc's training loss by epoch, mean over the seeds with a band of one sample
// standard deviation. Engines are side by side, and beside each stands the main engine's mean.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddDiscLossFigure(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
