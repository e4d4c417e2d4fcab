// What a side-by-side session shows on the terminal.
#pragma once

#include "benchmarks/session.h"

namespace tenfold {

void PrintRatioHeader();

// A line for each ratio. `best_probe`: GFLOP/s of the cores that the group has.
void PrintRatios(const GroupResult& result, double best_probe);

}  // namespace tenfold
