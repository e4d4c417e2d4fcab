// What ten seeds are worth: how often authors with ten would have concluded what the report did.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddTenSeeds(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
