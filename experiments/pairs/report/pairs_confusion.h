// How often two digits are compared wrongly, for each first and second digit: the networks of CNNs
// and of MLPs taken together, with the main engine.
#pragma once

#include <array>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

struct Answers {
  int pairs = 0, wrong = 0;
};

// By first and second digit.
using Confusion = std::array<std::array<Answers, 10>, 10>;

// Adds what the text of confusion.csv holds: columns first, second, pairs, wrong. InvalidArgument
// names the line.
absl::Status AddConfusion(absl::string_view csv, Confusion& confusion);

// Of all runs whose artifacts are there. Where there is none the page says so.
absl::Status AddPairsConfusionFigure(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
