// Tables 6 and 7: how many times as fast as LibTorch the engines are, and how long an epoch takes,
// of what side_by_side wrote. Nothing without it.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddSpeedTables(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
