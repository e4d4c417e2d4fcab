// The numbers that the report's text reads from its own tables, computed from these.
#pragma once

#include <vector>

#include "experiments/pairs/report/printed_tables.h"

namespace tenfold::reports {

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
