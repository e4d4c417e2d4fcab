// How far the engines are from the same trainings in double, of what //experiments:accuracy or
// //baselines:accuracy wrote. Nothing without it.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddAccuracyTable(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
