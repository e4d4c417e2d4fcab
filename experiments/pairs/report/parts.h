// What the pairs' chapter is made of (reports/parts/parts.h says what a part does), with the main
// engine where nothing else is said.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "reports/input/input.h"
#include "reports/parts/parts.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

// The main effects and interactions of the three choices, and how small an effect is seen.
absl::Status AddFactorial(const ReportInput& input, Report& report);

// What the report's text reads from its own tables, beside what they give.
absl::Status AddArithmetic(const ReportInput& input, Report& report);

// Tables 1 and 2: the eight models with each engine, beside the numbers of the report.
absl::Status AddPairTables(const ReportInput& input, Report& report);

// Test accuracies run by run, and the mean of each setting with its 95 % interval.
absl::Status AddPairsAccuracyFigure(const ReportInput& input, Report& report);

// What each of the three choices changes, seed by seed: differences of two settings' test
// accuracies, and their means with 95 % intervals.
absl::Status AddPairsDifferencesFigure(const ReportInput& input, Report& report);

// Training losses by epoch: mean over the seeds with a band of one sample standard deviation.
absl::Status AddPairsLossFigure(const ReportInput& input, Report& report);

// How often two digits are compared wrongly, for each first and second digit: all runs of CNNs and
// of MLPs whose artifacts are there, taken together.
absl::Status AddPairsConfusionFigure(const ReportInput& input, Report& report);

struct Answers {
  int pairs = 0, wrong = 0;
};

// By first and second digit.
using Confusion = std::array<std::array<Answers, 10>, 10>;

// Adds what the text of confusion.csv holds: columns first, second, pairs, wrong. InvalidArgument
// names the line.
absl::Status AddConfusion(absl::string_view csv, Confusion& confusion);

// The pairs that one run compared wrongly although it was surest, as it saw them: of the lowest
// seed of cnn-shared-aux whose pairs are there, twelve at most.
absl::Status AddWrongPairsFigure(const ReportInput& input, Report& report);

// Two digits that are not the same, for the first screen: of the same run the pair of which it was
// least sure.
absl::Status AddTaskFigure(const ReportInput& input, Report& report);

inline constexpr int kPairImageSide = 14;  // pixels

struct WrongPair {
  int first, second;                           // digits
  double margin;                               // difference of the two answers' logits
  std::vector<int> first_image, second_image;  // row-major, 0 to 255
};

// The pairs of the text of wrong_pairs.csv: columns first, second, margin, first_image and
// second_image (hexadecimal). InvalidArgument names the line.
absl::StatusOr<std::vector<WrongPair>> ReadWrongPairs(absl::string_view csv);

// What the chapter's text needs.
inline constexpr Part kPairsChapter[] = {
    AddPairTables,      AddPairsAccuracyFigure,  AddPairsDifferencesFigure,
    AddPairsLossFigure, AddPairsConfusionFigure, AddWrongPairsFigure};

}  // namespace tenfold::reports
