// How equal the engines are: losses step by step and accuracies seed by seed, for each setting and
// pair of engines.
#pragma once

#include "absl/status/status.h"
#include "reports/input.h"
#include "reports/report.h"

namespace tenfold::reports {

// Shows nothing where there is one engine alone.
absl::Status AddEnginesTable(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
