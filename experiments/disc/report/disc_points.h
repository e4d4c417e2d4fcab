// The points of one seed, coloured by what the network says of them, with the main engine
// and with LibTorch.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

struct PointCounts {
  int total = 0, wrong = 0;
};

struct DiscPoints {
  PointCounts train, test;
};

// Checks the text of points.csv: columns set (train, test), x, y, label and prediction (1, -1).
// InvalidArgument names the line.
absl::StatusOr<DiscPoints> CheckDiscPoints(absl::string_view csv);

// Of each engine's lowest seed whose points are there. Where an engine has none the page says so.
absl::Status AddDiscPointsFigure(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
