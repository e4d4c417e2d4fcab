// What the report's text reads from its own tables, beside what they give.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddArithmetic(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
