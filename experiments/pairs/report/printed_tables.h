// The two tables of accuracies that the report prints, in hundredths.
#pragma once

#include <array>

namespace tenfold::reports {

struct PrintedCell {
  int mean, std;
};

// In the order of the report's rows: with weight sharing and auxiliary loss, with sharing, with
// auxiliary loss, with neither.
using PrintedTable = std::array<PrintedCell, 4>;

// Headed CNN, captioned MLP; and the reverse. Each an average of ten runs.
inline constexpr PrintedTable kPrinted1 = {{{82, 1}, {80, 1}, {80, 1}, {78, 2}}};
inline constexpr PrintedTable kPrinted2 = {{{82, 2}, {81, 2}, {79, 2}, {79, 2}}};
inline constexpr int kPrintedRuns = 10;

// Which of the two is about the CNN, if the headings are right or if the captions are; and which
// about the MLP.
enum class Reading { kHeaded, kCaptioned };

inline constexpr const PrintedTable& PrintedFor(bool cnn, Reading reading) {
  return cnn == (reading == Reading::kHeaded) ? kPrinted1 : kPrinted2;
}

// Of setting i (claim.h: 1 auxiliary loss, 2 sharing, 4 CNN).
inline constexpr const PrintedCell& PrintedOf(int setting, Reading reading) {
  return PrintedFor((setting & 4) != 0, reading)[3 - (setting & 3)];
}

}  // namespace tenfold::reports
