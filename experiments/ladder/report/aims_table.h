// What the presets were to reach, over thirty seeds, and what they reach.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddAims(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
