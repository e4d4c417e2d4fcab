// Tables 1 and 2: the eight models that compare two digits, beside the numbers of the report that
// is reproduced.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddPairTables(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
