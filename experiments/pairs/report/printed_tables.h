// The two tables of accuracies that the report prints, in hundredths, and how its text reads them.
#pragma once

#include <array>
#include <vector>

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

// Of setting i (claims.h: 1 auxiliary loss, 2 sharing, 4 CNN).
inline constexpr const PrintedCell& PrintedOf(int setting, Reading reading) {
  return PrintedFor((setting & 4) != 0, reading)[3 - (setting & 3)];
}

// A number that the report's text reads from its tables.
struct Statement {
  const char* quote;
  bool cnn;
  unsigned cells;  // bit i: row i of PrintedTable
  bool is_std;     // of the printed standard deviations, else of the means
  int stated;      // in hundredths
};

const std::vector<Statement>& Statements();

// What the printed means say that weight sharing and the auxiliary loss add, averaged over all
// else; the same whichever table is which.
double PrintedSharingEffect();
double PrintedAuxiliaryEffect();

// And that a CNN is better than an MLP by.
double PrintedCnnEffect(Reading reading);

enum class Fit {
  kExact,     // rounded to two decimals it is what is stated (halves go either way)
  kPossible,  // not, but it may be for numbers that were rounded to those printed
  kWrong,     // not even so
};

struct Computed {
  double value;  // mean of the cells, as a fraction
  Fit fit;
};

Computed Compute(const Statement& statement, Reading reading);

}  // namespace tenfold::reports
