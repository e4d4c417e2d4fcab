// How equal the engines are: losses step by step and accuracies seed by seed, for each setting and
// pair of engines. The page shows the pairs with the main engine; tables/ has all.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

// Shows nothing where no two engines have a run in common.
absl::Status AddEnginesTable(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
