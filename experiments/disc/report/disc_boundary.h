// Where each run of the disc draws the border between inside and outside, with the main engine, by
// depth: the zero of the output on a grid.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

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

// Of all runs whose artifacts are there. Where there is none the page says so.
absl::Status AddDiscBoundaryFigure(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
