// The pairs of one run that the network compared wrongly although it was surest, as it saw them.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "reports/input/input.h"
#include "reports/parts/report.h"

namespace tenfold::reports {

inline constexpr int kPairImageSide = 14;  // pixels

struct WrongPair {
  int first, second;                           // digits
  double margin;                               // difference of the two answers' logits
  std::vector<int> first_image, second_image;  // row-major, 0 to 255
};

// The pairs of the text of wrong_pairs.csv: columns first, second, margin, first_image and
// second_image (hexadecimal). InvalidArgument names the line.
absl::StatusOr<std::vector<WrongPair>> ReadWrongPairs(absl::string_view csv);

// Of the lowest seed of the main engine's cnn-shared-aux whose pairs are there, twelve at most.
// Where there is none the page says so.
absl::Status AddWrongPairsFigure(const ReportInput& input, Report& report);

}  // namespace tenfold::reports
