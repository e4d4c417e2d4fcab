// How hyperparameters were chosen: what experiments/ladder/search_space.h says was searched, and
// the runs that did.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddSearch(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
