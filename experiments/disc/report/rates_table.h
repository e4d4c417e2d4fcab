// The disc by learning rate: how long its loss stalls and where it ends, for constant and decayed
// rates.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

absl::Status AddLearningRates(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
