// What the disc's chapter is made of; reports/parts/parts.h says what a part does.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "reports/input/input.h"
#include "reports/parts/parts.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

// How long the loss stalls and where it ends, for constant and decayed learning rates.
absl::Status AddLearningRates(const ReportInput& input, Report& report);

// The claims with labels 1 and -1, which the report does not have, beside 1 and 0, which it has.
absl::Status AddLabels(const ReportInput& input, Report& report);

// Table 3: accuracies on train and test points, and how many runs are above what the report claims.
absl::Status AddDiscTable(const ReportInput& input, Report& report);

// The points of one seed, coloured by what the network says of them, with the main engine and with
// LibTorch: of each engine's lowest seed whose points are there.
absl::Status AddDiscPointsFigure(const ReportInput& input, Report& report);

struct PointCounts {
  int total = 0, wrong = 0;
};

struct DiscPoints {
  PointCounts train, test;
};

// Checks the text of points.csv: columns set (train, test), x, y, label and prediction (1, -1).
// InvalidArgument names the line.
absl::StatusOr<DiscPoints> CheckDiscPoints(absl::string_view csv);

// Where each run draws the border between inside and outside, with the main engine, by depth: the
// zero of the output on a grid. Of all runs whose artifacts are there.
absl::Status AddDiscBoundaryFigure(const ReportInput& input, Report& report);

// Outputs on a square grid that covers the unit square, borders included: rows of equal x_2,
// ascending.
using Grid = std::vector<std::vector<int>>;

// The text of grid.csv: as many rows as columns, in hundredths. InvalidArgument names the line.
absl::StatusOr<Grid> ReadGrid(absl::string_view csv);

// A piece of the line on which the output is zero.
struct Segment {
  double x1, y1, x2, y2;
};

// Marching squares: in each cell of the grid the line is straight between points on its sides,
// which are found by linear interpolation. A value of zero counts as positive; in a cell with two
// lines the positive corners lie apart.
std::vector<Segment> ZeroLine(const Grid& grid);

// Training loss by epoch, mean over the seeds with a band of one sample standard deviation. Engines
// are side by side, and beside each stands the main engine's mean.
absl::Status AddDiscLossFigure(const ReportInput& input, Report& report);

// What the chapter's text needs.
inline constexpr Part kDiscChapter[] = {AddDiscTable, AddDiscPointsFigure, AddDiscBoundaryFigure,
                                        AddDiscLossFigure};

}  // namespace tenfold::reports
