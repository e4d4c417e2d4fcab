#pragma once

#include "absl/status/status.h"
#include "reports/parts/parts.h"

namespace tenfold::reports {

// Accuracies on all ordered pairs of test digits, and the differences that claims are about, of
// input.exhaustive: tables, and sentences beside the differences on a run's own test pairs. Nothing
// without it or without a setting that has enough networks.
absl::Status AddExhaustive(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
