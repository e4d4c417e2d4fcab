// What holds of the report that is reproduced: a verdict on each of its claims.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddVerdicts(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
