// What a side-by-side session shows on the terminal.
#pragma once

#include "benchmarks/session/session.h"

namespace tenfold {

void PrintRatioHeader();

// A line for each ratio. `probes`: of the cores that the group has.
void PrintRatios(const GroupResult& result, const Probes& probes);

}  // namespace tenfold
