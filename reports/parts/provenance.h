// What the report was made from: settings, records, data sets, versions.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddProvenance(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
