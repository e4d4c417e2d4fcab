// What each idea is worth: a table for each ladder, and one of what it loses without an idea.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddLadders(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
