// The parts of a page that every report has. A part adds one table or figure, or what belongs
// together: values for the page, members of numbers.json, files in tables/ and figures/. What it
// needs and is not there is left out, or the page says so.
#pragma once

#include "absl/status/status.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

using Part = absl::Status (*)(const ReportInput& input, Report& report);

// The report's first lines: whether all records are there, and if not, which are missing.
absl::Status AddCompleteness(const ReportInput& input, Report& report);

// The accuracies of experiments that no question of the report is about.
absl::Status AddSweeps(const ReportInput& input, Report& report);

// Whether the engines did the same work: losses, weights and accuracies of each setting by pair of
// engines. The page shows those with the main engine; tables/ has all.
absl::Status AddEnginesTable(const ReportInput& input, Report& report);

// How far apart the losses are in each of the first steps. Draws those with the main engine;
// figures/loss-differences.csv has all, and tables/engines-by-step.csv has them by setting.
absl::Status AddLossDifferencesFigure(const ReportInput& input, Report& report);

// How far the engines are from the same trainings in double, of input.accuracy. Nothing without it;
// InvalidArgument names what the JSON lacks.
absl::Status AddAccuracyTable(const ReportInput& input, Report& report);

// How fast the engines are side by side, of input.benchmark, likewise.
absl::Status AddSpeedTables(const ReportInput& input, Report& report);

// The main engine's headline ratios as a picture, of what AddSpeedTables has checked.
absl::Status AddRatiosFigure(const ReportInput& input, Report& report);

// The roofline, of what AddSpeedTables has checked.
absl::Status AddRoofFigure(const ReportInput& input, Report& report);

// How the time of a training grows with each quantity, of input.growth, likewise.
absl::Status AddGrowthTables(const ReportInput& input, Report& report);

// The same as a picture, of what AddGrowthTables has checked.
absl::Status AddGrowthFigure(const ReportInput& input, Report& report);

// Every setting: how many of its runs are there, how long they took, and the accuracies of those
// that nothing else shows.
absl::Status AddSettings(const ReportInput& input, Report& report);

// What the records are: their digest, each run's outcome, data sets, versions and machines.
absl::Status AddProvenance(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
