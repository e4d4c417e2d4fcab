// Test accuracy rung by rung, of the CNN and the MLP beside each other.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddLadderFigure(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
